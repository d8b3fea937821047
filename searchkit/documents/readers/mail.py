"""E-mail messages (.eml): subject, sender, date and body; attachments as documents of their own."""

from __future__ import annotations

import email
import mimetypes
from email.errors import MessageError
from email.policy import default
from email.utils import parsedate_to_datetime
from functools import lru_cache
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING, Any, cast

from searchkit.documents.extraction import Extraction, fold_space
from searchkit.documents.file_names import composed
from searchkit.documents.formats import CORPUS_SUFFIXES, is_read, why_unread
from searchkit.documents.readers.archive import Member
from searchkit.documents.readers.decoding import decode_text
from searchkit.documents.readers.web import html
from searchkit.errors import DocumentError
from searchkit.text.encodings.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

_LONGEST_HEADER = 4000  # characters that are looked at; the parser's time grows with the square
_DEEPEST = 50
# What Python's own header parser raises on headers that no mail program writes.
_BAD_HEADER = (MessageError, ValueError, IndexError, AttributeError, TypeError, LookupError)
_VIETNAMESE_WINDOWS = ("windows-1258", "cp1258")
_MOST_HEADERS = 1 << 14  # that are kept parsed, those of some thousand parts


@lru_cache(maxsize=_MOST_HEADERS)
def _parsed(name: str, value: str) -> Any:
    """Return a header as Python's parser has it, which parses it anew each time it is asked."""
    return default.header_factory(name, value)


_POLICY = default.clone(header_factory=_parsed)


def extract(data: bytes, path: str) -> Extraction:
    """Return the subject, the body (the plain one where there are two), the attachments' names.

    Metadata: ``sender``, and ``date`` (ISO 8601) where the header holds a valid one.

    Raises:
        DocumentError: the parts of the message are nested deeper than any mail program does.

    """
    message = _parse(data, path)
    subject = _header(message, "subject")
    metadata = {"sender": _header(message, "from"), "date": _date(message)}
    parts = list(_parts(message, path))
    bodies = [part for part in parts if not _is_attachment(part)]
    texts = (_text(part, path) for kind in ("plain", "html") for part in _of_kind(bodies, kind))
    text = next(filter(str.strip, texts), "")
    names = "\n".join(_name(part, at) for at, part in enumerate(parts, 1) if _is_attachment(part))
    whole = "\n\n".join(piece for piece in (subject, text.strip(), names) if piece)
    present = {key: value for key, value in metadata.items() if value}
    return Extraction(whole, subject, present)


def attachments(data: bytes, path: str) -> Iterator[Member | DocumentError]:
    """Yield the attached documents, and an error for each of a kind that is not read.

    A forwarded message is one too; pictures and texts that are shown in the message are none.
    """
    for number, part in enumerate(_parts(_parse(data, path), path), 1):
        if not _is_attachment(part):
            continue
        name = _name(part, number)
        if name.lower().endswith(CORPUS_SUFFIXES):
            continue
        if is_read(name):
            yield Member(name, _content(part))
        elif unread := why_unread(name):
            yield DocumentError(f"{path}/{name}", *unread)


def _parse(data: bytes, path: str) -> EmailMessage:
    try:
        return email.message_from_bytes(data, policy=_POLICY)
    except RecursionError as error:
        raise _too_deep(path) from error


def _too_deep(path: str) -> DocumentError:
    return DocumentError(
        path, "nests its parts too deep", "open it in a mail program and save what is attached"
    )


def _parts(message: EmailMessage, path: str, depth: int = 0) -> Iterator[EmailMessage]:
    """Yield the parts that hold something, in order; a forwarded message is one part.

    Pictures that belong to a text (multipart/related, RFC 2387) are left out.
    """
    if depth > _DEEPEST:
        raise _too_deep(path)
    if message.get_content_maintype() == "multipart":
        related = message.get_content_subtype() == "related"
        for part in _inner(message):
            if not (related and part.get_content_maintype() == "image"):
                yield from _parts(part, path, depth + 1)
    else:
        yield message


def _inner(part: EmailMessage) -> list[EmailMessage]:
    """Return the messages or parts that a part holds, none when it holds bytes."""
    payload = part.get_payload()
    return cast("list[EmailMessage]", payload) if isinstance(payload, list) else []


def _is_attachment(part: EmailMessage) -> bool:
    """Say whether a part is a file that somebody attached, shown in the message or not.

    What has a name of a document is one wherever a mail program shows it, but for pictures.
    """
    if part.get_content_type() == "message/rfc822":
        return True
    shown = _disposition(part) != "attachment"
    if part.get_content_maintype() == "image" and shown:
        return False
    return not shown or is_read(_filename(part))


def _disposition(part: EmailMessage) -> str:
    return _raw(part, "content-disposition").partition(";")[0].strip().lower()


def _of_kind(parts: list[EmailMessage], kind: str) -> Iterator[EmailMessage]:
    yield from (part for part in parts if part.get_content_type() == f"text/{kind}")


def _text(part: EmailMessage, path: str) -> str:
    content = _content(part)
    if not content.strip():
        return ""
    if part.get_content_subtype() == "html":
        return html.extract(content, path).text
    # Windows-1258 is hard to tell from Latin-1 in a short text; other declarations prove nothing
    # that the bytes would not tell.
    if str(part.get_content_charset()).lower() in _VIETNAMESE_WINDOWS:
        content = composed(content.decode("cp1258", "replace")).encode()
    return decode_text(content, path)


def _content(part: EmailMessage) -> bytes:
    """Return the bytes of a part as they were before they were encoded for the way."""
    if inner := _inner(part):  # a forwarded message
        return inner[0].as_bytes(policy=_POLICY)
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _name(part: EmailMessage, number: int) -> str:
    """Return a name for an attachment: its own, a forwarded message's subject, or its number."""
    if part.get_content_type() == "message/rfc822":
        subject = next((_header(inner, "subject") for inner in _inner(part)), "")
        name = _filename(part) or subject or str(number)
        return name if name.lower().endswith(".eml") else f"{name.replace('/', '-')}.eml"
    guessed = mimetypes.guess_extension(part.get_content_type()) or ""
    return _filename(part) or f"{number}{guessed}"


def _filename(part: EmailMessage) -> str:
    """Return the last part of the file name, whatever system it comes from."""
    try:
        name = part.get_filename() or ""
    except _BAD_HEADER:
        name = ""
    return PureWindowsPath(_clean(name)).name


def _header(message: EmailMessage, name: str) -> str:
    """Return a header in plain characters: words decoded, bytes that should not be there too."""
    raw = _clean(_raw(message, name))
    try:
        value = str(_parsed(name, raw.replace("\n", " ").replace("\r", " ")))
    except _BAD_HEADER:
        value = raw
    return fold_space(composed(value))


def _raw(message: EmailMessage, name: str) -> str:
    values = (value for key, value in message.raw_items() if key.lower() == name)
    return str(next(values, ""))[:_LONGEST_HEADER]


def _clean(header: str) -> str:
    """Return a header in which bytes beyond ASCII, kept as surrogates, are decoded."""
    if header.isascii():
        return header
    content = header.encode("utf-8", "surrogateescape")
    return composed(decode(content).text)


def _date(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(_raw(message, "date")).date().isoformat()
    except (ValueError, IndexError, TypeError, OverflowError):
        return ""
