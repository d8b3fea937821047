"""Documents that a query names by their number: ``NQ18``, ``nghị định 30 năm 2020``, ``2210``.

Offices write a number as ``30/2020/NĐ-CP`` and people type what they remember of it: the type or
its abbreviation, the number, the year or the date, part of the symbol. Types and their
abbreviations are those of the tables behind ``searchkit.text.legal.symbols``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

from searchkit._lazy import DIGITS, lazy_pattern
from searchkit._named_tuple import NamedTuple
from searchkit.text.legal.cited_places import blank_places
from searchkit.text.legal.dates import dates
from searchkit.text.legal.document_numbers import document_numbers
from searchkit.text.legal.symbols import document_types, find_issuer, find_type, fold_symbol
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.orthography import is_legal_syllable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchkit.text.legal.dates import TextDate
    from searchkit.text.legal.document_numbers import DocumentNumber

_DIGIT = lazy_pattern(r"[0-9]", needs=DIGITS)
_PART = lazy_pattern(
    r"(?P<joint>\s{0,3}[/_.\-‐‑–]\s{0,3}|\s{0,3})"
    r"(?P<part>[A-Za-z][A-Za-z&]{0,23}[0-9]{0,2})(?![^\W_])"
)
_PLAIN = lazy_pattern(r"[A-Za-zĐđƯưÐ&]+[0-9]*")
_GLUED = lazy_pattern(r"[^\W\d_]+(?=[0-9])")
_MOST_PARTS = 6
# The issuer may stand between a number and its date: "nghị định 30 của Chính phủ ngày 5/3/2020".
_GAP = r"[\s,(]*(?:cua\s[^0-9,;.]{2,60}?\s)?[\s,]*(?:ban hanh\s+)?"
_WIDEST_GAP = 120
_BEFORE_DATE = lazy_pattern(rf"{_GAP}(?:ngay\s+)?", re.IGNORECASE)
_ISSUER = lazy_pattern(
    r"\s+cua\s+(?P<issuer>[^0-9,;.]{2,60}?)(?=\s+(?:ngay|thang|nam|ve)(?![^\W_])|\s*(?:$|[,;.]))",
    re.IGNORECASE,
)
_FOLLOWS = lazy_pattern(
    r"\s*(?:$|[,;:?!)]|\.(?![0-9])|(?:cua|ngay|ve|tai|do|thi|quy dinh|ban hanh)(?![^\W_]))",
    re.IGNORECASE,
)
_YEAR_DIGITS = 4
_TAKEN = b"\1"
_LONGEST_REST = 40


class Period(NamedTuple):
    """The days from ``first`` to ``last``, both included, as ``2020-03-05``."""

    first: str
    last: str


class Reference(NamedTuple):
    """A document as a query names it at ``[start:end]``; all is folded and in small letters.

    ``key`` is the canonical number if the number is whole. ``year`` is that of the number or of the
    date; ``types`` are the names of types that may be meant, none if none is named; ``parts`` are
    what the query has of the symbol; ``period`` is when the document was issued and ``issuer`` who
    issued it, if the query says so.
    """

    start: int
    end: int
    number: str
    year: str | None
    types: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()
    period: Period | None = None
    issuer: str | None = None
    key: str | None = None


def find_references(text: str) -> list[Reference]:
    """Find the documents that a query names by number, in order.

    A type and a number name a document, with or without the year. Measures and periods do not
    (``kế hoạch 5 năm``). A number alone does if the query asks for nothing else.
    """
    if not _DIGIT.search(text):
        return []
    folded = _folded(text)
    known = dates(text)
    whole = document_numbers(text)
    found = [_whole(folded, number, known) for number in whole]
    taken = bytearray(len(text))
    for named in found:
        taken[named.start : named.end] = _TAKEN * (named.end - named.start)
    for head in _head().finditer(blank_places(folded.lower())):
        reference = _partial(text, folded, head, known)
        if reference and not any(taken[reference.start : reference.end]):
            found.append(reference)
            taken[reference.start : reference.end] = _TAKEN * (reference.end - reference.start)
    return sorted(found)


def words_beside(text: str, found: Sequence[Reference]) -> list[str]:
    """Return the words of a query, folded, beside the documents and the places that it names."""
    rest = list(blank_places(_folded(text).lower()))
    for reference in found:
        rest[reference.start : reference.end] = " " * (reference.end - reference.start)
    return _connecting().sub(" ", "".join(rest)).split()


def spaced(text: str, found: Sequence[Reference]) -> str:
    """Return a query with a space between a type and its number: ``NQ18`` as ``NQ 18``."""
    for reference in reversed(found):
        glued = _GLUED.match(text, reference.start, reference.end)
        if glued:
            text = f"{text[: glued.end()]} {text[glued.end() :]}"
    return text


def type_names(abbreviation: str) -> frozenset[str]:
    """Return the folded names of the types with an abbreviation in any spelling: ``nd``, ``NĐ``."""
    return _marks().get(fold_symbol(abbreviation), frozenset())


def _whole(folded: str, number: DocumentNumber, known: Sequence[TextDate]) -> Reference:
    digits, *rest = re.split("[/-]", number.key)
    year = str(number.year) if number.year else None
    issuer = _issuer(folded, number.end)
    end, period = _period(folded, number.end, known)
    parts = tuple(part for part in rest if part != year)
    return Reference(
        number.start, end, digits, year, frozenset(), parts, period, issuer, number.key
    )


def _partial(
    text: str, folded: str, head: re.Match[str], known: Sequence[TextDate]
) -> Reference | None:
    """Return the document that begins at a number, or None where the number counts something."""
    mark = head["mark"]
    if mark and is_legal_syllable(mark.lower()) and not text[slice(*head.span("mark"))].isupper():
        return None  # "đã 30", "pha 2"
    start, end = head.span()
    parts, end = _read_parts(text, folded, end)
    issuer = _issuer(folded, end)
    end, period = _period(folded, end, known)
    year = head["year"] or head["spaced"] or (period.first[:_YEAR_DIGITS] if period else None)
    types = type_names(mark) if mark else frozenset(filter(None, [(head["type"] or "").lower()]))
    digits = head["number"].replace(".", "").lstrip("0") or "0"
    number = digits + (head["letter"] or "").lower()
    reference = Reference(start, end, number, year, types, parts, period, issuer)
    if types:
        certain = head["so"] or year or parts or (head["type"] and types <= _laws())
        sure = certain or _FOLLOWS.match(folded, end)
    else:
        alone = len(text) - (end - start) <= _LONGEST_REST and not words_beside(text, [reference])
        sure = alone or len(parts) > 1
    return reference if sure else None


def _read_parts(text: str, folded: str, end: int) -> tuple[tuple[str, ...], int]:
    """Return the parts of a symbol that stand behind a number, and where they end."""
    parts: list[str] = []
    while len(parts) < _MOST_PARTS and (found := _PART.match(folded, end)):
        written = text[found.start("part") : found.end("part")]
        if not _PLAIN.fullmatch(written) or not _is_part(parts, found["joint"], written):
            break
        parts.append(fold_symbol(written).replace("&", ""))
        end = found.end()
    return tuple(parts), end


def _is_part(parts: Sequence[str], joint: str, written: str) -> bool:
    """Decide whether a word belongs to a symbol; one behind a space must be a known one."""
    if joint.strip():
        return written.isupper() or len(joint) == 1
    known = find_type(written) is not None or find_issuer(written) is not None
    if is_legal_syllable(written.lower()):
        return known and written.isupper()
    return known or (bool(parts) and written.isupper())


def _issuer(folded: str, end: int) -> str | None:
    found = _ISSUER.match(folded, end)
    return None if found is None else found["issuer"].lower()


def _period(folded: str, end: int, known: Sequence[TextDate]) -> tuple[int, Period | None]:
    """Return the date or the period behind a number, and where it ends."""
    following = bisect_left(known, end, key=attrgetter("start"))
    when = known[following] if following < len(known) else None
    if when is None or when.start - end > _WIDEST_GAP:
        return end, None
    if not _BEFORE_DATE.fullmatch(folded, end, when.start):
        return end, None
    return when.end, Period(when.first.isoformat(), when.last.isoformat())


def _folded(text: str) -> str:
    """Fold letter by letter where whole words would change their length."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded
    return "".join(one if len(one := fold(letter)) == 1 else letter for letter in text)


