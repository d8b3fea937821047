"""A document's text as paragraphs with headings, marks and links, and its table of contents."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from searchkit._dataclass import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchkit import DocumentView

Span = tuple[int, int]

_LINK = Markup('<a class="citation" href="{}">{}</a>')
_DEEPEST = 4
"""Levels of headings that look different."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text; ``level`` is that of a heading from 1, 0 for text."""

    html: Markup
    level: int


@dataclass(slots=True)
class Part:
    """A passage as it is shown: its number, how it is cited, its page, its paragraphs."""

    number: int
    citation: str
    page: int | None
    paragraphs: list[Paragraph] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents: a heading, its depth from 0, the passage that begins it."""

    text: str
    depth: int
    passage: int


@dataclass(frozen=True, slots=True)
class Link:
    """A citation in the text, and the address of what it cites."""

    start: int
    end: int
    address: str


def parts(view: DocumentView, marks: Sequence[Span], links: Sequence[Link] = ()) -> list[Part]:
    """Return the whole text by passages; what stands between two belongs to the one before."""
    starts = [passage.start for passage in view.passages]
    found = [
        Part(number, passage.citation, passage.page)
        for number, passage in enumerate(view.passages, start=1)
    ]
    dress = _Dress(view.text, marks, links)
    for start, end in _lines(view.text):
        place = max(0, bisect_right(starts, start) - 1)
        if not found:
            found.append(Part(1, "", None))
        heading = view.passages[place].heading if view.passages else ()
        level = _level(view.text[start:end], heading)
        found[place].paragraphs.append(Paragraph(dress(start, end), level))
    return [part for part in found if part.paragraphs]


def contents(view: DocumentView) -> list[Entry]:
    """Return the table of contents: every heading where its first passage stands."""
    entries: list[Entry] = []
    before: tuple[str, ...] = ()
    for number, passage in enumerate(view.passages, start=1):
        shared = 0
        for one, other in zip(before, passage.heading, strict=False):
            if one != other:
                break
            shared += 1
        for depth, text in enumerate(passage.heading[shared:], start=shared):
            entries.append(Entry(text, min(depth, _DEEPEST - 1), number))
        before = passage.heading
    return entries


def _lines(text: str) -> Iterator[Span]:
    """Yield the lines that are not blank, without the white space at their ends."""
    start = 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            first = start + (len(line) - len(line.lstrip()))
            yield first, first + len(bare)
        start += len(line) + 1


def _level(line: str, heading: Sequence[str]) -> int:
    """Return the level of a line that is one of the headings above its passage, 0 if it is none."""
    words = line.split()
    for depth, text in enumerate(heading, start=1):
        if text.split() == words:
            return min(depth, _DEEPEST)
    return 0


class _Dress:
    """Makes lines of a text, one after the other, into HTML: matches marked, citations as links."""

    def __init__(self, text: str, marks: Sequence[Span], links: Sequence[Link]) -> None:
        self._text = text
        self._marks = deque(marks)
        self._links = deque(links)
        self._count = 0

    def __call__(self, start: int, end: int) -> Markup:
        """Return the HTML of a stretch of text, which lies behind the one before."""
        pieces: list[Markup] = []
        cursor = start
        while self._links and self._links[0].end <= end:
            link = self._links.popleft()
            if link.start < cursor:
                continue
            pieces.append(self._marked(cursor, link.start))
            inner = self._marked(link.start, link.end)
            pieces.append(_LINK.format(link.address, inner))
            cursor = link.end
        return Markup("").join([*pieces, self._marked(cursor, end)])

    def _marked(self, start: int, end: int) -> Markup:
        pieces: list[Markup] = []
        cursor = start
        while self._marks and self._marks[0][0] < end:
            first, last = self._marks[0]
            first, stop = max(first, start), min(last, end)
            if first < stop:
                self._count += 1
                pieces.append(escape(self._text[cursor:first]))
                marked = escape(self._text[first:stop])
                pieces.append(Markup('<mark id="m{}">{}</mark>').format(self._count, marked))
                cursor = stop
            if last > end:
                break  # it goes on in what follows
            self._marks.popleft()
        return Markup("").join([*pieces, escape(self._text[cursor:end])])
