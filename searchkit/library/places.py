"""Where an index lies: in a folder of this machine, or in a cluster that an address names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.index.schema import DOCUMENT, FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from searchkit.backends.local import LocalIndex
    from searchkit.backends.opensearch.index import OpenSearchIndex

_HEAD = ("record", DOCUMENT)
"""The field and the exact term of the first passage of a document."""


def place_of(name: str | Path) -> LocalIndex | OpenSearchIndex:
    """Return the index in a folder or at an address, of which nothing is looked at yet.

    A folder stays that one wherever the program goes (`chdir`). Raises UsageError for an address
    that cannot be read.
    """
    if not _is_address(name):
        from searchkit.backends.local import LocalIndex

        return LocalIndex(Path(name).absolute(), FIELDS)
    from searchkit.backends.opensearch.connection.address import parse_address
    from searchkit.backends.opensearch.index import OpenSearchIndex

    return OpenSearchIndex(parse_address(str(name)), FIELDS, _HEAD)


def path_here(name: str | Path) -> Path:
    """Return the folder of an index; for one in a cluster, its name in the current folder.

    Beside it lies what a person keeps of an index on this machine, such as saved searches.
    """
    if _is_address(name):
        from searchkit.backends.opensearch.connection.address import parse_address

        return Path(parse_address(str(name)).name).absolute()
    return Path(name).absolute()


def log_in(values: Mapping[str, str]) -> None:
    """Say who asks a cluster where the environment does not: ``user``, ``password``, ``api_key``.

    ``ca`` is the file of the authority that its certificates are of.
    """
    from searchkit.backends.opensearch.connection.credentials import set_defaults

    set_defaults(values)


def _is_address(name: str | Path) -> bool:
    if ":" not in str(name):
        return False
    from searchkit.backends.opensearch.connection.address import is_address

    return is_address(name)
