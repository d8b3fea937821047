"""Queries typed in Telex or VNI while the input method was off: ``nghij quyeets``.

A query is read word by word (see `searchkit.text.correction.typing_methods`) and as a whole: its
words must tell that it was typed so, and what they make must be known to the index.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING

from searchkit._lazy import lazy_pattern
from searchkit._named_tuple import NamedTuple
from searchkit.text.correction.casing import replaced
from searchkit.text.correction.language_model import Choice, best_paths
from searchkit.text.correction.typing_methods import TELEX, VNI, typed_syllable
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.orthography import TONES, bare_syllables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.text.correction.syllable_counts import SyllableCounts

# Words between spaces and punctuation: never a part of 30/2020/NĐ-CP or of an e-mail address.
_WORD = lazy_pattern(r"""(?<![^\s("'“])[^\W_]++(?=[,.;:!?)"'”]*+(?:\s|\Z))""")
_MAX_WORDS = 64
_CONCLUSIVE = 2
_CONCLUSIVE_WITHOUT_COUNTS = 4
_CLEARLY_MORE = 100
_MARK_FORGOTTEN = -6.0  # natural log; on legal phrases, -4 completes what was meant to be bare


class DecodedKeystrokes(NamedTuple):
    """``text`` is what the keys would have written, ``method`` is ``telex`` or ``vni``."""

    text: str
    method: str


def decode_keystrokes(text: str, counts: SyllableCounts | None = None) -> DecodedKeystrokes | None:
    """Read a query as typed in Telex or VNI without the input method; None if it was not.

    With the ``counts`` of an index only what the index knows is read into the query. A word that
    it knows as typed stays, unless what the keys make is 100 times as frequent; a mark that was
    forgotten (``boj mays``) is put back where the neighbours ask for it; and a single doubtful key
    (``cow quan``) is believed if the syllables are neighbours in the index. Without counts the
    keys must tell more by themselves.

    Words with marks, document numbers and addresses stay. Only the first 64 words are read.

    >>> decode_keystrokes("nghij quyeets").text
    'nghị quyết'
    """
    words = list(islice(_WORD.finditer(text), _MAX_WORDS))
    typed = [word[0].lower() for word in words]
    readings = [_read(typed, method, counts) for method in (TELEX, VNI)]
    best = max(readings, key=lambda reading: reading.evidence)
    if not best.accepted(counts):
        return None
    syllables = best.syllables if counts is None else _completed(best.syllables, counts)
    return DecodedKeystrokes(replaced(text, words, syllables), best.method)


class _Reading(NamedTuple):
    method: str
    syllables: list[str]
    decoded: list[bool]
    strongest: int
    evidence: int

    def accepted(self, counts: SyllableCounts | None) -> bool:
        if counts is None:
            return self.evidence >= _CONCLUSIVE_WITHOUT_COUNTS
        if self.strongest >= _CONCLUSIVE:
            return self.evidence >= _CONCLUSIVE
        return self.evidence > 0 and self._neighbourly(counts)

    def _neighbourly(self, counts: SyllableCounts) -> bool:
        """Tell whether every decoded syllable stands beside one of its neighbours in the index."""
        beside = zip(counts.neighbours(self.syllables), self.decoded, strict=True)
        return all(met for met, decoded in beside if decoded)


def _read(words: Sequence[str], method: str, counts: SyllableCounts | None) -> _Reading:
    results = [_read_word(word, method, counts) for word in words]
    return _Reading(
        method,
        [syllable for syllable, _ in results],
        [syllable != word for (syllable, _), word in zip(results, words, strict=True)],
        max((evidence for _, evidence in results), default=0),
        sum(evidence for _, evidence in results),
    )


def _read_word(word: str, method: str, counts: SyllableCounts | None) -> tuple[str, int]:
    """Return the word as read, and what that says for the reading (1, 2 …) or against it (-1)."""
    typed = typed_syllable(word, method)
    if counts is None:
        return typed or (word, -(not _explained(word)))
    if typed is None and (abbreviation := re.sub("d[d9]", "đ", word)) in counts:
        return abbreviation, 0  # hddnd
    known = counts.count(word)
    if typed is None or not (typed.syllable in counts or _completions(typed.syllable, counts)):
        return word, -(not known and not _explained(word))
    if known:
        clearly = counts.count(typed.syllable) >= _CLEARLY_MORE * known
        return (typed.syllable if clearly else word), 0
    return typed


def _explained(word: str) -> bool:
    """Tell whether a word that was not decoded has its place in a Vietnamese query."""
    return word.isnumeric() or not word.isascii() or word in bare_syllables()


def _completed(syllables: list[str], counts: SyllableCounts) -> list[str]:
    """Put forgotten marks back where the neighbours make it likely."""
    places = [
        [Choice(s), *(Choice(more, _MARK_FORGOTTEN) for more in _completions(s, counts))]
        for s in syllables
    ]
    return list(best_paths(places, counts)[0].syllables)


def _completions(typed: str, counts: SyllableCounts) -> list[str]:
    """Return the syllables of the index that have the marks that were typed, and more."""
    readings = counts.readings(fold(typed))
    return [reading for reading in readings if reading != typed and _completes(reading, typed)]


def _completes(reading: str, typed: str) -> bool:
    """Tell whether a reading has the marks that were typed, and perhaps more."""
    tone, letters = _tone_and_letters(typed)
    other_tone, other_letters = _tone_and_letters(reading)
    return tone in ("", other_tone) and all(
        letter.isascii() or letter == other
        for letter, other in zip(letters, other_letters, strict=False)
    )


def _tone_and_letters(syllable: str) -> tuple[str, str]:
    decomposed = unicodedata.normalize("NFD", syllable)
    tone = "".join(c for c in decomposed if c in TONES[1:])
    return tone, unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in TONES[1:]))
