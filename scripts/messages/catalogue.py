"""The Vietnamese catalogue: what is said, what of it is translated, and how it is kept."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as babel_extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from messages.extraction import extract
from messages.library_words import MESSAGES
from searchkit.text.tables import read_table

PACKAGE = Path(__file__).resolve().parent.parent.parent / "searchkit"
CATALOGUE = PACKAGE / "locale" / "vi" / "LC_MESSAGES" / "searchkit.po"
COMPILED = CATALOGUE.with_suffix(".mo")

_TEMPLATES = "jinja2.ext:babel_extract"
_ANY_DAY = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

_SILENT = (
    "_lazy.py",
    "_named_tuple.py",
    "cli/progress.py",
    "documents/letterhead/",
    "documents/relations/",
    "documents/readers/excel/number_formats.py",
    "documents/readers/web/nodes.py",
    "documents/readers/web/visibility.py",
    "index/relations/authority.py",
    "index/relations/local_bodies.py",
    "index/terms/",
    "mcp/server.py",
    "search/query/asked/heads.py",
    "search/query/asked/periods.py",
    "search/query/asked/relation_questions.py",
    "search/query/document_resolver.py",
    "search/query/signers.py",
    "search/ranking/features/definitions.py",
    "text/",
    "web/api/multi_search.py",
    "web/api/parameters.py",
    "web/api/routes.py",
    "web/api/shapes.py",
    "web/app.py",
    "web/guard/headers.py",
    "web/pages/rendering.py",
    "web/server.py",
)
"""Modules and rooms that say nothing to people, or only to those who program with the API."""

_NAMES = ("since", "until", "on", "type", "issuer", "superior", "signer", "place")
"""Names of filters that are filled into messages and translated there."""

_FACETS = ("folder", "topic", "validity", "year")
"""Names of facets that are no filters, which the command line translates."""

_COMPLETIONS = ("number", "title", "heading", "phrase")
"""Kinds of completions, which the command line translates."""

_OF_THE_SYSTEM = (
    "file name too long",
    "input/output error",
    "is a directory",
    "no such file or directory",
    "not a directory",
    "operation not permitted",
    "permission denied",
    "read-only file system",
    "too many levels of symbolic links",
)
"""Why the system opens no file, as `searchkit.errors.reason_of` gives it."""


def messages() -> Catalog:
    """Return all that people may read, in English, and where it is said."""
    found = Catalog(domain="searchkit", charset="utf-8")
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if name.startswith(_SILENT):
            continue
        docstrings = name.startswith(("cli/commands/", "cli/app.py", "cli/searching/running.py"))
        for _, text in extract(path.read_text("utf-8"), docstrings=docstrings):
            found.add(text, locations=[(name, 0)], flags=())
    options = {"silent": "false"}
    for path in sorted((PACKAGE / "web" / "templates").iterdir()):
        name = path.relative_to(PACKAGE).as_posix()
        template = BytesIO(path.read_bytes())
        for _, said, _, _ in babel_extract(_TEMPLATES, template, options=options):
            found.add(said, locations=[(name, 0)])
    for text in _NAMES:
        found.add(text, locations=[("search/query/filters.py", 0)])
    for text in _OF_THE_SYSTEM:
        found.add(text, locations=[("errors.py", 0)])
    for text in _FACETS:
        found.add(text, locations=[("search/pages/facet_kinds.py", 0)])
    for text in _COMPLETIONS:
        found.add(text, locations=[("search/completion.py", 0)])
    table = "data/unread_formats.tsv"
    for _, kind, _, advice in read_table("unread_formats.tsv"):
        found.add(kind, locations=[(table, 0)])
        found.add(advice, locations=[(table, 0)])
    for text in MESSAGES:
        found.add(text, locations=[("typer", 0)])
    return found


def brought_up_to_date(said: Catalog, known: Catalog) -> Catalog:
    """Return the catalogue of what is said, with the translations that are known."""
    new = Catalog("vi", domain="searchkit", charset="utf-8", fuzzy=False)
    for message in sorted((one for one in said if one.id), key=_order):
        before = known.get(message.id)
        translation = before.string if before is not None else None
        places = [(name, 0) for name, _ in message.locations]
        new.add(message.id, translation or ("" if isinstance(message.id, str) else ("",)), places)
    return new


def _order(message: Message) -> tuple[str, str]:
    return (str(message.locations[0][0]) if message.locations else "", str(message.id))


def written(catalogue: Catalog) -> bytes:
    """Return a catalogue as it is kept: the same bytes for the same messages, on any day."""
    text = BytesIO()
    write_po(text, catalogue, width=100, omit_header=True, include_lineno=False)
    head = (
        '# Vietnamese translations of searchkit; `make messages` lists what is new.\nmsgid ""\n'
        'msgstr ""\n"Language: vi\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    )
    return head.encode() + text.getvalue().lstrip(b"\n")


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as it is read while searchkit runs."""
    catalogue.creation_date = catalogue.revision_date = _ANY_DAY
    text = BytesIO()
    write_mo(text, catalogue)
    return text.getvalue()


def read_catalogue() -> Catalog:
    """Return the catalogue as it is kept."""
    return read_po(BytesIO(CATALOGUE.read_bytes()), "vi", "searchkit")


def is_translated(text: object) -> bool:
    """Say whether a message has a translation, in each form that it takes."""
    return bool(text) and (isinstance(text, str) or all(text))  # type: ignore[arg-type]
