r"""One spelling: every way to write the same Vietnamese text becomes the same characters.

The rules, each a pure replacement:

1. single characters (``data/characters.tsv``): ``Ð ð Ɖ`` to ``Đ đ Đ``, ``ƣ`` to ``ư``, full-width
   forms to ASCII, every space to a space, every line break to ``\n`` (``\r\n`` counts as one),
   U+2011 to ``-``; zero-width characters, soft hyphens and control characters are dropped;
2. NFC (Unicode Standard Annex 15), and ``é`` + circumflex to ``ế``: a tone typed before the vowel
   mark, which NFC leaves apart;
3. letters set apart joined (:mod:`searchkit.text.spelling.letterspacing`);
4. each tone on the vowel that bears it, of open ``oa oe uy`` the first
   (:mod:`searchkit.text.spelling.tones`).

Characters come first, because a dropped one may stand between a letter and its mark; that makes
the whole idempotent. Runs that no rule concerns are never copied one by one, so ordinary text
costs five searches. The offset map is computed when it is first asked for.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from searchkit._dataclass import dataclass, field
from searchkit._lazy import lazy_pattern
from searchkit.text.remembering import remembers
from searchkit.text.spelling.composition import compose, composition_edits
from searchkit.text.spelling.letterspacing import join_letters, joining_edits
from searchkit.text.spelling.offsets import Edit, OffsetMap
from searchkit.text.spelling.tones import unify_tones
from searchkit.text.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def _read_characters() -> dict[str, str]:
    """Return the replacement of every character that ``data/characters.tsv`` lists."""
    replacements = {"\r\n": "\n"}
    for first, last, replacement, _reason in read_table("characters.tsv"):
        for character in map(chr, range(int(first, 16), int(last, 16) + 1)):
            replacements[character] = _replacement(character, replacement)
    return replacements


def _replacement(character: str, rule: str) -> str:
    if rule == "drop":
        return ""
    if rule == "NFKC":
        return unicodedata.normalize("NFKC", character)
    return chr(int(rule.removeprefix("U+"), 16))


def _members(characters: Iterable[str]) -> str:
    """Return the inside of a regular expression's class for exactly ``characters``."""
    return "".join(
        f"\\U{ord(character):08x}" for character in sorted(characters) if len(character) == 1
    )


_REPLACEMENTS = _read_characters()
_MAYBE_LISTED = lazy_pattern(
    "[^\n -~\u00a1-\u00ac\u00ae-\u00cf\u00d1-\u00ef\u00f1-\u0188\u018a-\u01a1\u01a4-\u034e"
    "\u1e00-\u1eff\u2010\u2012-\u2027]"
)
"""What most texts have not: the other class takes a millisecond to compile."""
_SHORT = 256
"""Characters of a text that is looked through one by one, which takes less than to compile that."""


@cache  # both take milliseconds to compile, and many programs never need them
def _listed() -> re.Pattern[str]:
    return re.compile(f"[{_members(_REPLACEMENTS)}]")


@cache
def _runs() -> re.Pattern[str]:
    dropped = _members(c for c, replacement in _REPLACEMENTS.items() if not replacement)
    replaced = _members(c for c, replacement in _REPLACEMENTS.items() if replacement)
    return re.compile(f"[{dropped}]+|\r\n|[{replaced}]")


def _replace_characters(match: re.Match[str]) -> str:
    return _REPLACEMENTS.get(match[0], "")


def clean(text: str) -> str:
    """Return ``text`` with every listed character replaced or dropped."""
    short = len(text) <= _SHORT
    clean = (
        _REPLACEMENTS.keys().isdisjoint(text)
        if short
        else not (_MAYBE_LISTED.search(text) and _listed().search(text))
    )
    return text if clean else _runs().sub(_replace_characters, text)


def _cleaning_edits(text: str) -> Iterator[Edit]:
    """Yield what :func:`clean` does to ``text``."""
    for match in _runs().finditer(text):
        yield Edit(*match.span(), _replace_characters(match))


@dataclass(frozen=True, slots=True)
class Normalized:
    """A text in its one spelling, and the way back to the text as it was.

    ``text`` (or ``str()``) is the normalised text, ``original`` what it was made from.
    """

    text: str
    original: str
    _maps: list[OffsetMap] = field(default_factory=list, init=False, repr=False, compare=False)

    def __str__(self) -> str:
        return self.text

    def __len__(self) -> int:
        return len(self.text)

    def offset(self, position: int) -> int:
        """Return where in ``original`` the character at ``position`` of ``text`` begins.

        ``len(text)`` gives ``len(original)``.
        """
        return self.span(position, position)[0] if position < len(self.text) else len(self.original)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the smallest ``(start, end)`` of ``original`` that became ``text[start:end]``.

        A letter and its marks are never split; an empty span stays empty.
        """
        if self.text is self.original:
            return start, end
        if not self._maps:
            self._maps[:] = _offset_maps(self.original)  # in one step, whatever thread comes first
        for offsets in self._maps:
            start, end = offsets.span(start, end)
        return start, end


def _offset_maps(original: str) -> list[OffsetMap]:
    """Return the maps of the steps that change lengths, the last step first."""
    cleaned = clean(original)
    return [
        OffsetMap(joining_edits(compose(cleaned))),
        OffsetMap(composition_edits(cleaned)),
        OffsetMap(_cleaning_edits(original)),
    ]


@remembers(1 << 8, longest=400)  # a title and a heading are asked for many times, one by one
def normalize(text: str) -> Normalized:
    """Return ``text`` in its one spelling, with the map back to every original position.

    Idempotent, linear in the length of any text; changes nothing but what the module lists.

    >>> str(normalize("Nghị định 30/2020/NÐ-CP về hoà giải"))
    'Nghị định 30/2020/NĐ-CP về hòa giải'
    """
    concerned = not (text.isascii() and text.isprintable())
    spelled = _spelled(text) if concerned else join_letters(text)
    return Normalized(text if spelled == text else spelled, text)


_plain: set[str] = set()
"""Pieces of texts, between two spaces, that stay as they are; none is a letter alone."""

_MOST_PLAIN, _LONGEST_PIECE = 1 << 14, 32


def _spelled(text: str) -> str:
    """Return a text in its one spelling.

    But for letters set apart, the rules do to a text what they do to each piece of it, and most
    pieces come again.
    """
    pieces = text.split(" ")
    if _plain.issuperset(pieces):
        return text
    new = set(pieces) - _plain
    rest = " ".join(new)
    if unify_tones(compose(clean(rest))) != rest:
        return unify_tones(join_letters(compose(clean(text))))
    if len(_plain) > _MOST_PLAIN:
        _plain.clear()
    _plain.update(piece for piece in new if len(piece) <= _LONGEST_PIECE and not _is_lone(piece))
    joined = join_letters(text)
    return text if joined == text else unify_tones(joined)


def _is_lone(piece: str) -> bool:
    return len(piece) == 1 and piece.isalpha()
