"""``searchkit watch``: an index that follows its folders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from searchkit.cli.options import DEFAULT_INDEX, IndexOption, JobsOption

if TYPE_CHECKING:
    from searchkit.index.report import IndexReport

SETTLE_MS = 1600
"""How long a folder must be quiet before it is indexed: copying a file raises many events."""


def watch(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Folders and files to follow.")
    ],
    index: IndexOption = DEFAULT_INDEX,
    jobs: JobsOption = None,
) -> None:
    """Follow folders and keep the index current, until Ctrl-C.

    Needs the extra searchkit[watch].
    """
    from searchkit.errors import MissingExtraError
    from searchkit.library import open_index

    try:
        from watchfiles import watch as changes
    except ImportError as error:
        raise MissingExtraError(
            "following folders needs watchfiles: pip install 'searchkit[watch]'"
        ) from error
    with open_index(index, create=True) as target:
        folder = index.resolve()
        _report(target.add(paths, jobs=jobs))
        for batch in changes(*paths, debounce=SETTLE_MS, raise_interrupt=False):
            # The index itself may lie in a folder that is followed.
            if all(Path(path).resolve().is_relative_to(folder) for _, path in batch):
                continue
            present = [path for path in paths if path.exists()]
            _report(target.add(present, jobs=jobs))
    typer.echo("stopped")


def _report(report: IndexReport) -> None:
    for failure in report.failures:
        typer.echo(f"{failure.path}: {failure.reason}", err=True)
    if report.added or report.changed or report.removed:
        typer.echo(f"{report.added} added, {report.changed} changed, {report.removed} removed")
