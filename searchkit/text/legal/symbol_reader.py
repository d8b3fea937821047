"""Reading the symbol of a document number, ``NQ/TW`` or ``TTLT-BTP-BTC``, out of running text.

Symbols in real texts are broken by spaces and line ends (``TT- BGTVT``), glued to the next word
(``NĐ-CPngày``) and followed by dashes that do not belong to them (``QH15 - Điều 1``). A part is
therefore taken only if its case, its spacing and the tables of known symbols let it stand there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._lazy import lazy_pattern
from searchkit._named_tuple import NamedTuple
from searchkit.text.legal.symbols import find_issuer, find_type
from searchkit.text.remembering import remembers

if TYPE_CHECKING:
    import re

DASHES = r"\-_‐‑‒–—−\u00ad\x02\ufffe"
"""Inside brackets of a regular expression: hyphens and dashes, the underscore, the soft hyphen, and
U+0002 and U+FFFE, which PDFium gives for a hyphen at a line end."""

_PART = lazy_pattern(r"[^\W\d_]{1,24}(?:&[^\W\d_]{1,24}){0,3}(?:[0-9]{1,3}(?![0-9]))?(?![^\W\d_])")
_JOINT = lazy_pattern(rf"(\s{{0,3}})([/.{DASHES}])(\s{{0,3}})(?=[^\W\d_])")
_GOES_ON = lazy_pattern(rf"[/{DASHES}][^\W\d_]")
_REST = lazy_pattern(r"\s{1,3}([A-ZĐƯ&]{1,12})(?![^\W_])")
_PLAIN = lazy_pattern(r"[a-zđơư&]{1,12}[0-9]{0,3}")
_ALONE = lazy_pattern(r"[^\s]{1,40}(?=\s{1,4}[^\W\d_A-ZĐƯ&])")
"""What is followed by a word in small letters, with which no symbol goes on."""

_SHORTEST_WORD = 2
MAX_PARTS = 12
_LONGEST_JOINED_TYPE = 4


class Symbol(NamedTuple):
    """The parts of a symbol, where it ends in the text, and whether white space stands in it."""

    parts: tuple[str, ...]
    end: int
    spaced: bool

    @property
    def typed(self) -> bool:
        """Whether it begins with a known type and goes on."""
        return len(self.parts) > 1 and find_type(self.parts[0]) is not None

    @property
    def issued(self) -> bool:
        """Whether its issuer is a known one."""
        return find_issuer(self.parts[1 if self.typed else 0]) is not None

    @property
    def capital(self) -> bool:
        """Whether all of it is written in capitals, as symbols properly are."""
        return all(map(_is_capital, self.parts))

    @property
    def letters(self) -> int:
        """How many characters its parts have together."""
        return sum(map(len, self.parts))

    @property
    def plain(self) -> bool:
        """Whether all of it is short and in small letters without marks, as queries have it."""
        return all(map(_PLAIN.fullmatch, self.parts))


class _Part(NamedTuple):
    """One part as it should be, where it ends in the text, and whether the symbol ends there."""

    text: str
    end: int
    last: bool


def read_symbol(text: str, start: int) -> Symbol | None:
    """Read the symbol that begins at ``start``, or return None if none can begin there."""
    alone = _ALONE.match(text, start)
    if alone is None:
        return _read(text, start)
    symbol = _read_alone(alone[0])
    return symbol and Symbol(symbol.parts, start + symbol.end, symbol.spaced)


@remembers(4096)
def _read_alone(written: str) -> Symbol | None:
    """Read a symbol of which nothing may stand behind ``written``; most come again."""
    return _read(written, 0)


def _read(text: str, start: int) -> Symbol | None:
    part = _read_part(text, start, first=True)
    if part is None:
        return None
    parts, end, spaced = [part.text], part.end, False
    while not part.last and len(parts) < MAX_PARTS:
        joint = _JOINT.match(text, end)
        part = joint and _read_part(text, joint.end())
        if not joint or not part or not _continues(parts, joint, part.text):
            break
        parts.append(part.text)
        end, spaced = part.end, spaced or len(joint.group()) > 1
    return Symbol((*_split_type(parts[0]), *parts[1:]), end, spaced)


def _read_part(text: str, start: int, *, first: bool = False) -> _Part | None:
    match = _PART.match(text, start)
    if match is None:
        return None
    written = match.group()
    ends = first and _GOES_ON.match(text, match.end()) is None
    part = _without_footnote(_without_glued_word(written), first=ends)
    if part != written:
        return _Part(part, start + len(part), last=True)
    rest = _REST.match(text, match.end()) if part.isupper() else None
    if rest and find_issuer(part + rest[1]):
        return _Part(part + rest[1], rest.end(), last=False)
    return _Part(part, match.end(), last=False)


def _continues(parts: list[str], joint: re.Match[str], part: str) -> bool:
    """Whether ``part`` belongs to the symbol that ``parts`` begin."""
    before, mark, after = joint.groups()
    first = len(parts) == 1
    if _is_capital(parts[0]) != _is_capital(part):
        return False
    if find_issuer(part):
        return first or not (before and after)
    if before or mark == ".":
        return False
    if after:
        return first and _is_capital(part) and find_type(parts[0]) is not None
    if _is_capital(part):
        return True
    return first and bool(_PLAIN.fullmatch(part)) and _is_known(parts[0])


def _is_capital(part: str) -> bool:
    """Capitals, but for a few small letters as in ``TTg``, ``QĐi``, ``GDTrH``, ``BLĐTBXh``."""
    small = sum(map(str.islower, part))
    return small == 0 or (part[0].isupper() and 2 * small < len(part))


def _is_known(part: str) -> bool:
    return find_type(part) is not None or find_issuer(part) is not None


def _without_glued_word(part: str) -> str:
    """``CPngày`` as ``CP``: a word in small letters that lost the space in front of it."""
    symbol = part
    while symbol and symbol[-1].islower():
        symbol = symbol[:-1]
    if len(part) - len(symbol) < _SHORTEST_WORD or len(symbol) < _SHORTEST_WORD:
        return part
    longer = part[: len(symbol) + 1]
    return longer if _is_known(longer) else symbol


def _without_footnote(part: str, *, first: bool) -> str:
    """``CP1`` as ``CP``, where 1 refers to a footnote; ``QH15``, and units as ``PC08``, stay."""
    symbol = part.rstrip("0123456789")
    issuer = find_issuer(symbol)
    numbered = issuer.numbered == "yes" if issuer else not first or find_type(symbol) is None
    return part if numbered else symbol


def _split_type(part: str) -> tuple[str, ...]:
    """``NĐCP`` as ``NĐ``, ``CP``: the hyphen got lost between a known type and a known issuer."""
    if not _is_known(part):
        for cut in range(1, min(len(part), _LONGEST_JOINED_TYPE + 1)):
            if find_type(part[:cut]) and find_issuer(part[cut:]):
                return part[:cut], part[cut:]
    return (part,)
