"""What the kernels find is what numpy finds, to the last bit of every score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import index

from searchkit.engine import kernels
from searchkit.engine.execution import executor
from searchkit.engine.execution.bm25 import BM25, Weights
from searchkit.engine.execution.compiled import terms as compiled_terms
from searchkit.engine.execution.compiled.shapes import shape_of
from searchkit.engine.execution.query_kinds import TermSequence
from searchkit.engine.storage.cache import HOT
from searchkit.query_tree import And, Kept, Not, Numbered, Or, Phrase, Query, Term, TermRange
from tests.engine.corpora import bulk_index
from tests.engine.execution.oracle import DOCUMENTS, K1, TERMS, B

if TYPE_CHECKING:
    from pathlib import Path

    from tests.engine.execution.oracle import Oracle

pytestmark = pytest.mark.skipif(kernels.native is None, reason="no kernels are compiled here")
SIMILARITY = BM25(K1, B)

texts = st.one_of(st.integers(0, 12), st.integers(0, TERMS + 2)).map(lambda number: f"t{number}")
terms = st.builds(
    Term, st.sampled_from(["text", "folded"]), texts, st.sampled_from([0.3, 1.0, 1.0, 7.5])
)
kinds = st.builds(Term, st.just("kind"), st.sampled_from(["luật", "nghị định", "thư"]))
filters = st.one_of(kinds, terms, terms.map(Not), kinds.map(Not))
masks = st.one_of(
    st.just(TermRange("text", prefix="t2")),
    st.just(Numbered(tuple(range(0, DOCUMENTS, 3)))),
    st.just(And((Not(Term("text", "t1")), Or((Term("kind", "luật"), Term("text", "t9")))))),
)
conditions = st.one_of(
    st.none(),
    filters,
    st.lists(st.one_of(filters, masks, masks.map(Kept)), max_size=3).map(
        lambda parts: And(tuple(parts))
    ),
)


def several(least: int, most: int) -> Any:
    return st.lists(terms, min_size=least, max_size=most).map(tuple)


@pytest.fixture(scope="module")
def readers(folder: str) -> tuple[Any, Any]:
    """Return the index, opened for the kernels, and for numpy."""
    return index.open_dir(folder).reader(), index.open_dir(folder).reader()


def by_numpy(*given: Any, **options: Any) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernels, "native", None)
        return executor.search(*given, similarity=SIMILARITY, **options)


def assert_same(readers: tuple[Any, Any], query: Query, condition: Query | None, k: int) -> None:
    for beyond in (10, 62):  # with 62 every segment is a large one
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(compiled_terms, "_LARGE", beyond)
            assert_same_in_room(readers, query, condition, k)


def assert_same_in_room(
    readers: tuple[Any, Any], query: Query, condition: Query | None, k: int
) -> None:
    reader, other = readers
    assert shape_of(query, condition, Weights(reader, SIMILARITY)) is not None
    wanted = by_numpy(other, query, k, condition=condition)
    for use in range(4):  # terms are made in another way for the first, and kept from the second on
        found = executor.search(reader, query, k, similarity=SIMILARITY, condition=condition)
        assert found.total == wanted.total
        assert found.docnums.tolist() == wanted.docnums.tolist()
        assert found.scores.tolist() == wanted.scores.tolist()
        if use == 0:  # some may have been used before
            HOT.clear()
    counted = executor.count(reader, query, similarity=SIMILARITY, condition=condition)
    assert counted == wanted.total
    HOT.clear()
    counted = executor.count(reader, query, similarity=SIMILARITY, condition=condition)
    assert counted == wanted.total


generated = settings(max_examples=60, deadline=None)


@generated
@given(
    parts=several(1, 12),
    all_of=st.booleans(),
    condition=conditions,
    k=st.sampled_from([1, 3, 10, 200, 1000, 10**9]),
)
def test_terms(
    readers: tuple[Any, Any],
    parts: tuple[Term, ...],
    all_of: bool,
    condition: Query | None,
    k: int,
) -> None:
    query = And(parts) if all_of else Or(parts)
    assert_same(readers, query, condition, k)


@generated
@given(
    document=st.integers(0, DOCUMENTS - 1),
    place=st.integers(0, 30),
    size=st.integers(2, 5),
    change=st.booleans(),
    condition=conditions,
    k=st.sampled_from([1, 10, 10**9]),
)
def test_phrases(
    readers: tuple[Any, Any],
    oracle: Oracle,
    document: int,
    place: int,
    size: int,
    change: bool,
    condition: Query | None,
    k: int,
) -> None:
    words = [f"t{term}" for term in oracle.texts[document][place : place + size].tolist()]
    words = ([*words, "t0", "t1"])[: max(2, len(words))]
    if change:  # it may stand nowhere
        words.reverse()
    query: Query = Phrase("text", tuple((word,) for word in words))
    assert_same(readers, query, condition, k)
    assert_same(readers, TermSequence("text", tuple(words), boost=2.5), condition, k)


@pytest.mark.parametrize("words", [("cấp", "giấy"), ("phép", "cấp"), ("cấp", "giấy", "phép")])
def test_a_word_that_is_more_often_in_a_document_than_a_byte_holds(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    texts = [(["cấp", "giấy", "phép"] * times, "luật") for times in (2, 300, 1)]
    bulk_index(tmp_path / "index", [[*texts, (["giấy"], "luật")], texts])
    readers = tuple(index.open_dir(tmp_path / "index").reader() for _ in range(2))
    parts = tuple(Term("text", word) for word in words)
    for query in (Phrase("text", tuple((word,) for word in words)), And(parts), Or(parts)):
        HOT.clear()
        assert executor.count(readers[0], query, similarity=SIMILARITY) > 0
        HOT.clear()
        assert_same(readers, query, None, 10)


@pytest.mark.parametrize("k", [1, 1000])
def test_what_is_left_to_numpy(readers: tuple[Any, Any], k: int) -> None:
    reader, other = readers
    queries: list[Query] = [
        Or((And((Term("text", "t1"), Term("text", "t2"))), Term("text", "t40"))),
        Or(()),
        And(()),
        Phrase("text", (("t1", "t3"), ("t2",))),
        TermSequence("text", ("t1", "t2"), slop=3),
        Or((Term("text", "t1", 1e300), Term("text", "t3"))),
    ]
    for query in queries:
        assert shape_of(query, None, Weights(reader, SIMILARITY)) is None
        found = executor.search(reader, query, k, similarity=SIMILARITY)
        wanted = by_numpy(other, query, k)
        assert found.docnums.tolist() == wanted.docnums.tolist()
        assert found.scores.tolist() == wanted.scores.tolist()
        assert executor.count(reader, query, similarity=SIMILARITY) == wanted.total


def test_a_falling_saturation_is_left_to_numpy(readers: tuple[Any, Any]) -> None:
    weights = Weights(readers[0], BM25(-2.0, B))
    assert shape_of(Term("text", "t1"), None, weights) is None
