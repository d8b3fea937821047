"""Reads a pickle as data: no object of it comes alive, and no code of it runs.

Whoosh keeps schema and segments as pickles, and a pickle may call whatever it names. Here, every
class that it names is an inert record, which only remembers what the pickle says of its object, and
every other name is refused.
"""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import BinaryIO


class UnknownNameError(pickle.UnpicklingError):
    """A pickle names what has no place in it: ``name``, as ``module.name``."""

    def __init__(self, name: str) -> None:
        super().__init__(f"it names {name}, so it was made by another program or version")
        self.name = name


class Record:
    """What a pickle says of one object: its class by name, and its ``state``, which is data too."""

    name = ""
    state: Any = None

    def __setstate__(self, state: Any) -> None:
        self.state = state


def load_records(file: BinaryIO, names: Collection[str]) -> Any:
    """Return what the pickle that begins here holds: plain values, and records of ``names``.

    ``names``: the classes that may be in it, as ``module.name``.

    Raises:
        UnknownNameError: it names something else.
        Exception: it is damaged; a damaged pickle raises whatever it likes.

    """
    return _RecordUnpickler(file, names).load()


class _RecordUnpickler(pickle.Unpickler):
    def __init__(self, file: BinaryIO, names: Collection[str]) -> None:
        super().__init__(file)
        self._names = names

    def find_class(self, module: str, name: str) -> type[Record]:
        full = f"{module}.{name}"
        if full not in self._names:
            raise UnknownNameError(full)
        return type("Record", (Record,), {"name": full})  # one each: nothing is shared
