"""What a passage must fulfil to be found at all: phrases, excluded words, metadata."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from whoosh import query as q

from searchkit.errors import UsageError
from searchkit.search.lookup import vocabulary
from searchkit.text import document_numbers, fold, normalize
from searchkit.text.streams import query_streams

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from searchkit.search.queries import ParsedQuery

NAMED = ("type", "issuer", "signer", "place")


@dataclass(frozen=True, slots=True)
class Filters:
    """Restricts a search by what the letterhead says.

    ``type``, ``issuer``, ``signer`` and ``place`` are met by values that contain them as words,
    with or without diacritics; ``number`` in any spelling; ``since`` and ``until`` are the first
    and the last date.
    """

    type: str | None = None
    issuer: str | None = None
    signer: str | None = None
    place: str | None = None
    number: str | None = None
    since: date | None = None
    until: date | None = None


def make_condition(reader: Any, parsed: ParsedQuery, filters: Filters) -> list[q.Query]:
    """Return the conditions that must all hold; raises UsageError for a number that is none."""
    conditions: list[q.Query] = [_phrase(phrase) for phrase in parsed.phrases]
    conditions += [q.Not(_phrase(words)) for words in parsed.excluded]
    conditions += _filters(reader, filters)
    return conditions


def _phrase(text: str) -> q.Query:
    """Return what a passage with a phrase has: its pairs in any spelling, its marks as typed."""
    streams = query_streams(normalize(text).text)
    if all(syllable.marked for syllable in streams.syllables) and len(streams.syllables) > 1:
        return q.Phrase("text", [syllable.text for syllable in streams.syllables])
    exact = [q.Term("text", s.text) for s in streams.syllables if s.marked]
    pairs = [q.Term("pairs", pair) for pair in streams.pairs]
    single = [q.Term("folded", s.folded) for s in streams.syllables if not streams.pairs]
    return q.And([*exact, *pairs, *single])


def _filters(reader: Any, filters: Filters) -> Iterator[q.Query]:
    for name in NAMED:
        value = getattr(filters, name)
        if value is not None:
            wanted = f" {' '.join(fold(normalize(value).text).lower().split())} "
            terms = [t for t in vocabulary(reader, name).terms if wanted in f" {t} "]
            yield q.Or([q.Term(name, term) for term in terms]) if terms else q.NullQuery
    if filters.number is not None:
        numbers = document_numbers(filters.number)
        if not numbers:
            raise UsageError(f'"{filters.number}" is no document number, such as 18-NQ/TW')
        yield q.Or([q.Term("number", number.key) for number in numbers])
    if filters.since is not None or filters.until is not None:
        first = None if filters.since is None else filters.since.isoformat()
        last = None if filters.until is None else filters.until.isoformat()
        yield q.TermRange("date", first, last)
