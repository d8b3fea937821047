"""What a back end must answer, found out by looking at every document."""

from __future__ import annotations

import math
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from searchkit.backends.base import BM25, Fields
from searchkit.query_tree import (
    And,
    Every,
    Kept,
    Near,
    Not,
    Nothing,
    Or,
    Phrase,
    Query,
    Term,
    TermRange,
)
from searchkit.token_stream import ExactTerms
from tests.engine.corpora import stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.backends.base import Backend

FIELDS = Fields(
    streams=("text", "folded"),
    positions=("text",),
    keywords=("kind", "date"),
    stored=("title", "body", "context"),
)
SIMILARITY = BM25(0.7, 0.75)


class Row(NamedTuple):
    """A document: its tokens (the stream ``folded`` has them reversed) and its exact terms."""

    text: tuple[str, ...]
    kind: str
    date: str = ""

    def terms(self, field: str) -> tuple[str, ...]:
        found = {
            "text": self.text,
            "folded": self.text[::-1],
            "kind": (self.kind,),
            "date": (self.date,) if self.date else (),
        }
        return found.get(field, ())


def packed(backend: Backend, rows: Sequence[Row]) -> Any:
    """Rows as they are handed to a writer of a back end."""
    streams = {name: stream([list(row.terms(name)) for row in rows]) for name in FIELDS.streams}
    for name in FIELDS.keywords:
        column = ExactTerms()
        for number, row in enumerate(rows):
            column.give(row.terms(name), number)
        streams[name] = column.stream(len(rows))
    stored = [
        {"title": " ".join(row.text), "body": row.kind, "context": [row.kind]} for row in rows
    ]
    return backend.packing(streams, stored)


def fill(backend: Backend, batches: Sequence[Sequence[Row]]) -> None:
    """Add batches one commit each, so that the index has several parts."""
    for rows in batches:
        with backend.writer(memory=0) as writer:
            writer.add_packed(packed(backend, rows))


def matches(query: Query, row: Row) -> bool:
    match query:
        case Term(field, text):
            return text in row.terms(field)
        case Or(parts):
            return any(matches(part, row) for part in parts)
        case And(parts):
            return all(matches(part, row) for part in parts)
        case Kept(part):
            return matches(part, row)
        case Not(part):
            return not matches(part, row)
        case Phrase():
            return bool(_written(query, row))
        case Near(field, phrases, slop):
            return _is_near(row.terms(field), phrases, slop)
        case TermRange(field, first, last, prefix):
            return any(
                (first is None or first <= term)
                and (last is None or term <= last)
                and term.startswith(prefix)
                for term in row.terms(field)
            )
        case Every(field):
            return field is None or bool(row.terms(field))
        case Nothing():
            return False
    raise AssertionError(query)


def _is_near(
    tokens: tuple[str, ...], phrases: Sequence[Sequence[Sequence[str]]], slop: int
) -> bool:
    """Look for a chain of phrases by trying every place for each of them."""
    ends: set[int] | None = None
    for words in phrases:
        starts = {
            start
            for start in range(len(tokens) - len(words) + 1)
            if all(tokens[start + i] in own for i, own in enumerate(words))
            and (ends is None or any(0 <= start - end <= slop for end in ends))
        }
        ends = {start + len(words) for start in starts}
    return bool(ends)


def _written(phrase: Phrase, row: Row) -> set[tuple[str, ...]]:
    """Return the ways in which a document writes a phrase."""
    tokens, size = row.terms(phrase.field), len(phrase.words)
    runs = {tokens[i : i + size] for i in range(len(tokens) - size + 1)} if size else set()
    return runs & set(product(*phrase.words))


class Scorer:
    """BM25 of Robertson and Zaragoza (2009) over all rows, with lengths counted to the token."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows

    def score(self, query: Query, row: Row) -> float:
        if not matches(query, row):
            return 0.0
        match query:
            case Term(field, text, boost):
                return boost * self.term(field, text, row, row.terms(field).count(text))
            case Or(parts) | And(parts):
                return sum(self.score(part, row) for part in parts)
            case Phrase(field, _, boost):
                return sum(
                    self.score(Term(field, word, boost), row)
                    for words in _written(query, row)
                    for word in words
                )
        raise AssertionError(query)

    def term(self, field: str, text: str, row: Row, frequency: float) -> float:
        if field in FIELDS.keywords:
            return frequency
        count = len(self._rows)
        holding = sum(text in other.terms(field) for other in self._rows)
        average = sum(len(other.terms(field)) for other in self._rows) / count
        idf = math.log1p((count - holding + 0.5) / (holding + 0.5))
        k1, b = SIMILARITY.k1, SIMILARITY.b
        norm = k1 * (1 - b + b * len(row.terms(field)) / average)
        return idf * frequency * (k1 + 1) / (frequency + norm)
