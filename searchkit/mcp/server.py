"""The tools over the Model Context Protocol, by its official SDK."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import anyio.to_thread
from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from pydantic import Field

from searchkit._version import __version__
from searchkit.errors import SearchkitError
from searchkit.mcp.tools import MOST_RESULTS, Tools
from searchkit.web.guard.hosts import HostGuard
from searchkit.web.guard.limits import LimitGuard
from searchkit.web.guard.users import UserGuard
from searchkit.web.public_paths import PublicPaths

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp

    from searchkit.library import Index
    from searchkit.web.settings import ServeSettings

ADDRESS = "/mcp"

_INSTRUCTIONS = (
    "Search Vietnamese administrative texts: resolutions, decisions, laws, reports. Queries may be "
    "typed with or without diacritics; a document number or a place (khoản 2 Điều 5) finds just "
    "that. Cite every statement by the citation and the number of its document; start and end are "
    "offsets of characters in the document's text."
)

Query = Annotated[str, Field(description="Words, a question or a document number", min_length=1)]
Limit = Annotated[int, Field(description="Passages to return", ge=1, le=MOST_RESULTS)]
Name = Annotated[str, Field(description="The id of a result, or a document's id or number")]


def make_server(index: Index, page: str = "") -> MCPServer:
    """Return a server of the tools over an open index."""
    tools = Tools(index, page)
    server: MCPServer = MCPServer("searchkit", instructions=_INSTRUCTIONS, version=__version__)

    @server.tool(title="Search passages")
    async def search(query: Query, limit: Limit = 10, topic: str | None = None) -> dict[str, Any]:
        """Find the passages that answer a query best; a topic ranks by its phrases."""
        return await _answer(index, tools.search, query, limit, topic)

    @server.tool(title="Fetch a text")
    async def fetch(id: Name, start: int = 0) -> dict[str, Any]:  # noqa: A002 -- as connectors call it
        """Give the whole text of a document, or the passage of a result, with its metadata."""
        return await _answer(index, tools.fetch, id, start)

    @server.tool(title="Get a cited place")
    async def get_passage(
        number: Annotated[str, Field(description="The document: 30/2020/NĐ-CP")],
        citation: Annotated[str, Field(description="The place in it: khoản 2 Điều 5")],
    ) -> dict[str, Any]:
        """Give the passage that a citation names."""
        return await _answer(index, tools.get_passage, number, citation)

    @server.tool(title="List topics")
    async def topics() -> dict[str, Any]:
        """List the topics that search takes."""
        return await _answer(index, tools.topics)

    return server


async def _answer(
    index: Index, work: Callable[..., dict[str, Any]], *arguments: Any
) -> dict[str, Any]:
    """Run a tool in a thread; an assistant is told what went wrong, so that it can do better."""
    try:
        return await anyio.to_thread.run_sync(partial(work, *arguments))
    except SearchkitError as error:
        paths = PublicPaths(index.roots(), index.name)
        raise ToolError(paths.scrubbed(str(error))) from error


def make_http_app(index: Index, settings: ServeSettings, page: str = "") -> ASGIApp:
    """Return the server as an ASGI application under ``ADDRESS``, guarded as the page is."""
    app: ASGIApp = make_server(index, page).streamable_http_app(
        streamable_http_path=ADDRESS,
        stateless_http=True,
        json_response=True,
        # HostGuard checks the host, and knows which names the operator allows.
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    for guard in (UserGuard, LimitGuard, HostGuard):
        app = guard(app, settings)
    return app


def serve_streams(index: Index, page: str = "") -> None:
    """Serve an assistant that started this process, over its standard streams."""
    make_server(index, page).run("stdio")


def serve_http(
    index: Index, settings: ServeSettings, page: str, started: Callable[[str], None]
) -> None:
    """Serve assistants over HTTP until Ctrl-C; ``started`` is told the address."""
    from searchkit.web.running import run

    run(make_http_app(index, settings, page), settings, lambda base: started(base + ADDRESS[1:]))
