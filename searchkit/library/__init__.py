"""The library: an index that is opened, added to and searched, without a terminal.

``opening`` opens, makes, repairs and rebuilds an index, ``searchable`` opens one only to be
searched. ``index`` is what a program then holds: an `Index`, put together from what it does:
``searching`` asks for passages and topics, ``reading`` for documents and the state of the index,
``writing`` adds and removes. All stand on ``session``, which
keeps a searcher of the newest commit. ``writer`` groups additions, ``reports`` tells the logs,
``run_status`` tells whoever looks on how far a run is; ``places`` says where an index lies,
``clusters`` what operators do with one in a cluster.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._lazy import lazy_attributes

if TYPE_CHECKING:
    from searchkit.library.clusters import check_cluster, tidy_cluster
    from searchkit.library.index import Index
    from searchkit.library.opening import open_index, rebuild_index, repair_index
    from searchkit.library.places import log_in, path_here
    from searchkit.library.searchable import open_to_search

__all__ = [
    "Index",
    "check_cluster",
    "log_in",
    "open_index",
    "open_to_search",
    "path_here",
    "rebuild_index",
    "repair_index",
    "tidy_cluster",
]

_MODULE_OF = {
    "Index": "index",
    "check_cluster": "clusters",
    "log_in": "places",
    "open_index": "opening",
    "open_to_search": "searchable",
    "path_here": "places",
    "rebuild_index": "opening",
    "repair_index": "opening",
    "tidy_cluster": "clusters",
}

if not TYPE_CHECKING:  # or type checkers would take any name for a public one
    __getattr__ = lazy_attributes(__name__, _MODULE_OF)
