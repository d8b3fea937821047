"""What could not be read, in lines for people: one a file, or one for many files of one fate."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from searchkit.cli.output import shown
from searchkit.messages import translated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchkit import Failure

MOST_ALONE = 3
"""Files that failed for one reason up to which each has a line of its own."""

MOST_LINES = 20


def line_of(failure: Failure) -> str:
    """Return a failure as a line: the file, the reason, and what to do."""
    return _line(failure.path, failure)


def summary(failures: Iterable[Failure]) -> list[str]:
    """Return at most ``MOST_LINES`` lines about failures; where one is cut short, a last one.

    Files with the same reason and advice share a line when there are many.
    """
    groups: dict[tuple[str, str], list[Failure]] = defaultdict(list)
    for failure in failures:
        groups[failure.reason, failure.advice].append(failure)
    lines = [line for group in groups.values() for line in _lines(group)]
    count = sum(map(len, groups.values()))
    if count == len(lines) <= MOST_LINES:
        return lines
    return [*lines[:MOST_LINES], translated(f"`searchkit failures` lists all {count:,}")]


def _lines(group: list[Failure]) -> list[str]:
    if len(group) <= MOST_ALONE:
        return [line_of(failure) for failure in group]
    who = translated(f"{group[0].path} and {len(group) - 1:,} other files")
    return [_line(who, group[0])]


def _line(who: str, failure: Failure) -> str:
    advice = f" ({translated(failure.advice)})" if failure.advice else ""
    return shown(f"{who}: {translated(failure.reason)}{advice}")
