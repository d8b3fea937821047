"""Unicode composition in linear time, tones typed before their vowel mark included."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from searchkit._lazy import lazy_pattern
from searchkit.text.spelling.offsets import Edit
from searchkit.text.spelling.tones import TONE_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator

# Starters that neither compose with what stands before them nor change under NFC: a superset of
# the characters of nearly every text. Only around the others does NFC need to be asked.
_INERT = (
    "\x00-\u02ff\u0400-\u0482\u048a-\u052f\u1e00-\u1eff\u2010-\u205e\u20a0-\u20bf\u2150-\u2188"
    "\u2190-\u2328\u2330-\u2ad0\u3003-\u3029\u4e00-\u9fa5\ue000-\uf8ff"
)
_UNSETTLED = lazy_pattern(f"[^{_INERT}]")
_BEYOND_LATIN = lazy_pattern("[^\x00-\u02ff\u1e00-\u1eff]")
"""What no query mostly has: the other class takes milliseconds to compile."""


@cache  # these classes take milliseconds to compile, and most programs never need them
def _clusters() -> re.Pattern[str]:
    return re.compile(f"[{_INERT}]?[^{_INERT}]+")


@cache
def _long_run() -> re.Pattern[str]:
    """Unicode Standard Annex 15 lets no more than 30 marks stand in a row in a stream."""
    return re.compile(f"[^{_INERT}][^{_INERT}]{{30,}}")


def _late_mark(vowels: str, mark: str) -> str:
    """Return a regular expression for ``mark`` behind any of ``vowels`` with a tone."""
    toned = (unicodedata.normalize("NFC", vowel + tone) for vowel in vowels for tone in TONE_MARKS)
    return f"[{''.join(toned)}]{mark}"


_LATE_MARK = lazy_pattern(_late_mark("aeoAEO", "\u0302") + "|" + _late_mark("aA", "\u0306"))


def _set_mark_before_tone(match: re.Match[str]) -> str:
    base, tone, mark = tuple(unicodedata.normalize("NFD", match[0]))
    return unicodedata.normalize("NFC", base + mark + tone)


def _in_canonical_order(run: re.Match[str]) -> str:
    """Return the NFD of ``run`` in n log n steps; CPython's own sort of marks is quadratic."""
    if unicodedata.is_normalized("NFC", run[0]):
        return run[0]
    keyed: list[tuple[int, int, str]] = []
    starters = 0
    for part in "".join(unicodedata.normalize("NFD", character) for character in run[0]):
        rank = unicodedata.combining(part)
        starters += not rank
        keyed.append((starters, rank, part))
    keyed.sort(key=lambda key: key[:2])
    return "".join(part for _, _, part in keyed)


def nfc(text: str) -> str:
    """Return ``text`` in NFC in linear time; ``unicodedata`` is quadratic in a run of marks."""
    if not _BEYOND_LATIN.search(text) or not _UNSETTLED.search(text):
        return text
    return unicodedata.normalize("NFC", _long_run().sub(_in_canonical_order, text))


def compose(text: str) -> str:
    """Return ``text`` in NFC, with ``é`` + circumflex as ``ế``, which NFC leaves apart."""
    composed = nfc(text)
    late = "\u0302" in composed or "\u0306" in composed
    return _LATE_MARK.sub(_set_mark_before_tone, composed) if late else composed


_compose_few = lru_cache(maxsize=4096)(compose)


def composition_edits(text: str) -> Iterator[Edit]:
    """Yield what :func:`compose` does to ``text``, one edit for each letter with its marks."""
    for match in _clusters().finditer(text):
        clusters = match[0]
        composed = (_compose_few if len(clusters) < 8 else compose)(clusters)
        if len(composed) == 1:
            yield Edit(*match.span(), composed)
        elif composed != clusters:
            yield from _cluster_edits(clusters, match.start())


def _cluster_edits(clusters: str, offset: int) -> Iterator[Edit]:
    """Yield what composition does to each starter with its marks; ``offset`` is added to places."""
    start = 0
    for end in range(1, len(clusters) + 1):
        if end == len(clusters) or _is_boundary(clusters, start, end):
            yield Edit(offset + start, offset + end, compose(clusters[start:end]))
            start = end


def _is_boundary(clusters: str, start: int, end: int) -> bool:
    """Tell whether a new cluster begins at ``end``, where the last one began at ``start``."""
    following = clusters[end]
    if unicodedata.combining(unicodedata.normalize("NFD", following)[0]):
        return False
    cluster = clusters[start:end]
    return compose(cluster + following) == compose(cluster) + compose(following)
