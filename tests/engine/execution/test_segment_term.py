"""A term of a segment: a list and a column tell the same, and its bytes are kept once."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.engine.execution import executor
from searchkit.engine.execution.bm25 import BM25
from searchkit.engine.execution.segment import segments
from searchkit.engine.execution.segment_term import SegmentTerm
from searchkit.engine.storage.cache import HOT
from searchkit.engine.storage.postings import TermPostings
from searchkit.query_tree import And, Or, Term

pytestmark = pytest.mark.usefixtures("both_ways")

_COUNT = 64


@given(st.dictionaries(st.integers(0, _COUNT - 1), st.integers(1, 300), min_size=1))
def test_it_tells_what_the_postings_say(held: dict[int, int]) -> None:
    documents = np.array(sorted(held), np.int32)
    often = [held[document] for document in documents.tolist()]
    frequencies = np.array(often, np.min_scalar_type(max(often)))
    term = SegmentTerm(TermPostings(documents, frequencies), _COUNT)
    assert (term.documents is None) == (len(held) > _COUNT // 8 and max(often) < 256)
    assert len(term) == len(held)
    assert term.all_documents().tolist() == documents.tolist()
    assert term.all_documents().dtype == np.int32
    assert term.all_frequencies().tolist() == often
    asked = np.arange(_COUNT)
    found = term.frequencies_in(asked).tolist()
    assert found == [held.get(document, 0) for document in asked.tolist()]


def test_what_a_search_has_read_is_not_kept_again_for_a_condition(reader: Any) -> None:
    HOT.clear()
    field = segments(reader)[0].field("text")
    assert field is not None
    terms = tuple(Term("text", word.decode()) for word in field.dictionary.terms(0, 3))
    for _ in range(2):  # what is asked for once is not kept
        executor.search(reader, Or(terms), 10, similarity=BM25(1.2, 0.75))
    before = HOT.used
    executor.matching(reader, And(terms))
    executor.matching(reader, Or(terms))
    assert HOT.used == before
