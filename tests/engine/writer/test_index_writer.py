from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from whoosh import index

from searchkit.engine import reader as lookup
from searchkit.engine.whoosh.codec import ArrayCodec
from searchkit.engine.writer.index_writer import IndexWriter
from searchkit.engine.writer.segment_writer import SegmentBuilder
from searchkit.errors import IndexLockedError, IndexMissingError
from tests.engine.corpora import Document, batch, bulk_index, schema, stock_index

CORPUS: list[Document] = [
    (["cấp", "giấy", "phép"], "luật"),
    (["giấy", "giấy", "phép"], "nghị định"),
    (["nhà", "phép"], "luật"),
]


@pytest.fixture
def ix(tmp_path: Path) -> Any:
    return index.create_in(str(tmp_path), schema())


def titles(ix: Any) -> list[str]:
    with ix.reader() as reader:
        return [fields["title"] for _, fields in reader.iter_docs()]


def test_a_commit_makes_documents_visible(ix: Any) -> None:
    with IndexWriter(ix) as writer:
        writer.add(batch(CORPUS))
        assert titles(ix) == []
    assert titles(ix) == ["cấp giấy phép", "giấy giấy phép", "nhà phép"]


def test_whoosh_opens_the_index_and_searches_it(ix: Any, tmp_path: Path) -> None:
    with IndexWriter(ix) as writer:
        writer.add(batch(CORPUS))
    from whoosh.qparser import QueryParser

    opened = index.open_dir(str(tmp_path))
    with opened.searcher() as searcher:
        hits = searcher.search(QueryParser("text", opened.schema).parse('"giấy phép"'))
        assert [hit["title"] for hit in hits] == ["giấy giấy phép", "cấp giấy phép"]


def test_an_exception_cancels_and_frees_the_lock(ix: Any, tmp_path: Path) -> None:
    def fail() -> None:
        with IndexWriter(ix, memory=0) as writer:
            writer.add(batch(CORPUS))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert titles(ix) == []
    assert not list(tmp_path.glob("*.sk?"))
    IndexWriter(ix).cancel()


def test_a_second_writer_is_told_about_the_first(ix: Any) -> None:
    with IndexWriter(ix), pytest.raises(IndexLockedError, match="another process"):
        IndexWriter(ix)


def test_a_commit_of_a_writer_that_took_the_lock_away_is_told(ix: Any, tmp_path: Path) -> None:
    first = IndexWriter(ix)
    first.add(batch(CORPUS[:1]))
    (tmp_path / "MAIN_WRITELOCK").unlink()
    with IndexWriter(ix) as second:
        second.add(batch(CORPUS[1:]))
    with pytest.raises(IndexLockedError, match="has committed in the meantime"):
        first.commit()
    assert titles(ix) == ["giấy giấy phép", "nhà phép"]


def test_the_lock_of_a_dead_process_does_not_block(ix: Any, tmp_path: Path) -> None:
    script = (
        "import os, sys\n"
        "from whoosh import index\n"
        "from searchkit.engine.writer.index_writer import IndexWriter\n"
        "writer = IndexWriter(index.open_dir(sys.argv[1]))\n"
        "os._exit(9)\n"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script, str(tmp_path)],
        cwd=root,
        env=os.environ,
        check=False,
    )
    assert done.returncode == 9
    with IndexWriter(ix) as writer:
        writer.add(batch(CORPUS))
    assert len(titles(ix)) == 3


def test_memory_bound_flushes_segments_without_changing_the_index(
    tmp_path: Path,
) -> None:
    small = index.create_in(str(tmp_path), schema())
    with IndexWriter(small, memory=0) as writer:
        for document in CORPUS:
            writer.add(batch([document]))
    assert titles(small) == ["cấp giấy phép", "giấy giấy phép", "nhà phép"]


def test_delete_by_exact_terms_counts_documents_once(tmp_path: Path) -> None:
    ix = bulk_index(tmp_path, [CORPUS[:2], CORPUS[2:]])
    with IndexWriter(ix) as writer:
        assert writer.delete("text", ["cấp", "nhà", "vắng"]) == 2
        assert writer.delete("text", ["cấp"]) == 0
        assert writer.delete("absent", ["cấp"]) == 0
        writer.add(batch([(["mới"], "luật")]))
    assert titles(ix) == ["giấy giấy phép", "mới"]
    with ix.reader() as reader:
        assert lookup.postings(reader, "text", "phép").docnums.size == 1


