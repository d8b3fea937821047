"""What is told of a run that has brought an index up to date: lines, JSON, and an exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from searchkit.cli.failures import summary
from searchkit.cli.interrupts import INTERRUPTED
from searchkit.cli.output import SOME_FAILED, print_json, tell, tell_note
from searchkit.messages import translated

if TYPE_CHECKING:
    from collections.abc import Container
    from typing import NoReturn

    from searchkit import Failure, IndexReport


def exit_code_of(report: IndexReport) -> int:
    """Return what a run ends with: 0, 1 where nothing could be read, SOME_FAILED, INTERRUPTED."""
    if report.interrupted:
        return INTERRUPTED
    if not report.failed:
        return 0
    done = report.added + report.changed + report.unchanged + report.removed + report.moved
    return SOME_FAILED if done + report.kept else 1


def failures_before(index: str) -> frozenset[Failure]:
    """Return what could not be read until now: nothing where there is no index that can be read."""
    from searchkit.errors import SearchkitError
    from searchkit.library import open_index

    try:
        with open_index(index) as target:
            return frozenset(target.failures())
    except SearchkitError:
        return frozenset()


def finish(report: IndexReport, *, json: bool, known: Container[Failure] | None = None) -> NoReturn:
    """Tell of a run, and end with its exit code.

    With ``known``, the failures of before, people are told of other failures alone.
    """
    if json:
        print_values(report)
    else:
        warn(report, () if known is None else known)
    if not json and known is None:
        for note in report.notes:
            tell_note(note)
        typer.echo(f"{_counts(report)}; {_speed(report)}")
    raise typer.Exit(exit_code_of(report))


def warn(report: IndexReport, known: Container[Failure]) -> None:
    """Tell people of failures that are not known yet, and of work that is not done."""
    for line in summary(failure for failure in report.failures if failure not in known):
        typer.echo(line, err=True)
    if report.interrupted:
        tell("stopped; run the same command again to go on", err=True)


def _counts(report: IndexReport) -> str:
    """Return what a run did in numbers."""
    counts = [
        translated(f"{report.added:,} added"),
        translated(f"{report.changed:,} changed"),
        translated(f"{report.removed:,} removed"),
        translated(f"{report.unchanged:,} unchanged"),
        translated(f"{report.failed:,} failed"),
        translated(f"{report.passages:,} passages"),
        *([translated(f"{report.moved:,} moved")] if report.moved else []),
        *([translated(f"{report.kept:,} kept")] if report.kept else []),
        *([translated(f"{report.duplicates:,} duplicates")] if report.duplicates else []),
    ]
    return ", ".join(counts)


def _speed(report: IndexReport) -> str:
    return f"{report.seconds:.1f} s, {report.megabytes_per_second:.2f} MB/s"


def print_values(report: IndexReport, **more: object) -> None:
    """Print what a run did, and what is given besides, as one JSON object."""
    from dataclasses import asdict

    values = asdict(report)
    values |= {
        "failed": report.failed,
        "megabytes_per_second": round(report.megabytes_per_second, 3),
        "seconds": round(report.seconds, 3),
        **more,
    }
    print_json(values)
