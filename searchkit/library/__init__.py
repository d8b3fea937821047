"""The library: an index that is opened, added to and searched, without a terminal.

``opening`` opens, makes, repairs and rebuilds an index. ``index`` is what a program then holds: an
`Index`, put together from what it does: ``searching`` asks for passages and topics, ``reading`` for
documents and the state of the index, ``writing`` adds and removes. All stand on ``session``, which
keeps a searcher of the newest commit. ``writer`` groups additions, ``reports`` tells the logs,
``run_status`` tells whoever looks on how far a run is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._lazy import lazy_attributes

if TYPE_CHECKING:
    from searchkit.library.index import Index
    from searchkit.library.opening import open_index, rebuild_index, repair_index

__all__ = ["Index", "open_index", "rebuild_index", "repair_index"]

_MODULE_OF = {
    "Index": "index",
    "open_index": "opening",
    "rebuild_index": "opening",
    "repair_index": "opening",
}

if not TYPE_CHECKING:  # or type checkers would take any name for a public one
    __getattr__ = lazy_attributes(__name__, _MODULE_OF)
