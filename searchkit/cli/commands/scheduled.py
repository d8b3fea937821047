"""``searchkit-rebuild``: an index rebuilt by cron or CI, quiet unless something is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from searchkit.cli.interrupts import ending_in_order
from searchkit.cli.journal import journal
from searchkit.cli.options import (
    DEFAULT_INDEX,
    DEFAULT_MEMORY,
    DEFAULT_WAIT,
    IgnoreOption,
    IndexOption,
    JobsOption,
    JsonOption,
    LogOption,
    MemoryOption,
    PruneOption,
    QuietOption,
    WaitOption,
)
from searchkit.cli.output import tell
from searchkit.cli.reports import exit_code_of, failures_before, print_values, warn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit import IndexReport

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command(
    epilog=(
        "Exit codes: 0 all well, 1 failure, 2 wrong usage, 3 done but some files could not be "
        "read, 4 locked by another process, 130 stopped."
    )
)
def rebuild(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Option(
            "--source",
            envvar="SEARCHKIT_SOURCES",
            metavar="PATH",
            help="Files and folders to index (default: all that was indexed before).",
        ),
    ] = None,
    index: IndexOption = DEFAULT_INDEX,
    incremental: Annotated[
        bool, typer.Option("--incremental", help="Read only what has changed.")
    ] = False,
    prune: PruneOption = False,
    jobs: JobsOption = None,
    memory: MemoryOption = DEFAULT_MEMORY,
    ignore: IgnoreOption = None,
    wait: WaitOption = DEFAULT_WAIT,
    quiet: QuietOption = False,
    log: LogOption = None,
    json: JsonOption = False,
) -> None:
    """Rebuild an index from its sources, for cron and CI: quiet on success, one line on failure.

    Searches go on on the old index meanwhile. Where files could not be read, one line says how
    many and names the first; with --quiet, only those are named that were not before.
    """
    with journal(log):
        known = failures_before(index) if quiet else None
        with ending_in_order():
            report = _run(
                index,
                paths,
                incremental=incremental,
                prune=prune,
                jobs=jobs,
                memory=memory << 20,
                ignore=ignore or (),
                wait=wait,
            )
        if json:
            print_values(report)
        elif known is not None or report.interrupted:
            warn(report, known or ())
        elif report.failed:
            first = report.failures[0]
            many = f"{report.failed:,} files failed, the first is {first.path}: {first.reason}"
            tell(f"{context.info_name}: {many}", err=True)
        raise typer.Exit(exit_code_of(report))


def _run(
    index: str, paths: Sequence[Path] | None, *, incremental: bool, **options: Any
) -> IndexReport:
    from searchkit.errors import UsageError
    from searchkit.library import open_index, rebuild_index

    if not incremental:
        return rebuild_index(index, paths, **options)
    with open_index(index, create=bool(paths)) as target:
        wanted = paths or target.roots()
        if not wanted:
            raise UsageError(f"nothing is indexed into {index} yet: name a --source")
        return target.add(wanted, **options)
