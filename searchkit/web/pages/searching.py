"""The page of results: documents with their best passages, and what else could be asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from searchkit._dataclass import dataclass
from searchkit.asking.asked import LONGEST_QUERY, SEVERAL, Asked
from searchkit.errors import SearchkitError
from searchkit.web.api.answers import site_of
from searchkit.web.api.problems import kind_of, said
from searchkit.web.pages.rendering import page, tag_of, unchanged
from searchkit.web.public_paths import FOLDER
from searchkit.web.warming import SLOW

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from searchkit import SearchResult
    from searchkit.web.site import Site

PER_PAGE = 10
"""Documents on a page of results."""

MOST_PASSAGES = 3
"""Passages shown of a document."""


MOST_VALUES = 8
"""Values shown of a facet."""

FACETS = ("type", "issuer", "year", "validity", "topic", "folder")
ORDERS = ("", "-date", "date", "number", "title")


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that was understood or asked for, and the address of the search without it."""

    kind: str
    text: str
    without: str


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet, and the address of the search with it, or without if it is chosen."""

    value: str
    label: str
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow the results."""

    name: str
    values: list[Value]


async def search_page(request: Request) -> Response:
    """Answer ``/``: the empty page, or what a search found."""
    site = site_of(request)
    asked = Asked.read(request.query_params.multi_items())
    is_long = len(request.query_params.get("q", "").strip()) > LONGEST_QUERY
    shortened = LONGEST_QUERY if is_long else 0
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
            **_view(site, asked, None, shortened),
            failure=said(request, error),
        )
    response = page(
        request,
        "results.html" if _is_part(request) else "search.html",
        **_view(site, asked, found, shortened),
        failure=None,
    )
    if found is None or all(facet in found.facets for facet in SLOW):
        response.headers["etag"] = tag_of(request, generation)
    return response


def _is_part(request: Request) -> bool:
    """Say whether the page's script asks, which puts the results alone into the page."""
    return request.query_params.get("part") == "results"


def _search(site: Site, asked: Asked) -> SearchResult:
    filters = asked.filters
    if asked.chosen:
        filters = replace(filters, chosen=site.paths().chosen(asked.choices))
    facets = [*FACETS, *site.kept("fields", site.index.own_fields)]
    if not site.warming.ready(site.generation()):
        facets = [name for name in facets if name not in SLOW or name in asked.choices]
    return site.index.search(
        asked.q,
        limit=PER_PAGE,
        offset=(asked.page - 1) * PER_PAGE,
        sort=asked.sort or None,
        group="document",
        facets=facets,
        facet_limit=MOST_VALUES,
        topic=asked.topic or None,
        filters=filters,
        exact_names=bool(asked.exact_names),
        per_document=MOST_PASSAGES,
        timeout=site.settings.timeout,
    )


def _view(site: Site, asked: Asked, found: SearchResult | None, shortened: int) -> dict[str, Any]:
    facets = [] if found is None else _facets(site, asked, found)
    return {
        "asked": asked,
        "shortened": shortened,
        "result": found,
        "chips": [] if found is None else _chips(asked, found, facets),
        "facets": facets,
        "orders": ORDERS,
        "pages": 0 if found is None else min(-(-found.available // PER_PAGE), 1_000),
    }


def _facets(site: Site, asked: Asked, found: SearchResult) -> list[Facet]:
    """Return the facets that tell documents apart, or of which something was chosen."""
    paths = site.paths()
    facets = []
    for name, own in found.facets.items():
        values = []
        for value in own:
            shown = paths.of(value.value) if name == FOLDER else value.value
            label = shown if name == FOLDER else value.label
            address = asked.choosing(name, shown).address()
            values.append(Value(shown, label, value.count, address, value.chosen))
        if len(values) > 1 or any(value.chosen for value in values):
            facets.append(Facet(name, values))
    return facets


def _chips(asked: Asked, found: SearchResult, facets: list[Facet]) -> list[Chip]:
    """Return the parts of the query, if it has several or any but words, the filters, choices."""
    parts = found.understood
    chips = []
    if len(parts) > 1 or any(part.kind != "words" for part in parts):
        for place, part in enumerate(parts):
            rest = " ".join(other.text for i, other in enumerate(parts) if i != place)
            chips.append(Chip(part.kind, part.text, asked.with_(q=rest).address()))
    for name in SEVERAL:
        for value in getattr(asked, name):
            chips.append(Chip(name, value, asked.toggled(name, value).address()))
    for name in ("topic", "number", "since", "until", "on", "unknown"):
        if value := getattr(asked, name):
            chips.append(Chip(name, value, asked.with_(**{name: ""}).address()))
    labels = {(facet.name, value.value): value.label for facet in facets for value in facet.values}
    for name, value in asked.chosen:
        label = labels.get((name, value), value)
        chips.append(Chip(name, label, asked.choosing(name, value).address()))
    return chips
