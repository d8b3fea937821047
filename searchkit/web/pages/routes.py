"""The addresses of the pages, of what they load, and of what browsers look for by themselves."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from searchkit.web.pages.comparing import comparing_page
from searchkit.web.pages.failing import add_failures
from searchkit.web.pages.holdings import holdings_page
from searchkit.web.pages.originals import original
from searchkit.web.pages.reading import document_page, passage_part
from searchkit.web.pages.rendering import page
from searchkit.web.pages.saved import change_saved, saved_feed, saved_page
from searchkit.web.pages.searching import search_page
from searchkit.web.pages.uploading import upload

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request


_OF_DOCUMENTS = ("documents", "passages", "compare", "files")


async def open_search(request: Request) -> Response:
    """Describe the search (OpenSearch 1.1), so that the browser's address bar offers it."""
    response = page(request, "opensearch.xml", root=str(request.base_url))
    response.headers["content-type"] = "application/opensearchdescription+xml"
    return response


async def help_page(request: Request) -> Response:
    """Answer ``/help``: how to search, and the keys."""
    return page(request, "help.html")


async def to_index(_: Request) -> Response:
    """Lead an address that names no document to what there is."""
    return RedirectResponse("/index", 303)


async def robots(_: Request) -> Response:
    """Keep crawlers out: the texts are not the server's to publish."""
    return PlainTextResponse("User-agent: *\nDisallow: /\n")


def add_pages(app: FastAPI) -> None:
    """Add the pages to the application."""
    add_failures(app)
    static = StaticFiles(directory=str(files("searchkit.web") / "static"))
    app.router.routes.extend(
        [
            Route("/", search_page),
            *(Route(f"/{name}/", to_index) for name in _OF_DOCUMENTS),
            Route("/documents/{document_id:path}", document_page),
            Route("/passages/{document_id:path}", passage_part),
            Route("/compare/{document_id:path}", comparing_page),
            Route("/files/{document_id:path}", original),
            Route("/index", holdings_page),
            Route("/saved", saved_page),
            Route("/saved", change_saved, methods=["POST"]),
            Route("/saved/{name:path}.atom", saved_feed),
            Route("/upload", upload, methods=["POST"]),
            Route("/help", help_page),
            Route("/opensearch.xml", open_search),
            Route("/robots.txt", robots),
            Mount("/static", static, name="static"),
        ]
    )
