"""Phrases whose syllables are words and which are none: ``bổ xung`` for ``bổ sung``.

The counts of an index cannot tell these: texts hold the same errors. The table is
``searchkit/data/misspelt_phrases.tsv``, which names its sources and the reason of each error.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from searchkit._lazy import lazy_pattern
from searchkit._named_tuple import NamedTuple
from searchkit.text.remembering import remembers
from searchkit.text.spelling.normalization import normalize
from searchkit.text.spelling.orthography import i_y_variants
from searchkit.text.tables import read_table

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

_WORD = lazy_pattern(r"[^\W_]+")
_Phrase = tuple[str, ...]


class MisspeltPhrase(NamedTuple):
    """A misspelt phrase of a text: ``[start:end]``, written ``text``, should be ``replacement``.

    ``replacement`` has the capitals of what it replaces; ``reason`` says what was confused.
    """

    text: str
    start: int
    end: int
    replacement: str
    reason: str


class _Row(NamedTuple):
    """A row of the table; ``exceptions`` have a phrase and the place of ``wrong`` within it."""

    wrong: _Phrase
    right: _Phrase
    exceptions: list[tuple[_Phrase, int]]
    reason: str


def find_misspelt_phrases(text: str) -> list[MisspeltPhrase]:
    """Find the misspelt phrases of ``text``, in any case, in order; none overlaps the one before.

    Marks must be typed: ``so xuat`` may well be ``số xuất``. Time is linear in the length of the
    text.

    >>> [(found.text, found.replacement) for found in find_misspelt_phrases("Bổ xung hồ xơ")]
    [('Bổ xung', 'Bổ sung'), ('hồ xơ', 'hồ sơ')]
    """
    normalized = normalize(text)
    words = list(_WORD.finditer(normalized.text))
    syllables = [_one_spelling(word[0].lower()) for word in words]
    found: list[MisspeltPhrase] = []
    end = 0
    for first in range(len(words)):
        row = _row_at(syllables, first) if first >= end else None
        if row is None or not _joined(normalized.text, words[first : first + len(row.wrong)]):
            continue
        from searchkit.text.correction.casing import cased  # most texts have none

        end = first + len(row.wrong)
        span = normalized.span(words[first].start(), words[end - 1].end())
        replacement = " ".join(
            cased(right, word[0]) for right, word in zip(row.right, words[first:end], strict=True)
        )
        found.append(MisspeltPhrase(text[slice(*span)], *span, replacement, row.reason))
    return found


def correct_phrases(text: str) -> str:
    """Return ``text`` with its misspelt phrases put right."""
    for phrase in reversed(find_misspelt_phrases(text)):
        text = text[: phrase.start] + phrase.replacement + text[phrase.end :]
    return text


def _row_at(syllables: Sequence[str], first: int) -> _Row | None:
    """Return the row whose phrase begins at ``first`` and is no part of an exception."""
    for row in map(_row, _table().get(syllables[first], ())):
        if tuple(syllables[first : first + len(row.wrong)]) == row.wrong and not any(
            place <= first
            and tuple(syllables[first - place : first - place + len(phrase)]) == phrase
            for phrase, place in row.exceptions
        ):
            return row
    return None


def _joined(text: str, words: Sequence[re.Match[str]]) -> bool:
    """Tell whether only white space stands between the words."""
    between = pairwise(words)
    return all(text[left.end() : right.start()].isspace() for left, right in between)


@remembers(1 << 12)
def _one_spelling(syllable: str) -> str:
    """Return one of ``lý`` and ``lí`` for both."""
    return min((syllable, *i_y_variants(syllable)))


@lru_cache(maxsize=1)
def _table() -> dict[str, list[tuple[str, ...]]]:
    """Return the cells of the rows by the first syllable of what is wrong."""
    rows: dict[str, list[tuple[str, ...]]] = {}
    for row in read_table("misspelt_phrases.tsv"):
        rows.setdefault(_one_spelling(row[0].partition(" ")[0]), []).append(tuple(row))
    return rows


@lru_cache(maxsize=1 << 9)
def _row(cells: tuple[str, ...]) -> _Row:
    wrong, right, exceptions, reason = cells
    phrase = _phrase(wrong)
    longer = [_phrase(exception) for exception in exceptions.split("; ") if exception]
    return _Row(phrase, tuple(right.split()), [(e, _place(phrase, e)) for e in longer], reason)


def _phrase(written: str) -> _Phrase:
    return tuple(map(_one_spelling, written.split()))


def _place(phrase: _Phrase, longer: _Phrase) -> int:
    """Return where ``phrase`` begins within ``longer``; raises ValueError if it does not."""
    places = range(len(longer) - len(phrase) + 1)
    starts = [place for place in places if longer[place : place + len(phrase)] == phrase]
    if not starts:
        raise ValueError(f"misspelt_phrases.tsv: {' '.join(longer)} does not hold its phrase")
    return starts[0]
