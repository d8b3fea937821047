"""What an index in a cluster is made of: its settings, and how each field is kept.

Fields ``seq`` to ``body`` are of the rows: ``seq`` is a row's number, ``first`` that of the row
that begins its block, ``head`` the context of that one, ``len`` the number of tokens of each
stream, ``bodies`` how many documents ``body`` of their own hold its text. The others are of what is
kept beside the rows (`control`, `lease`, `attachments`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from searchkit.engine.storage.section_file import FORMAT
from searchkit.errors import IndexDamagedError

if TYPE_CHECKING:
    from searchkit.backends.base import Fields

LAYOUT = f"{FORMAT}.2"
"""Changes with the shape of what the embedded engine stores, and with that of rows here."""

BODY = "body"
"""The stored field that may be as long as a book: it is kept apart from the row."""

CONTEXT = "context"
"""The stored field that neighbours share: kept with the numbers of those before and behind.

It is a column, of which rows that are found bring their own along with little to read.
"""

HEAD = "head"
"""The context of the row that begins a row's block, where that is another."""

K1, B = 0.7, 0.75
"""By which the cluster ranks candidates; searchkit scores them anew with what it is set to."""

_KEPT: dict[str, Any] = {"type": "keyword", "index": False, "doc_values": False, "store": True}
_BESIDE = ("control", "lease", "attachment")
"""Documents beside the rows, one object each; rows are never read by their source."""
_COUNTED: dict[str, Any] = {"type": "integer", "index": False}
_COLUMN: dict[str, Any] = {"type": "keyword", "index": False}


def index_body(fields: Fields, *, shards: int, replicas: int, version: str) -> dict[str, Any]:
    """Return what an index is created with; ``version`` is that of the cluster."""
    return {
        "settings": {
            "number_of_shards": shards,
            "number_of_replicas": replicas,
            # BM25 of OpenSearch 3 leaves the factor k1 + 1 out, LegacyBM25 has it; 2 knows one.
            "similarity": {
                "stream": {
                    "type": "BM25" if version.startswith("2.") else "LegacyBM25",
                    "k1": K1,
                    "b": B,
                }
            },
            "refresh_interval": "-1",  # what is committed is refreshed, and nothing else
            "max_terms_count": 1 << 20,
            "merge.policy.expunge_deletes_allowed": 0,
        },
        "mappings": _mappings(fields),
    }


def _mappings(fields: Fields) -> dict[str, Any]:
    names = [*fields.streams, *fields.keywords]
    properties: dict[str, Any] = {
        "seq": {"type": "long"},
        "first": {"type": "long", "index": False},
        "bodies": _COUNTED,
        "len": {"properties": dict.fromkeys(fields.streams, _COUNTED)},
        BODY: _KEPT,
        HEAD: _COLUMN,
        **{name: {"type": "object", "enabled": False} for name in _BESIDE},
    }
    for name in fields.streams:
        has_positions = name in fields.positions
        properties[name] = {
            "type": "text",
            "analyzer": "whitespace",
            "similarity": "stream",
            "index_options": "positions" if has_positions else "freqs",
            "fielddata": True,  # by which the terms of a stream are listed, when somebody asks
        }
    for name in fields.keywords:
        properties[name] = {"type": "keyword", "similarity": "boolean"}
    properties |= {
        name: _COLUMN if name == CONTEXT else _KEPT for name in fields.stored if name != BODY
    }
    return {
        "dynamic": "strict",
        "_meta": {"searchkit": {"layout": LAYOUT, "fields": names}},
        # What rows store is stored field by field, so that a long one is not read with the others.
        "_source": {"includes": [name for one in _BESIDE for name in (one, f"{one}.*")]},
        "properties": properties,
    }


def check_layout(place: str, mappings: dict[str, Any], fields: Fields) -> None:
    """Raise IndexDamagedError for an index that this version cannot read, or that is not ours."""
    own = mappings.get("_meta", {}).get("searchkit")
    if own is None:
        raise IndexDamagedError(
            f"{place}: this index of the cluster was not made by searchkit; choose another name"
        )
    if own.get("layout") != LAYOUT or own.get("fields") != [*fields.streams, *fields.keywords]:
        raise IndexDamagedError(
            f"{place} was made by another version of searchkit (layout {own.get('layout')}, this "
            f"one has {LAYOUT}); run `searchkit rebuild --index '{place}'`"
        )
