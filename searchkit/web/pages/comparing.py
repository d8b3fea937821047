"""Two documents side by side, with what differs marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.errors import SearchkitError, UsageError
from searchkit.web.api.answers import site_of
from searchkit.web.api.problems import kind_of, said
from searchkit.web.documents import document_named
from searchkit.web.pages.rendering import page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from searchkit import ComparedDocuments
    from searchkit.web.site import Site


async def comparing_page(request: Request) -> Response:
    """Answer ``/compare/ID?with=NAME``; with ``?all=1`` also what is the same in both."""
    site = site_of(request)
    other = request.query_params.get("with", "").strip()
    try:
        if not other:
            raise UsageError("name the document to compare with, by its number or title")
        found = await site.run(_compare, site, request.path_params["document_id"], other)
    except SearchkitError as error:
        return page(request, "failure.html", kind_of(error).status, failure=said(request, error))
    pairs = found.paragraphs
    return page(
        request,
        "comparing.html",
        one=found.one,
        other=found.other,
        pairs=pairs,
        differing=sum(pair.differs for pair in pairs),
        whole="all" in request.query_params,
    )


def _compare(site: Site, name: str, other: str) -> ComparedDocuments:
    both = [document_named(site.index, one).id for one in (name, other)]
    return site.index.compare(*both)
