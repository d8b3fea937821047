"""Hits of documents that share an id, or a content, are told apart by what the list shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import searchkit
from tests.support import NOTE, PLAN, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import CommandLine


@pytest.fixture
def index(tmp_path: Path) -> Path:
    with searchkit.open_index(tmp_path / "index", create=True) as index:
        one = write(tmp_path / "a", {"x.txt": PLAN, "y.txt": NOTE})
        two = write(tmp_path / "b", {"x.txt": PLAN.replace("12/KH", "13/KH"), "z.txt": NOTE})
        index.add([one, two])
    return tmp_path / "index"


def test_documents_with_one_id_are_listed_by_their_paths(cli: CommandLine, index: Path) -> None:
    answer = cli("search", "tinh gọn bộ máy", "--index", index)
    for name in ("a/x.txt", "b/x.txt"):
        # The list may break a long path over two lines.
        assert str(index.parent / name) in answer.out.replace("\n", "").replace(" ", "")
    assert "13/KH" in cli("show", "b/x.txt", "--index", index).out
    assert cli("show", "x.txt", "--index", index).code == 2


def test_copies_are_listed_with_the_document(cli: CommandLine, index: Path) -> None:
    copy = str(index.parent / "b/z.txt")
    answer = cli("search", "thuyền độc mộc", "--index", index)
    assert "also " in answer.out
    assert copy in answer.out.replace("\n", "").replace(" ", "")
    shown = cli("search", "thuyền độc mộc", "--index", index, "--json").json
    assert shown["hits"][0]["also"] == [copy]
    assert cli("show", "z.txt", "--index", index).out.rstrip() == NOTE.rstrip()
