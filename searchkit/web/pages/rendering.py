"""Pages out of templates, in the language that the visitor's browser asks for or has chosen."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse, Response

from searchkit._version import __version__
from searchkit.messages import INDEXED, LANGUAGES, catalogue, translated, written_date
from searchkit.web.api.answers import is_known, site_of
from searchkit.web.languages import COOKIE, language_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from starlette.requests import Request

    from searchkit import Stretch, Validity

_YEAR = 365 * 24 * 3600
_KEEPING = "; --with-unknown keeps them"
_FOR_OPERATORS = re.compile(r"searchkit|(?<!\w)--\w|\binstall ")
"""What advice has that the operator of a server can follow, and no visitor."""

_COMMAND = re.compile(r"`searchkit (alerts|failures|list|stats|topics)`")


def page(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """Return a page. Its ETag is that of the index, of the language and of who may see what."""
    language = language_of(request)
    environment = _environment(language)
    body = environment.get_template(template).render(
        request=request,
        settings=site_of(request).settings,
        switched=request.url.include_query_params(lang="en" if language == "vi" else "vi"),
        version=__version__,
        status=status,
        **values,
    )
    response = HTMLResponse(body, status, {"vary": "accept-language, cookie"})
    if request.query_params.get("lang") in LANGUAGES:
        response.set_cookie(COOKIE, language, max_age=_YEAR, samesite="lax", httponly=True)
    return response


def unchanged(request: Request, generation: str) -> Response | None:
    """Return an answer that says so where the browser has the page of this generation already."""
    tag = tag_of(request, generation)
    if is_known(request, tag):
        return Response(status_code=304, headers={"etag": tag})
    return None


def tag_of(request: Request, generation: str) -> str:
    """Return the ETag of a page."""
    return f'W/"{generation}-{language_of(request)}"'


def marked(text: str, spans: Iterable[tuple[int, int]]) -> Markup:
    """Return a text for a page, the spans in ``<mark>``."""
    pieces: list[Markup] = []
    end = 0
    for start, stop in spans:
        pieces += [escape(text[end:start]), Markup("<mark>"), escape(text[start:stop])]
        pieces.append(Markup("</mark>"))
        end = stop
    return Markup("").join([*pieces, escape(text[end:])])


def document_address(document_id: str, query: str = "", passage: int | None = None) -> str:
    """Return the address of a document, of a passage in it, with the words of a query marked."""
    asked = f"?q={quote(query)}" if query else ""
    place = f"#p{passage}" if passage else ""
    return f"/documents/{quote(document_id)}{asked}{place}"


def address_of(hit_id: str) -> str:
    """Return the address of a document, or of the passage that the id of a hit names."""
    document, _, passage = hit_id.rpartition("#")
    if document and passage.isdecimal():
        return document_address(document, passage=int(passage))
    return document_address(hit_id)


def compared_address(document_id: str, other: str) -> str:
    """Return the address of two documents side by side."""
    return f"/compare/{quote(document_id)}?{urlencode({'with': other})}"


def pieces(paragraph: Iterable[Stretch], tag: str) -> Markup:
    """Return a paragraph for a page, what differs in an element: ``ins`` or ``del``."""
    wrapped = Markup(f"<{tag}>{{}}</{tag}>")
    return Markup("").join(
        wrapped.format(piece.text) if piece.differs else escape(piece.text) for piece in paragraph
    )


def facts(metadata: Mapping[str, str]) -> list[str]:
    """Return what the letterhead says in one line: number, day, issuer, signer."""
    known = [
        metadata.get("number", ""),
        written_date(metadata.get("date", ""), INDEXED),
        metadata.get("issuer", ""),
        metadata.get("signer", ""),
    ]
    return [fact for fact in known if fact]


def why(validity: Validity) -> str:
    """Return why something holds or not, without the words that name the state already."""
    return validity.reason.removeprefix(validity.name).strip()


def own_citation(citation: str, headings: Sequence[str]) -> str:
    """Return how a passage is cited, or nothing where its headings say it already.

    They do where one has it (``Điều 5. Phạm vi``), or begins with its label alone (``IV. Kết quả``
    for ``phần IV``).
    """
    label = f"{citation.rpartition(' ')[2]}."
    said = any(citation in heading or heading.startswith(label) for heading in headings)
    return "" if said else citation


def sentence(text: str, language: str) -> Markup:
    """Return what the library says as a sentence of a page.

    Where it names a command that lists something, the page that lists it stands instead: who reads
    pages may have no command line.
    """
    told = translated(text, language)
    if text.endswith(_KEEPING):  # an option of the command line, beside which pages have a link
        told = told.rpartition(";")[0]
    parts = _COMMAND.split(told[:1].upper() + told[1:])  # every second one is a command
    return Markup("").join(
        _page_of(part, language) if place % 2 else part for place, part in enumerate(parts)
    )


def _page_of(command: str, language: str) -> Markup:
    """Return a link to the page that lists what a command lists."""
    name, address = {
        "alerts": ("Saved searches", "/saved"),
        "topics": ("Topics", "/index#topics"),
    }.get(command, ("The index", "/index"))
    link = Markup('<a href="{}">{}</a>')
    return link.format(address, catalogue(language).gettext(name))


def leaves_out(notes: Iterable[str]) -> bool:
    """Say whether documents were left out that do not say what is asked for."""
    return any(note.endswith(_KEEPING) for note in notes)


def is_for_operators(advice: str) -> bool:
    """Say whether only the operator of the server can follow advice."""
    return _FOR_OPERATORS.search(advice) is not None


@lru_cache(maxsize=len(LANGUAGES))
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=PackageLoader("searchkit.web"),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.install_gettext_translations(  # type: ignore[attr-defined]
        catalogue(language), newstyle=True
    )
    decimal = "." if language == "vi" else ","
    filters: dict[str, Callable[..., Any]] = {
        "number": lambda value: f"{value:,}".replace(",", decimal),
        "date": lambda value: written_date(value, INDEXED),
        "facts": facts,
        "said": lambda text: translated(text, language),
        "sentence": lambda text: sentence(text, language),
    }
    environment.filters |= filters
    environment.globals |= {
        "language": language,
        "address_of": address_of,
        "compared_address": compared_address,
        "document_address": document_address,
        "is_for_operators": is_for_operators,
        "leaves_out": leaves_out,
        "marked": marked,
        "own_citation": own_citation,
        "pieces": pieces,
        "why": why,
    }
    return environment
