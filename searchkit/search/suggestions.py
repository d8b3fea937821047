"""Other queries to try: keystrokes read, words put apart, spelling mended, diacritics put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._lazy import lazy_pattern
from searchkit._named_tuple import NamedTuple
from searchkit.text.correction.misspelt_phrases import correct_phrases, find_misspelt_phrases
from searchkit.text.legal.document_numbers import document_numbers
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.normalization import normalize
from searchkit.text.spelling.orthography import is_legal_syllable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from searchkit.text.correction.syllable_counts import SyllableCounts

_SURE, _SURE_BESIDE_MARKS = 0.5, 0.9
"""Share of all readings that the likeliest must have to be suggested; more where marks were typed,
for then the bare syllables may well be meant as they stand."""

_KEPT = lazy_pattern(
    r"""(?<!\S)[-+]*[^\s:"“”„«»]+:(?:["“”„«»][^"“”„«»]*["“”„«»]|\S+)"""  # a field
    r"""|-?["“”„«»][^"“”„«»]*["“”„«»]|(?<!\S)-\S+""",
    needs=':-"“”„«»',
)
_WORD = lazy_pattern(r"[^\W_]+")


class Suggestion(NamedTuple):
    """Another query to try; ``kind`` is ``keystrokes``, ``spelling`` or ``diacritics``."""

    query: str
    kind: str


def may_be_improved(query: str, found: int) -> bool:
    """Say, without any counts, whether `suggest` could have something to say.

    Most queries are spelt well and find something; for those nothing need be loaded.
    """
    words = [word for word in _WORD.findall(normalize(query).text) if not word.isdigit()]
    bare = sum(word.isascii() for word in words)
    misspelt = (not is_legal_syllable(word.lower()) for word in words if not word.isupper())
    if not words:
        return False
    return (
        not found or 2 * bare >= len(words) or any(misspelt) or bool(find_misspelt_phrases(query))
    )


def suggest(query: str, counts: SyllableCounts, found: int) -> tuple[Suggestion, ...]:
    """Return other queries to try, likeliest first; none for a query that is well spelt.

    Keystrokes explain a query wholly, so what they make is all there is to try. Otherwise joined
    words are put apart, spelling is corrected and diacritics are put back, in one suggestion: with
    marks or without, it finds the same. ``counts`` are those of the index, ``found`` is how many
    passages the query found. Quoted phrases, excluded words, fields and document numbers stay as
    they are.
    """
    text = normalize(query).text
    if not may_be_improved(text, found):
        return ()
    from searchkit.text.correction.joined_words import split_joined_words  # most are spelt well

    decoded = _rewritten(text, lambda part: _decoded(part, counts))
    if decoded != text:
        return (Suggestion(decoded, "keystrokes"),)
    spaced = _rewritten(text, lambda part: split_joined_words(part, counts))
    corrected = _rewritten(spaced, lambda part: _corrected(part, counts))
    restored = _rewritten(corrected, lambda part: _restored(part, counts))
    if restored == text:
        return ()
    return (Suggestion(restored, "diacritics" if corrected == text else "spelling"),)


def _rewritten(text: str, rewrite: Callable[[str], str]) -> str:
    """Rewrite what lies between the parts of a query that stay as they are."""
    pieces: list[str] = []
    cursor = 0
    for start, end in _kept(text):
        pieces += [rewrite(text[cursor:start]), text[start:end]]
        cursor = end
    return "".join([*pieces, rewrite(text[cursor:])])


def _kept(text: str) -> Iterator[tuple[int, int]]:
    spans = [match.span() for match in _KEPT.finditer(text)]
    spans += [(number.start, number.end) for number in document_numbers(text)]
    cursor = 0
    for start, end in sorted(spans):
        if start >= cursor:
            yield start, end
            cursor = end


def _decoded(part: str, counts: SyllableCounts) -> str:
    from searchkit.text.correction.keystrokes import decode_keystrokes

    decoded = decode_keystrokes(part, counts)
    return part if decoded is None else decoded.text


def _corrected(part: str, counts: SyllableCounts) -> str:
    from searchkit.text.correction.spelling import correct_spelling

    part = correct_phrases(part)
    for correction in reversed(correct_spelling(part, counts)):
        part = part[: correction.start] + correction.replacement + part[correction.end :]
    return part


def _restored(part: str, counts: SyllableCounts) -> str:
    from searchkit.text.correction.diacritics import restore_diacritics

    readings = restore_diacritics(part, counts, limit=1)
    sure = _SURE if part == fold(part) else _SURE_BESIDE_MARKS
    return readings[0].text if readings and readings[0].share >= sure else part
