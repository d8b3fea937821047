"""Running headers and footers, page numbers among them, which belong to no sentence.

What looks like it and is none stays: forms and appendices, one a page, begin alike (``Phụ lục 1``,
``Mẫu số 02``) and may end with the same sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from searchkit.documents.structure.markers import opens_paragraph

_DEPTH = 4  # lines of a header or a footer; a longer run of lines alike is a form that is repeated
_LEAST_PAGES = 3  # on which a line stands, and numbers count, before they are taken to run along
_LEAST_SHARE = 4  # the same as a share of all pages: a quarter
_LEAST_LETTERS = 3
_LONGEST = 200  # characters of a line that are compared
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"\W*(?:trang|page)?\W*\d{1,4}(?:\s*/\s*\d{1,4})?\W*", re.IGNORECASE)
_OUTER_NUMBER = re.compile(r"^\W*(\d{1,4})\s+|\s(\d{1,4})\W*$")
_FORM = re.compile(r"(?:mẫu|biểu|phụ\s+biểu|bảng|phiếu|đơn|danh\s+mục|hình)\b", re.IGNORECASE)
_SENTENCE_END = (".", ";", ":", ",", "!", "?")


class _EdgeLine(NamedTuple):
    """A line at an edge of a page, as running headers are compared."""

    key: str  # what it would have in common with the same line of other pages; nothing for text
    is_number: bool  # whether it is a page number and nothing else


def without_running_headers(pages: list[list[str]]) -> list[list[str]]:
    """Return the lines of each page without those that only run along.

    They stand outermost on at least three pages and on a quarter of all; its numbers are the
    same everywhere or count with the pages. Time is linear in the number of lines.
    """
    counting = _counting(pages)
    tops = [_edge(page[: _DEPTH + 1], at, counting) for at, page in enumerate(pages)]
    bottoms = [_edge(page[: -_DEPTH - 2 : -1], at, counting) for at, page in enumerate(pages)]
    seen = Counter(
        key
        for top, bottom in zip(tops, bottoms, strict=True)
        for key in {line.key for line in (*top, *bottom) if line.key}
    )
    least = max(_LEAST_PAGES, len(pages) // _LEAST_SHARE)
    running = {key for key, count in seen.items() if count >= least}
    # Capitals that run on may stand on the first page in their own right: the issuer's name.
    on_first = {key for key in running if not key.isupper()}
    kept: list[list[str]] = []
    for at, page in enumerate(pages):
        first = _length(tops[at], running if at else on_first)
        last = len(page) - _length(bottoms[at], running)
        kept.append(page[first:last])
    return kept


def _parts(line: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a line's shape, without numbers, and its numbers by their places in it.

    A number that begins or ends the line has place -1, so that left and right pages agree:
    ``46 CÔNG BÁO/Số 1`` and ``CÔNG BÁO/Số 1 47``.
    """
    outer = _OUTER_NUMBER.search(line)
    inner = line if outer is None else line[: outer.start()] + line[outer.end() :]
    numbers = list(enumerate(map(int, _NUMBER.findall(inner))))
    if outer:
        numbers.append((-1, int(outer[1] or outer[2])))
    return _NUMBER.sub("0", inner).strip(" -–|"), numbers


def _counting(pages: list[list[str]]) -> set[tuple[str, int, int]]:
    """Return the shape, the place and the difference to the page's own place of page numbers."""
    seen: Counter[tuple[str, int, int]] = Counter()
    for at, page in enumerate(pages):
        edges = {line[:_LONGEST] for line in (*page[:_DEPTH], *page[-_DEPTH:])}
        parts = [_parts(line) for line in edges]
        seen.update({(shape, place, n - at) for shape, numbers in parts for place, n in numbers})
    return {counted for counted, count in seen.items() if count >= _LEAST_PAGES}


def _edge(lines: list[str], at: int, counting: set[tuple[str, int, int]]) -> list[_EdgeLine]:
    """Compare the outermost lines of the page at place ``at`` by their numbers that stay."""
    edge: list[_EdgeLine] = []
    for line in lines:
        shape, numbers = _parts(line[:_LONGEST])
        stay = [(place, n) for place, n in numbers if (shape, place, n - at) not in counting]
        counts = len(stay) < len(numbers)
        text = sum(map(str.isalpha, shape)) < _LEAST_LETTERS or _is_text(line, counts=counts)
        key = "" if text else f"{shape} {stay or ''}"
        edge.append(_EdgeLine(key, _PAGE_NUMBER.fullmatch(line) is not None))
    return edge


def _is_text(line: str, *, counts: bool) -> bool:
    """Tell whether a line opens a section or a form, or goes on with a sentence or ends one."""
    if opens_paragraph(line) or _FORM.match(line):
        return True
    return not counts and (line[0].islower() or line.endswith(_SENTENCE_END))


def _length(lines: list[_EdgeLine], running: set[str]) -> int:
    """Return how many of the outermost lines run along, one bare page number among them."""
    numbers = length = 0
    for line in lines:
        first_number = line.is_number and not numbers
        if not (first_number or line.key in running):
            break
        numbers += line.is_number
        length += 1
    return length if length <= _DEPTH else int(lines[0].is_number)
