r"""One spelling: every way to write the same Vietnamese text becomes the same characters.

The rules, each a pure replacement:

1. single characters (``data/characters.tsv``): ``Ð ð Ɖ`` to ``Đ đ Đ``, ``ƣ`` to ``ư``, full-width
   forms to ASCII, every space to a space, every line break to ``\n`` (``\r\n`` counts as one),
   U+2011 to ``-``; zero-width characters, soft hyphens and control characters are dropped;
2. NFC (Unicode Standard Annex 15), and ``é`` + circumflex to ``ế``: a tone typed before the vowel
   mark, which NFC leaves apart;
3. the tones of open ``oa oe uy`` on the first vowel (:mod:`searchkit.text.tones`).

Characters come first, because a dropped one may stand between a letter and its mark; that makes
the whole idempotent. Runs that no rule concerns are never copied one by one, so ordinary text
costs three searches. The offset map is computed when it is first asked for.
"""

from __future__ import annotations

from searchkit.text.characters import clean, cleaning_edits
from searchkit.text.composition import compose, composition_edits
from searchkit.text.offsets import OffsetMap
from searchkit.text.tones import unify_tones


class Normalized:
    """A text in its one spelling, and the way back to the text as it was.

    ``text`` (or ``str()``) is the normalised text, ``original`` what it was made from.
    """

    __slots__ = ("_maps", "original", "text")

    original: str
    text: str
    _maps: tuple[OffsetMap, ...] | None

    def __init__(self, text: str, original: str) -> None:
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "original", original)
        object.__setattr__(self, "_maps", () if text == original else None)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Normalized text is immutable: {name} cannot be set")

    def __str__(self) -> str:
        return self.text

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return f"Normalized({self.text!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Normalized):
            return NotImplemented
        return (self.text, self.original) == (other.text, other.original)

    def __hash__(self) -> int:
        return hash((self.text, self.original))

    def offset(self, position: int) -> int:
        """Return where in ``original`` the character at ``position`` of ``text`` begins.

        ``len(text)`` gives ``len(original)``.
        """
        return self.span(position, position)[0] if position < len(self.text) else len(self.original)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the smallest ``(start, end)`` of ``original`` that became ``text[start:end]``.

        A letter and its marks are never split; an empty span stays empty.
        """
        if self._maps is None:
            object.__setattr__(self, "_maps", _offset_maps(self.original))
        for offsets in self._maps or ():
            start, end = offsets.span(start, end)
        return start, end


def _offset_maps(original: str) -> tuple[OffsetMap, ...]:
    """Return the maps of both steps that change lengths, the last step first."""
    return (
        OffsetMap(composition_edits(clean(original))),
        OffsetMap(cleaning_edits(original)),
    )


def normalize(text: str) -> Normalized:
    """Return ``text`` in its one spelling, with the map back to every original position.

    Idempotent, linear in the length of any text; changes nothing but what the module lists.

    >>> str(normalize("Nghị định 30/2020/NÐ-CP về hoà giải"))
    'Nghị định 30/2020/NĐ-CP về hòa giải'
    """
    return Normalized(unify_tones(compose(clean(text))), text)
