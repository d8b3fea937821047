"""The application: routes, and the layers through which every request comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from searchkit._version import __version__
from searchkit.web.api.heads import HeadAsGet
from searchkit.web.api.multi_search import router as multi_search_router
from searchkit.web.api.problems import add_problems
from searchkit.web.api.routes import router as api_router
from searchkit.web.api.shapes import ProblemShape
from searchkit.web.guard.access_log import AccessLog
from searchkit.web.guard.headers import HeaderGuard
from searchkit.web.guard.hosts import HostGuard
from searchkit.web.guard.limits import LimitGuard
from searchkit.web.guard.users import UserGuard
from searchkit.web.pages.routes import add_pages
from searchkit.web.site import Site

if TYPE_CHECKING:
    from searchkit.library import Index
    from searchkit.web.settings import ServeSettings


def make_app(index: Index, settings: ServeSettings) -> FastAPI:
    """Return the application that serves an open index; any ASGI server runs it.

    Raises UsageError for a file of users that is none.
    """
    layers = [
        Middleware(AccessLog, with_queries=settings.log_queries),
        Middleware(HeaderGuard),
        Middleware(HostGuard, settings=settings),
        Middleware(LimitGuard, settings=settings),
        Middleware(UserGuard, settings=settings),
    ]
    if not settings.is_local:  # between two programs of one machine it only costs time
        layers.append(Middleware(GZipMiddleware, minimum_size=2_000, compresslevel=4))
    layers.append(Middleware(HeadAsGet))
    if settings.origins:
        layers.insert(
            2,
            Middleware(
                CORSMiddleware,
                allow_origins=settings.origins,
                allow_methods=["GET", "POST"],
                allow_headers=["authorization", "content-type", "x-meilisearch-client"],
            ),
        )
    app = FastAPI(
        title="searchkit",
        version=__version__,
        description="Full-text search for Vietnamese administrative texts.",
        docs_url=None,  # their pages load scripts from elsewhere
        redoc_url=None,
        middleware=layers,
    )
    app.state.site = Site(index, settings)
    add_problems(app)
    app.include_router(api_router)
    app.include_router(multi_search_router)
    add_pages(app)
    # At once, so that a file of users that cannot be read is told before anybody comes.
    app.middleware_stack = app.build_middleware_stack()
    app.openapi = lambda: _description(app)  # type: ignore[method-assign]
    return app


def _description(app: FastAPI) -> dict[str, Any]:
    """Return the description of the API, with the shape of problems."""
    if app.openapi_schema is None:
        values = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes
        )
        schema = ProblemShape.model_json_schema(ref_template="#/components/schemas/{model}")
        values["components"]["schemas"]["ProblemShape"] = schema
        app.openapi_schema = values
    return app.openapi_schema
