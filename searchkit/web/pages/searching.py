"""The page of results: documents with their best passages, and what else could be asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from searchkit.errors import SearchkitError
from searchkit.web.api.answers import site_of
from searchkit.web.api.problems import kind_of, said
from searchkit.web.asked import Asked
from searchkit.web.pages.rendering import page, tag_of, unchanged

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from searchkit import Hit, SearchResult
    from searchkit.web.site import Site

PER_PAGE = 10
"""Documents on a page of results."""

MOST_PASSAGES = 3
"""Passages shown of a document."""


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that was understood or asked for, and the address of the search without it."""

    kind: str
    text: str
    without: str


async def search_page(request: Request) -> Response:
    """Answer ``/``: the empty page, or what a search found."""
    site = site_of(request)
    asked = Asked.read(request.query_params.multi_items())
    try:
        generation = await site.run(site.generation)
        if known := unchanged(request, generation):
            return known
        found = None if asked.is_empty else await site.run(_search, site, asked)
    except SearchkitError as error:
        return page(
            request,
            "results.html" if _is_part(request) else "search.html",
            kind_of(error).status,
            **_view(asked, None),
            failure=said(request, error),
        )
    response = page(
        request,
        "results.html" if _is_part(request) else "search.html",
        **_view(asked, found),
        failure=None,
    )
    response.headers["etag"] = tag_of(request, generation)
    return response


def _is_part(request: Request) -> bool:
    """Say whether the page's script asks, which puts the results alone into the page."""
    return request.query_params.get("part") == "results"


def _search(site: Site, asked: Asked) -> SearchResult:
    return site.index.search(
        asked.q,
        limit=PER_PAGE * MOST_PASSAGES,
        topic=asked.topic or None,
        filters=asked.filters,
        per_document=MOST_PASSAGES,
    )


def _view(asked: Asked, found: SearchResult | None) -> dict[str, Any]:
    return {
        "asked": asked,
        "result": found,
        "groups": [] if found is None else _by_document(found),
        "chips": [] if found is None else _chips(asked, found),
    }


def _by_document(found: SearchResult) -> list[list[Hit]]:
    """Return the hits document by document, in the order of the best of each."""
    groups: dict[str, list[Hit]] = {}
    for hit in found:
        groups.setdefault(hit.document_id, []).append(hit)
    return list(groups.values())


def _chips(asked: Asked, found: SearchResult) -> list[Chip]:
    """Return the parts of the query, if it has several or any but words, and the filters."""
    parts = found.understood
    chips = []
    if len(parts) > 1 or any(part.kind != "words" for part in parts):
        for place, part in enumerate(parts):
            rest = " ".join(other.text for i, other in enumerate(parts) if i != place)
            chips.append(Chip(part.kind, part.text, asked.with_(q=rest).address()))
    for name in ("type", "issuer", "superior", "signer", "place"):
        for value in getattr(asked, name):
            chips.append(Chip(name, value, asked.toggled(name, value).address()))
    for name in ("topic", "number", "since", "until"):
        if value := getattr(asked, name):
            chips.append(Chip(name, value, asked.with_(**{name: ""}).address()))
    return chips
