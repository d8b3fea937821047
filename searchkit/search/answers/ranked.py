"""A passage in its place on a page."""

from __future__ import annotations

from searchkit._dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage in its place: its number in the index, its document's first passage, its score.

    ``more`` are further passages of the same document, best first, where hits are documents.
    """

    passage: int
    owner: int
    score: float
    more: tuple[Ranked, ...] = ()
