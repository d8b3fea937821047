"""``searchkit index`` and ``searchkit rebuild``: folders into an index."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from searchkit.cli.failures import summary
from searchkit.cli.interrupts import INTERRUPTED, ending_in_order
from searchkit.cli.options import DEFAULT_INDEX, IndexOption, JobsOption, JsonOption, MemoryOption
from searchkit.cli.output import SOME_FAILED, print_json, tell
from searchkit.messages import translated

if TYPE_CHECKING:
    from searchkit import IndexReport

PruneOption = Annotated[
    bool,
    typer.Option("--prune", help="Drop what was indexed from folders gone, empty or closed."),
]


def index(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH...]",
            help=(
                "Files, folders and .jsonl, .jsonl.xz, .jsonl.gz corpora "
                "(default: all that was indexed before)."
            ),
        ),
    ] = None,
    index: IndexOption = DEFAULT_INDEX,
    keep_missing: Annotated[
        bool, typer.Option("--keep-missing", help="Keep documents whose files have vanished.")
    ] = False,
    prune: PruneOption = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Read again what could not be read before.")
    ] = False,
    jobs: JobsOption = None,
    memory: MemoryOption = 512,
    json: JsonOption = False,
) -> None:
    """Add files and folders to the index, and refresh what has changed.

    Files that are as they were are skipped, those that have moved are recognised; documents whose
    files have vanished are removed. What was indexed from a folder that is gone, empty or closed
    stays until it is removed, or the index pruned. Exit code 3 when some of the files could not be
    read, 1 when none could.
    """
    from searchkit.cli.progress import progress_bar
    from searchkit.errors import UsageError
    from searchkit.library import open_index

    with (
        open_index(index, create=bool(paths)) as target,
        progress_bar() as progress,
        ending_in_order(),
    ):
        wanted = paths or target.roots()
        if not wanted:
            raise UsageError(f"nothing has been indexed into {index} yet: name files or folders")
        report = target.add(
            wanted,
            jobs=jobs,
            memory=memory << 20,
            keep_missing=keep_missing,
            prune=prune,
            retry_failed=retry_failed,
            progress=progress,
        )
    _finish(report, json)


def rebuild(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH...]", help="What to index (default: all that was indexed before)."
        ),
    ] = None,
    index: IndexOption = DEFAULT_INDEX,
    prune: PruneOption = False,
    jobs: JobsOption = None,
    memory: MemoryOption = 512,
    json: JsonOption = False,
) -> None:
    """Build the index anew and swap it in; searches go on on the old one meanwhile.

    This is also the way out when the index is damaged or of an older format. Documents whose files
    cannot be reached, or that PATH leaves out, are taken over as they are unless --prune.
    """
    from searchkit.cli.progress import progress_bar
    from searchkit.library import rebuild_index

    with progress_bar() as progress, ending_in_order():
        report = rebuild_index(
            index, paths, jobs=jobs, memory=memory << 20, prune=prune, progress=progress
        )
    _finish(report, json)


def _finish(report: IndexReport, as_json: bool) -> None:
    if as_json:
        print_values(report)
    else:
        _print_report(report)
    raise typer.Exit(exit_code_of(report))


def exit_code_of(report: IndexReport) -> int:
    """Return what a run ends with: 0, 1 where nothing could be read, SOME_FAILED, INTERRUPTED."""
    if report.interrupted:
        return INTERRUPTED
    if not report.failed:
        return 0
    done = report.added + report.changed + report.unchanged + report.removed + report.moved
    return SOME_FAILED if done + report.kept else 1


def print_values(report: IndexReport) -> None:
    """Print what a run did as one JSON object."""
    from dataclasses import asdict

    values = asdict(report)
    values |= {
        "failed": report.failed,
        "megabytes_per_second": round(report.megabytes_per_second, 3),
        "seconds": round(report.seconds, 3),
    }
    print_json(values)


def _print_report(report: IndexReport) -> None:
    for line in summary(report.failures):
        typer.echo(line, err=True)
    for note in report.notes:
        tell(f"Note: {note}.", err=True)
    if report.interrupted:
        tell("stopped; run the same command again to go on", err=True)
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
    speed = f"{report.seconds:.1f} s, {report.megabytes_per_second:.2f} MB/s"
    typer.echo(f"{', '.join(counts)}; {speed}")
