"""Reading the tables of ``searchkit/data``: UTF-8, tabs between columns, ``#`` lines are notes."""

from __future__ import annotations

import os
from typing import Any

__loader__: Any

_FOLDER = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data")  # noqa: PTH118, PTH120


def read_data(name: str) -> str:
    """Return the text of the file ``searchkit/data/name``; raises what `read_bytes` raises."""
    return read_bytes(name).decode("utf-8")


def read_bytes(name: str) -> bytes:
    """Return the file ``searchkit/data/name``, in a tenth of importlib.resources' time.

    Raises FileNotFoundError when the installation lacks it.
    """
    get_data = getattr(__loader__, "get_data", None)
    if get_data is None:  # a loader that knows no data files
        raise FileNotFoundError(f"searchkit/data/{name}")
    content: bytes = get_data(os.path.join(_FOLDER, name))  # noqa: PTH118
    return content


def read_table(name: str) -> list[list[str]]:
    """Return the rows of ``searchkit/data/name`` as lists of cells, without notes and header."""
    lines = [line for line in read_data(name).splitlines() if line and not line.startswith("#")]
    return [line.split("\t") for line in lines[1:]]
