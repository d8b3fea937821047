"""What an index holds, one entry a document, and which documents lack something."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit._dataclass import dataclass, field
from searchkit.documents.file_names import printable
from searchkit.documents.record_fields import LETTERHEAD, field_key
from searchkit.errors import UsageError
from searchkit.index.records import shown_path
from searchkit.text.legal.document_references import type_names
from searchkit.text.spelling.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from searchkit.documents.record_fields import FieldValue
    from searchkit.index.catalogue import Catalogue
    from searchkit.index.records import StoredDocument

HEAD = ("number", "date", "type", "issuer", "superior", "signer", "place", "summary")
"""What a letterhead may say; a document can be without each of them."""

_FACTS = {"title", *HEAD}
_WRITTEN = {"title": ("title", "tieu-de"), **LETTERHEAD}
_MEANT = {field_key(own): fact for fact, names in _WRITTEN.items() for own in names}


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document in the list of all; ``passages`` counts its passages.

    ``id`` is unique in the index and stays when the file changes or moves. ``fields`` are those
    that a record was given beside its metadata.
    """

    id: str
    path: str
    title: str
    metadata: Mapping[str, str]
    passages: int
    fields: Mapping[str, FieldValue] = field(default_factory=dict)


def list_documents(
    catalogue: Catalogue,
    *,
    folder: str | Path | None = None,
    kind: str | None = None,
    without: str | None = None,
) -> Iterator[DocumentEntry]:
    """Yield the documents in a folder, of a kind, without some fact, in the order of the index.

    ``folder`` is one of the disk, or as ids begin (``noi-vu/2025``). ``kind`` is how the name of a
    file ends (``pdf``), or a type of document (``nghị quyết``, ``nghị-quyết``, ``NQ``);
    ``without`` is ``title`` or a key of the metadata, also by its Vietnamese name (``số``). Raises
    UsageError for a fact that no document of the index has and no letterhead gives.
    """
    without = None if without is None else _MEANT.get(field_key(without), without)
    if without is not None and without not in _FACTS:
        known = {key for document in catalogue.documents() for key in document.metadata}
        if without not in known:
            names = ", ".join(map(_shown_name, sorted(known | _FACTS)))
            raise UsageError(f'a document cannot be without "{without}"; take one of: {names}')
    for document in catalogue.documents():
        if not _is_of(document, folder, kind) or (without and _fact(document, without)):
            continue
        yield DocumentEntry(
            document.id,
            shown_path(document.path),
            document.title,
            document.metadata,
            document.passages,
            document.fields,
        )


def _shown_name(fact: str) -> str:
    """Return the name of a fact for people, with the Vietnamese one where it has any."""
    vietnamese = _WRITTEN.get(fact, ())[1:2]
    return f"{fact} ({vietnamese[0]})" if vietnamese else fact


def _fact(document: StoredDocument, name: str) -> str:
    return document.title if name == "title" else document.metadata.get(name, "")


def _is_of(document: StoredDocument, folder: str | Path | None, kind: str | None) -> bool:
    if folder is not None and not _is_in(document, folder):
        return False
    if kind is None:
        return True
    ending = "." + kind.lower().lstrip(".")
    file = document.path if document.key == document.path else document.id  # as in an archive
    type_ = _plain(document.metadata.get("type", ""))
    return file.lower().endswith(ending) or type_ == _plain(kind) or type_ in type_names(kind)


def _is_in(document: StoredDocument, folder: str | Path) -> bool:
    above = printable(os.fspath(Path(folder).resolve()))
    if Path(document.path).is_relative_to(above):
        return True
    beginning = printable(os.fspath(folder)).removeprefix("./").rstrip("/")
    return bool(beginning) and document.id.startswith(f"{beginning}/")


def _plain(text: str) -> str:
    return " ".join(fold(text).lower().replace("-", " ").replace("_", " ").split())
