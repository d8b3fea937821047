"""Many queries at once: the first hits of each, as rows of a table."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from searchkit.errors import SearchkitError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from searchkit import Hit, SearchResult
    from searchkit.library import Index

HEAD = (
    "query",
    "rank",
    "number",
    "date",
    "title",
    "citation",
    "page",
    "snippet",
    "document_id",
    "passages_found",
    "remark",
)


def batch_rows(
    index: Index, queries: Iterable[str], hits: int = 3
) -> Iterator[tuple[str | int, ...]]:
    """Yield a row for each of the first ``hits`` passages of each query, under a head.

    A query that finds nothing, or cannot be searched, has a row that says so: no query is lost.
    """
    yield HEAD
    for query in queries:
        try:
            found = index.search(query, limit=hits)
        except SearchkitError as error:
            yield _row(query, None, 0, str(error))
            continue
        remark = _remark(found)
        for hit in found:
            yield _row(query, hit, found.total, remark)
        if not found.hits:
            yield _row(query, None, 0, remark or "nothing found")


def read_queries(data: bytes) -> list[str]:
    """Return the queries of a file, one a line; blank lines are none.

    The file is in UTF-8, or in UTF-16 with its mark, as Excel saves "Unicode text"; raises
    UnicodeDecodeError for another.
    """
    has_mark = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = data.decode("utf-16" if has_mark else "utf-8-sig")
    return [line.strip() for line in text.splitlines() if line.strip()]


def _remark(found: SearchResult) -> str:
    if found.searched is not None:
        return f'nothing found as it is written; these are the hits of "{found.searched}"'
    return "; ".join(found.notes)


def _row(query: str, hit: Hit | None, total: int, remark: str) -> tuple[str | int, ...]:
    if hit is None:
        return (query, "", "", "", "", "", "", "", "", total, remark)
    return (
        query,
        hit.rank,
        hit.metadata.get("number", ""),
        hit.metadata.get("date", ""),
        hit.title,
        hit.citation,
        hit.page or "",
        hit.snippet,
        hit.document_id,
        total,
        remark,
    )
