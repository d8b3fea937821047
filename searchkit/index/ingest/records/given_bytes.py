"""The bytes of a file that lies nowhere: read as a file is, in a process that it may kill."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from searchkit.documents.discovery.sources import Source, content_hash
from searchkit.documents.file_names import composed
from searchkit.documents.reading import LARGEST_FILE
from searchkit.documents.record_fields import checked, whole
from searchkit.errors import DocumentError, UsageError
from searchkit.index.ingest.encoder import Entry
from searchkit.index.ingest.records.addition import Addition
from searchkit.index.ingest.records.new_document import LONGEST_ID
from searchkit.index.ingest.tasks import isolated_reader
from searchkit.index.records import pack_fields
from searchkit.index.schema import BYTES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from searchkit.documents.model import Document
    from searchkit.documents.record_fields import FieldValue
    from searchkit.index.ingest.records.additions import Additions


def add_bytes(additions: Additions, name: str, data: object, fields: Mapping[str, object]) -> None:
    """Add the documents that the bytes of a file hold, in place of those under its name.

    ``name`` is the id of the document, and by its suffix says what the bytes are where they do not.
    What is in an archive or a message has an id below it (``hop.zip/bien-ban.docx``), a record of a
    corpus one behind it (``tin.jsonl#12``). All documents have the same ``fields``. What cannot be
    read is among the failures; where nothing can, what was there stays. Raises UsageError for data
    that are no bytes.
    """
    if not isinstance(data, (bytes, bytearray, memoryview)):
        kind = type(data).__name__
        raise UsageError(f"the data of {name} are of the type {kind}; read them as bytes")
    addition, errors = _read(str(name), bytes(data), fields)
    for error in errors:
        additions.fail(error)
    if addition is not None:
        additions.put([addition])


def _read(
    name: str, data: bytes, fields: Mapping[str, object]
) -> tuple[Addition | None, list[DocumentError]]:
    """Return the documents of a file, None for none, and what could not be read."""
    called = composed(whole(name.strip().replace("\\", "/").strip("/")))
    source = Source(f"{BYTES}{called}", "", called, len(data), 0)
    try:
        own = _checked(called, data, fields)
    except DocumentError as error:
        return None, [error]
    items = list(isolated_reader().read(source, data))
    errors = [item for item in items if isinstance(item, DocumentError)]
    digest = _digest(data, own)
    entries = [
        _entry(item, source, digest, own) for item in items if not isinstance(item, DocumentError)
    ]
    return Addition(called, tuple(entries), is_cut=True) if entries else None, errors


def _checked(name: str, data: bytes, fields: Mapping[str, object]) -> dict[str, FieldValue]:
    if not name:
        raise DocumentError("the bytes given", "have no name", "give them that of their file")
    if len(name) > LONGEST_ID:
        raise DocumentError(name, f"is a name of {len(name):,} characters", "give a shorter one")
    if len(data) > LARGEST_FILE:
        raise DocumentError(name, f"is larger than {LARGEST_FILE >> 20} MB", "split the file")
    try:
        return checked(fields)
    except UsageError as error:
        raise DocumentError(name, str(error), "add it again when that is mended") from error


def _digest(data: bytes, fields: Mapping[str, FieldValue]) -> str:
    told = json.dumps(sorted(pack_fields(fields).items()))
    return content_hash(content_hash(data).encode() + told.encode())


def _entry(document: Document, source: Source, digest: str, fields: dict[str, FieldValue]) -> Entry:
    name = f"{source.id}#{document.id}" if source.is_corpus else document.id
    inner = "" if name == source.id else f"#{name}"
    kept = replace(document, id=name, path=source.label, fields={**document.fields, **fields})
    return Entry(kept, f"{source.label}{inner}", digest)
