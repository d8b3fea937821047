"""What was indexed is remembered for a rebuild, as whole paths and without repeats."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.index.roots import add_roots
from tests.support import local_index

if TYPE_CHECKING:
    import pytest

    from searchkit.backends.base import Backend


def known(backend: Backend) -> list[Path]:
    return [Path(root) for root in backend.roots()]


def test_roots_are_remembered_in_order_and_once(tmp_path: Path) -> None:
    backend = local_index(tmp_path)
    first, second = tmp_path / "van-ban", tmp_path / "tin tức"
    add_roots(backend, [first])
    add_roots(backend, [second, first / "2025"])
    assert known(backend) == [first, second]
    add_roots(backend, [tmp_path])
    assert known(backend) == [tmp_path], "a folder stands for those inside"


def test_roots_are_remembered_as_whole_paths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    backend = local_index(tmp_path)
    add_roots(backend, [Path("van-ban")])
    assert known(backend) == [tmp_path / "van-ban"]
