"""What a draft quotes, compared word by word with the text that it quotes from."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+")
_FEWEST_WORDS = 5
"""Words of a quotation; fewer are a term or a name."""

_ALIKE = 0.6
"""The share of words that must agree, or the quotation is of something else."""

_GRAM = 2


def difference(quotation: str, text: str) -> str | None:
    """Return how a quotation differs from a text, "" if not at all, None if it is not of the text.

    Case, punctuation and spacing count nothing; a cut marked by ``…`` or ``...`` is allowed.
    """
    parts = [part for part in re.split(r"\s*(?:…|\.{3}|\[…\]|\(\.\.\.\))\s*", quotation) if part]
    shown = []
    for part in parts:
        own = _difference(part, text)
        if own is None:
            return None
        shown.append(own)
    return " … ".join(filter(None, shown))


def _difference(quotation: str, text: str) -> str | None:
    wanted = _WORD.findall(normalize(quotation).text)
    words = _WORD.findall(normalize(text).text)
    if len(wanted) < _FEWEST_WORDS:
        return None
    folded, asked = [word.lower() for word in words], [word.lower() for word in wanted]
    window = _window(asked, folded)
    if window is None:
        return None
    start, end = window
    matcher = SequenceMatcher(None, asked, folded[start:end], autojunk=False)
    blocks = matcher.get_opcodes()
    same = sum(i2 - i1 for tag, i1, i2, _, _ in blocks if tag == "equal")
    if same / len(asked) < _ALIKE:
        return None
    # What the text has before and behind the quotation is no difference.
    inner = [block for block in blocks if block[2] > block[1] or 0 < block[1] < len(asked)]
    if all(tag == "equal" for tag, *_ in inner):
        return ""
    return _shown(inner, wanted, words[start:end])


def _window(asked: list[str], words: list[str]) -> tuple[int, int] | None:
    """Return the part of a text where most pairs of words of the quotation stand in its order."""
    grams: dict[tuple[str, ...], list[int]] = {}
    for i in range(len(asked) - _GRAM + 1):
        grams.setdefault(tuple(asked[i : i + _GRAM]), []).append(i)
    offsets: Counter[int] = Counter()
    for i in range(len(words) - _GRAM + 1):
        for place in grams.get(tuple(words[i : i + _GRAM]), ()):
            offsets[(i - place) // _GRAM] += 1
    if not offsets:
        return None
    best = max(offsets, key=lambda offset: offsets[offset] + offsets[offset + 1])
    slack = max(4, len(asked) // 5)
    start = max(0, best * _GRAM - slack)
    return start, min(len(words), best * _GRAM + len(asked) + slack)


def _shown(
    blocks: Sequence[tuple[str, int, int, int, int]], asked: list[str], words: list[str]
) -> str:
    pieces = []
    for tag, i1, i2, j1, j2 in blocks:
        if tag == "equal":
            pieces.append(" ".join(asked[i1:i2]))
            continue
        if i2 > i1:
            pieces.append(f"[-{' '.join(asked[i1:i2])}-]")
        if j2 > j1 and (tag == "replace" or tag == "insert"):
            pieces.append(f"{{+{' '.join(words[j1:j2])}+}}")
    return " ".join(pieces)
