"""What the letterhead says as exact terms: number, type, issuer, signer, place, days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.index.schema import SUPERIOR_BEHIND
from searchkit.index.terms.titles import law_of
from searchkit.text.legal.dates import parse_date
from searchkit.text.legal.document_numbers import number_keys
from searchkit.text.remembering import remembers
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from searchkit.text.legal.dates import TextDate


def letterhead_terms(metadata: Mapping[str, str]) -> dict[str, Sequence[str]]:
    """Return the terms of a letterhead, by field."""
    terms: dict[str, Sequence[str]] = {}
    if numbers := number_terms(metadata):
        terms["number"] = numbers
    for name in ("type", "issuer", "signer", "place"):
        if value := metadata.get(name):
            terms[name] = (keyword(value),)
    if day := parse_date(metadata.get("date", "")):
        terms["date"] = (day.first.isoformat(),)
        terms["issued"] = _issued_terms(day)
    if superior := metadata.get("superior"):
        issuer = keyword(metadata.get("issuer", ""))
        terms["issuer"] = (f"{issuer}{SUPERIOR_BEHIND}{keyword(superior)}",)
    return terms


def number_terms(metadata: Mapping[str, str]) -> Sequence[str]:
    """Return the canonical numbers of a document, of an article that of its law."""
    if number := metadata.get("number"):
        return _number_terms(number)
    law = law_of(metadata, "")
    return (law,) if law else ()


@remembers(1 << 10, longest=400)  # the documents of a corpus share most of them
def keyword(value: str) -> str:
    """Return the exact term of a value: one spelling, lower case, without diacritics."""
    return " ".join(fold(normalize(value).text).lower().split())


def _issued_terms(day: TextDate) -> tuple[str, ...]:
    """Return the terms of a day, its month, its quarter and its year; of what is longer none."""
    if day.precision != "day":
        return ()
    month, quarter = f"{day.first:%Y-%m}", (day.first.month + 2) // 3
    return day.term, month, f"{day.first.year}-q{quarter}", str(day.first.year)


def _number_terms(number: str) -> tuple[str, ...]:
    """Return the canonical numbers of a document; one of an odd shape is taken as it is written."""
    known = set(number_keys(number))
    return tuple(known) or (keyword(number).replace(" ", "").lstrip("0"),)
