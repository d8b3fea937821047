"""Full-text search for Vietnamese administrative texts, with or without diacritics.

>>> import searchkit
>>> index = searchkit.open_index("index", create=True)
>>> report = index.add(["van-ban/"])
>>> for hit in index.search("tinh gon bo may", limit=10):
...     print(hit.score, hit.title, hit.heading, hit.snippet)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from searchkit._version import __version__
from searchkit.errors import (
    DiskFullError,
    DocumentError,
    IndexDamagedError,
    IndexLockedError,
    IndexMissingError,
    MissingExtraError,
    QueryError,
    SearchkitError,
    UsageError,
)

if TYPE_CHECKING:
    from searchkit.index.lookup import DocumentView
    from searchkit.index.records import Failure
    from searchkit.index.report import IndexReport
    from searchkit.index.statistics import IndexStats
    from searchkit.library import Index, open_index, rebuild_index
    from searchkit.search.conditions import Filters
    from searchkit.search.evaluation import Evaluation, evaluate
    from searchkit.search.hits import Explanation, Hit, SearchResult
    from searchkit.search.settings import RankingSettings
    from searchkit.search.topics import Topic, TopicPhrase, load_topics

__all__ = [
    "DiskFullError",
    "DocumentError",
    "DocumentView",
    "Evaluation",
    "Explanation",
    "Failure",
    "Filters",
    "Hit",
    "Index",
    "IndexDamagedError",
    "IndexLockedError",
    "IndexMissingError",
    "IndexReport",
    "IndexStats",
    "MissingExtraError",
    "QueryError",
    "RankingSettings",
    "SearchResult",
    "SearchkitError",
    "Topic",
    "TopicPhrase",
    "UsageError",
    "__version__",
    "evaluate",
    "load_topics",
    "open_index",
    "rebuild_index",
]

_MODULE_OF = {
    "DocumentView": "index.lookup",
    "Index": "library",
    "IndexStats": "index.statistics",
    "open_index": "library",
    "rebuild_index": "library",
    "Failure": "index.records",
    "IndexReport": "index.report",
    "Filters": "search.conditions",
    "Evaluation": "search.evaluation",
    "evaluate": "search.evaluation",
    "Explanation": "search.hits",
    "Hit": "search.hits",
    "SearchResult": "search.hits",
    "RankingSettings": "search.settings",
    "Topic": "search.topics",
    "TopicPhrase": "search.topics",
    "load_topics": "search.topics",
}


def __getattr__(name: str) -> object:
    """Load a public name on first use: ``import searchkit`` itself costs next to nothing."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(importlib.import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    globals()[name] = value
    return value
