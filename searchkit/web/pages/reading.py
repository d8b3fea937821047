"""The page of one document: its text with all matches, its letterhead, and what is near it."""

from __future__ import annotations

from http import HTTPStatus
from itertools import takewhile
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response

from searchkit.errors import SearchkitError
from searchkit.web.api.answers import site_of
from searchkit.web.api.problems import kind_of, said
from searchkit.web.documents import document_named
from searchkit.web.pages.document_text import contents, parts
from searchkit.web.pages.nearby import nearby
from searchkit.web.pages.rendering import document_address, page, tag_of, unchanged

if TYPE_CHECKING:
    from starlette.requests import Request

    from searchkit import DocumentView
    from searchkit.web.site import Site

HEAD = (
    "number",
    "type",
    "date",
    "place",
    "issuer",
    "superior",
    "signer",
    "signer_title",
    "summary",
    "recipients",
)
"""What a letterhead may say, in the order of Nghị định 30/2020/NĐ-CP."""


async def document_page(request: Request) -> Response:
    """Answer ``/documents/ID``; ``?q=`` marks the words of a query, ``?go=`` jumps to a place.

    ``?on=`` is the day on which the document may hold.
    """
    site = site_of(request)
    try:
        generation = await site.run(site.generation)
        if known := unchanged(request, generation):
            return known
        # In a worker to the end: a thick document must not keep other visitors waiting.
        response = await site.run(_document, request, site)
    except SearchkitError as error:
        return page(request, "failure.html", kind_of(error).status, failure=said(request, error))
    if response.status_code == HTTPStatus.OK:
        response.headers["etag"] = tag_of(request, generation)
    return response


def _document(request: Request, site: Site) -> Response:
    query, wanted, on = (request.query_params.get(name, "").strip() for name in ("q", "go", "on"))
    view = document_named(site.index, request.path_params["document_id"])
    if wanted and (place := view.passage_at(wanted)) is not None:
        return RedirectResponse(document_address(view.id, query, place), 303)
    marks = site.index.marks(view.id, query) if query else ()
    near = nearby(site, view, on or None)
    return page(
        request,
        "document.html",
        view=view,
        query=query,
        wanted=wanted,
        on=on,
        near=near,
        parts=parts(view, marks, near.links),
        contents=contents(view),
        cited=" ".join(filter(None, [view.metadata.get("type"), view.metadata.get("number")])),
        marks=len(marks),
        head=[(name, view.metadata[name]) for name in HEAD if view.metadata.get(name)],
        path=site.paths().of(view.path),
        also=[site.paths().of(path) for path in view.also],
    )


async def passage_part(request: Request) -> Response:
    """Answer ``/passages/ID``: what is cited alone, which a page shows above its citation.

    With ``?go=`` all passages of that place, else the one that the id of a hit names, or the first.
    """
    site = site_of(request)
    wanted = request.query_params.get("go", "").strip()
    try:
        view = await site.run(document_named, site.index, request.path_params["document_id"])
        cited = await site.run(_cited, view, wanted)
    except SearchkitError as error:
        return page(request, "failure.html", kind_of(error).status, failure=said(request, error))
    shown = [part for part in parts(view, ()) if part.number in cited]
    return page(request, "passage.html", view=view, parts=shown)


def _cited(view: DocumentView, place: str) -> set[int]:
    """Return the passages of a place as far as they follow one another."""
    numbers = list(view.passages_at(place)) if place else []
    together = takewhile(lambda pair: pair[1] - pair[0] == numbers[0], enumerate(numbers))
    return {number for _, number in together} or {view.named or 1}
