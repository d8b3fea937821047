"""Letters set apart for emphasis, joined: ``Q U Y Ế T   Đ Ị N H`` is ``QUYẾT ĐỊNH``.

Typists and designers letterspace headings with spaces. They are joined only where all letters of
the run make legal syllables of two letters and more: those between wider gaps, or, where all gaps
are alike, the one way to cut the run into the fewest. Lists of letters (``A B C D``) stay.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from searchkit._lazy import lazy_pattern
from searchkit.text.spelling.offsets import Edit
from searchkit.text.spelling.orthography import is_legal_syllable

if TYPE_CHECKING:
    from collections.abc import Iterator

_LETTER = r"[^\W\d_]"
_LONE = rf"{_LETTER}(?![^\W_]|[\u0300-\u036f])"
# It begins with a plain character: the regex engine skips to spaces at full speed.
_INSIDE = lazy_pattern(rf" {_LONE} {_LONE} {_LONE}")
_RUN = lazy_pattern(rf"(?<![^\W_]){_LONE}(?: {{1,4}}{_LONE})+")
_BEFORE = lazy_pattern(rf"(?<![^\W_])(?:{_LETTER} {{1,4}})+\Z")
_WIDEST_BEFORE = 60
_GAP = lazy_pattern(" {2,}")
_LONGEST = 60  # letters of a heading in one line
_LONGEST_SYLLABLE, _SHORTEST_SYLLABLE = 7, 2


def join_letters(text: str) -> str:
    """Return ``text`` (in NFC) with letterspaced words joined, one space between them.

    Time is linear in the length of the text.

    >>> join_letters("N G H Ị  Q U Y Ế T số 5: A B C D")
    'NGHỊ QUYẾT số 5: A B C D'
    """
    pieces, end = [], 0
    for edit in joining_edits(text):
        pieces += [text[end : edit.start], edit.text]
        end = edit.end
    return "".join([*pieces, text[end:]]) if pieces else text


def joining_edits(text: str) -> Iterator[Edit]:
    """Yield what :func:`join_letters` does to ``text``: one edit for each gap that changes."""
    end = 0
    for inside in _INSIDE.finditer(text):
        start = inside.start() + 1
        if start < end:
            continue
        before = _BEFORE.search(text, max(end, start - _WIDEST_BEFORE), start)
        if run := _RUN.match(text, before.start() if before else start):
            end = run.end()
            yield from _run_edits(run[0], run.start())


def _run_edits(run: str, offset: int) -> Iterator[Edit]:
    words = [group.replace(" ", "") for group in _GAP.split(run)]
    if not all(map(_is_syllable, words)):
        words = _fewest_syllables(run.replace(" ", ""))
    if not words:
        return
    ends = set(accumulate(map(len, words)))
    letters = [place for place, character in enumerate(run) if character != " "]
    for number, (left, right) in enumerate(pairwise(letters), start=1):
        gap = " " if number in ends else ""
        if run[left + 1 : right] != gap:
            yield Edit(offset + left + 1, offset + right, gap)


def _is_syllable(word: str) -> bool:
    return len(word) >= _SHORTEST_SYLLABLE and is_legal_syllable(word.lower())


def _fewest_syllables(letters: str) -> list[str]:
    """Return the fewest syllables that the letters make; none where there is no one way."""
    if len(letters) > _LONGEST:
        return []
    # For each end of a beginning: the fewest syllables, in how many ways, and the last of them.
    fewest: dict[int, tuple[int, int, str]] = {0: (0, 1, "")}
    for end in range(_SHORTEST_SYLLABLE, len(letters) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end - 1):
            word = letters[start:end]
            if start not in fewest or not _is_syllable(word):
                continue
            count, ways = fewest[start][0] + 1, fewest[start][1]
            known, others, _ = fewest.get(end, (count + 1, 0, ""))
            if count <= known:
                fewest[end] = (count, ways + (others if count == known else 0), word)
    words: list[str] = []
    end = len(letters)
    while end and fewest.get(end, (0, 0, ""))[1] == 1:
        words.insert(0, fewest[end][2])
        end -= len(words[0])
    return [] if end else words
