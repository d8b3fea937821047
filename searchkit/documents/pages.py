"""Pages of lines become paragraphs: furniture dropped, words and sentences put together again."""

from __future__ import annotations

import re
from collections import Counter

from searchkit.documents.decoding import to_unicode
from searchkit.documents.markers import opens_paragraph

# pdfium gives a hyphen at a line end as U+0002 or U+FFFE; it belongs to numbers like 30/NĐ-CP.
_LINE_END_HYPHEN = re.compile("[\x02\ufffe\u00ad]")
_NOISE = re.compile("[\x00\x01\x03-\x08\x0b\x0c\x0e-\x1f\ufeff\u200b]")
_WORD = re.compile(r"[^\W_]")  # a line without one is a rule or an ornament
_NUMBERS = re.compile(r"\d+")
_LINE_BREAK = re.compile(r"\r\n?|\n")
_SENTENCE_END = (".", ";", ":", "!", "?", "”", '"', "…", "./.")
_EDGE = 2  # lines at the top and the bottom of a page that may be furniture
_LEAST_REPEATS = 3
_LEAST_LETTERS = 3
_FULL_LINE = 0.75  # of the widest lines: a line this long was broken by the margin


def join_pages(pages: list[str]) -> tuple[str, tuple[int, ...]]:
    """Return the paragraphs of ``pages``, one a line, and the offset at which each page begins.

    A sentence that runs over a page break stays one line; its page is the one it began on.
    """
    lined = [_lines(page) for page in pages]
    furniture = _repeated_edges(lined)
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    previous, previous_full = "", False
    for lines in lined:
        kept = _without_furniture(lines, furniture)
        full = _full_length(kept)
        starts.append(length)
        for number, line in enumerate(kept):
            glue = _glue(previous, line, previous_full) if previous else ""
            if number == 0:
                starts[-1] += len(glue)
            pieces += (glue, line)
            length += len(glue) + len(line)
            previous, previous_full = line, len(line) >= full
    return "".join(pieces), tuple(starts)


def _glue(previous: str, line: str, previous_full: bool) -> str:
    """Return what goes between two lines: a line break, a space, or nothing after a hyphen."""
    if not _continues(previous, line, previous_full):
        return "\n"
    return "" if previous.endswith("-") and not previous.endswith(" -") else " "


def _lines(page: str) -> list[str]:
    text = _NOISE.sub("", _LINE_END_HYPHEN.sub("-", to_unicode(page)))
    return [" ".join(line.split()) for line in _LINE_BREAK.split(text) if _WORD.search(line)]


def _shape(line: str) -> str:
    """Return a line with its numbers made alike, so that running headers of all pages agree."""
    return _NUMBERS.sub("0", line).strip("- ")


def _edges(lines: list[str]) -> list[str]:
    return lines[:_EDGE] + lines[max(_EDGE, len(lines) - _EDGE) :]


def _repeated_edges(lined: list[list[str]]) -> set[str]:
    """Return the shapes of lines that stand at the edge of several pages."""
    seen: Counter[str] = Counter()
    for lines in lined:
        seen.update({_header_key(line) for line in _edges(lines)})
    least = max(_LEAST_REPEATS, len(lined) // 4)
    return {shape for shape, count in seen.items() if shape and count >= least}


def _header_key(line: str) -> str:
    """Make left and right pages' headers alike: ``46 CÔNG BÁO/Số 1`` and ``CÔNG BÁO/Số 1 47``."""
    shape = _shape(line).removeprefix("0 ").removesuffix(" 0")
    return shape if sum(map(str.isalpha, shape)) >= _LEAST_LETTERS else ""


def _without_furniture(lines: list[str], furniture: set[str]) -> list[str]:
    last = len(lines) - 1
    return [
        line
        for number, line in enumerate(lines)
        if not (
            (number < _EDGE or number > last - _EDGE)
            and (_header_key(line) in furniture or _shape(line) in ("0", "Trang 0", "0/0"))
        )
    ]


def _full_length(lines: list[str]) -> float:
    """Return the length from which a line counts as broken by the margin, in characters."""
    lengths = sorted(map(len, lines))
    return _FULL_LINE * lengths[int(len(lengths) * 0.9)] if lengths else 0


def _continues(previous: str, line: str, previous_full: bool) -> bool:
    """Tell whether ``line`` goes on with the sentence of ``previous``."""
    if opens_paragraph(line):
        return False
    if previous.isupper() and not line.isupper():  # a heading, then its text
        return False
    if line[0].islower():
        return not previous.endswith((".", "!", "?"))
    return previous_full and not previous.endswith(_SENTENCE_END)
