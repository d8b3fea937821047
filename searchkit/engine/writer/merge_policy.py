"""Which neighbouring segments to merge, so that there are few and little is written twice.

Segments are merged until each is at least four times as large as the one behind it. An index
of n documents then has at most log4(n) segments, and a document is rewritten about that often
in all its life: adding 100 documents to 80,000 rewrites at most some hundreds. Only neighbours
are merged, so the order of the documents never changes.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_RATIO = 4
_MOST_DELETED = 0.25
"""From this share of deleted documents on, a segment is rewritten even by itself."""


class Size(NamedTuple):
    """Documents of a segment: those that live and those that are only marked as deleted."""

    live: int
    deleted: int = 0


def choose(sizes: Sequence[Size], limit: int, new: int = 0) -> list[range]:
    """Return the runs of segments that are to become one, ascending; runs of one are rewritten.

    ``limit``: a merged segment holds no more live documents than this. The last ``new`` segments
    were written in one go, as memory ran out: they become one whatever their sizes.
    """
    groups: list[tuple[int, int]] = []  # (first segment, live documents)
    for number, size in enumerate(sizes):
        groups.append((number, size.live))
        while len(groups) > 1 and _mergeable(groups, len(sizes) - new, limit):
            (first, before), (_, behind) = groups[-2:]
            groups[-2:] = [(first, before + behind)]
    starts = [first for first, _ in groups]
    runs = [range(first, end) for first, end in pairwise([*starts, len(sizes)])]
    return [run for run in runs if len(run) > 1 or _has_too_many_deletes(sizes[run.start])]


def _mergeable(groups: Sequence[tuple[int, int]], first_new: int, limit: int) -> bool:
    (first, before), (_, behind) = groups[-2:]
    alike = before < _RATIO * behind or first >= first_new
    return alike and before + behind <= limit


def _has_too_many_deletes(size: Size) -> bool:
    return size.deleted > _MOST_DELETED * (size.live + size.deleted)
