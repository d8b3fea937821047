"""What a text mentions that has many spellings, each as one term: numbers, dates, codes, per cents.

``30/2020/NĐ-CP`` is ``30/2020/nd-cp`` and ``7 tháng 3 năm 2025`` is ``2025-03-07``; a code is its
letters and figures without what separates them (``65A-123.45``: ``65a12345``, ``1.500.000``:
``1500000``), and a per cent has its sign (``2,4 phần trăm``: ``2.4%``). As words of a text these
fall into parts, which stand in many other texts.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from searchkit._lazy import DIGITS, lazy_pattern
from searchkit.text.legal.dates import dates
from searchkit.text.legal.document_numbers import document_numbers
from searchkit.text.remembering import remembers
from searchkit.text.spelling.folding import fold

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

    from searchkit.text.legal.dates import TextDate
    from searchkit.text.legal.document_numbers import DocumentNumber

# A search for a figure passes over ordinary text at once; letters before it are looked for after.
_FIGURES = lazy_pattern(r"[0-9](?>(?:[.:/_-]?[A-Za-zĐđ0-9]){2,})(?![^\W_])", needs=DIGITS)
_LETTERS_BEFORE = lazy_pattern(r"(?<![^\W_])[A-Za-zĐđ]{1,5}[.:/_-]?\Z")
_LONGEST_BEFORE = 7
_PER_CENT_SIGNS = ("%", "phần trăm", "phan tram")
_PER_CENT = lazy_pattern(rf"([0-9]++(?>(?:[.,][0-9]+)?))\s{{0,2}}(?:{'|'.join(_PER_CENT_SIGNS)})")
_SHORTEST, _SHORTEST_OF_FIGURES, _LONGEST = 4, 5, 24
_LONGEST_WRITTEN = 2 * _LONGEST  # of what is longer, more than half are letters and figures


def mention_terms(text: str) -> list[str]:
    """Return the terms of what a normalised text mentions, each once.

    A day is also a mention of its month: ``tháng 3/2025`` finds ``7/3/2025``. Time is linear in the
    length of the text.
    """
    found = dates(text)
    months = (day.term[: len("2025-03")] for day in found if day.precision == "day")
    numbers = document_numbers(text)
    keys = (number.key for number in numbers)
    return list(dict.fromkeys(chain(keys, _beside_numbers(text, numbers, found), months)))


def query_mentions(text: str) -> list[str]:
    """Return the terms of the dates, codes and per cents of a normalised query, each once.

    The documents that a query names are for `document_references` to tell.

    >>> query_mentions("xe 49X-6666 tăng 2,4% ngày 7/3/2025")
    ['2025-03-07', '2.4%', '49x6666']
    """
    return list(dict.fromkeys(_beside_numbers(text, document_numbers(text), dates(text))))


def _beside_numbers(
    text: str, numbers: Sequence[DocumentNumber], days: Sequence[TextDate]
) -> Iterator[str]:
    """Yield the terms of all but the document numbers."""
    yield from (day.term for day in days)
    if any(sign in text for sign in _PER_CENT_SIGNS):
        yield from (f"{number.replace(',', '.')}%" for number in _PER_CENT.findall(text))
    taken = [(number.start, number.end) for number in numbers]
    yield from _codes(text, taken + [(day.start, day.end) for day in days])


def _codes(text: str, taken: Iterable[tuple[int, int]]) -> Iterator[str]:
    """Yield the codes in the text outside the spans that are something else."""
    spans = iter(sorted(taken))
    start, end = next(spans, (len(text), len(text)))
    for figures in _FIGURES.finditer(text):
        while end <= figures.start() and start < len(text):
            start, end = next(spans, (len(text), len(text)))
        if figures.end() <= start and (code := _code(text, figures)):
            yield code


def _code(text: str, figures: re.Match[str]) -> str | None:
    first, last = figures.span()
    if last - first > _LONGEST_WRITTEN:
        return None
    return _read_code((text[max(0, first - _LONGEST_BEFORE - 1) : first], figures[0]))


@remembers(1 << 12)  # the passages of an article share its title
def _read_code(written: tuple[str, str]) -> str | None:
    """Return the code that is written as what stands in front of its first figure and the rest."""
    front, rest = written
    before = _LETTERS_BEFORE.search(front, max(0, len(front) - _LONGEST_BEFORE))
    if before is None and front and (front[-1].isalnum() or front[-1] in ",./-"):
        return None
    letters = before[0] if before else ""
    code = fold("".join(filter(str.isalnum, letters + rest)))
    shortest = _SHORTEST_OF_FIGURES if code.isdigit() else _SHORTEST
    return code.lower() if shortest <= len(code) <= _LONGEST else None
