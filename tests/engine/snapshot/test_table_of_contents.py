"""A table of contents whose checksum does not match, or with foreign segments, is refused.

Whoosh itself has no checksum and runs what a pickle says (divergence 20).
"""

from __future__ import annotations

import importlib
import os
import re
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from whoosh.fields import STORED, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, EmptyIndexError, create_in, open_dir

from searchkit.engine.snapshot import table_of_contents
from searchkit.engine.snapshot.committed import open_snapshot
from searchkit.engine.whoosh import codec, field_types
from searchkit.engine.whoosh.checksummed_storage import ChecksummedStorage
from searchkit.engine.whoosh.codec import ArrayCodec
from searchkit.engine.whoosh.toc import CheckedIndex
from searchkit.engine.writer.index_writer import IndexWriter
from searchkit.errors import IndexDamagedError, IndexMissingError
from tests.engine.corpora import bulk_index, schema
from tests.support import verify


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    bulk_index(tmp_path, [[(["nhà", "ở"], "luật")], [(["đường"], "nghị định")]])
    return tmp_path


def opened(folder: Path) -> CheckedIndex:
    return CheckedIndex(FileStorage(str(folder)))


def test_an_index_with_a_checksum_is_one_of_whoosh(folder: Path) -> None:
    assert open_dir(str(folder)).doc_count() == opened(folder).doc_count() == 2


def test_every_changed_byte_is_reported(folder: Path) -> None:
    path = next(folder.glob("*.toc"))
    whole = path.read_bytes()
    for at in range(len(whole)):
        data = bytearray(whole)
        data[at] ^= 4
        path.write_bytes(data)
        with pytest.raises(IndexDamagedError, match=rf"{path.name}: .*checksum.*searchkit rebuild"):
            opened(folder)
    with pytest.raises(IndexDamagedError, match="checksum"):
        verify(folder)


def test_a_table_of_contents_cut_short_is_reported(folder: Path) -> None:
    path = next(folder.glob("*.toc"))
    whole = path.read_bytes()
    for size in range(len(whole)):
        path.write_bytes(whole[:size])
        with pytest.raises(IndexDamagedError, match=rf"{path.name}: .*searchkit rebuild"):
            opened(folder)


def test_damage_that_comes_after_opening_is_reported(folder: Path) -> None:
    index = opened(folder)
    path = next(folder.glob("*.toc"))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(IndexDamagedError, match="checksum"):
        index.reader()
    with pytest.raises(IndexDamagedError, match="checksum"):
        open_snapshot(folder)


def test_without_a_table_of_contents_the_index_is_empty(tmp_path: Path) -> None:
    with pytest.raises(EmptyIndexError):
        opened(tmp_path)
    with pytest.raises(IndexMissingError, match="has been deleted"):
        open_snapshot(tmp_path)


def written_by_whoosh(folder: Path, codec: Any = None) -> None:
    writer = open_dir(str(folder)).writer(codec=codec)
    writer.add_document(text=["mới"], folded=["moi"], kind=["luật"], title="mới")
    writer.commit()


def test_a_segment_of_another_codec_is_refused_with_the_way_out(folder: Path) -> None:
    index = opened(folder)
    written_by_whoosh(folder)
    uses = index.reader, lambda: opened(folder), lambda: open_snapshot(folder)
    for use in (*uses, lambda: verify(folder)):
        with pytest.raises(IndexDamagedError, match=r"default codec .*ArrayCodec.*rebuild --index"):
            use()


def test_the_writer_of_whoosh_with_our_codec_is_welcome(folder: Path) -> None:
    written_by_whoosh(folder, ArrayCodec())
    verify(folder)
    assert open_snapshot(folder).doc_count_all() == opened(folder).doc_count() == 3


def test_an_index_that_whoosh_has_just_made_is_empty(tmp_path: Path) -> None:
    index = create_in(str(tmp_path), schema())
    assert opened(tmp_path).doc_count() == 0
    assert opened(tmp_path).schema == index.schema


def test_the_classes_that_may_be_named_are_those_of_an_index() -> None:
    named = Schema, STORED, field_types.StreamField, field_types.KeywordField, codec.ArraySegment
    table = table_of_contents
    assert [f"{kind.__module__}.{kind.__qualname__}" for kind in named] == [
        *(table.SCHEMA, table.STORED, table.STREAM, table.KEYWORD, table.SEGMENT)
    ]


