"""The commands and the options that they share."""

from __future__ import annotations

from typing import Annotated

import typer

from searchkit._version import __version__
from searchkit.cli.commands import (
    assisting,
    configuring,
    evaluating,
    finding,
    indexing,
    inspecting,
    relating,
    repeated,
    searching,
    serving,
    topics,
    watching,
)
from searchkit.cli.words import WordsCommand

app = typer.Typer(
    name="searchkit",
    help="Full-text search for Vietnamese administrative texts, with or without diacritics.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",  # brackets, as in searchkit-vi[watch], are text
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=(
        "Exit codes: 0 found or done, 1 failure, 2 wrong usage, 3 done but some files could not be "
        "read, 4 locked by another process, 130 stopped by Ctrl-C."
    ),
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"searchkit {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Full-text search for Vietnamese administrative texts, with or without diacritics."""


app.command("index")(indexing.index)
app.command("search", cls=WordsCommand)(searching.search)
app.command("suggest")(finding.suggest)
app.command("similar")(finding.similar)
app.add_typer(topics.app, name="topics")
app.command("show")(inspecting.show)
app.command("relations")(relating.relations)
app.command("timeline")(relating.timeline)
app.command("verify")(relating.verify)
app.command("list")(inspecting.list_)
app.command("remove")(inspecting.remove)
app.command("stats")(inspecting.stats)
app.command("failures")(inspecting.failures)
app.command("check")(inspecting.check)
app.command("rebuild")(indexing.rebuild)
app.command("watch")(watching.watch)
app.command("alerts")(repeated.alerts)
app.command("batch")(repeated.batch)
app.command("config")(configuring.config)
app.command("serve")(serving.serve)
app.command("mcp")(assisting.mcp)
app.command("evaluate")(evaluating.evaluate)
