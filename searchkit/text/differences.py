"""Two texts side by side: which paragraphs belong together, and which words of them differ.

Paragraphs and words are aligned by the standard library's ``difflib``; spacing and the ways to
write the same letter make no difference.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from searchkit._dataclass import dataclass
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKEN = re.compile(r"[^\W_]+(?:[.,/-][^\W_]+)*|[^\w\s]|_+")
_ALIKE = 0.5
"""The share of words that two paragraphs have in common, from which on one is the other changed."""

_MOST_PAIRS = 10_000
"""Pairs of changed paragraphs that are compared with one another; beyond, each stands alone."""

_MOST_WORDS = 4_000_000
"""Pairs of words, beyond which two paragraphs are shown as different as a whole."""


class Stretch(NamedTuple):
    """A piece of a paragraph; ``differs`` tells that the other text does not have it."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class ParagraphPair:
    """Paragraphs of two texts that belong together, in pieces; without any where one has none."""

    one: tuple[Stretch, ...]
    other: tuple[Stretch, ...]

    @property
    def differs(self) -> bool:
        """Whether they are not the same."""
        return any(piece.differs for piece in (*self.one, *self.other))


def side_by_side(one: str, other: str) -> list[ParagraphPair]:
    """Return all paragraphs of two texts, in the order of both, those that belong together paired.

    A paragraph is a line that is not blank.
    """
    lines, others = _Lines(one), _Lines(other)
    pairs: list[ParagraphPair] = []
    matcher = SequenceMatcher(None, lines.keys, others.keys, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pairs += [
                ParagraphPair((Stretch(lines[i], False),), (Stretch(others[j], False),))
                for i, j in zip(range(i1, i2), range(j1, j2), strict=True)
            ]
        else:
            pairs += _changed(lines.texts[i1:i2], others.texts[j1:j2])
    return pairs


class _Lines:
    def __init__(self, text: str) -> None:
        self.texts = [line for line in map(str.strip, text.split("\n")) if line]
        self.keys = [" ".join(normalize(line).text.split()) for line in self.texts]

    def __getitem__(self, place: int) -> str:
        return self.texts[place]


def _changed(lines: Sequence[str], others: Sequence[str]) -> Iterator[ParagraphPair]:
    """Yield paragraphs where the texts differ: pairs that are alike, and what has no partner."""
    i = j = 0
    for first, second in [*_partners(lines, others), (len(lines), len(others))]:
        yield from (ParagraphPair((Stretch(line, True),), ()) for line in lines[i:first])
        yield from (ParagraphPair((), (Stretch(line, True),)) for line in others[j:second])
        if first < len(lines):
            yield _compared(lines[first], others[second])
        i, j = first + 1, second + 1


def _partners(lines: Sequence[str], others: Sequence[str]) -> list[tuple[int, int]]:
    """Return which paragraphs are alike, in order, so that they have most words in common."""
    if len(lines) * len(others) > _MOST_PAIRS:
        return []
    bags = [Counter(_words(line)) for line in lines]
    other_bags = [Counter(_words(line)) for line in others]
    # best[i][j]: the likeness of all pairs among the first i and j paragraphs.
    best = [[0.0] * (len(others) + 1) for _ in range(len(lines) + 1)]
    likeness = [[_likeness(bag, other) for other in other_bags] for bag in bags]
    for i, row in enumerate(likeness, start=1):
        for j, alike in enumerate(row, start=1):
            best[i][j] = max(best[i - 1][j], best[i][j - 1], best[i - 1][j - 1] + alike)
    found: list[tuple[int, int]] = []
    i, j = len(lines), len(others)
    while i and j:
        alike = likeness[i - 1][j - 1]
        if alike and best[i][j] == best[i - 1][j - 1] + alike:
            i, j = i - 1, j - 1
            found.append((i, j))
        elif best[i][j] == best[i - 1][j]:
            i -= 1
        else:
            j -= 1
    return found[::-1]


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of words that two paragraphs have in common, 0 where it is too small."""
    words = one.total() + other.total()
    share = 2 * (one & other).total() / words if words else 0.0
    return share if share >= _ALIKE else 0.0


def _words(line: str) -> list[str]:
    return [normalize(token).text for token in _TOKEN.findall(line)]


def _compared(one: str, other: str) -> ParagraphPair:
    """Return two paragraphs with the words marked that differ."""
    words, others = _words(one), _words(other)
    if len(words) * len(others) > _MOST_WORDS:
        return ParagraphPair((Stretch(one, True),), (Stretch(other, True),))
    blocks = SequenceMatcher(None, words, others, autojunk=False).get_matching_blocks()
    same, other_same = set[int](), set[int]()
    for block in blocks:
        same.update(range(block.a, block.a + block.size))
        other_same.update(range(block.b, block.b + block.size))
    return ParagraphPair(_pieces(one, same), _pieces(other, other_same))


def _pieces(line: str, same: set[int]) -> tuple[Stretch, ...]:
    """Cut a paragraph where words that the other has, too, and words of its own meet."""
    pieces: list[Stretch] = []
    start = end = 0
    before = None
    for place, token in enumerate(_TOKEN.finditer(line)):
        differs = place not in same
        if before is not None and differs != before:
            # The space between belongs to what is the same.
            cut = end if before else token.start()
            pieces.append(Stretch(line[start:cut], before))
            start = cut
        before, end = differs, token.end()
    return (*pieces, Stretch(line[start:], bool(before)))
