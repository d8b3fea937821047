"""Bring the Vietnamese catalogue up to date with what the code and the pages say, and compile it.

``make messages`` runs it. New messages are listed in the catalogue without a translation, those
that nobody says any more are dropped; the test of the messages tells which are to be translated.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract as babel_extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.messages.extraction import extract  # noqa: E402
from scripts.messages.library_words import MESSAGES  # noqa: E402

PACKAGE = ROOT / "searchkit"
CATALOGUE = PACKAGE / "locale" / "vi" / "LC_MESSAGES" / "searchkit.po"
COMPILED = CATALOGUE.with_suffix(".mo")

_SILENT = (
    "_lazy.py",
    "cli/progress.py",
    "documents/letterhead/",
    "documents/readers/excel/number_formats.py",
    "documents/readers/web/nodes.py",
    "documents/readers/web/visibility.py",
    "index/terms/titles.py",
    "search/query/document_resolver.py",
    "search/query/signers.py",
    "search/ranking/features.py",
    "text/",
    "web/api/parameters.py",
    "web/api/routes.py",
    "web/api/shapes.py",
    "web/app.py",
    "web/guard/headers.py",
    "web/pages/rendering.py",
    "web/server.py",
)
"""Modules and rooms that say nothing to people, or only to those who program with the API."""


def messages() -> Catalog:
    """Return all that people may read, in English, and where it is said."""
    found = Catalog(domain="searchkit", charset="utf-8")
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if name.startswith(_SILENT):
            continue
        docstrings = name.startswith("cli/")
        for _, text in extract(path.read_text("utf-8"), docstrings=docstrings):
            found.add(text, locations=[(name, 0)], flags=())
    options = {"silent": "false"}
    for path in sorted((PACKAGE / "web" / "templates").iterdir()):
        name = path.relative_to(PACKAGE).as_posix()
        for _, text, _, _ in babel_extract(
            "jinja2.ext:babel_extract", BytesIO(path.read_bytes()), options=options
        ):
            found.add(tuple(text) if isinstance(text, tuple) else text, locations=[(name, 0)])
    for text in MESSAGES:
        found.add(text, locations=[("typer", 0)])
    return found


def brought_up_to_date(said: Catalog, known: Catalog) -> Catalog:
    """Return the catalogue of what is said, with the translations that are known."""
    new = Catalog("vi", domain="searchkit", charset="utf-8", fuzzy=False)
    new.header_comment = (
        "# Vietnamese translations of searchkit; `make messages` lists what is new."
    )
    for message in sorted((one for one in said if one.id), key=_order):
        before = known.get(message.id)
        translation = before.string if before is not None else None
        places = [(name, None) for name, _ in message.locations]
        new.add(message.id, translation or ("" if isinstance(message.id, str) else ("",)), places)
    return new


def _order(message: object) -> tuple[str, str]:
    places = message.locations  # type: ignore[attr-defined]
    return (str(places[0][0]) if places else "", str(message.id))  # type: ignore[attr-defined]


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
    text = BytesIO()
    write_mo(text, catalogue)
    return text.getvalue()


def read_catalogue() -> Catalog:
    """Return the catalogue as it is kept."""
    return read_po(BytesIO(CATALOGUE.read_bytes()), "vi", "searchkit")


def main() -> int:
    """Write the catalogue; returns 1 where something is left to translate."""
    known = read_catalogue() if CATALOGUE.exists() else Catalog("vi")
    new = brought_up_to_date(messages(), known)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_bytes(written(new))
    kept = read_catalogue()
    COMPILED.write_bytes(compiled(kept))
    missing = [message for message in kept if message.id and not _is_translated(message.string)]
    print(f"{len(kept):,} messages, {len(missing):,} without a translation")
    return 1 if missing else 0


def _is_translated(text: object) -> bool:
    return bool(text) and (isinstance(text, str) or all(text))  # type: ignore[arg-type, call-overload]


if __name__ == "__main__":
    sys.exit(main())
