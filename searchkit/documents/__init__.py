"""Files become documents: discovery, readers, the letterhead, structure and passages.

Importing this package imports none of its modules: each public name is loaded on first use.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from searchkit.documents.isolation import IsolatedReader, Limits
    from searchkit.documents.model import Document, Passage
    from searchkit.documents.readers.corpus import cut_record, uncut_records
    from searchkit.documents.reading import read
    from searchkit.documents.sources import Source, content_hash, discover

_MODULE_OF = {
    "Passage": "model",
    "Document": "model",
    "Source": "sources",
    "cut_record": "readers.corpus",
    "uncut_records": "readers.corpus",
    "discover": "sources",
    "content_hash": "sources",
    "read": "reading",
    "IsolatedReader": "isolation",
    "Limits": "isolation",
}

__all__ = [
    "Document",
    "IsolatedReader",
    "Limits",
    "Passage",
    "Source",
    "content_hash",
    "cut_record",
    "discover",
    "read",
    "uncut_records",
]


def __getattr__(name: str) -> object:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(importlib.import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    globals()[name] = value
    return value
