"""Rankings that a cluster does not give in one go are the exact ones all the same."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pytest

from searchkit.backends.local import LocalIndex
from searchkit.backends.opensearch.connection.address import parse_address
from searchkit.backends.opensearch.index import OpenSearchIndex
from searchkit.backends.opensearch.reading.scoring import evidence, ranking
from searchkit.query_tree import Every, Or, Query, Term
from tests.backends.oracle import FIELDS, SIMILARITY, Row, fill

if TYPE_CHECKING:
    from searchkit.backends.base import IndexState

SYLLABLES = [f"{first}{vowel}{last}" for first in "bcdgh" for vowel in "aeiou" for last in "cmnpt"]
ROWS = [
    Row(tuple(SYLLABLES[n % 40 : n % 40 + 1 + n % 7]), "công văn" if n % 3 else "kế hoạch")
    for n in range(200)
]
TERMS = tuple(Term("text", word, 1.0 + n % 4) for n, word in enumerate(SYLLABLES))
BATCHES = [ROWS[:120], ROWS[120:]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> IndexState:
    index = LocalIndex(tmp_path_factory.mktemp("home"), FIELDS).create()
    fill(index, BATCHES)
    return index.state(SIMILARITY)


@pytest.fixture(scope="module")
def state(cluster: str) -> IndexState:
    address = parse_address(f"opensearch://{cluster}/ranking-{os.getpid()}?shards=2&replicas=0")
    index = OpenSearchIndex(address, FIELDS, ("kind", "công văn")).create()
    fill(index, BATCHES)
    return index.state(SIMILARITY)


Check = Callable[..., None]


@pytest.fixture
def check(state: IndexState, home: IndexState) -> Check:
    """Compare a search with that of the embedded engine."""

    def compare(query: Query, limit: int, *filters: Query) -> None:
        found, expected = (own.search(query, limit, filters) for own in (state, home))
        assert found.total == expected.total
        assert found.docnums.tolist() == expected.docnums.tolist()
        assert found.scores.tolist() == expected.scores.tolist()

    return compare


def test_equal_scores_are_in_the_order_of_the_numbers(check: Check) -> None:
    # Every 40th row is the same: of equal ones a part is asked for.
    for limit in (1, 3, 7, 30):
        check(Or(TERMS[:9]), limit)


def test_what_many_rows_score_alike_for_is_not_fetched_one_and_all(check: Check) -> None:
    check(Or((*TERMS[:3], Every())), 60)


def test_exact_terms_alone_rank_too(check: Check) -> None:
    check(Or((Term("kind", "kế hoạch", 2.0), Term("kind", "công văn"))), 150)


def test_candidates_come_in_pages(
    check: Check, state: IndexState, home: IndexState, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "_PAGE", 16)
    monkeypatch.setattr(evidence, "DOCUMENTS", 16)
    check(Or(TERMS[:20]), 90)
    asked = [Or(TERMS[:20]), TERMS[7]]
    found, expected = (own.score(asked, np.arange(100)) for own in (state, home))
    assert np.array(found).tolist() == np.array(expected).tolist()


def test_there_may_be_more_terms_than_a_query_takes(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "CLAUSES", 12)
    monkeypatch.setattr(evidence, "CLAUSES", 12)
    absent = tuple(Term("text", f"x{n}") for n in range(50))
    for limit in (5, 80):
        check(Or((*TERMS[:45], *absent)), limit, Term("kind", "công văn"))


def test_what_is_not_sure_is_explained(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "_NEAR", -1.0)  # nothing is
    check(Or(TERMS[:15]), 25)


def test_a_word_of_more_deleted_rows_than_are_left_is_found(cluster: str) -> None:
    address = parse_address(f"opensearch://{cluster}/deleted-{os.getpid()}?shards=1&replicas=0")
    index = OpenSearchIndex(address, FIELDS, ("kind", "công văn")).create()
    fill(index, [[Row(("giấy", "phép"), "công văn"), *[Row(("giấy",), "kế hoạch")] * 8]])
    with index.writer(memory=0) as writer:
        assert writer.delete("kind", ["kế hoạch"]) == 8
    query = Or((Term("text", "giấy"), Term("text", "phép")))
    found = index.state(SIMILARITY).search(query, 5)
    assert found.docnums.tolist() == [0]
    assert found.scores[0] > 0
