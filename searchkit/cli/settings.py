"""The settings of ``searchkit.toml`` as defaults of the options."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from searchkit.cli.defaults import have_settings, is_address, settings_folder

if TYPE_CHECKING:
    from searchkit import Settings

_LOOKED = "searchkit.settings"


def index_with_settings(context: typer.Context, index: str) -> str:
    """Take what the command line and the environment do not give from the settings of the index.

    A file that names another index than the one that is asked for says nothing of it.
    """
    if context.resilient_parsing:
        return index
    source = context.get_parameter_source("index")
    is_given = source is not None and source.name != "DEFAULT"
    settings = _settings(settings_folder(index, is_given=is_given))
    if settings is None:
        return index
    named = settings.index
    if is_given and named is not None and not _is_same(named, index):
        return index
    _apply(context, settings)
    if is_given or named is None:
        return index
    return str(named)


def topics_with_settings(context: typer.Context, topics: Path | None) -> Path | None:
    """Take a file of topics from the settings, also where no index is asked for."""
    if context.resilient_parsing or topics is not None or "index" in context.params:
        return topics
    settings = _settings(Path())
    return None if settings is None else settings.topics


def settings_in_force(context: typer.Context) -> Settings | None:
    """Return the settings that a command's options have taken their defaults from."""
    found: Settings | None = context.meta.get(_LOOKED)
    return found


def _is_same(named: str | Path, index: str) -> bool:
    if is_address(named) or is_address(index):
        return str(named) == index
    return Path(named).resolve() == Path(index).resolve()


def _settings(folder: Path) -> Settings | None:
    """Return the settings of a file in a folder or above it, None where there is none."""
    if not have_settings(folder):
        return None
    from searchkit import load_settings

    return load_settings(folder)


def _apply(context: typer.Context, settings: Settings) -> None:
    """Make the settings the defaults of the options that are not parsed yet."""
    values: dict[str, Any] = {
        "paths": [str(path) for path in settings.sources] or None,
        "topics": settings.topics and str(settings.topics),
        "names_file": settings.names and str(settings.names),
        "jobs": settings.jobs,
        "memory": settings.memory and settings.memory >> 20,
        "wait": settings.wait,
        "log": settings.log and str(settings.log),
        "ignore": list(settings.ignore) or None,
        "weights": weights_text(settings) or None,
    }
    if settings.opensearch:
        from searchkit.library import log_in

        log_in(settings.opensearch)
    said = {name: value for name, value in values.items() if value is not None}
    context.default_map = {**(context.default_map or {}), **said}
    context.meta[_LOOKED] = settings


def weights_text(settings: Settings) -> str:
    """Return the weights that differ from the usual as the option takes them."""
    from dataclasses import asdict

    from searchkit import RankingSettings

    usual, found = asdict(RankingSettings()), asdict(settings.weights)
    return " ".join(f"{name}={value}" for name, value in found.items() if value != usual[name])
