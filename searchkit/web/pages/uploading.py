"""A form by which people send files, where the operator lets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import UploadFile

from searchkit.errors import SearchkitError, UsageError
from searchkit.web.api.answers import site_of
from searchkit.web.api.problems import kind_of, said
from searchkit.web.pages.rendering import page
from searchkit.web.uploads import UnfitNameError

if TYPE_CHECKING:
    from typing import Any

    from starlette.requests import Request
    from starlette.responses import Response

    from searchkit.web.site import Site


async def upload(request: Request) -> Response:
    """Answer ``POST /upload``: keep the files of a form, and say what became of each."""
    site = site_of(request)
    try:
        async with request.form(max_files=50) as form:
            sent = [one for one in form.getlist("file") if isinstance(one, UploadFile)]
            named = [(one.filename, one) for one in sent if one.filename]
            if not named:
                raise UsageError("no file was chosen")
            done = [await _kept(site, name, await one.read()) for name, one in named]
    except SearchkitError as error:
        return page(request, "failure.html", kind_of(error).status, failure=said(request, error))
    return page(request, "uploaded.html", done=done)


async def _kept(site: Site, name: str, data: bytes) -> dict[str, Any]:
    """Keep a file; one with a name that is none is told of beside the others."""
    try:
        return await site.keep(name, data)
    except UnfitNameError as error:
        failure = {"reason": str(error), "advice": ""}
        return {"name": name, "document": "", "failures": [failure]}
