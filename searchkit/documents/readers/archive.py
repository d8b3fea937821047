"""Archives (.zip) of documents: their readable members, within limits."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from searchkit.documents.formats import CORPUS_SUFFIXES, is_read, why_unread
from searchkit.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_MEMBERS = 10_000
_LARGEST_MEMBER = 200 << 20
_LARGEST_TOTAL = 1 << 30


class Member(NamedTuple):
    """A file inside an archive, by its name there and its bytes."""

    name: str
    data: bytes


def members(data: bytes, path: str) -> Iterator[Member | DocumentError]:
    """Yield the documents in an archive, and an error for each that cannot be unpacked or read.

    Corpora inside archives are left out, as are hidden files.

    Raises:
        DocumentError: the archive itself is damaged, or larger than any folder of documents.

    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise DocumentError(path, f"is a damaged zip archive: {error}", "fetch it again") from error
    with archive:
        entries = [entry for entry in archive.infolist() if _wanted(entry.filename)]
        total = sum(entry.file_size for entry in entries)
        if len(entries) > _MOST_MEMBERS or total > _LARGEST_TOTAL:
            reason = f"holds {len(entries)} documents of {total >> 20} MB"
            raise DocumentError(path, reason, "unpack it and index the folder")
        if not entries:
            raise DocumentError(
                path, "holds no documents that can be read", "leave it out with .searchkitignore"
            )
        for entry in entries:
            if unread := why_unread(entry.filename):
                yield DocumentError(f"{path}/{entry.filename}", *unread)
            else:
                yield _member(archive, entry, path)


def _wanted(name: str) -> bool:
    parts = PurePosixPath(name).parts
    hidden = any(part.startswith((".", "~$", "__MACOSX")) for part in parts)
    left_out = hidden or name.lower().endswith(CORPUS_SUFFIXES)
    return not left_out and (is_read(name) or why_unread(name) is not None)


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: str) -> Member | DocumentError:
    place = f"{path}/{entry.filename}"
    try:
        with archive.open(entry) as file:
            content = file.read(_LARGEST_MEMBER + 1)
    except RuntimeError:
        return DocumentError(place, "is encrypted", "unpack it with its password")
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, zlib.error) as error:
        return DocumentError(place, f"is damaged inside its archive: {error}", "fetch it again")
    if len(content) > _LARGEST_MEMBER:
        reason = f"unpacks to more than {_LARGEST_MEMBER >> 20} MB"
        return DocumentError(place, reason, "unpack it and split it")
    return Member(entry.filename, content)
