"""The folder of an index is recognised, and never mistaken for another folder."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from whoosh import fields
from whoosh.index import create_in

from searchkit import IndexDamagedError, IndexMissingError, UsageError
from searchkit.index.directory import (
    ROOTS_FILE,
    add_roots,
    create_index,
    open_index_folder,
    read_roots,
    write_roots,
)


def test_an_index_is_made_where_nothing_is(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    create_index(folder)
    assert open_index_folder(folder).is_empty()
    assert create_index(folder).is_empty(), "and opened where it is"


def test_hidden_files_do_not_occupy_a_folder(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*", "utf-8")
    assert create_index(tmp_path).is_empty()


@pytest.mark.parametrize("name", ["cong-van.docx", "MAIN_cong-van.docx"])
def test_a_folder_with_other_files_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    with pytest.raises(UsageError, match="holds files and is no index"):
        create_index(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("", "utf-8")
    with pytest.raises(UsageError, match="is a file"):
        create_index(tmp_path / "index")
    with pytest.raises(IndexMissingError, match="searchkit index PATH"):
        open_index_folder(tmp_path / "index")


def test_what_is_no_index_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="is no index; make one with"):
        open_index_folder(tmp_path)
    with pytest.raises(IndexMissingError, match="there is no folder"):
        open_index_folder(tmp_path / "none")


@pytest.mark.parametrize("content", [b"", b"garbage" * 30], ids=["empty", "garbage"])
def test_a_damaged_table_of_contents_is_said(tmp_path: Path, content: bytes) -> None:
    create_index(tmp_path)
    for toc in tmp_path.glob("*.toc"):
        toc.write_bytes(content)
    with pytest.raises(IndexDamagedError, match="searchkit rebuild --index"):
        open_index_folder(tmp_path)


def test_an_index_of_another_program_is_said(tmp_path: Path) -> None:
    create_in(str(tmp_path), fields.Schema(body=fields.TEXT()))
    with pytest.raises(IndexDamagedError, match="another program or version"):
        open_index_folder(tmp_path)


def test_roots_are_remembered_in_order_and_once(tmp_path: Path) -> None:
    first, second = tmp_path / "van-ban", tmp_path / "tin tức"
    add_roots(tmp_path, [first])
    add_roots(tmp_path, [second, first / "2025"])
    assert read_roots(tmp_path) == [first, second]
    add_roots(tmp_path, [tmp_path])
    assert read_roots(tmp_path) == [tmp_path], "a folder stands for those inside"


def test_roots_are_remembered_as_whole_paths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    add_roots(tmp_path, [Path("van-ban")])
    assert read_roots(tmp_path) == [tmp_path / "van-ban"]


def test_no_roots_are_known_of_a_new_index(tmp_path: Path) -> None:
    assert read_roots(tmp_path) == []


@pytest.mark.parametrize("content", ["", "{", "3", json.dumps([3])])
def test_damaged_roots_are_said_with_the_way_out(tmp_path: Path, content: str) -> None:
    (tmp_path / ROOTS_FILE).write_text(content, "utf-8")
    with pytest.raises(IndexDamagedError, match=r"searchkit rebuild PATH\.\.\. --index"):
        read_roots(tmp_path)


def test_roots_are_replaced_without_a_trace(tmp_path: Path) -> None:
    write_roots(tmp_path, [Path("/a")])
    write_roots(tmp_path, [Path("/b")])
    assert read_roots(tmp_path) == [Path("/b")]
    assert [path.name for path in tmp_path.iterdir()] == [ROOTS_FILE]


def test_roots_are_on_the_disk_and_so_is_their_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[int, bool]] = []

    def sync(descriptor: int) -> None:
        synced.append((os.fstat(descriptor).st_ino, (tmp_path / ROOTS_FILE).exists()))

    monkeypatch.setattr(os, "fsync", sync)
    write_roots(tmp_path, [Path("/a")])
    file, folder = (tmp_path / ROOTS_FILE).stat().st_ino, tmp_path.stat().st_ino
    assert synced == [(file, False), (folder, True)]


def test_roots_may_have_names_that_are_no_text(tmp_path: Path) -> None:
    roots = [Path(os.fsdecode(b"/v\xe3n-b\xb6n")), Path("/văn-bản")]
    write_roots(tmp_path, roots)
    assert read_roots(tmp_path) == roots
