"""What rows store, read back: a field at a time, texts from the documents that hold them."""

from __future__ import annotations

import json
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
        parts = _parts(client, index, values["seq"][0], values["first"][0], count)
        row[BODY] = "".join(parts)
    return row


def _parts(client: Client, index: str, seq: int, first: int, count: int) -> Iterator[str]:
    for start in range(0, count, _AT_ONCE):
        wanted = range(start, min(count, start + _AT_ONCE))
        docs = [
            {"_id": f"{seq}b{number}", "routing": str(first), "stored_fields": [BODY]}
            for number in wanted
        ]
        answer = client.request("POST", f"{index}/_mget", {"docs": docs}, {"realtime": "false"})
        for own in answer["docs"]:
            if not own.get("found"):
                raise IndexDamagedError(
                    f"{client.place}: a part of a text is missing ({own['_id']}); "
                    f"run `searchkit rebuild --index '{client.place}'`"
                )
            part: str = json.loads(own["fields"][BODY][0])
            yield part
