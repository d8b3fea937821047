from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from whoosh.index import open_dir

from searchkit.backends.folder import ROOTS_FILE
from searchkit.errors import IndexDamagedError, IndexMissingError
from tests.engine.corpora import bulk_index
from tests.support import verify

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    bulk_index(tmp_path, [[(["nhà", "ở"], "luật")], [(["đường"], "nghị định")]])
    return tmp_path


def test_a_sound_index_is_read_whole(folder: Path) -> None:
    assert sorted(verify(folder)) == sorted(folder.glob("*.sk?"))
    assert len(verify(str(folder))) == 4


@pytest.mark.parametrize("extension", ["ski", "skd"])
def test_an_altered_byte_names_the_file_and_the_way_out(folder: Path, extension: str) -> None:
    path = sorted(folder.glob("*." + extension))[0]
    data = bytearray(path.read_bytes())
    data[len(data) // 4] ^= 1
    path.write_bytes(data)
    with pytest.raises(IndexDamagedError, match=rf"{path.name}.*searchkit rebuild"):
        verify(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    path = next(folder.glob("*.skd"))
    path.unlink()
    with pytest.raises(IndexDamagedError, match=f"{path.name}: is missing"):
        verify(folder)


@pytest.mark.parametrize("extension", ["ski", "skd"])
def test_a_file_of_another_segment_does_not_pass(folder: Path, extension: str) -> None:
    first, second = sorted(folder.glob("*." + extension))
    first.write_bytes(second.read_bytes())
    with pytest.raises(IndexDamagedError, match=f"{first.name}: holds what .* into {second.name}"):
        verify(folder)
    with pytest.raises(IndexDamagedError, match=f"{first.name}: holds what"):
        open_dir(str(folder)).reader()


def test_another_number_of_documents_does_not_pass(folder: Path) -> None:
    index = open_dir(str(folder))
    segment = index._segments()[0]
    segment.set_doc_count(2)
    with pytest.raises(IndexDamagedError, match="another number of documents"):
        segment.codec().terms_reader(index.storage, segment)


def test_a_damaged_table_of_contents_is_damage(folder: Path) -> None:
    next(folder.glob("*.toc")).write_bytes(b"x")
    with pytest.raises(IndexDamagedError, match="table of contents"):
        verify(folder)


def test_a_missing_table_of_contents_is_damage(folder: Path) -> None:
    next(folder.glob("*.toc")).unlink()
    with pytest.raises(IndexDamagedError, match=r"\*\.toc\) is missing.*searchkit rebuild"):
        verify(folder)


def test_a_damaged_list_of_roots_is_damage(folder: Path) -> None:
    (folder / ROOTS_FILE).write_text("[", "utf-8")
    with pytest.raises(IndexDamagedError, match=rf"{ROOTS_FILE} cannot be read.*searchkit rebuild"):
        verify(folder)


def test_without_an_index_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="no index"):
        verify(tmp_path)
