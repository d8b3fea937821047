"""``searchkit serve``: the page and the HTTP API, until Ctrl-C."""

from __future__ import annotations

import os
from pathlib import Path
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
from searchkit.messages import translated

LONG_RUN_RATE = 20.0
"""Requests a second that an address may make in the long run, where others reach the server."""


def serve(
    index: IndexOption = DEFAULT_INDEX,
    host: HostOption = DEFAULT_HOST,
    port: PortOption = 8080,
    open_: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    token: TokenOption = None,
    user_file: UserFileOption = None,
    add_user: Annotated[
        str | None,
        typer.Option(
            "--add-user", metavar="NAME", help="Ask for a password, write it to the file, and end."
        ),
    ] = None,
    allow_host: AllowHostOption = None,
    allow_origin: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-origin", metavar="URL", help="Let pages of this address read the API (CORS)."
        ),
    ] = None,
    originals: Annotated[
        bool, typer.Option("--originals", help="Let visitors open the indexed files themselves.")
    ] = False,
    allow_upload: Annotated[
        Path | None,
        typer.Option(
            "--allow-upload", metavar="DIR", help="Let visitors send files, kept in this folder."
        ),
    ] = None,
    rate: Annotated[
        float | None,
        typer.Option(
            "--rate",
            min=0.1,
            help="Requests a second of one address (default: 20, on 127.0.0.1 without a bound).",
        ),
    ] = None,
    timeout: Annotated[
        float, typer.Option("--timeout", min=0.1, help="Seconds that an answer may take.")
    ] = 30.0,
    log_queries: Annotated[
        bool, typer.Option("--log-queries", help="Write queries to the access log, too.")
    ] = False,
    topics: TopicsFileOption = None,
    names_file: NamesFileOption = None,
) -> None:
    """Serve the search page and the HTTP API, until Ctrl-C.

    Only this machine can reach it, unless --host says otherwise: then visitors must know --token,
    or have a name and password in --user-file. Needs the extra searchkit-vi[serve].
    """
    from searchkit.errors import UsageError
    from searchkit.library import open_index

    _check_installed()
    if add_user is not None:
        if user_file is None:
            raise UsageError("--add-user needs --user-file: the file to write to")
        from searchkit.web.guard.passwords import add_user as add

        add(
            user_file,
            add_user,
            typer.prompt(
                translated("Password"),
                hide_input=True,
                confirmation_prompt=translated("The same again"),
            ),
        )
        return
    from searchkit.web.server import serve as run
    from searchkit.web.settings import ServeSettings, is_loopback, server_names

    settings = ServeSettings(
        host=host,
        port=port,
        token=token,
        user_file=user_file,
        hosts=server_names(host, allow_host or ()),
        origins=tuple(allow_origin or ()),
        rate=rate if rate is not None or is_loopback(host) else LONG_RUN_RATE,
        timeout=timeout,
        originals=originals,
        uploads=allow_upload,
        log_queries=log_queries,
    )
    with open_index(index, topics=topics, names=names_file) as target:
        run(target, settings, lambda address: _started(address, open_))


def _check_installed() -> None:
    from importlib.util import find_spec

    from searchkit.errors import MissingExtraError

    missing = [name for name in ("fastapi", "jinja2", "uvicorn") if find_spec(name) is None]
    if missing:
        raise MissingExtraError(f"the page needs {', '.join(missing)}", "serve")


def _started(address: str, open_page: bool) -> None:
    tell(f"searchkit serves {address} (Ctrl-C ends it)")
    if open_page and not os.environ.get("SEARCHKIT_NO_BROWSER"):
        import webbrowser

        webbrowser.open(address)
