"""From a file to its documents; every way in which a file can be bad ends as one kind of error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.documents.formats import CORPUS_SUFFIXES, FORMATS, detect
from searchkit.documents.letterhead import read_letterhead
from searchkit.documents.model import Document
from searchkit.documents.news import publication_date
from searchkit.documents.passages import cut
from searchkit.documents.signature import read_signature
from searchkit.documents.titles import title_of
from searchkit.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchkit.documents.extraction import Extraction
    from searchkit.documents.letterhead import Letterhead
    from searchkit.documents.sources import Source

LARGEST_FILE = 512 << 20
_ADVICE = {
    "ole": "save it as .docx or .pdf",
    "rtf": "save it as .docx or .pdf",
    "image": "pictures hold no text",
    "archive": "unpack it and index the folder",
}


def read(source: Source, data: bytes | None = None) -> Iterator[Document | DocumentError]:
    """Yield the documents of a file: one, or one a record for a corpus.

    ``data`` are the file's bytes when the caller has them already. What cannot be read comes as a
    ``DocumentError`` among the documents, with the reason and what to do; nothing is raised, so
    that one bad record or file never stops the others.
    """
    try:
        if source.path.name.lower().endswith(CORPUS_SUFFIXES):
            from searchkit.documents.readers.corpus import records

            yield from records(source, data)
        else:
            yield _read_file(source, data)
    except DocumentError as error:
        yield error
    except OSError as error:
        reason = f"cannot be opened: {error.strerror or error}"
        yield DocumentError(source.label, reason, "check the permissions of the file")
    except MemoryError:
        yield DocumentError(source.label, "needs more memory than there is", "split the file")
    except Exception as error:
        reason = f"cannot be read ({type(error).__name__}: {error})"
        yield DocumentError(source.label, reason, "open it in its own program and save it anew")


def _read_file(source: Source, data: bytes | None) -> Document:
    label = source.label
    if source.size > LARGEST_FILE:
        raise DocumentError(label, f"is larger than {LARGEST_FILE >> 20} MB", "split the file")
    content = source.path.read_bytes() if data is None else data
    if not content:
        raise DocumentError(label, "is empty")
    name = detect(content, source.path.name)
    if name not in FORMATS:
        raise DocumentError(label, f"is of a kind that is not read ({name})", _ADVICE[name])
    extraction = FORMATS[name].reader()(content, label)
    text = extraction.text
    if not text.strip():
        raise DocumentError(label, "holds no text")
    head = read_letterhead(text)
    return Document(
        source.id,
        label,
        title_of(text, head, extraction.title),
        text,
        _metadata(extraction, head, news=name == "html"),
        cut(text, head.end, extraction.pages),
    )


def _metadata(extraction: Extraction, head: Letterhead, *, news: bool) -> dict[str, str]:
    """Join what the format says with what the text says, which counts more."""
    if not head.fields:
        published = publication_date(extraction.text) if news else ""
        return {**extraction.metadata, **({"date": published} if published else {})}
    foot = read_signature(extraction.text[head.end :])
    adopted = foot.pop("adopted", "")
    fields = {**extraction.metadata, **foot, **head.fields}
    if adopted:
        fields.setdefault("date", adopted)
    return fields
