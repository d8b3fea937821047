"""A table of contents whose checksum does not match, or with foreign segments, is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from whoosh.filedb.filestore import FileStorage
from whoosh.index import EmptyIndexError, open_dir

from searchkit.engine.whoosh.codec import ArrayCodec
from searchkit.engine.whoosh.opening import open_reader
from searchkit.engine.whoosh.toc import CheckedIndex
from searchkit.errors import IndexDamagedError
from searchkit.index.integrity import verify
from tests.engine.corpora import bulk_index

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    bulk_index(tmp_path, [[(["nhà", "ở"], "luật")], [(["đường"], "nghị định")]])
    return tmp_path


def opened(folder: Path) -> CheckedIndex:
    return CheckedIndex(FileStorage(str(folder)))


def test_a_sealed_index_is_one_of_whoosh(folder: Path) -> None:
    assert open_dir(str(folder)).doc_count() == opened(folder).doc_count() == 2


def test_every_flipped_byte_is_said_but_in_the_mark_of_the_seal(folder: Path) -> None:
    path = next(folder.glob("*.toc"))
    whole = path.read_bytes()
    for at in range(0, len(whole) - 4, 7):
        data = bytearray(whole)
        data[at] ^= 4
        path.write_bytes(data)
        with pytest.raises(IndexDamagedError, match=rf"{path.name}: .*checksum.*searchkit rebuild"):
            opened(folder)
    with pytest.raises(IndexDamagedError, match="checksum"):
        verify(folder)


@pytest.mark.parametrize("size", [0, 3, 40, 500])
def test_a_stump_is_said(folder: Path, size: int) -> None:
    path = next(folder.glob("*.toc"))
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(IndexDamagedError, match=f"{path.name}: .*cannot be read"):
        opened(folder)


def test_damage_that_comes_after_opening_is_said(folder: Path) -> None:
    index = opened(folder)
    path = next(folder.glob("*.toc"))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(IndexDamagedError, match="checksum"):
        open_reader(index)


def test_without_a_table_of_contents_the_index_is_empty(tmp_path: Path) -> None:
    with pytest.raises(EmptyIndexError):
        opened(tmp_path)


def written_by_whoosh(folder: Path, codec: Any = None) -> None:
    writer = open_dir(str(folder)).writer(codec=codec)
    writer.add_document(text=["mới"], folded=["moi"], kind=["luật"], title="mới")
    writer.commit()


def test_a_segment_of_another_codec_is_refused_with_the_way_out(folder: Path) -> None:
    index = opened(folder)
    written_by_whoosh(folder)
    for use in (lambda: open_reader(index), lambda: opened(folder), lambda: verify(folder)):
        with pytest.raises(IndexDamagedError, match=r"default codec .*ArrayCodec.*rebuild --index"):
            use()


def test_the_writer_of_whoosh_with_our_codec_is_welcome(folder: Path) -> None:
    written_by_whoosh(folder, ArrayCodec())
    verify(folder)
    with open_reader(opened(folder)) as reader:
        assert reader.doc_count() == 3