def test_what_is_read_is_what_was_written(folder: Path) -> None:
    with IndexWriter(opened(folder)) as writer:
        assert writer.delete("text", ["đường"]) == 1
    ours, theirs = opened(folder), open_dir(str(folder))
    assert ours.schema == theirs.schema == schema()
    for mine, other in zip(ours._segments(), theirs._segments(), strict=True):
        assert mine.segment_id() == other.segment_id()
        assert set(mine.deleted_docs()) == set(other.deleted_docs())
        assert mine.doc_count_all() == other.doc_count_all()
        assert mine._fieldlengths == other._fieldlengths


class Planted:
    """What a hostile pickle does: it calls a function as it is read."""

    def __init__(self, function: Any, *arguments: Any) -> None:
        self._call = function, arguments

    def __reduce__(self) -> Any:
        return self._call


def planted(folder: Path, *, schema: Any = None, segments: Any = None) -> None:
    """Publish a table of contents with other pickles in it and the checksum that belongs to them.

    The storage through which Whoosh writes the file appends the checksum.
    """
    index = opened(folder)
    toc = index._read_toc()
    own = TOC(toc.schema, toc.segments if segments is None else segments, toc.generation + 1)
    if schema is not None:
        own.schema = schema
    own.write(ChecksummedStorage(str(folder)), "MAIN")


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        pytest.param(os.system, ("touch {}",), id="a shell command"),
        pytest.param(eval, ("open({!r}, 'w')",), id="an expression"),
        pytest.param(Path.touch, (Path("{}"),), id="a method"),
        pytest.param(importlib.import_module, ("antigravity",), id="an import"),
        pytest.param(re.compile, ("(a+)+$",), id="a regular expression"),
        pytest.param(open_dir, ("{}",), id="a function of Whoosh"),
        pytest.param(bulk_index, ("{}", []), id="a function of ours"),
    ],
)
@pytest.mark.parametrize("at", ["segments", "in a segment", "in a field"])
def test_nothing_in_an_index_runs_code(
    folder: Path, tmp_path: Path, function: Any, arguments: Any, at: str
) -> None:
    trace = tmp_path / "trace"
    filled = [type(a)(str(a).format(str(trace))) for a in arguments]
    hostile = Planted(function, *filled)
    if at == "segments":
        planted(folder, segments=hostile)
    elif at == "in a segment":
        segments = opened(folder)._read_toc().segments
        segments[0].segid = hostile
        planted(folder, segments=segments)
    else:
        own = schema()
        own["title"].note = hostile
        planted(folder, schema=own)
    with pytest.raises(IndexDamagedError, match=r"toc: .*it names .* rebuild --index"):
        opened(folder)
    assert not trace.exists()


@pytest.mark.parametrize(
    ("changed", "value"),
    [
        ("segid", "../../etc/passwd"),
        ("segid", 7),
        ("_doccount", -1),
        ("_doccount", True),
        ("_deleted", {99}),
        ("_deleted", {"0"}),
        ("_fieldlengths", {"text": None}),
    ],
)
def test_a_segment_that_cannot_be_is_refused(folder: Path, changed: str, value: Any) -> None:
    segments = opened(folder)._read_toc().segments
    setattr(segments[0], changed, value)
    planted(folder, segments=segments)
    with pytest.raises(IndexDamagedError, match="cannot be read"):
        opened(folder)


def test_a_segment_is_no_field_and_a_field_no_segment(folder: Path) -> None:
    planted(folder, segments=[schema()["text"]])
    with pytest.raises(IndexDamagedError, match="StreamField stands where it has no place"):
        opened(folder)


def test_the_index_of_an_older_version_ends_in_a_rebuild(folder: Path) -> None:
    path = next(folder.glob("*.toc"))
    old = b"searchkit.index.whoosh.codec".ljust(28, b"s")
    content = path.read_bytes()[:-8].replace(b"searchkit.engine.whoosh.codec"[:28], old)
    path.write_bytes(content + struct.pack("<I4s", zlib.crc32(content), b"SKIT"))
    with pytest.raises(IndexDamagedError, match="another program or version; run `searchkit reb"):
        opened(folder)
