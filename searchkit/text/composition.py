"""Unicode composition in linear time, tones typed before their vowel mark included."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from searchkit.text.offsets import Edit
from searchkit.text.tones import TONE_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator

# Starters that neither compose with what stands before them nor change under NFC: a superset of
# the characters of nearly every text. Only around the others does NFC need to be asked.
_INERT = (
    "\x00-\u02ff\u0400-\u0482\u048a-\u052f\u1e00-\u1eff\u2010-\u205e\u20a0-\u20bf\u2150-\u2188"
    "\u2190-\u2328\u2330-\u2ad0\u3003-\u3029\u4e00-\u9fa5\ue000-\uf8ff"
)
_UNSETTLED = re.compile(f"[^{_INERT}]")
_CLUSTERS = re.compile(f"[{_INERT}]?[^{_INERT}]+")


def _late_mark(vowels: str, mark: str) -> str:
    """Return a regular expression for ``mark`` behind any of ``vowels`` with a tone."""
    toned = (unicodedata.normalize("NFC", vowel + tone) for vowel in vowels for tone in TONE_MARKS)
    return f"[{''.join(toned)}]{mark}"


_LATE_MARK = re.compile(_late_mark("aeoAEO", "\u0302") + "|" + _late_mark("aA", "\u0306"))

# The longest cluster that is worth remembering, and that is put in order by NFC itself.
_SHORT = 30


def _set_mark_before_tone(match: re.Match[str]) -> str:
    base, tone, mark = tuple(unicodedata.normalize("NFD", match[0]))
    return unicodedata.normalize("NFC", base + mark + tone)


def _in_canonical_order(text: str) -> str:
    """Return the NFD of ``text`` in n log n steps; CPython's own sort of marks is quadratic."""
    keyed: list[tuple[int, int, str]] = []
    starters = 0
    for character in text:
        for part in unicodedata.normalize("NFD", character):
            rank = unicodedata.combining(part)
            starters += not rank
            keyed.append((starters, rank, part))
    keyed.sort(key=lambda key: key[:2])
    return "".join(part for _, _, part in keyed)


def _compose_cluster(cluster: str) -> str:
    if len(cluster) > _SHORT and not unicodedata.is_normalized("NFC", cluster):
        cluster = _in_canonical_order(cluster)
    return _LATE_MARK.sub(_set_mark_before_tone, unicodedata.normalize("NFC", cluster))


_compose_short = lru_cache(maxsize=8192)(_compose_cluster)


def _compose_match(match: re.Match[str]) -> str:
    cluster = match[0]
    return _compose_short(cluster) if len(cluster) <= _SHORT else _compose_cluster(cluster)


def compose(text: str) -> str:
    """Return ``text`` in NFC, with ``é`` + circumflex as ``ế``, which NFC leaves apart."""
    return _CLUSTERS.sub(_compose_match, text) if _UNSETTLED.search(text) else text


def composition_edits(text: str) -> Iterator[Edit]:
    """Yield what :func:`compose` does to ``text``, one edit for each letter with its marks."""
    for match in _CLUSTERS.finditer(text):
        if _compose_match(match) != match[0]:
            yield from _cluster_edits(match[0], match.start())


def _cluster_edits(clusters: str, offset: int) -> Iterator[Edit]:
    """Yield what composition does to each starter with its marks; ``offset`` is added to places."""
    start = 0
    for end in range(1, len(clusters) + 1):
        if end == len(clusters) or _is_boundary(clusters[start:end], clusters[end]):
            yield Edit(offset + start, offset + end, _compose_cluster(clusters[start:end]))
            start = end


def _is_boundary(cluster: str, character: str) -> bool:
    """Tell whether ``character`` begins a new cluster after ``cluster``."""
    if unicodedata.combining(unicodedata.normalize("NFD", character)[0]):
        return False
    return _compose_cluster(cluster + character) == _compose_cluster(cluster) + _compose_cluster(
        character
    )
