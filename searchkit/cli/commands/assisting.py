"""``searchkit mcp``: a server for assistants."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from searchkit.cli.options import DEFAULT_INDEX, IndexOption, TopicsFileOption
from searchkit.cli.output import tell


def mcp(
    index: IndexOption = DEFAULT_INDEX,
    http: Annotated[
        bool, typer.Option("--http", help="Serve over HTTP instead of the standard streams.")
    ] = False,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Address to listen on.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port to listen on; 0 takes a free one.")
    ] = 8090,
    token: Annotated[
        str | None,
        typer.Option(
            "--token", envvar="SEARCHKIT_TOKEN", help="What visitors must know to come in."
        ),
    ] = None,
    user_file: Annotated[
        Path | None,
        typer.Option("--user-file", metavar="FILE", help="Names and passwords of visitors."),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-host", metavar="NAME", help="A name under which the server is called."
        ),
    ] = None,
    page: Annotated[
        str,
        typer.Option(
            "--page", metavar="URL", help="Address of `searchkit serve`, to which links lead."
        ),
    ] = "",
    topics: TopicsFileOption = None,
) -> None:
    """Serve assistants by the Model Context Protocol: they search, read and cite.

    An assistant starts it itself and talks to it over the standard streams; --http serves several.
    Its tools are search, fetch, get_passage and topics. Needs the extra searchkit-vi[mcp].
    """
    from importlib.util import find_spec

    from searchkit.errors import MissingExtraError
    from searchkit.library import open_index

    if find_spec("mcp") is None:
        raise MissingExtraError("assistants need the package mcp: pip install 'searchkit-vi[mcp]'")
    from searchkit.mcp.server import serve_http, serve_streams
    from searchkit.web.settings import ServeSettings, is_loopback, machine_names

    with open_index(index, topics=topics) as target:
        if not http:
            serve_streams(target, page)
            return
        settings = ServeSettings(
            host=host,
            port=port,
            token=token,
            user_file=user_file,
            hosts=(*(allow_host or ()), *(() if is_loopback(host) else machine_names())),
        )
        serve_http(
            target,
            settings,
            page,
            lambda address: tell(f"searchkit serves {address} (Ctrl-C ends it)"),
        )
