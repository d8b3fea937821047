"""The addresses of the API, each a question to the library."""

from __future__ import annotations

from dataclasses import asdict
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from starlette.responses import RedirectResponse

from searchkit._version import __version__
from searchkit.asking.asked import LONGEST_QUERY
from searchkit.web.api import shapes
from searchkit.web.api.addresses import asked_of, described
from searchkit.web.api.answers import answer, json_answer, site_of
from searchkit.web.api.exporting import LINES, export
from searchkit.web.api.parameters import Listing, Looking, Searching
from searchkit.web.documents import document_named

router = APIRouter(prefix="/api/v1")

_Id = Annotated[str, Path(description="Id, path, number or title; or a hit's id.", max_length=4096)]


@router.get(
    "/search",
    responses=shapes.responses(shapes.SearchShape, 400),
    openapi_extra=described(Searching),
    summary="Find passages",
)
async def search(request: Request) -> Response:
    """Find the passages that answer a query best; with filters alone, list documents."""
    site = site_of(request)
    asked = asked_of(request, Searching)

    def make() -> dict[str, Any]:
        result = site.index.search(
            asked.q,
            limit=asked.limit,
            offset=asked.offset,
            sort=asked.sort,
            group=asked.group,
            facets=asked.facets,
            facet_limit=asked.facet_limit,
            topic=asked.topic,
            filters=asked.filters(site.paths()),
            per_document=asked.per_document,
            explain=asked.explain,
            exact_names=asked.exact_names,
            timeout=site.settings.timeout,
        )
        return site.paths().values(result.to_dict())

    return await answer(request, make)


_LINES: dict[int | str, dict[str, Any]] = {
    200: {"content": {LINES: {"schema": {"type": "string"}}}, "description": "Hits."}
}


@router.get(
    "/export",
    responses={**shapes.responses(shapes.HitShape, 400), **_LINES},
    response_class=Response,
    openapi_extra=described(Looking),
    summary="All hits as JSON lines",
)
async def export_hits(request: Request) -> Response:
    """Send every hit of a search, one JSON object a line."""
    return await export(site_of(request), asked_of(request, Looking))


@router.get(
    "/documents",
    responses=shapes.responses(shapes.DocumentsShape, 400),
    openapi_extra=described(Listing),
    summary="List documents",
)
async def documents(request: Request) -> Response:
    """List the documents of the index, or those of a kind or without some fact."""
    site = site_of(request)
    asked = asked_of(request, Listing)

    def make() -> dict[str, Any]:
        found = list(site.index.documents(kind=asked.kind, without=asked.without))
        wanted = islice(found, asked.offset, asked.offset + asked.limit)
        paths = site.paths()
        return {
            "total": len(found),
            "documents": [paths.values(asdict(document)) for document in wanted],
        }

    return await answer(request, make)


@router.get("/documents/", include_in_schema=False)
async def documents_with_slash(request: Request) -> Response:
    """Lead to the list, as every other address with a slash too many leads to its own."""
    return RedirectResponse(request.url.replace(path="/api/v1/documents"), 307)


@router.get(
    "/documents/{document_id:path}",
    responses=shapes.responses(shapes.DocumentShape, 404),
    summary="A document",
)
async def document(request: Request, document_id: _Id) -> Response:
    """Give a document with its whole text, into which all offsets point."""
    site = site_of(request)

    def make() -> dict[str, Any]:
        return site.paths().values(asdict(document_named(site.index, document_id)))

    return await answer(request, make)


@router.get(
    "/relations",
    responses=shapes.responses(shapes.RelationsShape, 400, 404),
    summary="What a document is related to",
)
async def relations(
    request: Request,
    document: Annotated[str, Query(description="As in /documents.", min_length=1, max_length=4096)],
    on: Annotated[str | None, Query(description="A day: 2025-02-17.", max_length=40)] = None,
) -> Response:
    """Give what a document does to others, what others do to it, and whether it holds."""
    site = site_of(request)

    def make() -> dict[str, Any]:
        found = document_named(site.index, document).id
        return site.index.relations(found, on=on).to_dict()

    return await answer(request, make)


@router.get(
    "/similar",
    responses=shapes.responses(list[shapes.SimilarShape], 404),
    summary="Documents like one",
)
async def similar(
    request: Request,
    document: Annotated[str, Query(description="As in /documents.", min_length=1, max_length=4096)],
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
) -> Response:
    """List the documents most like one; near-duplicates are marked."""
    site = site_of(request)

    def make() -> list[dict[str, Any]]:
        paths = site.paths()
        found = site.index.similar(document_named(site.index, document).id, limit)
        return [paths.values(one.to_dict()) for one in found]

    return await answer(request, make)


@router.get(
    "/suggest",
    responses=shapes.responses(list[shapes.CompletionShape]),
    summary="Complete a query",
)
async def suggest(
    request: Request,
    q: Annotated[str, Query(description="What is typed so far.", max_length=LONGEST_QUERY)],
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
) -> Response:
    """Say what may be meant by the beginning of a query."""
    site = site_of(request)
    return await answer(request, lambda: [one.to_dict() for one in site.index.suggest(q, limit)])


@router.get("/topics", responses=shapes.responses(list[shapes.TopicShape]), summary="List topics")
async def topics(request: Request) -> Response:
    """List the topics with their phrases."""
    site = site_of(request)
    return await answer(request, lambda: [asdict(topic) for topic in site.index.topics().values()])


@router.get("/stats", responses=shapes.responses(shapes.StatsShape), summary="Count the index")
async def stats(request: Request) -> Response:
    """Count what the index holds."""
    site = site_of(request)
    return await answer(request, lambda: asdict(site.kept("stats", site.index.stats)))


@router.get(
    "/failures",
    responses=shapes.responses(list[shapes.FailureShape]),
    summary="What could not be read",
)
async def failures(request: Request) -> Response:
    """List the files that could not be read, why, and what to do."""
    site = site_of(request)

    def make() -> list[dict[str, Any]]:
        paths = site.paths()
        return [paths.values(asdict(failure)) for failure in site.index.failures()]

    return await answer(request, make)


_SENT = {key: own for key, own in shapes.responses(shapes.UploadShape, 400).items() if key != 304}


@router.put("/files/{name}", responses=_SENT, summary="Send a file")
async def send_file(request: Request, name: str) -> Response:
    """Keep the body as a file of this name and index it, where the operator lets visitors do so."""
    return json_answer(await site_of(request).keep(name, await request.body()))


@router.get("/health", responses={200: {"model": shapes.HealthShape}}, summary="How the server is")
async def health(request: Request) -> Response:
    """Say that the server answers and its index can be read, for whatever supervises it."""
    site = site_of(request)
    generation = await site.run(site.generation)
    run = await site.run(site.index.running)
    running = None if run is None else asdict(run)
    told = {"status": "ok", "version": __version__, "generation": generation, "running": running}
    return json_answer(told)
