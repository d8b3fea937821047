"""The page of the index: what is in it, and what could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.errors import SearchkitError
from searchkit.web.api.answers import site_of
from searchkit.web.api.problems import kind_of, said
from searchkit.web.pages.rendering import page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

MOST_BARS = 15
"""Values that a chart shows, but of years: all of them are in order."""

MOST_FAILURES = 200


async def holdings_page(request: Request) -> Response:
    """Answer ``/index``."""
    site = site_of(request)
    try:
        stats = await site.run(site.kept, "stats", site.index.stats)
        failures = await site.run(site.index.failures)
        updated = await site.run(site.index.updated)
        running = await site.run(site.index.running)
        notes = await site.run(site.index.notes)
        topics = await site.run(site.index.topics)
    except SearchkitError as error:
        return page(request, "failure.html", kind_of(error).status, failure=said(request, error))
    charts = [
        ("type", dict(list(stats.types.items())[:MOST_BARS]), len(stats.types)),
        ("issuer", dict(list(stats.issuers.items())[:MOST_BARS]), len(stats.issuers)),
        ("year", stats.years, len(stats.years)),
    ]
    paths = site.paths()
    return page(
        request,
        "holdings.html",
        stats=stats,
        running=running,
        charts=charts,
        topics=list(topics.values()),
        failures=[
            (paths.of(one.path), paths.scrubbed(one.reason), paths.scrubbed(one.advice))
            for one in failures[:MOST_FAILURES]
        ],
        failed=len(failures),
        updated=f"{updated:%d/%m/%Y %H:%M}" if updated else "",
        notes=[paths.scrubbed(note) for note in notes],
    )
