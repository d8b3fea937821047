"""The back ends that keep the contract: every test of it runs over each of them."""

from __future__ import annotations

import itertools
import os
from typing import TYPE_CHECKING

import pytest

from searchkit.backends.local import LocalIndex
from searchkit.backends.opensearch.connection.address import parse_address
from searchkit.backends.opensearch.index import OpenSearchIndex

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from searchkit.backends.base import Backend, Fields

HEAD = ("kind", "công văn")
"""With what blocks begin in the cluster; the tests ask for blocks that begin otherwise, too."""

_number = itertools.count()


class Maker:
    """Makes empty indexes with some fields; the folder is for what they need of the disk.

    ``examples``: how many a test is to generate; in a cluster an index takes long to make.
    """

    def __init__(self, make: Callable[[Path, Fields], Backend], examples: int) -> None:
        self._make = make
        self.examples = examples

    def __call__(self, folder: Path, fields: Fields) -> Backend:
        return self._make(folder, fields)


@pytest.fixture(params=["local", "opensearch"], scope="session")
def make_backend(request: pytest.FixtureRequest) -> Maker:
    if request.param == "local":
        return Maker(lambda folder, fields: LocalIndex(folder / "index", fields).create(), 30)
    hosts: str = request.getfixturevalue("cluster")

    def make(_folder: Path, fields: Fields) -> Backend:
        name = f"contract-{os.getpid()}-{next(_number)}"
        address = parse_address(f"opensearch://{hosts}/{name}?shards=2&replicas=0")
        return OpenSearchIndex(address, fields, HEAD).create()

    return Maker(make, 4)
