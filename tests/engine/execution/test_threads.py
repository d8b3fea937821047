"""Many threads on one reader must find what one thread finds."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from searchkit.engine.execution import executor
from searchkit.engine.execution.bm25 import BM25
from searchkit.engine.execution.query_kinds import TermSequence
from searchkit.engine.execution.segment import segments
from searchkit.query_tree import And, Not, Or, Query, Term
from tests.engine.corpora import TERMS, Document, bulk_index

if TYPE_CHECKING:
    from pathlib import Path

SIMILARITY = BM25(1.2, 0.75)


def make_queries(dice: random.Random) -> list[Query]:
    queries: list[Query] = []
    for _ in range(60):
        a, b = (Term("text", term) for term in dice.sample(TERMS, 2))
        c = Term("folded", dice.choice(TERMS), 0.3)
        phrase = TermSequence("text", tuple(dice.sample(TERMS, 2)), dice.choice([1, 3]))
        queries += [Or((a, b, c)), And((a, Or((b, phrase)))), phrase, And((a, Not(c)))]
    return queries


def test_threads_do_not_disturb_each_other(tmp_path: Path) -> None:
    dice = random.Random(5)
    corpora: list[list[Document]] = [
        [(dice.choices(TERMS, k=20), "luật") for _ in range(2000)] for _ in range(2)
    ]
    reader = bulk_index(tmp_path, corpora).reader()
    queries = make_queries(dice)

    def run(query: Query) -> Any:
        found = executor.search(reader, query, 10, similarity=SIMILARITY)
        return found.docnums.tolist(), found.scores.tolist(), found.total

    alone = [run(query) for query in queries]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(run, queries * 3))
    assert together == alone * 3


def test_a_term_is_found_that_another_thread_looks_up_at_the_same_moment(tmp_path: Path) -> None:
    segment = segments(bulk_index(tmp_path, [[(TERMS[:2], "luật")] * 9]).reader())[0]
    hashed = 0

    class Word(str):
        """Whenever it is hashed again, another thread has just looked the same term up."""

        __slots__ = ()

        def __hash__(self) -> int:
            nonlocal hashed
            hashed += 1
            if hashed > 1:
                segment.find("text", str(self))
            return super().__hash__()

    found = segment.find("text", Word(TERMS[0]))
    assert hashed > 1
    assert found == segment.find("text", TERMS[0])
    assert found is not None


def test_an_interrupted_search_leaves_nothing_behind(tmp_path: Path) -> None:
    segment = segments(bulk_index(tmp_path, [[(TERMS[:2], "luật")] * 9]).reader())[0]

    def interrupted() -> None:
        with segment.scratch(np.uint8) as array:
            array[:] = 1
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with segment.scratch(np.uint8) as array:
        assert not array.any()
        with segment.scratch(np.uint8) as another:
            assert not np.shares_memory(another, array)
    with segment.scratch(np.uint8) as again:
        assert np.shares_memory(again, array)


def test_a_thread_keeps_one_array_of_a_kind_for_all_segments(tmp_path: Path) -> None:
    corpora: list[list[Document]] = [[(TERMS[:2], "luật")] * count for count in (9, 30, 5)]
    parts = segments(bulk_index(tmp_path, corpora).reader())
    with parts[1].scratch(np.float32) as longest:
        assert len(longest) == 30
    for segment in parts:
        with segment.scratch(np.float32) as array:
            assert len(array) == segment.count
            assert np.shares_memory(array, longest)
