"""``searchkit watch``: an index that follows its folders."""

from __future__ import annotations

import signal
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from searchkit.cli.failures import summary
from searchkit.cli.indexing import print_values
from searchkit.cli.options import DEFAULT_INDEX, IndexOption, JobsOption, JsonOption

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchkit import Failure, IndexReport

SETTLE_MS = 1600
"""How long changes are gathered before they are indexed: copying a file raises many events."""

PULSE_MS = 1000
"""How often to see whether work is left over: that of the start, or of a time when another process
held the index."""


def watch(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Folders and files to follow.")
    ],
    index: IndexOption = DEFAULT_INDEX,
    jobs: JobsOption = None,
    json: JsonOption = False,
) -> None:
    """Follow folders and keep the index current, until Ctrl-C.

    Needs the extra searchkit[watch]. With --json, each run that changed something is one line.
    """
    from searchkit.errors import IndexLockedError, MissingExtraError, UsageError
    from searchkit.library import open_index

    try:
        from watchfiles import watch as changes
    except ImportError as error:
        raise MissingExtraError(
            "following folders needs watchfiles: pip install 'searchkit[watch]'"
        ) from error
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder; check the path")
    told: set[Failure] = set()
    behind = True  # what is there is indexed once the folders are followed, so nothing slips by
    with _until_interrupted() as stopped, open_index(index, create=True) as target:
        for batch in changes(
            *paths,
            debounce=SETTLE_MS,
            rust_timeout=PULSE_MS,
            yield_on_timeout=True,
            stop_event=stopped,
        ):
            behind |= any(target.is_affected_by(path) for _, path in batch)
            if not behind:
                continue
            try:
                report = target.add([path for path in paths if path.exists()], jobs=jobs)
            except IndexLockedError:
                continue
            behind = False
            _report(report, told, json)
            if stopped.is_set():
                break
    if not json:
        typer.echo("stopped")


@contextmanager
def _until_interrupted() -> Iterator[Event]:
    """Give an event that Ctrl-C sets, besides interrupting the work that is under way.

    An interrupt alone may get lost: Python drops what is raised while it cleans up an object.
    """
    stopped = Event()

    def stop(*_: object) -> None:
        stopped.set()
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, stop)
    try:
        with suppress(KeyboardInterrupt):
            yield stopped
    finally:
        signal.signal(signal.SIGINT, before)


def _report(report: IndexReport, told: set[Failure], as_json: bool) -> None:
    """Say what was done, and what could not be read unless that has been ``told`` before."""
    for line in summary(failure for failure in report.failures if failure not in told):
        typer.echo(line, err=True)
    told.clear()
    told.update(report.failures)
    if not (report.added or report.changed or report.removed or report.moved):
        return
    if as_json:
        print_values(report)
    else:
        moved = f", {report.moved} moved" if report.moved else ""
        counts = f"{report.added} added, {report.changed} changed, {report.removed} removed"
        typer.echo(f"{counts}{moved}")
