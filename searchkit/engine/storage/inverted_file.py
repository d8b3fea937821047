"""The inverted file of a segment: for each field its terms, their documents, and lengths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.engine.storage.postings import FieldPostings
from searchkit.engine.storage.section_file import SectionFile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from searchkit.engine.storage.arrays import Bytes
    from searchkit.engine.storage.docstore import Documents


class InvertedFile:
    """The fields of one segment; ``documents`` is what the segment keeps of each document.

    Raises:
        IndexDamagedError: a file of the segment is damaged or has another format.

    """

    def __init__(self, path: Path, documents: Documents) -> None:
        self._sections = SectionFile(path)
        self._prefixes: dict[str, str] = self._sections.meta["fields"]
        self._fields: dict[str, FieldPostings] = {}
        self.documents = documents

    @property
    def names(self) -> Iterable[str]:
        """The names of the fields."""
        return self._prefixes.keys()

    def field(self, fieldname: str) -> FieldPostings | None:
        """Return the postings of a field, or None if the segment has none."""
        field = self._fields.get(fieldname)
        if field is None and fieldname in self._prefixes:
            prefix = self._prefixes[fieldname]
            field = FieldPostings(self._sections, prefix, self.documents.count)
            field = self._fields.setdefault(fieldname, field)
        return field

    def field_norms(self, fieldname: str) -> Bytes | None:
        """Return the field norms of all documents, or None for a field without lengths."""
        return self.documents.field_norms(fieldname)

    def verify(self) -> None:
        """Check every section of the segment's files; raises IndexDamagedError."""
        self._sections.verify()
        self.documents.verify()
