"""Numbers of documents as units: ``18-NQ/TW``, ``15/2025/QH15``, ``21/BNV-TCCB``.

A number is digits (and a letter: ``30c``), a year in legal normative documents, and a symbol of the
type and the issuer (Decree 30/2020/NĐ-CP, Appendix I; Guidance 36-HD/VPTW; Law 64/2025/QH15). An
official letter (công văn) has no type: its symbol is the issuer and the unit that drafted it. Since
2025 resolutions of the Government that carry out one of the Party have its number in front, and
count on behind a dot: ``66.17/2026/NQ-CP``. Letters of the years before 2005 have a space behind
the digits: ``1204 TCT/NV5``.

What looks like one and is not: dates, fractions, ratios and scales have no symbol; forms (``Mẫu số
01/TB-TĐT``), accounts and technical standards (``QCVN 06:2022/BXD``) are told by the word in front.
"""

from __future__ import annotations

import re
from functools import lru_cache

from searchkit._lazy import DIGITS, lazy_pattern
from searchkit._named_tuple import NamedTuple
from searchkit.text.legal.symbol_reader import DASHES, MAX_PARTS, Symbol, read_symbol
from searchkit.text.legal.symbols import (
    canonical_issuer,
    document_types,
    find_issuer,
    find_type,
    fold_symbol,
)
from searchkit.text.spelling.folding import fold

_JOINT = rf"\s{{0,3}}[/{DASHES}]\s{{0,3}}"
# What can only be the end of "30/2020/" or "18-": a search for it passes over ordinary text at
# once, the 1 of "1. Phạm vi" and of "1.LQ" included, since a dot comes only after a year. The last
# branch is for hyphens lost at a line end ("18NQ/TW").
_PIVOT = lazy_pattern(
    rf"[0-9](?:(?:[a-zA-ZđĐ]?{_JOINT}|(?<=[0-9]{{2}})\.)(?=[^\W\d_])"
    rf"|(?=[A-ZĐÐ]{{1,5}}[/{DASHES}])|[ \u00a0](?=[A-ZĐÐ]{{2,6}}/[A-ZĐÐ]))",
    needs=DIGITS,
)
_HEAD = lazy_pattern(
    r"(?<![0-9])(?<![0-9][.,:/])(?<![0-9][:.] )(?<![0-9] : )(?<![IVX]\.)"
    r"(?P<number>[0-9]{1,3}\.[0-9]{1,3}|[0-9]{1,6})(?P<letter>[a-zA-ZđĐ]?)"
    rf"(?:{_JOINT}(?P<year>(?:19|20)?[0-9]{{2}})|\.(?P<dotted>(?:19|20)[0-9]{{2}}))?"
    rf"(?P<joint>{_JOINT}|[. \u00a0]|)\Z"
)
_LONGEST_HEAD = 32
_CONTEXT = 64
_NOT_A_DOCUMENT = lazy_pattern(
    r"(?:(?:mau|bieu)\s*(?:so)?\s*[:.]?\s*(?:[0-9][0-9a-z/.-]*(?:[,;]| va| hoac)\s*(?:so\s*)?){0,3}"
    r"|(?:phu luc|tai khoan|to khai|qcvn|qcdp|tcvn|tccs|tcn|qtkd"
    r"|(?<![a-z])(?:tk|pl|dieu|(?<!chung )khoan|diem|chuong|muc|trang|so nha))"
    r"\s*(?:so)?\s*[:.]?\s*)$"
)
_SPACED = lazy_pattern(r"([0-9]+[a-zđ]?)(?=[A-ZĐÐ]+/)")
_MOST_DIGITS, _LONGEST_TERM = 6, 3
_FOUNDING = 45
_FEWEST_LETTERS = 2
_THOUSANDS = 3  # digits behind the dot of "1.234"


