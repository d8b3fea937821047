"""All names that have changed: those of searchkit, and those of a user's own file.

Communes are 10,000 rows, so they are read when one is named, and not before.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from searchkit._lazy import cached_property
from searchkit.text.legal.names.history import History
from searchkit.text.legal.names.table import change_of, filled_rows
from searchkit.text.legal.names.units import Units
from searchkit.text.tables import read_data

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchkit.text.legal.names.history import Identity
    from searchkit.text.legal.names.table import NameChange

_COMMUNES = "names/communes.tsv"
_ABOVE_UNITS = ("province", "body")


class Gazetteer:
    """The names of searchkit and a user's own; safe to share between threads."""

    def __init__(self, own: Iterable[NameChange] = ()) -> None:
        self._own = tuple(own)
        above = [one for one in self._own if one.level in _ABOVE_UNITS]
        self.history = History([*_shipped_above(), *above]) if above else _usual()

    @cached_property
    def units(self) -> Units:
        """The districts and communes."""
        own = [one for one in self._own if one.level not in _ABOVE_UNITS]
        return Units(read_data(_COMMUNES), own) if own else _usual_units()

    @cached_property
    def by_first_word(self) -> dict[str, list[tuple[Identity, tuple[str, ...], int]]]:
        """Provinces and bodies by the first word of their keys, with their spellings and lengths.

        The longest come first.
        """
        found: dict[str, list[tuple[Identity, tuple[str, ...], int]]] = {}
        for key, spellings in self.history.known():
            words = key[1].split()
            found.setdefault(words[0], []).append((key, spellings, len(words)))
        for own in found.values():
            own.sort(key=lambda entry: -entry[2])
        return found


@lru_cache(maxsize=1)
def _usual() -> History:
    return History(_shipped_above())


@lru_cache(maxsize=1)
def _usual_units() -> Units:
    return Units(read_data(_COMMUNES))


def _shipped_above() -> list[NameChange]:
    texts = [read_data(f"names/{name}.tsv") for name in ("provinces", "bodies")]
    return [change_of(row) for text in texts for row in filled_rows(text)]
