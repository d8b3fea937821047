"""What is committed is opened as Whoosh opens it, by whoever reads while others write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from whoosh.index import open_dir
from whoosh.util.numeric import byte_to_length

from searchkit.engine.execution import executor
from searchkit.engine.execution.bm25 import BM25
from searchkit.engine.reader import stored_fields, term_count
from searchkit.engine.snapshot import committed
from searchkit.engine.snapshot.committed import open_snapshot
from searchkit.engine.snapshot.names import generation_of, table_name
from searchkit.engine.snapshot.table_of_contents import read_latest
from searchkit.engine.storage.arrays import LENGTH_OF_NORM
from searchkit.engine.writer.index_writer import IndexWriter
from searchkit.errors import IndexDamagedError
from searchkit.query_tree import Term
from tests.engine.corpora import bulk_index

if TYPE_CHECKING:
    from pathlib import Path

CORPORA = [[(["nhà", "ở"], "luật"), (["nhà"], "luật")], [(["đường", "nhà"], "nghị định")]]


@pytest.fixture
def index(tmp_path: Path) -> Any:
    return bulk_index(tmp_path, CORPORA)


def test_it_is_what_whoosh_opens(index: Any, tmp_path: Path) -> None:
    with IndexWriter(index, memory=0) as writer:
        assert writer.delete("text", ["ở"]) == 1
    ours = open_snapshot(tmp_path)
    with open_dir(str(tmp_path)).reader() as theirs:
        assert ours.generation == theirs.generation()
        assert ours.doc_count_all() == theirs.doc_count_all()
        assert ours.schema.keys() == set(theirs.schema.names())
        for name, field in ours.schema.items():
            assert field.scorable == bool(theirs.schema[name].scorable)
            assert ours.field_length(name) == theirs.field_length(name)
            if theirs.schema[name].indexed:
                assert term_count(ours, name) == len(list(theirs.lexicon(name)))
        query, similarity = Term("text", "nhà"), BM25(1.2, 0.75)
        mine, others = (
            executor.search(reader, query, 9, similarity=similarity) for reader in (ours, theirs)
        )
        assert mine.docnums.tolist() == others.docnums.tolist()
        assert mine.scores.tolist() == others.scores.tolist()
        for number in mine.docnums.tolist():
            assert stored_fields(ours, number) == stored_fields(theirs, number)


def test_norms_stand_for_the_lengths_of_whoosh() -> None:
    assert LENGTH_OF_NORM.tolist() == [byte_to_length(code) for code in range(256)]


def test_a_missing_file_is_named_with_the_way_out(index: Any, tmp_path: Path) -> None:
    file = next(tmp_path.glob("*.ski"))
    file.unlink()
    with pytest.raises(IndexDamagedError, match=rf"{file.name}: .*missing; .*searchkit rebuild"):
        open_snapshot(tmp_path)


def test_a_commit_that_comes_while_it_is_opened_is_what_is_opened(
    index: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_now = f"{committed.__name__}.read_latest"

    def overtaken(folder: Path) -> Any:
        table = read_latest(folder)
        monkeypatch.setattr(read_now, read_latest)
        bulk_index(folder, [[(["cầu"], "luật")]])
        for segment in table.segments:
            for file in folder.glob(segment.name + ".*"):
                file.unlink()
        return table

    monkeypatch.setattr(read_now, overtaken)
    assert open_snapshot(tmp_path).doc_count_all() == 1


@pytest.mark.parametrize("generation", [0, 7, 12345])
def test_a_table_of_contents_is_known_by_its_name(generation: int) -> None:
    name = table_name(generation)
    assert generation_of(name) == generation
    for other in (name + ".1", "x" + name, name.replace("MAIN", "main"), "_MAIN_.toc", "_MAIN_²x"):
        assert generation_of(other) == -1
