"""``searchkit index`` and ``searchkit rebuild``: folders into an index."""

from __future__ import annotations

from typing import Annotated

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
    SourcesArgument,
    WaitOption,
)
from searchkit.cli.reports import failures_before, finish


def index(
    paths: SourcesArgument = None,
    index: IndexOption = DEFAULT_INDEX,
    keep_missing: Annotated[
        bool, typer.Option("--keep-missing", help="Keep documents whose files have vanished.")
    ] = False,
    prune: PruneOption = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Read again what could not be read before.")
    ] = False,
    jobs: JobsOption = None,
    memory: MemoryOption = DEFAULT_MEMORY,
    ignore: IgnoreOption = None,
    wait: WaitOption = DEFAULT_WAIT,
    quiet: QuietOption = False,
    log: LogOption = None,
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

    with journal(log):
        with (
            open_index(index, create=bool(paths)) as target,
            progress_bar(wanted=not quiet) as progress,
            ending_in_order(),
        ):
            known = frozenset(target.failures()) if quiet else None
            wanted = paths or target.roots()
            if not wanted:
                raise UsageError(f"nothing is indexed into {index} yet: name files or folders")
            report = target.add(
                wanted,
                jobs=jobs,
                memory=memory << 20,
                keep_missing=keep_missing,
                prune=prune,
                retry_failed=retry_failed,
                ignore=ignore or (),
                wait=wait,
                progress=progress,
            )
        finish(report, json=json, known=known)


def rebuild(
    paths: SourcesArgument = None,
    index: IndexOption = DEFAULT_INDEX,
    prune: PruneOption = False,
    jobs: JobsOption = None,
    memory: MemoryOption = DEFAULT_MEMORY,
    ignore: IgnoreOption = None,
    wait: WaitOption = DEFAULT_WAIT,
    quiet: QuietOption = False,
    log: LogOption = None,
    json: JsonOption = False,
) -> None:
    """Build the index anew and swap it in; searches go on on the old one meanwhile.

    This is also the way out when the index is damaged or of an older format. Documents whose files
    cannot be reached, or that PATH leaves out, are taken over as they are unless --prune.
    """
    from searchkit.cli.progress import progress_bar
    from searchkit.library import rebuild_index

    with journal(log):
        known = failures_before(index) if quiet else None
        with progress_bar(wanted=not quiet) as progress, ending_in_order():
            report = rebuild_index(
                index,
                paths,
                jobs=jobs,
                memory=memory << 20,
                prune=prune,
                ignore=ignore or (),
                wait=wait,
                progress=progress,
            )
        finish(report, json=json, known=known)
