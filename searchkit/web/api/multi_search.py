"""``POST /multi-search`` as Meilisearch answers it, so that InstantSearch front ends work.

Only what such front ends ask: queries, pages, facets with their counts, facet filters, order and
highlighting (Meilisearch 1.x, "Multi-search"). A hit is a document; what else is in a request is
passed over.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from searchkit import Filters
from searchkit.asking.asked import LONGEST_QUERY
from searchkit.errors import UsageError
from searchkit.web.api.answers import json_answer, site_of
from searchkit.web.api.parameters import MOST_OFFSET
from searchkit.web.api.shapes import Shape, responses
from searchkit.web.settings import MOST_HITS

if TYPE_CHECKING:
    from searchkit import Hit, SearchResult
    from searchkit.web.site import Site

router = APIRouter()

_FILTER = re.compile(r"""^\s*["']?(?P<facet>[\w-]+)["']?\s*=\s*["']?(?P<value>.*?)["']?\s*$""")
_ALL = 1_000
_EVERY_DOCUMENT = Filters(since="1900", with_unknown=True)
"""What a front end shows before anything is typed: all documents, the newest first."""

Page = Annotated[int, Field(ge=1, le=10_000)]


class OneQuery(BaseModel):
    """A query of a front end, as Meilisearch takes it."""

    model_config = ConfigDict(extra="ignore")

    index_uid: str = Field("searchkit", alias="indexUid", max_length=300)
    q: str | None = Field(None, max_length=LONGEST_QUERY)
    limit: int = Field(20, ge=0, le=MOST_HITS)
    offset: int = Field(0, ge=0, le=MOST_OFFSET)
    page: Page | None = None
    hits_per_page: int | None = Field(None, alias="hitsPerPage", ge=0, le=MOST_HITS)
    facets: list[str] = []
    filter: str | list[str | list[str]] | None = None
    sort: list[str] = []
    before: str = Field("<em>", alias="highlightPreTag", max_length=100)
    behind: str = Field("</em>", alias="highlightPostTag", max_length=100)

    @property
    def window(self) -> tuple[int, int]:
        """How many hits are wanted, and how many stand before them."""
        if self.page is None and self.hits_per_page is None:
            return self.limit, self.offset
        size = 20 if self.hits_per_page is None else self.hits_per_page
        return size, ((self.page or 1) - 1) * size

    @property
    def chosen(self) -> dict[str, tuple[str, ...]]:
        """The values of facets that are asked for; raises UsageError for another filter."""
        given = [self.filter] if isinstance(self.filter, str) else self.filter or []
        found: dict[str, tuple[str, ...]] = {}
        for one in given:
            for text in [one] if isinstance(one, str) else one:
                match = _FILTER.match(text)
                if match is None:
                    raise UsageError(f"filter: {text} is no facet = value")
                found[match["facet"]] = (*found.get(match["facet"], ()), match["value"])
        return found

    @property
    def order(self) -> str | None:
        """The order as searchkit writes it: ``date:desc`` is ``-date``."""
        if not self.sort:
            return None
        name, _, direction = self.sort[0].partition(":")
        return f"-{name}" if direction == "desc" else name


class Queries(BaseModel):
    """Several queries at once."""

    queries: list[OneQuery] = Field(max_length=50)


class ResultsShape(Shape):
    """An answer to each query."""

    results: list[dict[str, Any]]


@router.post(
    "/multi-search",
    responses={key: value for key, value in responses(ResultsShape, 400).items() if key != 304},
    summary="Search as Meilisearch does",
)
async def multi_search(request: Request, asked: Queries) -> Response:
    """Answer queries of InstantSearch front ends."""
    site = site_of(request)
    results = [await site.run(_answer, site, query) for query in asked.queries]
    return json_answer({"results": results})


def _answer(site: Site, query: OneQuery) -> dict[str, Any]:
    size, offset = query.window
    chosen = site.paths().chosen(query.chosen)
    values: dict[str, Any] = {"indexUid": query.index_uid, "query": query.q or "", "hits": []}
    facets = [name for name in query.facets if name != "*"]
    is_asked = bool((query.q or "").strip() or chosen)
    found = site.index.search(
        query.q or "",
        limit=max(1, size),
        offset=offset,
        sort=query.order,
        group="document",
        facets=facets,
        facet_limit=_ALL,
        filters=Filters(chosen=chosen) if is_asked else _EVERY_DOCUMENT,
        timeout=site.settings.timeout,
    )
    values["hits"] = [_hit(site, hit, query) for hit in found.hits[:size]]
    values["facetDistribution"] = _counts(site, found)
    total = found.available
    values |= {"processingTimeMs": round(found.took_ms), "facetStats": {}}
    if query.page is None and query.hits_per_page is None:
        return values | {"limit": size, "offset": offset, "estimatedTotalHits": total}
    pages = -(-total // size) if size else 0
    return values | {
        "page": query.page or 1,
        "hitsPerPage": size,
        "totalPages": pages,
        "totalHits": total,
    }


def _hit(site: Site, hit: Hit, query: OneQuery) -> dict[str, Any]:
    shown = {
        "id": hit.document_id,
        "title": hit.title or hit.document_id,
        "content": hit.snippet,
        "citation": hit.citation,
        "path": site.paths().of(hit.path),
        **hit.metadata,
    }
    formatted = {name: str(value) for name, value in shown.items()}
    formatted["title"] = _marked(shown["title"], hit.title_marks, query)
    formatted["content"] = _marked(hit.snippet, hit.marks, query)
    return shown | {"_formatted": formatted}


def _marked(text: str, marks: tuple[tuple[int, int], ...], query: OneQuery) -> str:
    for start, end in reversed(marks):
        text = f"{text[:start]}{query.before}{text[start:end]}{query.behind}{text[end:]}"
    return text


def _counts(site: Site, found: SearchResult) -> dict[str, dict[str, int]]:
    paths = site.paths()
    shown: dict[str, Any] = paths.values({"facets": found.to_dict().get("facets", {})})["facets"]
    return {
        name: {value[_shown(name)]: value["count"] for value in values}
        for name, values in shown.items()
    }


def _shown(facet: str) -> str:
    """Return by what a value is shown and chosen: front ends know no labels beside values."""
    return "value" if facet == "validity" else "label"
