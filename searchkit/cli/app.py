"""The commands by their names."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

import typer

from searchkit._version import __version__
from searchkit.cli.words_command import WordsCommand

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMMANDS = {
    "index": "indexing.index",
    "search": "searching.search",
    "suggest": "finding.suggest",
    "similar": "finding.similar",
    "topics": "topics.app",
    "show": "inspecting.show",
    "relations": "relating.relations",
    "timeline": "relating.timeline",
    "verify": "relating.verify",
    "list": "inspecting.list_",
    "remove": "inspecting.remove",
    "stats": "inspecting.stats",
    "failures": "inspecting.failures",
    "check": "inspecting.check",
    "rebuild": "indexing.rebuild",
    "watch": "watching.watch",
    "alerts": "repeated.alerts",
    "batch": "repeated.batch",
    "backend": "backend.checking.app",
    "config": "configuring.config",
    "serve": "serving.serve",
    "mcp": "assisting.mcp",
    "evaluate": "evaluating.evaluate",
}
"""What runs each command, in ``searchkit.cli.commands``, in the order of the help."""

_CLASSES = {"search": WordsCommand}


def make_app(words: Sequence[str] = ()) -> typer.Typer:
    """Return the command line for the words that were typed behind its name.

    Where they begin with a command only that one is loaded: to describe all options of all commands
    took longer than many a search.
    """
    app = typer.Typer(
        name="searchkit",
        help="Full-text search for Vietnamese administrative texts, with or without diacritics.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="markdown",  # brackets, as in searchkit-vi[watch], are text
        context_settings={"help_option_names": ["-h", "--help"]},
        epilog=(
            "Exit codes: 0 found or done, 1 failure, 2 wrong usage, 3 done but some files could "
            "not be read, 4 locked by another process, 130 stopped by Ctrl-C."
        ),
    )
    app.callback()(_root)
    for name in [word for word in words[:1] if word in _COMMANDS] or _COMMANDS:
        command = _load(_COMMANDS[name])
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name, cls=_CLASSES.get(name))(command)
    return app


def _load(place: str) -> Any:
    module, _, name = place.rpartition(".")
    return getattr(import_module(f"searchkit.cli.commands.{module}"), name)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"searchkit {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Full-text search for Vietnamese administrative texts, with or without diacritics."""
