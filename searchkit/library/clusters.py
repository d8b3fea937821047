"""What operators do with an index in a cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.backends.opensearch.index import OpenSearchIndex
from searchkit.errors import UsageError
from searchkit.library.places import place_of

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit.backends.opensearch.health import ClusterHealth


def check_cluster(place: str | Path) -> ClusterHealth:
    """Say how a cluster and the index at an address are, and what to mend.

    Raises UsageError for the index of a folder, which ``Index.check`` looks after,
    IndexMissingError, and ClusterError when no node answers.
    """
    return _cluster(place).examine()


def tidy_cluster(place: str | Path, *, wait: float = 0.0) -> None:
    """Free the room of deleted rows of the index at an address, and what killed writers have left.

    Raises what ``check_cluster`` does, and IndexLockedError when another has been writing for
    ``wait`` seconds.
    """
    _cluster(place).tidy(wait=wait)


def _cluster(place: str | Path) -> OpenSearchIndex:
    found = place_of(place)
    if not isinstance(found, OpenSearchIndex):
        raise UsageError(
            f"{place} is the folder of an index, which `searchkit check` looks after; an index in "
            "a cluster has an address: opensearch://host:9200/name"
        )
    return found