@lru_cache(maxsize=1)
def _head() -> re.Pattern[str]:
    """Match a type, a number and its year: ``nghị định số 30/2020``, ``NQ18``, ``2210``."""
    names, marks = _alternatives(_names()), _alternatives(_marks())
    year = "(?:19|20)[0-9]{2}"
    return re.compile(
        rf"(?<![^\W_])(?:(?P<type>{names})\s+|(?P<mark>{marks})[\s.:\-]{{0,3}})?"
        r"(?P<so>so\s*:?\s*)?"
        r"(?P<number>(?<![0-9.,/])[0-9]{1,3}\.[0-9]{3}(?![0-9])|[0-9]{1,6})"
        r"(?P<letter>[a-z](?![^\W_]))?(?:"
        rf"\s{{0,3}}[/._\-]\s{{0,3}}(?P<year>{year})|\s+(?P<spaced>{year}))?(?![0-9])",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _connecting() -> re.Pattern[str]:
    """Match the names of types, what stands between them and a number, and what is no word."""
    others = {"van ban", "so", "cua", "tai", "theo", "trong", "kem", "ban hanh"}
    words = _names() | _marks().keys() | others
    return re.compile(rf"(?<![^\W_])(?:{_alternatives(words)})(?![^\W_])|[\W_]+")


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset(row.folded for row in document_types() if row.group != "court")


@lru_cache(maxsize=1)
def _laws() -> frozenset[str]:
    """Return the names of types behind which a number counts nothing, as in ``nghị định 30``."""
    return frozenset(row.folded for row in document_types() if row.group == "legal")


@lru_cache(maxsize=1)
def _marks() -> dict[str, frozenset[str]]:
    """Return the names of types by their folded abbreviations, but for those of one letter."""
    names: dict[str, set[str]] = {}
    for row in document_types():
        if row.group != "court" and len(row.abbreviation) > 1:
            names.setdefault(fold_symbol(row.abbreviation), set()).add(row.folded)
    return {mark: frozenset(found) for mark, found in names.items()}
