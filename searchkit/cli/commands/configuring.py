"""``searchkit config``: which settings are in force, and where each comes from."""

from __future__ import annotations

import os
from difflib import get_close_matches
from typing import TYPE_CHECKING

import typer

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
    NamesFileOption,
    SourcesArgument,
    TopicsFileOption,
    WaitOption,
    WeightsOption,
)
from searchkit.cli.output import print_json, shown, tell_note
from searchkit.cli.settings import settings_in_force
from searchkit.messages import translated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchkit import Settings

_FOR_WRITING = ("jobs", "memory", "wait", "log", "ignore")
_ORDER = ("index", "paths", "topics", *_FOR_WRITING, "weights", "names_file")
"""The parameters in the order in which they are shown."""

_KEY_OF = {"paths": "sources", "names_file": "names"}
"""The keys of the file by the parameters, where they differ."""

_OTHERS = {
    *(f"SEARCHKIT_{name}" for name in ("CACHE", "DEBUG", "LANG", "SHARED", "TOKEN")),
    *(f"SEARCHKIT_OPENSEARCH_{name}" for name in ("USER", "PASSWORD", "API_KEY", "CA")),
}
"""Variables that are no settings of an index."""


def config(
    context: typer.Context,
    paths: SourcesArgument = None,
    index: IndexOption = DEFAULT_INDEX,
    topics: TopicsFileOption = None,
    names_file: NamesFileOption = None,
    jobs: JobsOption = None,
    memory: MemoryOption = DEFAULT_MEMORY,
    wait: WaitOption = DEFAULT_WAIT,
    log: LogOption = None,
    ignore: IgnoreOption = None,
    weights: WeightsOption = None,
    json: JsonOption = False,
) -> None:
    """Show the settings in force: each with its value and where it comes from.

    An option wins over its environment variable, that over the searchkit.toml beside the index or
    above it, and that over what is usual.
    """
    from searchkit.settings import parse_weights

    parse_weights(weights or "")  # what is wrong is said here, not at the next search
    settings = settings_in_force(context)
    found = {_key(name): _Setting(context, name, settings) for name in _ORDER}
    if json:
        file = None if settings is None else str(settings.file)
        shapes = {key: setting.to_dict() for key, setting in found.items()}
        print_json({"file": file, "settings": shapes, "notes": list(_unknown_variables(context))})
        return
    rows = [(key, setting.text(), setting.origin) for key, setting in found.items()]
    widths = [max(len(row[column]) for row in rows) for column in range(2)]
    for key, text, origin in rows:
        typer.echo(shown(f"{key:<{widths[0]}}  {text:<{widths[1]}}  {origin}"))
    for note in _unknown_variables(context):
        tell_note(note)


class _Setting:
    """A setting in force, and where it comes from."""

    def __init__(self, context: typer.Context, name: str, settings: Settings | None) -> None:
        self._value = context.params[name]
        source = context.get_parameter_source(name)
        kind = "DEFAULT" if source is None else source.name
        variable, option = _names_of(context)[name]
        line = None if settings is None else settings.lines.get(_key(name))
        if kind == "COMMANDLINE":
            self.source, self.origin = "option", option
        elif kind == "ENVIRONMENT":
            self.source, self.origin = "environment", variable
        elif settings is not None and line is not None:
            self.source, self.origin = "file", f"{settings.file}, line {line}"
        else:
            self.source, self.origin = "default", translated("default")

    def to_dict(self) -> dict[str, object]:
        """Return what JSON shows."""
        value = self._value
        plain = [str(one) for one in value] if isinstance(value, (list, tuple)) else value
        shape = plain if plain is None or isinstance(plain, (int, float, list)) else str(plain)
        return {"value": shape, "source": self.source, "origin": self.origin}

    def text(self) -> str:
        """Return the value in a line, a dash where there is none."""
        value = self._value
        if isinstance(value, (list, tuple)):
            return ", ".join(map(str, value)) or "–"
        if value is None:
            return "–"
        return f"{value:g}" if isinstance(value, float) else str(value)


def _key(name: str) -> str:
    return _KEY_OF.get(name, name)


def _names_of(context: typer.Context) -> dict[str, tuple[str, str]]:
    """Return the environment variable and the option, or argument, of each parameter."""
    return {
        str(parameter.name): (str(parameter.envvar or ""), parameter.opts[0])
        for parameter in context.command.params
    }


def _unknown_variables(context: typer.Context) -> Iterator[str]:
    """Say which variables look like settings and are none."""
    known = {variable for variable, _ in _names_of(context).values()} | _OTHERS
    for name in sorted(os.environ):
        if name.startswith("SEARCHKIT_") and name not in known:
            near = get_close_matches(name, known - {""}, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            yield f"the variable {name} is no setting{hint}".removesuffix("?")
