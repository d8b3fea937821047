"""Whoosh's storage, which puts a checksum behind every table of contents that it publishes.

Whoosh writes a table of contents under a passing name and renames it. Before that the checksum is
appended and the file synced, which Whoosh does not do. Whoosh reads a table of contents only as far
as its content goes, so that an index with checksums stays one of Whoosh's own.
"""

from __future__ import annotations

import zlib
from pathlib import Path

from whoosh.filedb.filestore import FileStorage

from searchkit.engine.snapshot.table_of_contents import FOOTER, FOOTER_MAGIC
from searchkit.engine.storage.durable_files import sync_file
from searchkit.errors import IndexLockedError


class ChecksummedStorage(FileStorage):  # type: ignore[misc]
    """A ``FileStorage`` for indexes of ours."""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Rename a file; a table of contents gets its checksum and is synced before."""
        if newname.endswith(".toc"):
            path = Path(self.folder, oldname)
            check = zlib.crc32(path.read_bytes())
            with path.open("ab") as file:
                file.write(FOOTER.pack(check, FOOTER_MAGIC))
            sync_file(path)
        try:
            super().rename_file(oldname, newname, safe)
        except NameError as error:  # Whoosh's for a file that is there
            raise IndexLockedError(
                f"{self.folder}: another process has committed in the meantime, though this one "
                "held the lock: what this one added is lost; leave the lock file alone, and run "
                "the same command again"
            ) from error

    def list(self) -> list[str]:
        """Return the names of all files; none where there is no folder.

        Whoosh's own takes a folder that it may not list just now for an empty one.
        """
        try:
            return [entry.name for entry in Path(self.folder).iterdir()]
        except FileNotFoundError:
            return []


def add_checksums(storage: FileStorage) -> None:
    """Let a storage that Whoosh made publish as a ``ChecksummedStorage`` does.

    A writer of Whoosh's own asks its codec for nothing when it publishes, so that this is the one
    way in for what such a writer leaves behind.
    """
    storage.rename_file = ChecksummedStorage(storage.folder).rename_file
