"""Which language a visitor reads: chosen on a page, or asked for by the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.messages import INDEXED, LANGUAGES

if TYPE_CHECKING:
    from starlette.requests import Request

COOKIE = "language"


def language_of(request: Request) -> str:
    """Return the language chosen by ``?lang=``, a former choice, or the browser's best one."""
    for chosen in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if chosen in LANGUAGES:
            return chosen
    wishes: list[tuple[float, str]] = []
    for wish in request.headers.get("accept-language", "").split(","):
        name, _, weight = wish.strip().partition(";q=")
        code = name.lower().partition("-")[0]
        if code in LANGUAGES:
            wishes.append((_weight(weight), code))
    # Of equal wishes the first counts.
    return max(wishes, key=lambda wish: wish[0])[1] if wishes else INDEXED


def _weight(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0
