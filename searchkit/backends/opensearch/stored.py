"""What rows store, read back: a field at a time, texts from the documents that hold them."""

from __future__ import annotations

import json
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from searchkit.backends.opensearch.mapping import BODY, CONTEXT
from searchkit.backends.opensearch.scanning import scan
from searchkit.errors import IndexDamagedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from searchkit.backends.base import Fields
    from searchkit.backends.opensearch.connection.client import Client

COLUMNS = ("seq", "first", "bodies")
"""The doc values by which the text of a row is found."""

_AT_ONCE = 16  # parts of texts, each of at most a few MB
_PAGE = 500


def stored_names(fields: Fields) -> list[str]:
    """Return the stored fields that are to be asked for: all but texts and contexts."""
    return [name for name in fields.stored if name not in (BODY, CONTEXT)]


def stored_rows(
    client: Client, index: str, fields: Fields, conditions: Sequence[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Yield what all rows store that meet conditions, texts too, in the order of their numbers."""
    for hit in scan(client, index, conditions, COLUMNS, stored_names(fields), _PAGE):
        yield with_body(client, index, hit["fields"])


def unpacked(values: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """Return the stored fields among what a hit has of its fields."""
    names = (name for name in values if name not in COLUMNS and not name.startswith("len."))
    return {name: json.loads(values[name][0]) for name in names}


def with_body(client: Client, index: str, values: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """Return the stored fields of a hit that has ``COLUMNS`` too, with its text if it has one.

    Raises IndexDamagedError where a part of the text is missing.
    """
    row = unpacked(values)
    if count := values.get("bodies", [0])[0]:
        (row[BODY],) = texts(client, index, [(values["seq"][0], values["first"][0], count)])
    return row


def texts(client: Client, index: str, rows: Sequence[tuple[int, int, int]]) -> list[str]:
    """Return the texts of rows: of each its number, that of its block, how many parts it has.

    Raises IndexDamagedError where a part is missing.
    """
    wanted = [(f"{seq}b{n}", str(first)) for seq, first, count in rows for n in range(count)]
    parts: list[str] = []
    for start in range(0, len(wanted), _AT_ONCE):
        docs = [
            {"_id": name, "routing": routing, "stored_fields": [BODY]}
            for name, routing in wanted[start : start + _AT_ONCE]
        ]
        answer = client.request("POST", f"{index}/_mget", {"docs": docs}, {"realtime": "false"})
        for own in answer["docs"]:
            if not own.get("found"):
                raise IndexDamagedError(
                    f"{client.place}: a part of a text is missing ({own['_id']}); "
                    f"run `searchkit rebuild --index '{client.place}'`"
                )
            parts.append(json.loads(own["fields"][BODY][0]))
    ends = accumulate(count for *_, count in rows)
    return ["".join(parts[end - count : end]) for (*_, count), end in zip(rows, ends, strict=True)]
