"""``searchkit mcp``: a server for assistants."""

from __future__ import annotations

from typing import Annotated

import typer

from searchkit.cli.options import (
    DEFAULT_HOST,
    DEFAULT_INDEX,
    AllowHostOption,
    HostOption,
    IndexOption,
    NamesFileOption,
    PortOption,
    TokenOption,
    TopicsFileOption,
    UserFileOption,
)
from searchkit.cli.output import tell


def mcp(
    index: IndexOption = DEFAULT_INDEX,
    http: Annotated[
        bool, typer.Option("--http", help="Serve over HTTP instead of the standard streams.")
    ] = False,
    host: HostOption = DEFAULT_HOST,
    port: PortOption = 8090,
    token: TokenOption = None,
    user_file: UserFileOption = None,
    allow_host: AllowHostOption = None,
    page: Annotated[
        str,
        typer.Option(
            "--page", metavar="URL", help="Address of `searchkit serve`, to which links lead."
        ),
    ] = "",
    topics: TopicsFileOption = None,
    names_file: NamesFileOption = None,
) -> None:
    """Serve assistants by the Model Context Protocol: they search, read and cite.

    An assistant starts it itself and talks to it over the standard streams; --http serves several.
    Its tools are search, fetch, get_passage and topics. Needs the extra searchkit-vi[mcp].
    """
    from importlib.util import find_spec

    from searchkit.errors import MissingExtraError
    from searchkit.library import open_index

    if find_spec("mcp") is None:
        raise MissingExtraError("assistants need the package mcp", "mcp")
    from searchkit.mcp.server import serve_http, serve_streams
    from searchkit.web.settings import ServeSettings, server_names

    with open_index(index, topics=topics, names=names_file) as target:
        if not http:
            serve_streams(target, page)
            return
        settings = ServeSettings(
            host=host,
            port=port,
            token=token,
            user_file=user_file,
            hosts=server_names(host, allow_host or ()),
        )
        serve_http(
            target,
            settings,
            page,
            lambda address: tell(f"searchkit serves {address} (Ctrl-C ends it)"),
        )
