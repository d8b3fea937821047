from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import index

from searchkit.engine import reader as lookup
from searchkit.engine.writer import merger as merging
from searchkit.engine.writer.index_writer import IndexWriter
from tests.engine.corpora import TERMS, Document, batch, bulk_index, documents, schema


def content(ix: Any) -> dict[str, Any]:
    """Everything that an index tells about its live documents, in their order."""
    with ix.reader() as reader:
        found: dict[str, Any] = {"stored": [stored for _, stored in reader.iter_docs()]}
        live = {document: i for i, document in enumerate(reader.all_doc_ids())}
        for name in ("text", "folded", "kind"):
            for term in lookup.term_counts(reader, name).terms:
                docnums, frequencies, lengths = lookup.postings(reader, name, term)
                if docnums.size:
                    places = lookup.positions(reader, name, term, docnums)
                    found[f"{name}:{term}"] = (
                        [live[d] for d in docnums.tolist()],
                        frequencies.tolist(),
                        lengths.tolist(),
                        [place.tolist() for place in places],
                    )
        return found


@settings(max_examples=25, deadline=None)
@given(
    st.lists(documents, min_size=1, max_size=4),
    st.lists(st.sampled_from(TERMS), max_size=3, unique=True),
    st.sampled_from([1, 7, 2_000_000]),
)
def test_a_merged_index_holds_the_same(
    corpora: list[list[Document]], deleted: list[str], piece: int
) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(merging, "_PIECE", piece)
        ix = bulk_index(Path(name), corpora)
        with IndexWriter(ix, memory=0) as writer:
            writer.delete("text", deleted)
        before = content(ix)
        with IndexWriter(ix) as writer:
            writer.add(batch([(["mới"], "luật")] * 30))
        with ix.reader() as reader:
            assert reader.doc_count() - 30 == len(before["stored"])
            assert reader.doc_count_all() - 30 <= len(before["stored"]) / 0.75
        with IndexWriter(ix) as writer:
            writer.delete("text", ["mới"])
        after = content(ix)
        assert after == before


def test_field_lengths_are_exact_after_a_merge(tmp_path: Path) -> None:
    ix = bulk_index(tmp_path, [[(["nhà"] * 300, "luật")], [(["đường"] * 500, "luật")]])
    with IndexWriter(ix) as writer:
        writer.delete("text", ["nhà"])
    with ix.reader() as reader:
        assert reader.doc_count_all() == 1
        assert reader.field_length("text") == 500


def test_an_index_without_documents_has_no_segments(tmp_path: Path) -> None:
    ix = bulk_index(tmp_path, [[(["nhà"], "luật")]])
    with IndexWriter(ix) as writer:
        writer.delete("text", ["nhà"])
    with ix.reader() as reader:
        assert reader.doc_count_all() == 0
    assert not list(tmp_path.glob("*.sk?"))


def test_small_additions_leave_the_large_segment_alone(tmp_path: Path) -> None:
    ix = index.create_in(str(tmp_path), schema())
    with IndexWriter(ix) as writer:
        writer.add(batch([(["nhà"], "luật")] * 1000))
    large = {path.name for path in tmp_path.glob("*.sk?")}
    for _ in range(5):
        with IndexWriter(ix) as writer:
            writer.add(batch([(["đường"], "luật")]))
    assert large < {path.name for path in tmp_path.glob("*.sk?")}
    with ix.reader() as reader:
        assert len(reader.leaf_readers()) <= 3
