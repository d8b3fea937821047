"""Corpora with one JSON object a line, plain or compressed: each record is a document."""

from __future__ import annotations

import gzip
import io
import json
import lzma
import re
import zlib
from typing import IO, TYPE_CHECKING, cast

from searchkit._dataclass import replace
from searchkit.documents.letterhead.metadata import metadata_of
from searchkit.documents.letterhead.reader import read_letterhead
from searchkit.documents.letterhead.title import title_of
from searchkit.documents.model import Document
from searchkit.documents.record_fields import split_keys, whole
from searchkit.documents.structure.markers import article_number
from searchkit.documents.structure.passages import cut
from searchkit.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchkit.documents.discovery.sources import Source

_LONGEST_LINE = 8 << 20
"""Bytes of a record, which is read in the process that runs: cutting and analysing it takes 100
bytes for each of its characters. The longest law has a million."""

_MAY_HOLD_HALVES = re.compile(rb"\\u[dD][89a-fA-F]|\xed[\xa0-\xbf]")
_MOST_BAD_LINES = 100
_FORM = 'expected {"id": "…", "title": "…", "text": "…"} on one line'  # message


def records(source: Source, data: bytes | None = None) -> Iterator[Document | DocumentError]:
    """Yield the records of a corpus as they are read, and an error for each bad line."""
    for record in uncut_records(source, data):
        yield record if isinstance(record, DocumentError) else cut_record(record)


def cut_record(record: Document) -> Document:
    """Return a record with its passages, and with what its text says of itself.

    What it was given counts more. An article of a law has no letterhead; it knows which one it is.
    """
    article = article_number(record.title)
    if article or "article" in record.metadata:
        return replace(record, passages=cut(record.text, article=article))
    head = read_letterhead(record.text)
    metadata = {**metadata_of(record.text, head, {}), **record.metadata}
    known = replace(head, fields={**head.fields, **record.metadata})
    title = record.title or title_of(record.text, known)
    return replace(record, title=title, metadata=metadata, passages=cut(record.text))


def uncut_records(source: Source, data: bytes | None = None) -> Iterator[Document | DocumentError]:
    """Yield the records without passages, so that another process may cut them.

    A file whose first 100 lines are all bad is no corpus, which is one error and the end.
    """
    label = source.label
    lines = 0
    bad: list[DocumentError] = []  # those before the first good line
    try:
        with _raw(source, data) as raw, _unpacked(raw, source.path.name.lower()) as file:
            for number, line in enumerate(_lines(file), 1):
                if not line.strip():
                    continue
                lines += 1
                record = _record(line, f"{label}:{number}", label)
                if isinstance(record, DocumentError) and len(bad) == lines - 1:
                    bad.append(record)
                    if len(bad) == _MOST_BAD_LINES:
                        yield DocumentError(label, f"is no corpus: {bad[0].reason}", _FORM)
                        return
                    continue
                yield from bad
                bad.clear()
                yield record
    except (OSError, EOFError, lzma.LZMAError, zlib.error) as error:
        yield from bad
        yield DocumentError(label, f"ends too early or is damaged: {error}", "fetch it again")
        return
    yield from bad
    if not lines:
        yield DocumentError(label, "is empty", "fetch it again, or delete it")


def _raw(source: Source, data: bytes | None) -> IO[bytes]:
    return source.path.open("rb") if data is None else io.BytesIO(data)


def _unpacked(raw: IO[bytes], name: str) -> IO[bytes]:
    if name.endswith(".xz"):
        return cast("IO[bytes]", lzma.open(raw))
    return cast("IO[bytes]", gzip.open(raw)) if name.endswith(".gz") else raw


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines of a file; of one that is too long, its first part."""
    while line := file.readline(_LONGEST_LINE):
        yield line
        rest = line
        while len(rest) == _LONGEST_LINE and not rest.endswith(b"\n"):
            rest = file.readline(_LONGEST_LINE)


def _record(line: bytes, place: str, path: str) -> Document | DocumentError:
    if len(line) == _LONGEST_LINE:
        return DocumentError(place, f"is longer than {_LONGEST_LINE >> 20} MB", "split the record")
    try:
        fields = json.loads(line)
        if _MAY_HOLD_HALVES.search(line):
            fields = _whole(fields)
    except json.JSONDecodeError as error:
        where = f"is not JSON from its character {error.pos + 1:,} on"
        return DocumentError(place, where, _FORM)
    except (ValueError, RecursionError):  # no UTF-8, or lists within thousands of others
        return DocumentError(place, "is not JSON", _FORM)
    if not isinstance(fields, dict):
        return DocumentError(place, "is JSON but no object", _FORM)
    text, title = fields.pop("text", None), fields.pop("title", None) or ""
    name = fields.pop("id", None)
    if not isinstance(text, str) or not isinstance(title, str) or name in (None, ""):
        return DocumentError(place, 'lacks a usable "id", "title" or "text"', _FORM)
    text = text if text.strip() else title  # of some articles only the title is left in force
    if not text.strip():
        return DocumentError(place, "is empty", _FORM)
    metadata, own = split_keys(fields)
    return Document(str(name), path, title, text, metadata, (), own)


def _whole(value: object) -> object:
    r"""Return a JSON value in which half a character (``"\\ud800"``) is U+FFFD.

    JSON may hold such halves, where a program has cut a text; UTF-8, and so the index, cannot.
    """
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, dict):
        return {_whole(key): _whole(item) for key, item in value.items()}
    return value
