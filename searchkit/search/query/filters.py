"""What a passage must fulfil to be found at all: phrases, excluded words, metadata."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from whoosh import query as q

from searchkit.errors import UsageError
from searchkit.search.query.document_resolver import find_named
from searchkit.search.query.filter_values import matching_terms, near_values
from searchkit.search.query.phrase_spellings import spelled_phrase
from searchkit.text.analyzer import query_streams
from searchkit.text.legal.document_references import find_references
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from searchkit.index.catalogue import Catalogue
    from searchkit.search.query.parser import ParsedQuery

NAMED = ("type", "issuer", "superior", "signer", "place")


@dataclass(frozen=True, slots=True)
class Filters:
    """Restricts a search by what the letterhead says.

    ``type``, ``issuer``, ``superior``, ``signer`` and ``place`` are met by values that contain them
    as words, with or without diacritics, abbreviated or not (``NĐ``, ``UBND tỉnh``, ``SNV``).
    ``superior`` is the body above the issuer; an issuer may be named with it (``Sở Nội vụ tỉnh
    Nghệ An``). ``number`` is met in any spelling, also in part; ``since`` and ``until`` are the
    first and the last date.
    """

    type: str | None = None
    issuer: str | None = None
    superior: str | None = None
    signer: str | None = None
    place: str | None = None
    number: str | None = None
    since: date | None = None
    until: date | None = None


def make_condition(
    reader: Any, catalogue: Catalogue, parsed: ParsedQuery, filters: Filters
) -> list[q.Query]:
    """Return the conditions that must all hold; raises UsageError for a number that is none."""
    conditions: list[q.Query] = [_phrase(reader, phrase) for phrase in parsed.phrases]
    conditions += [q.Not(_phrase(reader, words)) for words in parsed.excluded]
    conditions += _filters(reader, catalogue, filters)
    return conditions


def unmet(reader: Any, catalogue: Catalogue, filters: Filters) -> Iterator[str]:
    """Say which filters no document of the index meets, and which values are near theirs."""
    for name in NAMED:
        value = getattr(filters, name)
        if value is None or matching_terms(reader, name, value):
            continue
        yield f'no {name} of a document is "{value}"; {_way_out(reader, catalogue, name, value)}'
    if filters.number is not None and _number(reader, catalogue, filters.number) == q.NullQuery:
        yield f'no document of the index has the number "{filters.number}"'


def _way_out(reader: Any, catalogue: Catalogue, name: str, value: str) -> str:
    if name == "issuer" and matching_terms(reader, "superior", value):
        return "it is the superior of some that issue: filter by superior"
    near = near_values(reader, catalogue, name, value)
    return f"the index has: {'; '.join(near)}" if near else "the index knows of none"


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


def _filters(reader: Any, catalogue: Catalogue, filters: Filters) -> Iterator[q.Query]:
    for name in NAMED:
        value = getattr(filters, name)
        if value is not None:
            field = "issuer" if name == "superior" else name
            yield _any_of(field, matching_terms(reader, name, value))
    if filters.number is not None:
        yield _number(reader, catalogue, filters.number)
    if filters.since is not None or filters.until is not None:
        first = None if filters.since is None else filters.since.isoformat()
        last = None if filters.until is None else filters.until.isoformat()
        yield q.TermRange("date", first, last)


def _number(reader: Any, catalogue: Catalogue, text: str) -> q.Query:
    references = find_references(normalize(text).text)
    if not references:
        raise UsageError(f'"{text}" is no document number, such as 18-NQ/TW')
    named = [find_named(reader, catalogue, reference) for reference in references]
    return q.Or(
        [
            _any_of("key", one.documents) if one.documents else _any_of("number", one.numbers)
            for one in named
        ]
    ).normalize()


def _any_of(field: str, terms: Sequence[str]) -> q.Query:
    return q.Or([q.Term(field, term) for term in terms]) if terms else q.NullQuery
