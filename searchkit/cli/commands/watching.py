"""``searchkit watch``: an index that follows its folders."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from searchkit.cli.commands.indexing import print_values
from searchkit.cli.failures import summary
from searchkit.cli.interrupts import ending_in_order
from searchkit.cli.options import DEFAULT_INDEX, IndexOption, JobsOption, JsonOption
from searchkit.cli.output import tell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from threading import Event

    from searchkit import Failure, IndexReport

SETTLE_MS = 1600
"""How long changes are gathered before they are indexed: copying a file raises many events."""

_TROUBLED = 30.0
"""Seconds until what has failed is tried again."""

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

    Needs the extra searchkit-vi[watch]. With --json, each run that changed something is one line.
    """
    from searchkit.errors import IndexLockedError, SearchkitError, UsageError
    from searchkit.library import open_index

    _check_installed()
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder; check the path")
    told: set[Failure] = set()
    trouble = ""
    behind = True  # what is there is indexed once the folders are followed, so nothing slips by
    with (
        suppress(KeyboardInterrupt),
        ending_in_order() as stopped,
        open_index(index, create=True) as target,
    ):
        for batch in _batches(paths, stopped):
            behind |= batch is None or any(target.is_affected_by(path) for path in batch)
            if not behind:
                continue
            try:
                report = target.add([path for path in paths if path.exists()], jobs=jobs)
            except IndexLockedError:
                continue
            except SearchkitError as error:  # a full disk, say: it may be better later
                if str(error) != trouble:
                    trouble = str(error)
                    tell(f"searchkit: {trouble}; trying again", err=True)
                stopped.wait(_TROUBLED)
                continue
            behind, trouble = False, ""
            _report(report, told, json)
            if stopped.is_set():
                break
    if not json:
        tell("stopped")


def _check_installed() -> None:
    from importlib.util import find_spec

    from searchkit.errors import MissingExtraError

    if find_spec("watchfiles") is None:
        raise MissingExtraError("following folders needs watchfiles", "watch")


def _batches(paths: list[Path], stopped: Event) -> Iterator[set[str] | None]:
    """Yield the paths that have changed, at every pulse; None when a folder came or went.

    The system follows a folder, not its name: one that is removed and made again, as a share that
    is mounted anew, is followed anew. None comes once the folders are followed: nothing slips by.
    """
    from watchfiles import watch as changes

    while not stopped.is_set():
        followed = _identities(paths)
        anew = True
        if not followed:
            stopped.wait(PULSE_MS / 1000)
            continue
        for batch in changes(
            *followed,
            debounce=SETTLE_MS,
            rust_timeout=PULSE_MS,
            yield_on_timeout=True,
            stop_event=stopped,
        ):
            yield None if anew else {path for _, path in batch}
            anew = False
            if _identities(paths) != followed:
                break


def _identities(paths: list[Path]) -> dict[Path, tuple[int, int]]:
    """Return which of the paths are there, each with what tells it from another of its name."""
    found: dict[Path, tuple[int, int]] = {}
    for path in paths:
        with suppress(OSError):
            status = path.stat()
            found[path] = status.st_dev, status.st_ino if path.is_dir() else 0
    return found


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
