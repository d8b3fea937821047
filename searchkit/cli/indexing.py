"""``searchkit index`` and ``searchkit rebuild``: folders into an index."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from searchkit.cli.failures import summary
from searchkit.cli.options import DEFAULT_INDEX, IndexOption, JobsOption, JsonOption, MemoryOption
from searchkit.cli.output import print_json

if TYPE_CHECKING:
    from searchkit import IndexReport

PruneOption = Annotated[
    bool,
    typer.Option("--prune", help="Remove also what came from folders now empty or out of reach."),
]


def index(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH...", help="Files, folders and .jsonl, .jsonl.xz, .jsonl.gz corpora."
        ),
    ],
    index: IndexOption = DEFAULT_INDEX,
    keep_missing: Annotated[
        bool, typer.Option("--keep-missing", help="Keep documents whose files have vanished.")
    ] = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Read again what could not be read before.")
    ] = False,
    prune: PruneOption = False,
    jobs: JobsOption = None,
    memory: MemoryOption = 512,
    json: JsonOption = False,
) -> None:
    """Add files and folders to the index, and refresh what has changed.

    Files that are as they were are skipped; documents whose files have vanished are removed.
    Exit code 1 when nothing could be indexed.
    """
    from searchkit.cli.progress import progress_bar
    from searchkit.library import open_index

    with open_index(index, create=True) as target, progress_bar() as progress:
        report = target.add(
            paths,
            jobs=jobs,
            memory=memory << 20,
            keep_missing=keep_missing,
            retry_failed=retry_failed,
            prune=prune,
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

    This is also the way out when the index is damaged or of an older format.
    """
    from searchkit.cli.progress import progress_bar
    from searchkit.library import rebuild_index

    with progress_bar() as progress:
        report = rebuild_index(
            index, paths, jobs=jobs, memory=memory << 20, prune=prune, progress=progress
        )
    _finish(report, json)


def _finish(report: IndexReport, as_json: bool) -> None:
    if as_json:
        _print_values(report)
    else:
        _print_report(report)
    done = report.added + report.changed + report.unchanged + report.removed
    if report.interrupted or (report.failed and not done):
        raise typer.Exit(1)


def _print_values(report: IndexReport) -> None:
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
    if report.interrupted:
        typer.echo("stopped; run the same command again to go on", err=True)
    counts = ", ".join(
        f"{getattr(report, name):,} {name}"
        for name in ("added", "changed", "removed", "unchanged", "failed", "passages")
    )
    if report.duplicates:
        counts += f", {report.duplicates:,} duplicates"
    typer.echo(f"{counts}; {report.seconds:.1f} s, {report.megabytes_per_second:.2f} MB/s")
