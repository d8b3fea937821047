"""The folder of an index is recognised, and never mistaken for another folder."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from whoosh import fields
from whoosh.index import create_in

from searchkit import IndexDamagedError, IndexMissingError, UsageError
from searchkit.backends.base import BM25
from searchkit.backends.folder import ROOTS_FILE, read_roots, write_roots
from searchkit.query_tree import Every
from tests.support import local_index

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit.backends.local import LocalIndex


def is_empty(index: LocalIndex) -> bool:
    return not len(index.state(BM25(0.7, 0.75)).matching(Every()))


def test_an_index_is_made_where_nothing_is(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    local_index(folder).create()
    assert is_empty(local_index(folder).open())
    assert is_empty(local_index(folder).create()), "and opened where it is"


def test_hidden_files_do_not_occupy_a_folder(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*", "utf-8")
    assert is_empty(local_index(tmp_path).create())


@pytest.mark.parametrize("name", ["cong-van.docx", "MAIN_cong-van.docx"])
def test_a_folder_with_other_files_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    with pytest.raises(UsageError, match="holds files and is no index"):
        local_index(tmp_path).create()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("", "utf-8")
    with pytest.raises(UsageError, match="is a file"):
        local_index(tmp_path / "index").create()
    with pytest.raises(IndexMissingError, match="searchkit index PATH"):
        local_index(tmp_path / "index").open()


def test_what_is_no_index_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="is no index; make one with"):
        local_index(tmp_path).open()
    with pytest.raises(IndexMissingError, match="there is no folder"):
        local_index(tmp_path / "none").open()


@pytest.mark.parametrize("content", [b"", b"garbage" * 30], ids=["empty", "garbage"])
def test_a_damaged_table_of_contents_is_said(tmp_path: Path, content: bytes) -> None:
    local_index(tmp_path).create()
    for toc in tmp_path.glob("*.toc"):
        toc.write_bytes(content)
    with pytest.raises(IndexDamagedError, match="searchkit rebuild --index"):
        local_index(tmp_path).open()


def test_an_index_of_another_program_is_said(tmp_path: Path) -> None:
    create_in(str(tmp_path), fields.Schema(body=fields.TEXT()))
    with pytest.raises(IndexDamagedError, match="another program or version"):
        local_index(tmp_path).open()


def test_no_roots_are_known_of_a_new_index(tmp_path: Path) -> None:
    assert read_roots(tmp_path) == []


@pytest.mark.parametrize("content", ["", "{", "3", json.dumps([3])])
def test_damaged_roots_are_said_with_the_way_out(tmp_path: Path, content: str) -> None:
    (tmp_path / ROOTS_FILE).write_text(content, "utf-8")
    with pytest.raises(IndexDamagedError, match=r"searchkit rebuild PATH\.\.\. --index"):
        read_roots(tmp_path)


def test_roots_are_replaced_without_a_trace(tmp_path: Path) -> None:
    write_roots(tmp_path, ["/a"])
    write_roots(tmp_path, ["/b"])
    assert read_roots(tmp_path) == ["/b"]
    assert [path.name for path in tmp_path.iterdir()] == [ROOTS_FILE]


def test_roots_are_on_the_disk_and_so_is_their_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[int, bool]] = []

    def sync(descriptor: int) -> None:
        synced.append((os.fstat(descriptor).st_ino, (tmp_path / ROOTS_FILE).exists()))

    monkeypatch.setattr(os, "fsync", sync)
    write_roots(tmp_path, ["/a"])
    file, folder = (tmp_path / ROOTS_FILE).stat().st_ino, tmp_path.stat().st_ino
    assert synced == [(file, False), (folder, True)]


def test_roots_may_have_names_that_are_no_text(tmp_path: Path) -> None:
    roots = [os.fsdecode(b"/v\xe3n-b\xb6n"), "/văn-bản"]
    write_roots(tmp_path, roots)
    assert read_roots(tmp_path) == roots
