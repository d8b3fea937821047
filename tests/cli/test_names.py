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


def test_files_of_one_name_have_ids_of_their_own(cli: CommandLine, index: Path) -> None:
    answer = cli("search", "tinh gọn bộ máy", "--index", index)
    assert " · x.txt\n" in answer.out
    assert " · b/x.txt\n" in answer.out
    assert "13/KH" in cli("show", "b/x.txt", "--index", index).out
    assert "12/KH" in cli("show", "x.txt", "--index", index).out


def test_a_renamed_file_is_listed_with_its_id_and_its_path(cli: CommandLine, index: Path) -> None:
    (index.parent / "b/x.txt").rename(index.parent / "b/ke-hoach-13.txt")
    assert cli("index", index.parent / "b", "--index", index).code == 0
    answer = cli("search", "13/KH-BNV", "--index", index)
    shown = answer.out.replace("\n", "").replace(" ", "")
    assert f"·b/x.txt·{index.parent / 'b/ke-hoach-13.txt'}" in shown
    assert "13/KH" in cli("show", "b/x.txt", "--index", index).out
    assert "13/KH" in cli("show", "ke-hoach-13.txt", "--index", index).out


def test_copies_are_listed_with_the_document(cli: CommandLine, index: Path) -> None:
    copy = str(index.parent / "b/z.txt")
    answer = cli("search", "thuyền độc mộc", "--index", index)
    assert "also " in answer.out
    assert copy in answer.out.replace("\n", "").replace(" ", "")
    shown = cli("search", "thuyền độc mộc", "--index", index, "--json").json
    assert shown["hits"][0]["also"] == [copy]
    assert cli("show", "z.txt", "--index", index).out.rstrip() == NOTE.rstrip()
