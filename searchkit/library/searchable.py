"""An index that is opened to be searched: what else one can do with it is not loaded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from searchkit.errors import storage_errors
from searchkit.library.places import place_of
from searchkit.library.searching import Searching
from searchkit.library.session import Session
from searchkit.search.settings import RankingSettings

if TYPE_CHECKING:
    from searchkit.backends.base import Backend

_Opened = TypeVar("_Opened", bound=Session)


@storage_errors()
def open_to_search(
    folder: str | Path,
    *,
    topics: str | Path | None = None,
    names: str | Path | None = None,
    settings: RankingSettings | None = None,
) -> Searching:
    """Open an index as ``open_index`` does, for who only searches: a command starts sooner."""
    return opened(Searching, place_of(folder).open(), topics, names, settings)


def opened(
    kind: type[_Opened],
    backend: Backend,
    topics: str | Path | None,
    names: str | Path | None,
    settings: RankingSettings | None,
) -> _Opened:
    """Return an open index of a kind; ``topics`` and ``names`` are files of one's own."""
    file = Path(topics).absolute() if topics else None
    changes = Path(names).absolute() if names else None
    return kind(backend, settings or RankingSettings(), file, changes)