class DocumentNumber(NamedTuple):
    """A document number as it stands in a text.

    ``text`` is ``[start:end]`` of the text given. ``number`` has no leading zeros; ``year`` and
    ``type`` (an abbreviation, ``NĐ``) are None where the number has none; ``issuer`` is the symbol
    of the issuer, of several joined by ``-``. All spellings of a number have one ``key``, folded
    and in small letters: ``30/2020/nd-cp``, ``18-nq/tw``.
    """

    text: str
    start: int
    end: int
    number: str
    year: int | None
    type: str | None
    issuer: str | None
    key: str

    @property
    def spelt(self) -> str:
        """The number without white space, but for one space where nothing else parts it."""
        tight = "".join(self.text.split())
        return _SPACED.sub(r"\1 ", tight) if _SPACED.match(tight) else tight


def document_numbers(text: str) -> list[DocumentNumber]:
    """Find the document numbers in ``text``, in any case, in order; time is linear in its length.

    Numbers broken by white space, a line end or a hyphen that PDFium wrote as U+0002 are whole.
    Invisible and full-width characters inside a number are for ``normalize`` to take away first.
    """
    found: list[DocumentNumber] = []
    end = 0
    for pivot in _PIVOT.finditer(text):
        head = _HEAD.search(text, max(end, pivot.end() - _LONGEST_HEAD), pivot.end())
        symbol = head and read_symbol(text, pivot.end())
        if head and symbol and _is_document_number(text, head, symbol):
            found.append(_document_number(text, head, symbol))
            end = symbol.end
    return found


def number_keys(text: str) -> list[str]:
    """Return the keys of ``document_numbers(text)``.

    A text that is one plain number and nothing else, as records have it (``02/2020/tt-bnv``), is
    read without the regular expressions, which take longer to compile than a thousand such texts.
    """
    plain = _plain_key(text)
    return [plain] if plain else [found.key for found in document_numbers(text)]


def _plain_key(text: str) -> str:
    """Return the key of a number with year, in small letters, of known symbols; "" for others."""
    number, _, behind = text.partition("/")
    year, _, symbol = behind.partition("/")
    parts = symbol.split("-")
    figures = number + year
    if not (figures.isascii() and figures.isdigit() and 0 < len(number) <= _MOST_DIGITS):
        return ""
    if len(year) != len("2025") or year[:2] not in ("19", "20") or len(parts) > MAX_PARTS:
        return ""
    if not all((part.isalpha() and part.islower()) or _is_numbered(part) for part in parts):
        return ""
    issuers = parts[1:] if find_type(parts[0]) else parts
    if not issuers or not all(map(find_issuer, issuers)):
        return ""
    return _key(number.lstrip("0") or "0", int(year), Symbol(tuple(parts), len(text), False))


def _is_numbered(part: str) -> bool:
    """Tell the symbol of an issuer with the number of a term or a unit: ``qh15``."""
    symbol = part.rstrip("0123456789")
    issuer = find_issuer(symbol) if symbol.isalpha() and symbol.islower() else None
    short = len(part) - len(symbol) <= _LONGEST_TERM
    return short and issuer is not None and issuer.numbered == "yes"


def _is_document_number(text: str, head: re.Match[str], symbol: Symbol) -> bool:
    """Decide by the shape, the known symbols, and the words in front."""
    known = symbol.typed and symbol.issued
    if "." in head["number"] and not _is_dotted(head, symbol):
        return False
    if known and (head["year"] or head["dotted"] or not head["joint"]):
        return True
    if head["joint"] in ("", "."):
        return False
    context = fold(text[max(0, head.start() - _CONTEXT) : head.start()]).lower()
    named = _named().search(context) if context else None  # both take long to compile
    if context and (_NOT_A_DOCUMENT.search(context) or (context[-1].isalpha() and not named)):
        return False
    if head["joint"].isspace():
        return named is not None and symbol.capital and len(symbol.parts) > 1
    if known:
        return symbol.capital or not symbol.spaced
    written = text[head.start() : symbol.end]
    if len(head["year"] or head["dotted"] or "") == len("2025"):
        return _is_with_year(written, symbol) and bool(named or head["year"])
    return _is_without_year(written, symbol, named)


