"""Office files that are zip archives of XML: parts read within limits, XML parsed without traps."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree  # type: ignore[import-untyped]

from searchkit.errors import DocumentError

_LARGEST_PART = 200 << 20
_LARGEST_TOTAL = 1 << 30
_BOMB_ADVICE = "this is no ordinary document; leave it out with .searchkitignore"
_ADVICE = "open it in its own program and save it again"


def read_part(data: bytes, name: str, path: str) -> bytes:
    """Return the part ``name`` of the archive ``data``.

    Raises:
        DocumentError: the archive is damaged or encrypted, lacks the part, or the part unpacks to
            more than 200 MB.

    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(name) as part:
            content = part.read(_LARGEST_PART + 1)
    except RuntimeError as error:
        raise DocumentError(path, "is encrypted", "save it without a password") from error
    except (zipfile.BadZipFile, KeyError, EOFError, OSError, ValueError, zlib.error) as error:
        raise DocumentError(path, f"is a damaged office document: {error}", _ADVICE) from error
    if len(content) > _LARGEST_PART:
        raise DocumentError(
            path,
            f"unpacks to more than {_LARGEST_PART >> 20} MB",
            _BOMB_ADVICE,
        )
    return content


def parse_xml(content: bytes, path: str) -> etree._Element:
    """Return the root element; entities are not expanded and nothing is fetched.

    Raises:
        DocumentError: the XML is damaged, or nested beyond what the parser allows.

    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError(path, f"is a damaged office document: {error}", _ADVICE) from error


def part_names(data: bytes) -> frozenset[str]:
    """Return the names of the parts, none for a damaged archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return frozenset()


def check_package(data: bytes, path: str) -> None:
    """Refuse an archive whose parts claim, together, more than a document can hold.

    Raises:
        DocumentError: the parts unpack to more than 1 GB.

    """
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            total = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise DocumentError(path, f"is a damaged office document: {error}", _ADVICE) from error
    if total > _LARGEST_TOTAL:
        raise DocumentError(path, f"unpacks to {total >> 20} MB", _BOMB_ADVICE)
