"""All hits of a search as JSON lines, sent while they are made."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.responses import StreamingResponse

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from searchkit.web.api.parameters import Looking
    from searchkit.web.site import Site

LINES = "application/x-ndjson"
_AT_ONCE = 200
"""Hits that are turned into lines between two looks at the other requests."""

MOST_EXPORTED = 100_000
"""Hits of one export: more is a copy of the index, which ``searchkit search --json`` gives."""


async def export(site: Site, asked: Looking) -> StreamingResponse:
    """Return the hits, one a line, best first; those behind ``MOST_EXPORTED`` are left out.

    The header ``x-total`` says how many there are.
    """
    result = await site.run(
        site.index.search,
        asked.q,
        limit=MOST_EXPORTED,
        topic=asked.topic,
        sort=asked.sort,
        filters=asked.filters(site.paths()),
        per_document=asked.per_document,
        exact_names=asked.exact_names,
        timeout=site.settings.timeout,
    )
    paths = site.paths()

    async def lines() -> AsyncIterator[bytes]:
        for first in range(0, len(result), _AT_ONCE):
            hits = [paths.values(hit.to_dict()) for hit in result[first : first + _AT_ONCE]]
            yield "".join(json.dumps(hit, ensure_ascii=False) + "\n" for hit in hits).encode()

    headers = {
        "content-disposition": 'attachment; filename="searchkit.ndjson"',
        "x-total": str(result.total),
    }
    return StreamingResponse(lines(), headers=headers, media_type=LINES)
