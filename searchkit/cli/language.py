"""Help and usage errors in the language of whoever reads, where that is not English."""

from __future__ import annotations

import gettext
import inspect
import os
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from searchkit.messages import catalogue, translated

if TYPE_CHECKING:
    from collections.abc import Callable

_LOCALE = Path(__file__).parent.parent / "locale"


def speak(to: str) -> None:
    """Let typer speak a language, too: it asks Python's gettext, which asks the environment."""
    os.environ["LANGUAGE"] = to
    gettext.bindtextdomain("searchkit", str(_LOCALE))
    gettext.textdomain("searchkit")
    _translate_errors()


def _translate_errors() -> None:
    """Let errors of usage, which typer words without asking gettext, be looked up as ours are."""
    _, usage, *others = typer.BadParameter.__mro__
    for kind in (*_kinds_of(usage), *others):
        say = vars(kind).get("format_message")
        if say is not None and not hasattr(say, "__wrapped__"):
            kind.format_message = _translating(say)  # type: ignore[attr-defined]


def _kinds_of(kind: type) -> list[type]:
    inner: list[type] = kind.__subclasses__()
    return [kind, *(other for one in inner for other in _kinds_of(one))]


def _translating(say: Callable[[Any], str]) -> Callable[[Any], str]:
    @wraps(say)
    def translating(error: Any) -> str:
        return translated(say(error))

    return translating


def translated_command(app: typer.Typer, to: str) -> Any:
    """Return the command that an app makes, with its help in a language."""
    from typer.main import get_command

    command = get_command(app)
    _translate(command, to)
    return command


def _translate(command: Any, to: str) -> None:
    for place in ("help", "short_help", "epilog"):
        if text := getattr(command, place, None):
            setattr(command, place, catalogue(to).gettext(inspect.cleandoc(text)))
    for parameter in command.params:
        if text := getattr(parameter, "help", None):
            parameter.help = catalogue(to).gettext(text)
    command.options_metavar = catalogue(to).gettext("[OPTIONS]")
    if getattr(command, "subcommand_metavar", None):
        command.subcommand_metavar = catalogue(to).gettext("COMMAND [ARGS]...")
    command.get_usage = partial(_usage, command.get_usage, to)
    command.get_help_option = partial(_help_option, command.get_help_option, to)
    for inner in getattr(command, "commands", {}).values():
        _translate(inner, to)


def _usage(make: Callable[[Any], str], to: str, context: Any) -> str:
    """Return how a command is called; typer does not ask gettext for the word before it."""
    return make(context).replace("Usage:", catalogue(to).gettext("Usage:"), 1)


def _help_option(make: Callable[[Any], Any], to: str, context: Any) -> Any:
    """Return the option that typer adds for help, which it makes when it is asked for."""
    option = make(context)
    if option is not None and option.help:
        option.help = catalogue(to).gettext(option.help)
    return option