def _is_dotted(head: re.Match[str], symbol: Symbol) -> bool:
    """Tell a number of a series (``66.7/2025/NQ-CP``), and thousands, from decimal fractions."""
    in_series = head["year"] is not None and symbol.typed and symbol.issued
    return in_series or len(head["number"].partition(".")[2]) == _THOUSANDS


def _is_with_year(written: str, symbol: Symbol) -> bool:
    """Decide about a number with year whose symbol is not fully known: ``52/2009/DS-PT``."""
    if symbol.issued:
        return True
    known = find_type(symbol.parts[0]) is not None
    return "/" in written and (known or (symbol.capital and symbol.letters >= _FEWEST_LETTERS))


def _is_without_year(written: str, symbol: Symbol, named: re.Match[str] | None) -> bool:
    """Decide about a number without year whose symbol is not fully known: ``21/BNV-TCCB``."""
    slash, tight = "/" in written, not any(map(str.isspace, written))
    if len(symbol.parts) == 1:
        if named and named["type"]:
            return symbol.issued or (symbol.capital and symbol.letters >= _FEWEST_LETTERS)
        if named and ":" in named[0] and slash and tight:  # "Số: 15/GPXD"
            return symbol.capital and symbol.letters >= _FEWEST_LETTERS
        known = symbol.issued or find_type(symbol.parts[0]) is not None
        return tight and symbol.capital and known and bool(named or (slash and symbol.issued))
    if not slash or not (tight or (named and symbol.capital)):
        return False
    if symbol.capital:
        return bool(named) or symbol.typed or symbol.issued
    return symbol.plain and (bool(named) or symbol.issued)


@lru_cache(maxsize=1)
def _named() -> re.Pattern[str]:
    """Match what introduces a number: ``Nghị quyết số``, ``Công văn``, ``Số:``, ``số, ký hiệu``."""
    names = {row.folded for row in document_types()}
    marks = {fold(row.abbreviation).lower() for row in document_types() if row.abbreviation[1:]}
    types = "|".join(sorted(names | marks | {"van ban", "vb"}, key=len, reverse=True))
    return re.compile(
        rf"(?<![a-z])(?:(?P<type>{types})(?: lien tich| lien bo)?\s*(?:so)?|so(?:,? ky hieu)?)"
        r"\s*[:.]?\s*$"
    )


def _document_number(text: str, head: re.Match[str], symbol: Symbol) -> DocumentNumber:
    year = _year(head["year"] or head["dotted"])
    digits = head["number"] if year else head["number"].replace(".", "")
    number = (digits.lstrip("0") or "0") + head["letter"].lower()
    kind = find_type(symbol.parts[0]) if symbol.typed or not symbol.issued else None
    issuers = symbol.parts[1:] if kind else symbol.parts[:1]
    return DocumentNumber(
        text[head.start() : symbol.end],
        head.start(),
        symbol.end,
        number,
        year,
        kind.abbreviation if kind else None,
        "-".join(map(canonical_issuer, issuers)) or None,
        _key(fold(number), year, symbol),
    )


def _year(digits: str | None) -> int | None:
    """Two digits count from the founding of the state: 45 is 1945, 07 is 2007."""
    if digits is None:
        return None
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (1900 if int(digits) >= _FOUNDING else 2000)


def _key(number: str, year: int | None, symbol: Symbol) -> str:
    """One spelling: ``18-nq/tw`` for the Party and its bodies, ``1441/qd-ttg`` for all others."""
    parts = [fold_symbol(part) for part in symbol.parts]
    if year is not None:
        return f"{number}/{year}/{'-'.join(parts)}"
    issuer = find_issuer(symbol.parts[1]) if symbol.typed else None
    if issuer and issuer.body == "party":
        return f"{number}-{parts[0]}/{'-'.join(parts[1:])}"
    return f"{number}/{'-'.join(parts)}"
