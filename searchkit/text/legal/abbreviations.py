"""Abbreviations, both ways: ``UBND`` is ``Ủy ban nhân dân``, and ``ủy ban nhân dân`` is ``UBND``.

The table is ``searchkit/data/abbreviations.tsv``, which names its sources. Its weights say how far
an abbreviation may be trusted: 1 stands for nothing else, 0.3 is one reading of several.

What is typed with marks must agree with the table letter by letter; what is typed without may mean
any (``HDND``, ``hdnd``, ``uy ban nhan dan``). What can be read as a syllable is an abbreviation in
just the spelling of the table (``TƯ``, not ``tư``), and never among words in capitals
(``ĐẦU TƯ``). Inside a document number nothing is expanded: it is a unit of its own.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import islice, pairwise, product
from typing import TYPE_CHECKING

from searchkit._lazy import lazy_pattern
from searchkit._named_tuple import NamedTuple
from searchkit.text.legal.document_numbers import document_numbers
from searchkit.text.remembering import remembers
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.normalization import normalize
from searchkit.text.spelling.orthography import is_legal_syllable
from searchkit.text.tables import read_table

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

MOST_READINGS = 16

_WEAK = 0.3
_WORD = lazy_pattern(r"(?<![^\W_])[^\W\d_]++(?:[.&/-][^\W\d_]++){0,4}(?![^\W_])")
_PIECE = lazy_pattern(r"[^\W\d_]+")
_SYLLABLE = lazy_pattern(r"[^\W_]+")
_WITHIN_PHRASE = lazy_pattern(r"\s{1,3}|\s?[,&–-]\s{0,3}")
_INNER_MARKS = str.maketrans("", "", ".&/-")


class Expansion(NamedTuple):
    """Another form of a part of a text: ``[start:end]``, written ``text``, is ``replacement``.

    ``weight`` is above 0 and at most 1: how likely the two mean the same.
    """

    text: str
    start: int
    end: int
    replacement: str
    weight: float


class _Row(NamedTuple):
    """A row of the table; ``letters`` are the abbreviation's alone: ``KTXH`` of ``KT-XH``."""

    abbreviation: str
    letters: str
    expansion: str
    syllables: tuple[str, ...]
    weight: float


class _Table(NamedTuple):
    """The rows by folded letters and by folded phrase, and how long phrases are, longest first.

    ``lengths`` counts the syllables of the phrases that begin with a folded syllable.
    """

    by_abbreviation: dict[str, list[_Row]]
    by_phrase: dict[str, list[_Row]]
    lengths: dict[str, list[int]]


def expand_abbreviations(text: str) -> list[Expansion]:
    """Find the abbreviations in ``text`` and the phrases that have one, and give the other form.

    The list is in the order of the text, the likelier of several readings first. Time is linear in
    the length of the text.
    """
    normalized = normalize(text)
    found = {*_abbreviations(normalized.text), *_phrases(normalized.text)}
    expansions = []
    for start, end, replacement, weight in found:
        first, last = normalized.span(start, end)
        expansions.append(Expansion(text[first:last], first, last, replacement, weight))
    return sorted(expansions, key=lambda item: (item.start, -item.weight, item.replacement))


def written_out(text: str) -> list[str]:
    """Return the readings of a name with its abbreviations written out; none if it has none.

    ``UBND tỉnh`` is ``Ủy ban nhân dân tỉnh``; at most ``MOST_READINGS`` are made where an
    abbreviation has several.
    """
    plain = normalize(text).text
    if next(_candidates(plain), None) is None:
        return []
    readings: dict[tuple[int, int], dict[str, None]] = {}
    for start, end, replacement, _ in _abbreviations(plain):
        readings.setdefault((start, end), {})[replacement] = None
    if not readings:
        return []
    pieces: list[Iterable[str]] = []
    cursor = 0
    for (start, end), replacements in readings.items():
        pieces += [[plain[cursor:start]], replacements]
        cursor = end
    chosen = islice(product(*pieces, [plain[cursor:]]), MOST_READINGS)
    return ["".join(parts) for parts in chosen]


def _abbreviations(text: str) -> Iterator[tuple[int, int, str, float]]:
    """Yield the spans of abbreviations with what they stand for, and its weight."""
    taken = iter(document_numbers(text))
    number = next(taken, None)
    shouted = _shouted(text)
    for start, end in _candidates(text):
        while number and number.end <= start:
            number = next(taken, None)
        if number and number.start < end:
            continue
        written = text[start:end].translate(_INNER_MARKS)
        for row, weight in _readings(written):
            if start not in shouted or (weight == 1 and not _is_syllable(written)):
                yield start, end, row.expansion, weight


