"""What an index holds and how it is: documents, failures, counts, checks."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.errors import storage_errors
from searchkit.library.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchkit.index.document_view import DocumentView
    from searchkit.index.listing import DocumentEntry
    from searchkit.index.records import Failure
    from searchkit.index.statistics import IndexStats
    from searchkit.library.run_status import RunStatus


class Reading(Session):
    """Documents by name and in lists, and what is to be known of the index."""

    @storage_errors()
    def document(self, name: str) -> DocumentView:
        """Return a document by its id, its path or the end of it, its number, title, or a hit's id.

        Raises UsageError when there is none, or more than one, and DocumentError for a file that
        could not be read, with the reason.
        """
        from searchkit.index.document_view import find_document

        return find_document(self._current().catalogue, name)

    @storage_errors()
    def documents(
        self,
        *,
        folder: str | Path | None = None,
        kind: str | None = None,
        without: str | None = None,
    ) -> Iterator[DocumentEntry]:
        """Yield every document of the index, or those of a folder or kind, or without some fact.

        ``folder`` is one of the disk, or as ids begin (``noi-vu/2025``), ``kind`` how the name of a
        file ends (``pdf``) or a type of document (``nghị quyết``, ``NQ``), ``without`` one of
        ``number``, ``date``, ``title`` and the other keys of the metadata.
        Raises UsageError for another.
        """
        from searchkit.index.listing import list_documents

        return list_documents(self._current().catalogue, folder=folder, kind=kind, without=without)

    @storage_errors()
    def updated(self) -> dt.datetime | None:
        """Return when the newest of the indexed files was read, in local time; None if none was."""
        newest = self._current().catalogue.newest
        return dt.datetime.fromtimestamp(newest / 1e9).astimezone() if newest else None

    def running(self) -> RunStatus | None:
        """Return how far a run is that adds to the index or rebuilds it, None where none is known.

        ``files`` of ``all_files`` are done. A run is known after about a second.
        """
        from searchkit.library.run_status import run_status

        return run_status(self._backend.name)

    @storage_errors()
    def own_fields(self) -> dict[str, str]:
        """Return the fields that records have of their own, each with the name of its kind."""
        from searchkit.index.terms.own_fields import own_fields

        found = own_fields(self._current().catalogue.state)
        return {field.name: str(field.kind) for field in found.values()}

    @storage_errors()
    def roots(self) -> list[str]:
        """Return the folders and files that the index was made of, as whole paths."""
        from searchkit.index.roots import folders

        return folders(self._backend)

    @storage_errors()
    def failures(self) -> list[Failure]:
        """Return what could not be indexed, each with the reason and what to do."""
        return list(self._current().catalogue.failures)

    @storage_errors()
    def stats(self) -> IndexStats:
        """Count what the index holds."""
        from searchkit.index.statistics import count_index

        return count_index(self._backend, self._current().catalogue)

    @storage_errors()
    def check(self) -> dict[str, int]:
        """Check all that is stored against its checksums; return the files and their bytes.

        Raises IndexDamagedError, which names the file that is damaged or missing and the way out.
        """
        from searchkit.index.integrity import verify

        return verify(self._backend)

    def is_affected_by(self, path: str | Path) -> bool:
        """Say whether a change of a file may change the index, as whoever watches folders asks.

        Files that are passed over when folders are read (lock files of editors) do not, nor do
        those of the index itself, which may lie in a folder that is followed.
        """
        from searchkit.documents.discovery.ignore_rules import IGNORE_FILE
        from searchkit.documents.discovery.sources import is_passed_over

        changed = Path(path)
        if is_passed_over(changed.name) and changed.name != IGNORE_FILE:
            return False
        return not changed.resolve().is_relative_to(Path(self._backend.name).resolve())
