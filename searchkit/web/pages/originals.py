"""The indexed files themselves, where the operator lets them be opened."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import FileResponse, Response

from searchkit.errors import SearchkitError
from searchkit.web.api.answers import site_of
from searchkit.web.api.problems import kind_of, said
from searchkit.web.documents import UnknownDocumentError, document_named
from searchkit.web.pages.rendering import page

if TYPE_CHECKING:
    from starlette.requests import Request

    from searchkit.web.site import Site

_SHOWN = {".pdf": "application/pdf", ".txt": "text/plain; charset=utf-8"}
"""What a browser shows itself; anything else is saved: it might run as a page of this server."""


async def original(request: Request) -> Response:
    """Answer ``/files/ID`` with the file that a document was read from."""
    site = site_of(request)
    try:
        path = await site.run(original_of, site, request.path_params["document_id"])
    except SearchkitError as error:
        return page(request, "failure.html", kind_of(error).status, failure=said(request, error))
    kind = _SHOWN.get(path.suffix.lower())
    manner = "inline" if kind else "attachment"
    return FileResponse(
        path,
        media_type=kind or "application/octet-stream",
        headers={
            "content-disposition": f"{manner}; filename*=UTF-8''{quote(path.name)}",
            "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        },
    )


def original_of(site: Site, name: str) -> Path:
    """Return the file of a document, which lies in an indexed folder with no link out of it.

    Raises UnknownDocumentError where the operator does not allow it, or there is no such file.
    """
    if not site.settings.originals:
        raise UnknownDocumentError("the operator of this server does not give out the files")
    found = document_named(site.index, name).path
    if not found:
        raise UnknownDocumentError(f"{name}: it was added by a program and lies in no file")
    path = Path(found)
    real = Path(os.path.realpath(path))
    roots = [Path(os.path.realpath(root)) for root in site.index.roots()]
    inside = any(real == root or real.is_relative_to(root) for root in roots)
    try:
        is_file = stat.S_ISREG(real.stat().st_mode)
    except OSError:
        is_file = False
    if not inside or not is_file:
        raise UnknownDocumentError(f"{path.name}: the file is no longer in the indexed folders")
    return real