def _candidates(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of known abbreviations, whole (``KT-XH``) or in parts (``UBND-HĐND``)."""
    known = _table().by_abbreviation
    for word in _WORD.finditer(text):
        if _fold(word.group().translate(_INNER_MARKS)) in known:
            yield word.span()
            continue
        for piece in _PIECE.finditer(text, *word.span()):
            if _fold(piece.group()) in known:
                yield piece.span()


def _readings(written: str) -> Iterator[tuple[_Row, float]]:
    """Yield the rows that ``written`` can stand for, each with its weight in this spelling."""
    rows = _table().by_abbreviation[_fold(written)]
    if _is_syllable(written) and not any(row.letters == written for row in rows):
        return
    spellings = {row.letters for row in rows if _agrees(written, row.letters)}
    for row in rows:
        if row.letters == written or spellings == {row.letters}:
            yield row, row.weight
        elif row.letters in spellings:
            yield row, min(row.weight, _WEAK)


def _phrases(text: str) -> Iterator[tuple[int, int, str, float]]:
    """Yield the spans of the longest phrases that have an abbreviation, with it and its weight."""
    words = list(_SYLLABLE.finditer(text))
    folded = [_fold(word.group()) for word in words]
    joined = [
        text[left.end() : right.start()] == " "  # mostly
        or _WITHIN_PHRASE.fullmatch(text, left.end(), right.start()) is not None
        for left, right in pairwise(words)
    ]
    first = 0
    while first < len(words):
        count, rows = _longest_phrase(words, folded, joined, first)
        for row in rows:
            end = words[first + count - 1].end()
            yield words[first].start(), end, row.abbreviation, row.weight
        first += max(count, 1)


def _longest_phrase(
    words: list[re.Match[str]], folded: list[str], joined: list[bool], first: int
) -> tuple[int, list[_Row]]:
    """Return the syllables of the longest phrase at ``first`` and its rows, or 0 and none."""
    table = _table()
    for count in table.lengths.get(folded[first], ()):
        last = first + count - 1
        if last >= len(words) or not all(joined[first:last]):
            continue
        rows = table.by_phrase.get(" ".join(folded[first : last + 1]), ())
        typed = [word.group() for word in words[first : last + 1]] if rows else []
        agreeing = [row for row in rows if all(map(_agrees, typed, row.syllables))]
        if agreeing:
            return count, agreeing
    return 0, []


def _shouted(text: str) -> set[int]:
    """Return the starts of the words in capitals that stand among syllables in capitals."""
    shouted: set[int] = set()
    run: list[re.Match[str]] = []
    for word in [*_PIECE.finditer(text), None]:
        if word and word.group().isupper() and (not run or _is_near(text, run[-1], word)):
            run.append(word)
            continue
        if len(run) > 1 and any(_is_prose(member.group()) for member in run):
            shouted.update(member.start() for member in run)
        run = [word] if word and word.group().isupper() else []
    return shouted


def _is_near(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    between = text[left.end() : right.start()]
    return len(between) <= len(" - ") and "\n" not in between


def _is_prose(word: str) -> bool:
    rows = _table().by_abbreviation.get(_fold(word), [])
    return _is_syllable(word) and not any(row.letters == word for row in rows)


def _is_syllable(word: str) -> bool:
    return len(word) > 1 and is_legal_syllable(word.lower())


def _agrees(typed: str, known: str) -> bool:
    """Whether each letter typed is the known one, or it without its marks; case does not matter."""
    pairs = zip(typed.lower(), known.lower(), _fold(known), strict=False)
    return len(typed) == len(known) and all(letter in pair for letter, *pair in pairs)


def _fold_all(text: str) -> str:
    return fold(text).lower()


_fold = remembers(1 << 12)(_fold_all)


@lru_cache(maxsize=1)
def _table() -> _Table:
    table = _Table({}, {}, {})
    rows = []
    for abbreviation, expansion, weight, _ in read_table("abbreviations.tsv"):
        syllables = tuple(_SYLLABLE.findall(expansion))
        letters = abbreviation.translate(_INNER_MARKS)
        rows.append(_Row(abbreviation, letters, expansion, syllables, float(weight)))
    # All at once: a call for each takes longer than the rest of a search's parsing.
    lines = "\n".join(" ".join([row.letters, *row.syllables]) for row in rows)
    for row, line in zip(rows, _fold_all(lines).split("\n"), strict=True):
        letters, *folded = line.split(" ")
        table.by_abbreviation.setdefault(letters, []).append(row)
        table.by_phrase.setdefault(" ".join(folded), []).append(row)
        lengths = table.lengths.setdefault(folded[0], [])
        if len(folded) not in lengths:
            lengths.append(len(folded))
            lengths.sort(reverse=True)
    return table
