"""One committed state of an index, with its segments open for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._named_tuple import NamedTuple
from searchkit.engine.snapshot.table_of_contents import (
    STREAM,
    latest_generation,
    read_latest,
)
from searchkit.engine.storage import docstore, postings
from searchkit.engine.storage.docstore import Documents
from searchkit.engine.storage.inverted_file import InvertedFile
from searchkit.engine.storage.section_file import damaged
from searchkit.errors import IndexDamagedError

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit.engine.snapshot.table_of_contents import SegmentState, TableOfContents


class Field(NamedTuple):
    """A field of the index, by what queries ask of it."""

    scorable: bool


class OpenSegment:
    """The files of one segment, and its deleted documents."""

    def __init__(self, folder: Path, state: SegmentState) -> None:
        path = folder / (state.name + docstore.EXTENSION)
        documents = Documents(path)
        if documents.count != state.documents:
            raise damaged(str(path), "holds another number of documents than the index says")
        self.inverted = InvertedFile(folder / (state.name + postings.EXTENSION), documents)
        self.state = state


class Snapshot:
    """What was committed when it was opened; later commits change nothing of it."""

    def __init__(self, table: TableOfContents, parts: list[OpenSegment]) -> None:
        self.generation = table.generation
        self.schema = {name: Field(own.name == STREAM) for name, own in table.fields.items()}
        self._parts: list[tuple[OpenSegment, int]] = []
        self._documents = 0
        for part in parts:
            self._parts.append((part, self._documents))
            self._documents += part.state.documents

    def doc_count_all(self) -> int:
        """Return the number of documents, deleted ones among them."""
        return self._documents

    def field_length(self, fieldname: str) -> int:
        """Return the number of tokens of a field in all documents."""
        return sum(part.state.field_lengths.get(fieldname, 0) for part, _ in self._parts)

    def leaf_readers(self) -> list[tuple[OpenSegment, int]]:
        """Return each segment, and the number of its first document."""
        return self._parts


def open_snapshot(folder: Path) -> Snapshot:
    """Open what is committed now.

    Raises IndexMissingError where there is no table of contents, IndexDamagedError for what cannot
    be read, and for a file that is missing.
    """
    while True:
        table = read_latest(folder)
        try:
            return Snapshot(table, [OpenSegment(folder, state) for state in table.segments])
        except FileNotFoundError as error:
            if latest_generation(folder) == table.generation:
                raise IndexDamagedError(
                    f"{error.filename}: this file of the index is missing; "
                    f"run `searchkit rebuild --index {folder}`"
                ) from error
            # a commit has just removed it
