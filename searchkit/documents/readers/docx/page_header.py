"""Which parts of a Word document are the headers of its first page: ECMA-376, part 1, 17.10."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from searchkit.documents.readers.docx.styles import W, is_on
from searchkit.documents.readers.zip_xml import parse_xml, part_names, read_part

if TYPE_CHECKING:
    from lxml import etree  # type: ignore[import-untyped]

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATIONS = "word/_rels/document.xml.rels"


def header_parts(document: etree._Element, data: bytes, path: str) -> list[str]:
    """Return the names of the parts with the header that the first page shows, none or one.

    Raises:
        DocumentError: the part that says where the headers are is damaged.

    """
    section = next(document.iter(f"{W}sectPr"), None)
    if section is None or _RELATIONS not in part_names(data):
        return []
    shown = "first" if is_on(section, "titlePg") else "default"
    relation = next(
        (
            item.get(_RELATION)
            for item in section.iterfind(f"{W}headerReference")
            if item.get(f"{W}type", "default") == shown
        ),
        None,
    )
    relations = parse_xml(read_part(data, _RELATIONS, path), path)
    targets = (item.get("Target", "") for item in relations if item.get("Id") == relation)
    return [posixpath.normpath(posixpath.join("/word", target))[1:] for target in targets]
