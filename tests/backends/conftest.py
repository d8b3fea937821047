"""The back ends that keep the contract: every test of it runs over each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from searchkit.backends.local import LocalIndex

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from searchkit.backends.base import Backend, Fields


def make_local(folder: Path, fields: Fields) -> Backend:
    return LocalIndex(folder / "index", fields).create()


@pytest.fixture(params=[make_local], ids=["local"], scope="session")
def make_backend(request: pytest.FixtureRequest) -> Callable[[Path, Fields], Backend]:
    """What makes an empty index with some fields; the folder is for what it needs of the disk."""
    make: Callable[[Path, Fields], Backend] = request.param
    return make
