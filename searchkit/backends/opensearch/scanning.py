"""Rows that meet a condition, page by page, in the order of their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchkit.backends.opensearch.connection.client import Client

PAGE = 10_000
"""Rows of a request; an index gives no more of them at once."""


def scan(
    client: Client,
    index: str,
    conditions: Sequence[dict[str, Any]],
    columns: Sequence[str] = (),
    stored: Sequence[str] = (),
    size: int = PAGE,
) -> Iterator[dict[str, Any]]:
    """Yield the hits of all rows that meet conditions.

    ``columns``: what to give of their doc values, ``stored``: of what is stored; both in
    ``fields``.
    """
    body: dict[str, Any] = {
        "query": {"bool": {"filter": [{"exists": {"field": "seq"}}, *conditions]}},
        "size": size,
        "sort": [{"seq": "asc"}],
        "track_total_hits": False,
        "docvalue_fields": list(columns),
        "stored_fields": list(stored) or "_none_",
    }
    while True:
        answer = client.request(
            "POST", f"{index}/_search", body, {"allow_partial_search_results": "false"}
        )
        hits: list[dict[str, Any]] = answer["hits"]["hits"]
        yield from hits
        if len(hits) < size:
            return
        body["search_after"] = hits[-1]["sort"]
