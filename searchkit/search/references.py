"""Documents that a query names without the symbol: ``nghị quyết 15``, ``nghị định 30/2020``."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from searchkit.search.lookup import vocabulary
from searchkit.text import document_numbers, fold
from searchkit.text.symbols import document_types, find_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchkit.search.queries import ParsedQuery

_KEY = re.compile(r"(?P<number>[0-9]+[a-z]?)[/-](?:(?P<year>[0-9]{4})/)?(?P<symbol>[^/-]+)")
_WORD = re.compile(r"[^\W_]")


def complete_numbers(reader: Any, query: ParsedQuery) -> ParsedQuery:
    """Return the query with the numbers, as the index has them, that it names in part.

    A type and a number name a document, with or without the year: ``quyết định 245`` names every
    decision of that number. Measures and periods do not (``kế hoạch 5 năm``).
    """
    found = [key for part in _parts(query.text) for key in _keys(reader, part)]
    return replace(query, numbers=tuple(dict.fromkeys([*query.numbers, *found])))


def is_reference(query: ParsedQuery) -> bool:
    """Say whether a query only names documents, and asks for nothing in them."""
    text = list(query.text)
    whole = [(number.start, number.end) for number in document_numbers(query.text)]
    for start, end in [*whole, *(part.span() for part in _parts(query.text))]:
        text[start:end] = " " * (end - start)
    rest = _types().sub(" ", fold("".join(text)).lower())
    return not _WORD.search(rest)


def _parts(text: str) -> Iterator[re.Match[str]]:
    return _partial().finditer(fold(text).lower())


def _keys(reader: Any, part: re.Match[str]) -> Iterator[str]:
    number = part["number"].lstrip("0") or "0"
    for term in vocabulary(reader, "number", number).terms:
        key = _KEY.match(term)
        if key is None or key["number"] != number or part["year"] not in (None, key["year"]):
            continue
        kind = find_type(key["symbol"])
        # Official letters, and what the National Assembly issues, have no type in their numbers.
        if part["type"] in _untyped() if kind is None else fold(kind.name).lower() == part["type"]:
            yield term


@lru_cache(maxsize=1)
def _partial() -> re.Pattern[str]:
    names = "|".join(sorted(_names(), key=len, reverse=True))
    follows = r"cua|ngay|ve|tai|do|thi|quy dinh|ban hanh|nam (?:19|20)[0-9]{2}"
    return re.compile(
        rf"(?<![^\W_])(?P<type>{names})\s+(?:so\s*:?\s*)?(?P<number>[0-9]{{1,6}}[a-z]?)"
        rf"(?:/(?P<year>(?:19|20)[0-9]{{2}}))?(?=\s*(?:$|[,;:?!)]|\.(?![0-9])|(?:{follows})(?![^\W_])))"
    )


@lru_cache(maxsize=1)
def _types() -> re.Pattern[str]:
    """Match the names of types, and what stands between them and a number."""
    marks = {fold(row.abbreviation).lower() for row in document_types() if row.abbreviation}
    words = sorted(_names() | marks | {"van ban", "so"}, key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(words)})(?![^\W_])")


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset(fold(row.name).lower() for row in document_types() if row.group != "court")


@lru_cache(maxsize=1)
def _untyped() -> frozenset[str]:
    bare = {fold(row.name).lower() for row in document_types() if not row.abbreviation}
    return frozenset(bare | {"cong van", "phap lenh", "nghi quyet"})
