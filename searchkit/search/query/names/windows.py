"""The time in which another name holds, as a condition on the date of a document."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from searchkit.query_tree import And, Not, TermRange

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchkit.query_tree import Query

_FIELD = "date"


def window(since: str | None, until: str | None) -> Query:
    """Return what holds for documents from ``since`` on and before ``until`` (ISO 8601).

    A document without a date may be of any time before ``until``: nobody used an old name after.
    """
    if since is None:
        return And(()) if until is None else Not(TermRange(_FIELD, until))
    return TermRange(_FIELD, since, None if until is None else _day_before(until))


def spans_of_time(days: Iterable[str]) -> list[tuple[str | None, Query]]:
    """Cut time at some days: each span's first day, and what holds for its documents.

    Every document is in one of them, those without a date in the first one.
    """
    ordered = sorted(set(days))
    spans: list[tuple[str | None, Query]] = []
    for first, end in zip([None, *ordered], [*ordered, None], strict=True):
        spans.append((first, window(first, end)))
    return spans


def holds_in(first: str | None, since: str | None, until: str | None) -> bool:
    """Say whether a name holds in the span of time that begins with a day, None for the first."""
    if first is None:
        return since is None
    return (since is None or since <= first) and (until is None or first < until)


def _day_before(day: str) -> str:
    return (dt.date.fromisoformat(day) - dt.timedelta(1)).isoformat()
