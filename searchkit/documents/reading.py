"""From a file to its documents; every way in which a file can be bad ends as one kind of error."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from searchkit.documents import ocr
from searchkit.documents.formats import (
    ARCHIVE,
    CORPUS_SUFFIXES,
    ENCRYPTED,
    FORMATS,
    WEB_PAGES,
    detect,
)
from searchkit.documents.letterhead.metadata import metadata_of
from searchkit.documents.letterhead.news import read_news
from searchkit.documents.letterhead.reader import read_letterhead
from searchkit.documents.letterhead.title import title_of
from searchkit.documents.model import Document
from searchkit.documents.structure.passages import cut
from searchkit.errors import DocumentError, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchkit.documents.discovery.sources import Source
    from searchkit.documents.extraction import Extraction
    from searchkit.documents.letterhead.reader import Letterhead
    from searchkit.documents.readers.archive import Member

LARGEST_FILE = 512 << 20
"""The size in bytes above which a file other than a corpus is not read."""

LARGEST_TEXT = 50_000_000
"""Characters above which a text is not read: cutting and analysing it takes 40 bytes for each. Ten
thousand pages hold 27 million."""

_DEEPEST = 2  # an archive in a message, or a message in an archive


def read(source: Source, data: bytes | None = None) -> Iterator[Document | DocumentError]:
    """Yield the documents of a file: one, or as many as it holds.

    A corpus holds records, an archive files, and a message its attachments beside its own text.
    ``data`` are the file's bytes when the caller has them already. What cannot be read comes as a
    ``DocumentError`` among the documents, with the reason and what to do; nothing is raised, so
    that one bad record or file never stops the others.
    """
    try:
        if source.path.name.lower().endswith(CORPUS_SUFFIXES):
            from searchkit.documents.corpus import records

            yield from records(source, data)
        else:
            content = _content(source) if data is None else data
            yield from _documents(content, source.path.name, source.id, source.label)
    except Exception as error:
        yield _as_document_error(error, source.label)


def _content(source: Source) -> bytes:
    if source.size > LARGEST_FILE:
        reason = f"is larger than {LARGEST_FILE >> 20} MB"
        raise DocumentError(source.label, reason, "split the file")
    return source.path.read_bytes()


def _documents(
    content: bytes, name: str, identity: str, path: str, depth: int = 0
) -> Iterator[Document | DocumentError]:
    """Yield the document that a file is, and those that it holds when it is a container."""
    kind = detect(content, name)
    if kind == ARCHIVE and depth == _DEEPEST:
        raise DocumentError(path, "lies too deep in other archives", "unpack it and index it")
    if kind != ARCHIVE:
        try:
            yield from _document(content, kind, identity, path)
        except Exception as error:
            yield _as_document_error(error, path)
    names: Counter[str] = Counter()
    for member in _members(kind, content, path) if depth < _DEEPEST else ():
        if isinstance(member, DocumentError):
            yield member
            continue
        names[member.name] += 1
        again = f" ({names[member.name]})" if names[member.name] > 1 else ""
        inner = f"/{member.name}{again}"
        try:
            yield from _documents(
                member.data, member.name, f"{identity}{inner}", f"{path}{inner}", depth + 1
            )
        except Exception as error:
            yield _as_document_error(error, f"{path}{inner}")


def _members(kind: str, content: bytes, path: str) -> Iterator[Member | DocumentError]:
    if kind == ARCHIVE:
        from searchkit.documents.readers.archive import members

        yield from members(content, path)
    elif kind == "mail":
        from searchkit.documents.readers.mail import attachments

        yield from attachments(content, path)


def _as_document_error(error: Exception, path: str) -> DocumentError:
    """Turn what a library or the system raised into the one error that callers know."""
    if isinstance(error, DocumentError):
        return error
    if isinstance(error, OSError):
        reason = f"cannot be opened: {reason_of(error)}"
        return DocumentError(path, reason, "check that it is there and readable")
    if isinstance(error, ImportError):
        return DocumentError(path, f"needs a package that is missing: {error.name}", "install it")
    if isinstance(error, MemoryError):
        return DocumentError(path, "needs more memory than there is", "split the file")
    reason = f"cannot be read ({type(error).__name__}: {error})"
    return DocumentError(path, reason, "open it in its own program and save it anew")


def _document(
    content: bytes, kind: str, identity: str, path: str
) -> Iterator[Document | DocumentError]:
    """Yield the document of a file, and an error for what of it could not be read."""
    if not content:
        raise DocumentError(path, "is empty", "fetch it again, or delete it")
    if kind == ENCRYPTED:
        raise DocumentError(path, "is encrypted", "save it without a password")
    if kind not in FORMATS:
        raise DocumentError(path, f"cannot be read: it is a {kind}", "save it as .docx or .pdf")
    extraction = FORMATS[kind].reader()(content, path)
    text = extraction.text
    if not text.strip():
        raise DocumentError(path, "holds no text", "if it shows text, save it as .docx or .pdf")
    if len(text) > LARGEST_TEXT:
        reason = f"holds more than {LARGEST_TEXT // 1_000_000} million characters of text"
        raise DocumentError(path, reason, "split the file")
    head = read_letterhead(text)
    yield Document(
        identity,
        path,
        title_of(text, head, extraction.title),
        text,
        _metadata(extraction, head, news=kind in WEB_PAGES),
        cut(text, 0, extraction.pages),
    )
    if extraction.unread:
        raise DocumentError(path, extraction.unread, ocr.ADVICE)


def _metadata(extraction: Extraction, head: Letterhead, *, news: bool) -> dict[str, str]:
    """Join what the format says with what the text says, which counts more."""
    of_news = read_news(extraction.text) if news and not head.fields else {}
    return metadata_of(extraction.text, head, {**extraction.metadata, **of_news})
