"""Saved searches: kept with a button, looked at on a page of their own, followed as a feed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urlsplit

from starlette.responses import RedirectResponse, Response

from searchkit.asking.asked import Asked
from searchkit.asking.feed import atom_feed
from searchkit.errors import SearchkitError
from searchkit.web.api.answers import site_of
from searchkit.web.api.problems import kind_of, said
from searchkit.web.pages.rendering import page

if TYPE_CHECKING:
    from starlette.requests import Request

    from searchkit.asking.saved import News
    from searchkit.web.site import Site


async def saved_page(request: Request) -> Response:
    """Answer ``/saved``: every saved search with how much is new."""
    site = site_of(request)
    try:
        found = await site.run(_news, site)
    except SearchkitError as error:
        return page(request, "failure.html", kind_of(error).status, failure=said(request, error))
    return page(request, "saved.html", found=found)


async def change_saved(request: Request) -> Response:
    """Take a form of the pages: save a search, note that it was looked at, or forget it."""
    site = site_of(request)
    form = {name: str(value) for name, value in (await request.form()).items()}
    name = form.get("name", "")
    try:
        if form.get("do") == "forget":
            await site.run(site.saved.remove, name)
        elif form.get("do") == "look":
            await site.run(site.saved.look, name)
        else:
            asked = Asked.read(parse_qsl(urlsplit(form.get("asked", "")).query))
            await site.run(site.saved.save, site.index, name or asked.q, asked)
    except SearchkitError as error:
        return page(request, "failure.html", kind_of(error).status, failure=said(request, error))
    return RedirectResponse("/saved", 303)


async def saved_feed(request: Request) -> Response:
    """Answer ``/saved/NAME.atom``."""
    site = site_of(request)
    try:
        news = await site.run(site.saved.news, site.index, request.path_params["name"])
    except SearchkitError as error:
        return page(request, "failure.html", 404, failure=said(request, error))
    return Response(atom_feed(news, str(request.base_url)), media_type="application/atom+xml")


def feed_address(name: str) -> str:
    """Return the address of the feed of a saved search."""
    return f"/saved/{quote(name, safe='')}.atom"


def _news(site: Site) -> list[tuple[News, str]]:
    searches = [site.saved.news(site.index, saved.name) for saved in site.saved.all()]
    return [(news, feed_address(news.saved.name)) for news in searches]