def test_columns_of_different_lengths_are_refused(ix: Any) -> None:
    from searchkit.engine.writer.batch import DocumentBatch

    with IndexWriter(ix) as writer:
        with pytest.raises(ValueError, match="'kind' has 1 documents, stored has 2"):
            writer.add(DocumentBatch(keywords={"kind": [["luật"]]}, stored=[{}, {}]))
        writer.add(batch(CORPUS))
    assert len(titles(ix)) == 3


def test_keywords_count_once_per_document(ix: Any) -> None:
    from searchkit.engine.writer.batch import DocumentBatch

    with IndexWriter(ix) as writer:
        writer.add(DocumentBatch(keywords={"kind": [["luật", "luật", "mới"], []]}, stored=[{}, {}]))
    with ix.reader() as reader:
        assert lookup.postings(reader, "kind", "luật").frequencies.tolist() == [1]
        assert reader.stored_fields(1) == {}


@pytest.mark.parametrize("codec", [ArrayCodec(), None], ids=["our codec", "Whoosh's codec"])
def test_whooshs_own_writer_makes_the_same_index(tmp_path: Path, codec: Any) -> None:
    bulk = bulk_index(tmp_path / "bulk", [CORPUS])
    stock = stock_index(tmp_path / "stock", [CORPUS], codec)
    with bulk.reader() as ours, stock.reader() as theirs:
        assert list(ours.all_terms()) == list(theirs.all_terms())
        for name, term in ours.all_terms():
            a, b = ours.postings(name, term), theirs.postings(name, term)
            assert list(a.items_as("frequency")) == list(b.items_as("frequency"))
        assert ours.field_length("text") == theirs.field_length("text") == 8
        assert list(ours.iter_docs()) == list(theirs.iter_docs())


def test_whooshs_own_writer_can_optimize(tmp_path: Path) -> None:
    ix = bulk_index(tmp_path, [CORPUS[:1], CORPUS[1:]])
    ix.optimize(codec=ArrayCodec())
    assert titles(ix) == ["cấp giấy phép", "giấy giấy phép", "nhà phép"]
    with ix.reader() as reader:
        assert reader.is_atomic()
        assert lookup.positions(reader, "text", "giấy", [1, 0])[0].tolist() == [0, 1]


def test_a_batch_that_fails_half_way_is_never_committed(
    ix: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    writer = IndexWriter(ix)
    writer.add(batch(CORPUS))
    monkeypatch.setattr(SegmentBuilder, "add_stored", fail)
    with pytest.raises(KeyboardInterrupt):
        writer.add(batch(CORPUS))
    with pytest.raises(ValueError, match="make another"):
        writer.commit()
    assert titles(ix) == []


def test_a_closed_writer_refuses_and_touches_nothing(ix: Any) -> None:
    first = IndexWriter(ix)
    first.commit()
    with IndexWriter(ix, memory=0) as second:
        second.add(batch(CORPUS))
        for late in (first.commit, first.checkpoint, lambda: first.add(batch(CORPUS))):
            with pytest.raises(ValueError, match="make another"):
                late()
        first.cancel()
    assert len(titles(ix)) == 3


def test_a_checkpoint_makes_visible_and_keeps_the_lock(ix: Any) -> None:
    with IndexWriter(ix) as writer:
        writer.add(batch(CORPUS[:2]))
        writer.checkpoint()
        assert len(titles(ix)) == 2
        with pytest.raises(IndexLockedError):
            IndexWriter(ix)
        assert writer.delete("text", ["cấp"]) == 1
        writer.add(batch(CORPUS[2:]))
    assert titles(ix) == ["giấy giấy phép", "nhà phép"]


def test_a_writer_for_an_index_that_was_deleted_holds_no_lock(ix: Any, tmp_path: Path) -> None:
    for toc in tmp_path.glob("*.toc"):
        toc.rename(tmp_path / "kept")
    with pytest.raises(IndexMissingError, match="has been deleted"):
        IndexWriter(ix)
    (tmp_path / "kept").rename(tmp_path / "_MAIN_0.toc")
    IndexWriter(ix).cancel()
