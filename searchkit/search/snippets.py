"""Snippets: the part of a passage that answers the query best, with the matched words marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.text.tokens import TokenizedText

_WINDOW = 40
"""Tokens in a snippet: about two lines of a terminal."""

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of text on one line; ``marks`` are the matched spans as offsets into ``text``."""

    text: str
    marks: tuple[tuple[int, int], ...]


def make_snippet(text: TokenizedText, weights: Sequence[float]) -> Snippet:
    """Cut the window of a text that holds most matched tokens, and mark them.

    ``weights`` has one value per token of ``text``. White space is folded to single spaces.
    """
    first = _best_window(weights)
    last = min(first + _WINDOW, len(text))
    if not len(text):
        return Snippet(" ".join(text.text.split()), ())
    begin = 0 if first == 0 else text.spans[first][0]
    end = len(text.text) if last == len(text) else text.spans[last - 1][1]
    runs = _runs([i for i in range(first, last) if weights[i]], text)
    return _fold_space(text.text, begin, end, runs)


def _best_window(weights: Sequence[float]) -> int:
    """Return the first token of the best window, moved back to let the match have some context."""
    window = _WINDOW
    if len(weights) <= window:
        return 0
    total = sum(weights[:window])
    best, best_start = total, 0
    for start in range(1, len(weights) - window + 1):
        total += weights[start + window - 1] - weights[start - 1]
        if total > best + 1e-9:
            best, best_start = total, start
    matched = [i for i in range(best_start, best_start + window) if weights[i]]
    if not matched:
        return 0
    slack = window - (matched[-1] - matched[0] + 1)
    return max(0, min(matched[0] - slack // 3, len(weights) - window))


def marked_spans(text: TokenizedText, weights: Sequence[float]) -> tuple[tuple[int, int], ...]:
    """Return the spans of the matched tokens of a text, neighbours joined."""
    return tuple(_runs([i for i, weight in enumerate(weights) if weight], text))


def _runs(places: list[int], text: TokenizedText) -> list[tuple[int, int]]:
    """Join neighbouring matched tokens into spans of the text."""
    runs: list[tuple[int, int]] = []
    previous = -2
    for place in places:
        start, end = text.spans[place]
        if place == previous + 1 and not text.text[runs[-1][1] : start].strip():
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
        previous = place
    return runs


def _fold_space(text: str, begin: int, end: int, runs: list[tuple[int, int]]) -> Snippet:
    pieces: list[str] = [ELLIPSIS] if begin else []
    length = len(ELLIPSIS) if begin else 0
    marks: list[tuple[int, int]] = []
    cursor = begin

    def put(piece: str) -> None:
        nonlocal length
        pieces.append(piece)
        length += len(piece)

    for start, stop in [*runs, (end, end)]:
        between = text[cursor:start]
        folded = " ".join(between.split())
        if between[:1].isspace() and length:
            folded = " " + folded
        if between[-1:].isspace() and folded.strip():
            folded += " "
        put(folded)
        if stop > start:
            marked = " ".join(text[start:stop].split())
            marks.append((length, length + len(marked)))
            put(marked)
        cursor = stop
    joined = "".join(pieces).rstrip()
    return Snippet(joined + (ELLIPSIS if end < len(text) else ""), tuple(marks))
