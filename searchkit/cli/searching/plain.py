"""A search that is typed plainly, read without typer: to load that takes a fifth of such a search.

All else, wrong or right, is left to typer, so that there is one description of the command. A test
holds both against each other.
"""

from __future__ import annotations

import os

from searchkit._lazy import lazy_pattern
from searchkit.cli.defaults import DEFAULT_INDEX, have_settings, is_address, settings_folder

TYPE_CHECKING = False  # as typing has it, which takes longer to load than all of this

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

_VALUES = {"--index": "index", "-i": "index", "--limit": "limit", "-n": "limit"}
_COUNT = lazy_pattern("[1-9][0-9]{0,8}")
_OTHERS = ("SEARCHKIT_NAMES", "SEARCHKIT_TOPICS", "SEARCHKIT_WEIGHTS", "_SEARCHKIT_COMPLETE")
"""Variables that say more than what is typed; the last one asks for completions of it."""


def plain_search(arguments: Sequence[str], environment: Mapping[str, str]) -> dict[str, Any] | None:
    """Return what ``running.search`` is to be called with, None where typer must say it.

    Plain are words, ``--index``, ``--limit`` and ``--json``, where no ``searchkit.toml`` has
    defaults. On Windows typer also replaces patterns of files and variables among the words.
    """
    if os.name == "nt" or arguments[:1] != ["search"] or any(map(environment.get, _OTHERS)):
        return None
    said = _said(arguments[1:])
    if said is None or not said["query"]:
        return None
    index = said.get("index") or environment.get("SEARCHKIT_INDEX")
    folder = settings_folder(index or DEFAULT_INDEX, is_given=bool(index))
    if is_address(index or "") or have_settings(folder):
        return None
    return said | {"index": index} if index else said


def _said(arguments: Sequence[str]) -> dict[str, Any] | None:
    """Return words and options by the names of parameters, None where one is not plain."""
    said: dict[str, Any] = {"query": []}
    left = iter(arguments)
    for argument in left:
        if _is_word(argument):
            said["query"].append(argument)
        elif argument == "--json":
            said["json"] = True
        else:
            name = _VALUES.get(argument, "")
            value = next(left, "")
            if not name or name in said or not value or value.startswith("-"):
                return None
            if name == "limit" and not _COUNT.fullmatch(value):
                return None
            said[name] = int(value) if name == "limit" else value
    return said


def _is_word(argument: str) -> bool:
    """Say whether an argument is a word, whichever options of one letter there are (``-n5``)."""
    if not argument.startswith("-"):
        return True
    return len(argument) > 2 and argument[1] != "-" and not argument[2:].isdecimal()
