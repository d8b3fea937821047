"""The order in which the lines of a page are read, where it is not the one of their drawing.

Programs that fill a form or a gazette page draw the letterhead when all else is drawn. Such lines
go up into the gap that was left for them, and the left column of a head before the right one.
Other columns and cells beside others stay as they were drawn: that order is the better one there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchkit.documents.readers.pdf.page_lines import Line

_CLEARANCE = 8.0  # points between lines of which one stands above the other: two thirds of a line
_MOST_LINES = 500  # of a page whose order is looked at; it would take too long for more


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """Return lines, those that were drawn late in the gap above the lines that they stand over.

    They move up only where no line stands beside them and one stands under them.
    """
    if len(lines) > _MOST_LINES or not all(line.upright for line in lines):
        return list(lines)
    ordered: list[Line] = []
    for group in _groups(lines):
        at = _gap(ordered, group)
        ordered[at:at] = group
    return ordered


def _groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield lines that belong together: each below the one before, or beside others of them.

    None that was drawn before them stands in between.
    """
    first = 0
    for at, line in enumerate(lines[1:], 1):
        above, group = lines[at - 1], lines[first:at]
        over = line.height > above.height + _CLEARANCE and _may_be_over(line, group)
        if over or any(_is_between(it, above, line) for it in lines[:first]):
            yield list(group)
            first = at
    if lines:
        yield list(lines[first:])


def _may_be_over(line: Line, group: Sequence[Line]) -> bool:
    """Say whether a line stands above others of a group, or in a gap of it, not beside them.

    The first line of a left column may stand beside the first of a right one.
    """
    beside = [it for it in group if abs(line.height - it.height) < _CLEARANCE]
    if beside and not _is_top_left(line, group, beside):
        return False
    return any(_overlap(line, it) for it in group if it.height < line.height)


def _is_top_left(line: Line, group: Sequence[Line], beside: Sequence[Line]) -> bool:
    """Say whether no line of a group stands above a line, and those beside it stand right of it."""
    return all(it.height < line.height + _CLEARANCE for it in group) and all(
        it.left > line.right for it in beside
    )


def _is_between(line: Line, above: Line, below: Line) -> bool:
    """Say whether a line stands below one and above the other."""
    return above.height - _CLEARANCE > line.height > below.height + _CLEARANCE and (
        _overlap(line, above) or _overlap(line, below)
    )


def _overlap(one: Line, other: Line) -> bool:
    return one.left <= other.right and other.left <= one.right


def _gap(ordered: list[Line], group: list[Line]) -> int:
    """Return where a group goes between the lines before it: behind them, if not into a gap."""
    top = max(line.height for line in group) + _CLEARANCE
    bottom = min(line.height for line in group) - _CLEARANCE
    if any(bottom < line.height < top for line in ordered):
        return _before_right_column(ordered, group)
    lower = next((at for at, line in enumerate(ordered) if line.height <= bottom), len(ordered))
    left, right = min(line.left for line in group), max(line.right for line in group)
    over = any(left <= line.right and line.left <= right for line in ordered[lower : lower + 1])
    return lower if over else len(ordered)


def _before_right_column(ordered: list[Line], group: list[Line]) -> int:
    """Return where the left column of a letterhead goes that was drawn last: before the right one.

    It stands at the top of the page, left of all that stands beside it.
    """
    highest, lowest = max(line.height for line in group), min(line.height for line in group)
    beside = [line for line in ordered if line.height > lowest - _CLEARANCE]
    widest = max(group, key=lambda line: line.right)
    top = widest._replace(height=highest)
    return ordered.index(beside[0]) if _is_top_left(top, ordered, beside) else len(ordered)
