"""What changes an index: adding and removing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.errors import storage_errors
from searchkit.library.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchkit.index.ingest.report import IndexReport
    from searchkit.index.ingest.updater import Progress


class Writing(Session):
    """Additions and removals; one writes at a time, searches go on meanwhile."""

    @storage_errors()
    def add(
        self,
        paths: str | Path | Iterable[str | Path],
        *,
        jobs: int | None = None,
        memory: int = 512 << 20,
        keep_missing: bool = False,
        prune: bool = False,
        retry_failed: bool = False,
        ignore: Iterable[str] = (),
        progress: Progress | None = None,
    ) -> IndexReport:
        """Add and refresh files, folders and corpora; return what was done.

        Unchanged files are skipped, changed ones replaced, moved ones recognised by their content,
        so that their ids stay; documents whose files have vanished are removed unless
        ``keep_missing``. A folder that is gone, closed, or suddenly without documents is told, and
        what was indexed from it stays, unless ``prune``. A bad file never stops the run: it is
        listed in the report, and read again when it has changed, or with ``retry_failed``.
        ``ignore`` are rules as in a ``.searchkitignore`` at the top of each folder.
        ``jobs`` processes analyse texts, ``memory`` bytes bound what is held before it is written.
        Raises UsageError for a path that does not exist and from which nothing was indexed,
        IndexLockedError while another process
        writes, IndexMissingError when the index has been deleted, DiskFullError.
        """
        from searchkit.index.ingest.planner import UpdateOptions
        from searchkit.index.ingest.updater import Updater

        roots = [Path(path) for path in ([paths] if isinstance(paths, (str, Path)) else paths)]
        options = UpdateOptions(
            jobs=jobs,
            memory=memory,
            keep_missing=keep_missing,
            prune=prune,
            retry_failed=retry_failed,
            ignore=tuple(ignore),
        )
        report = Updater(self._backend, options, progress).run(roots)
        report.notes.extend(self.notes())
        self.refresh()
        return report

    @storage_errors()
    def remove(self, names: str | Path | Iterable[str | Path]) -> int:
        """Remove documents by their ids, files and folders by their paths; return how many.

        It is about the index: files stay, and what is still in a folder that is indexed comes back
        with the next ``add`` of it, unless a ``.searchkitignore`` leaves it out. Raises UsageError
        for a name that nothing answers to, when nothing is removed, and IndexLockedError.
        """
        from searchkit.index.removal import remove_documents

        several = [names] if isinstance(names, (str, Path)) else list(names)
        removed = remove_documents(self._backend, several)
        self.refresh()
        return removed
