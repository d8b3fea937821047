"""What a passage must fulfil to be found at all: phrases, excluded words, metadata."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from whoosh import query as q

from searchkit.errors import UsageError
from searchkit.search.lookup import vocabulary
from searchkit.search.spellings import spelled_phrase
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
    conditions: list[q.Query] = [_phrase(reader, phrase) for phrase in parsed.phrases]
    conditions += [q.Not(_phrase(reader, words)) for words in parsed.excluded]
    conditions += _filters(reader, filters)
    return conditions


def _phrase(reader: Any, text: str) -> q.Query:
    """Return what holds a phrase: marks count where they were typed, a bare syllable has any."""
    streams = query_streams(normalize(text).text)
    syllables = streams.syllables
    if not syllables:
        return q.NullQuery
    if len(syllables) == 1:
        (only,) = syllables
        return q.Term("text", only.text) if only.marked else q.Term("folded", only.folded)
    if all(syllable.marked for syllable in syllables):
        return q.Phrase("text", [syllable.text for syllable in syllables])
    if len(syllables) == 2 and not any(syllable.marked for syllable in syllables):
        return q.Term("pairs", streams.pairs[0])
    return spelled_phrase(reader, syllables)


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
