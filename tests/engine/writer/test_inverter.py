"""Sorted runs, put together term by term, must be what plain dicts and lists give."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.engine.writer.inverter import inverted, make_run
from searchkit.engine.writer.term_order import EntryLayout, TermOrder
from searchkit.engine.writer.vocabulary import Vocabulary

if TYPE_CHECKING:
    from searchkit.engine.writer.inverter import Run

TERMS = ["đất", "bộ", "a", "luật", "z", "ủy"]
VOCABULARY = Vocabulary()
NUMBERS = VOCABULARY.numbers(TERMS)
Documents = list[list[int]]
Postings = dict[bytes, list[tuple[int, list[int]]]]

documents = st.lists(st.lists(st.integers(0, len(TERMS) - 2), max_size=8), max_size=6)


def expected(corpus: Documents) -> Postings:
    found: dict[bytes, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, document in enumerate(corpus):
        for position, term in enumerate(document):
            found[TERMS[term].encode()][number].append(position)
    return {term: list(found[term].items()) for term in sorted(found)}


def runs_of(parts: list[Documents], *, positions: bool = True) -> list[Run]:
    runs, first = [], 0
    for part in parts:
        tokens = np.array([term for document in part for term in document], np.int32)
        lengths = np.array([len(document) for document in part], np.int32)
        runs.append(make_run(tokens, lengths, first, NUMBERS, positions=positions))
        first += len(part)
    return runs


def listed(runs: list[Run]) -> Postings:
    found: Postings = {}
    for piece in inverted(runs, VOCABULARY):
        posting = occurrence = 0
        assert piece.positions is not None
        for term, size in zip(piece.terms, piece.document_frequencies.tolist(), strict=True):
            found[term] = []
            for _ in range(size):
                frequency = int(piece.frequencies[posting])
                gaps = piece.positions[occurrence : occurrence + frequency]
                places = (np.cumsum(gaps + 1) - 1).tolist()
                found[term].append((int(piece.documents[posting]), places))
                posting, occurrence = posting + 1, occurrence + frequency
    return found


@settings(max_examples=100, deadline=None)
@given(st.lists(documents, min_size=1, max_size=4))
def test_runs_give_every_posting_in_order(parts: list[Documents]) -> None:
    found = listed(runs_of(parts))
    assert found == expected([document for part in parts for document in part])
    assert list(found) == sorted(found)


@pytest.mark.parametrize("length", [255, 256, 257, 70_000])
def test_long_documents_keep_their_positions(length: int) -> None:
    corpus = [[0] * length, [1, *[0] * length]]
    assert listed(runs_of([corpus, corpus])) == expected(corpus * 2)


def test_without_positions_none_are_kept() -> None:
    pieces = list(inverted(runs_of([[[0, 1, 0]]], positions=False), VOCABULARY))
    assert [piece.positions for piece in pieces] == [None]
    assert pieces[0].frequencies.tolist() == [1, 2]


@pytest.mark.parametrize("entries", [1, 3, 5, 100])
def test_pieces_hold_all_terms_once(entries: int) -> None:
    order = TermOrder([np.array([0, 1, 3]), np.array([1, 2])], 4)
    spans = EntryLayout(order, np.array([2, 1, 4, 1, 1]))
    pieces = list(spans.pieces(entries))
    assert [term for first, end in pieces for term in range(first, end)] == [0, 1, 2, 3]
    indices = np.concatenate([spans.indices(*piece) for piece in pieces])
    assert indices.tolist() == [0, 1, 2, 7, 8, 3, 4, 5, 6]
    assert [n for piece in pieces for n in spans.totals(*piece).tolist()] == [2, 2, 1, 4]
