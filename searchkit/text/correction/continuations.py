"""How what a person begins to type goes on: by what the texts say most often after such words."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchkit.text.correction.diacritics import restore_diacritics
from searchkit.text.spelling.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchkit.text.correction.ngrams import Ids
    from searchkit.text.correction.syllable_counts import SyllableCounts

_CONTEXT = 2
"""Syllables before the last one on which it hangs how the phrase goes on."""

_READINGS = 4
"""Ways to read a syllable without marks that are tried, the most frequent ones."""

_SURE = 0.35
"""Share of what follows that a syllable must have for a phrase to go on with it."""

_RARE = 3
"""Phrases that are met less often are no suggestions."""

_LONGEST = 6
"""Syllables that are added to those typed."""

_LINKS = frozenset(
    {"bởi", "các", "cho", "chưa", "của", "do", "đã", "đang", "để", "đến", "được", "hay", "hoặc"}
    | {"là", "mà", "nhằm", "nhưng", "những", "ở", "phải", "sẽ", "tại", "theo", "thì", "trên"}
    | {"trong", "từ", "tới", "và", "vào", "về", "vì", "với"}
)
"""Words that join phrases: none goes on past one, for behind it anything may follow."""


class Continuation(NamedTuple):
    """A phrase that begins as typed, and how often its first new syllable follows the others."""

    text: str
    frequency: int


def continuations(typed: Sequence[str], counts: SyllableCounts, limit: int) -> list[Continuation]:
    """Return phrases that begin with the syllables typed, the most frequent first.

    The last syllable is only begun, or empty where the next one is. One with marks is met by the
    same marks, a bare one by any.
    """
    *before, begun = typed
    earlier = _restored(before, counts)[:-_CONTEXT]
    is_begun = np.zeros(len(counts.terms), np.bool_)
    is_begun[counts.begun(fold(begun))] = True
    found: dict[str, int] = {}
    for context in _contexts(before[-_CONTEXT:], counts):
        ids, frequencies = _following(context, counts)
        kept = is_begun[ids] & (frequencies >= _RARE)
        ids, frequencies = ids[kept], frequencies[kept]
        frequent = np.argsort(-frequencies, kind="stable").tolist()
        agreeing = (place for place in frequent if _agrees(int(ids[place]), begun, counts))
        for place in islice(agreeing, limit):
            phrase = _prolonged([*context, int(ids[place])], counts)
            text = " ".join([*earlier, *(counts.terms[number] for number in phrase)])
            found[text] = max(found.get(text, 0), int(frequencies[place]))
    best = sorted(found, key=lambda text: (-found[text], text))[:limit]
    return [Continuation(text, found[text]) for text in best]


def _restored(words: Sequence[str], counts: SyllableCounts) -> list[str]:
    """Return words with their marks, as they are likeliest beside each other."""
    readings = restore_diacritics(" ".join(words), counts, limit=1) if words else []
    return readings[0].text.split(" ") if readings else list(words)


def _agrees(number: int, begun: str, counts: SyllableCounts) -> bool:
    """Say whether the marks that were typed are there; tones are typed last and may be missing."""
    letters = zip(counts.terms[number], fold(counts.terms[number]), begun, strict=False)
    return all(typed in (letter, plain) for letter, plain, typed in letters)


def _contexts(before: Sequence[str], counts: SyllableCounts) -> Iterator[list[int]]:
    """Yield how the syllables before may be read, as ids; without any there is one empty one."""
    options = [
        [int(number) for number in counts.ids(counts.readings(one)[:_READINGS] or [one])]
        if fold(one) == one
        else [int(counts.ids([one])[0])]
        for one in before
    ]
    contexts: list[list[int]] = [[]]
    for own in options:
        contexts = [[*context, number] for context in contexts for number in own]
    return (context for context in contexts if min(context, default=0) >= 0)


def _following(context: Sequence[int], counts: SyllableCounts) -> tuple[Ids, Ids]:
    if not context:
        return np.arange(len(counts.terms)), counts.frequencies
    ngrams = counts.triples if len(context) == 2 else counts.pairs
    return ngrams.followers(np.array(context, np.int64))


def _prolonged(phrase: list[int], counts: SyllableCounts) -> list[int]:
    """Go on while one syllable follows far more often than others."""
    for _ in range(_LONGEST - 1):
        ids, frequencies = _following(phrase[-2:], counts)
        if not len(ids):
            break
        best = int(frequencies.argmax())
        is_link = counts.terms[ids[best]] in _LINKS
        if is_link or frequencies[best] < max(_RARE, _SURE * frequencies.sum()):
            break
        phrase = [*phrase, int(ids[best])]
    return phrase
