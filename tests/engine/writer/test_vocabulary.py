from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.engine.writer.vocabulary import Vocabulary
from searchkit.token_stream import PairTerms

Pairs = list[tuple[str, str]]

_PARTS = st.text("ab1.đ了\U0001f600", min_size=1, max_size=3)
_PAIRS = st.lists(st.tuples(_PARTS, _PARTS), min_size=1, max_size=12, unique=True)


def _as_pairs(pairs: Pairs) -> PairTerms:
    parts = list(dict.fromkeys(part for pair in pairs for part in pair))
    places = np.array([[parts.index(part) for part in pair] for pair in pairs], np.int64)
    return PairTerms(parts, places[:, 0], places[:, 1])


@given(st.lists(_PAIRS, min_size=1, max_size=3))
@settings(max_examples=100, deadline=None)
def test_pairs_are_ordered_as_the_same_terms_are_one_by_one(
    batches: list[Pairs],
) -> None:
    pairs, single = Vocabulary(), Vocabulary()
    of_pairs = pairs.ordered([pairs.numbers(_as_pairs(batch)) for batch in batches])
    written = [[" ".join(pair) for pair in batch] for batch in batches]
    count, ranks, terms = single.ordered([single.numbers(batch) for batch in written])
    assert terms(0, count) == sorted({term.encode() for batch in written for term in batch})
    assert (of_pairs[0], of_pairs[2](0, count)) == (count, terms(0, count))
    assert [own.tolist() for own in of_pairs[1]] == [own.tolist() for own in ranks]


def test_a_run_without_tokens_has_no_pairs() -> None:
    vocabulary = Vocabulary()
    columns = [vocabulary.numbers(_as_pairs([("bo", "may")])), np.zeros(0, np.int32)]
    count, ranks, terms = vocabulary.ordered(columns)
    assert (count, [own.tolist() for own in ranks]) == (1, [[0], []])
    assert terms(0, count) == [b"bo may"]


def test_terms_of_pairs_read_as_a_list() -> None:
    terms = _as_pairs([("bo", "may"), ("may", "bo"), ("bo", "bo")])
    assert list(terms) == ["bo may", "may bo", "bo bo"]
    assert terms[1] == "may bo"
    assert list(terms[1:]) == ["may bo", "bo bo"]
    assert terms.index("bo bo") == 2


def test_pairs_and_single_terms_do_not_mix() -> None:
    vocabulary = Vocabulary()
    vocabulary.numbers(_as_pairs([("bo", "may")]))
    assert not len(vocabulary.numbers([]))
    with pytest.raises(ValueError, match="pairs"):
        vocabulary.numbers(["bo may"])
