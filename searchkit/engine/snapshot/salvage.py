"""The stored fields of an index whose other parts may be damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from searchkit.engine.snapshot.names import INDEX_NAME
from searchkit.engine.snapshot.table_of_contents import read_latest
from searchkit.engine.storage import docstore
from searchkit.engine.storage.durable_files import listed
from searchkit.engine.storage.section_file import check_format
from searchkit.errors import IndexDamagedError, IndexMissingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


def salvage(folder: Path) -> Iterator[dict[str, Any] | IndexDamagedError]:
    """Yield the stored fields of each document, or in its place why they cannot be read.

    No postings are read. Neighbours stay neighbours; the newest segment comes first, for without
    a table of contents that can be read, deleted documents are among the others. Raises
    IndexDamagedError for an index of another format, of which nothing is read.
    """
    deleted = _deleted(folder)
    paths = listed(folder, f"{INDEX_NAME}_*{docstore.EXTENSION}")
    _check_formats(paths)
    for path in sorted(paths, key=lambda path: path.stat().st_mtime_ns, reverse=True):
        name = path.name.partition(".")[0]
        if deleted is not None and name not in deleted:
            continue
        gone = frozenset() if deleted is None else deleted[name]
        try:
            documents = docstore.Documents(path)
        except IndexDamagedError as error:
            yield error
            continue
        for number in range(documents.count):
            if number in gone:
                continue
            try:
                yield documents.stored_fields(number)
            except IndexDamagedError as error:
                yield error


def _check_formats(paths: Sequence[Path]) -> None:
    """Raise IndexDamagedError where all files have another format; of a single one it is damage."""
    others = []
    for path in paths:
        try:
            check_format(path)
        except IndexDamagedError as error:
            others.append(error)
    if others and len(others) == len(paths):
        raise others[0]


def _deleted(folder: Path) -> dict[str, frozenset[int]] | None:
    """Return the deleted documents of each segment; None where nothing says which there are."""
    try:
        segments = read_latest(folder).segments
    except (IndexMissingError, IndexDamagedError):
        return None
    return {segment.name: segment.deleted for segment in segments}
