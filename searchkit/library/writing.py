"""What changes an index: adding and removing."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.errors import UsageError, storage_errors
from searchkit.index.ingest.options import UpdateOptions
from searchkit.library.reports import log_report
from searchkit.library.session import Session
from searchkit.logs import log

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchkit.index.ingest.records.new_document import NewDocument
    from searchkit.index.ingest.report import IndexReport
    from searchkit.index.ingest.updater import Progress
    from searchkit.library.writer import Writer


WAIT = 60.0
"""Seconds for which a writer waits for others, unless told otherwise."""


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
        wait: float = WAIT,
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
        Who comes while another writes waits in line; ``wait`` are seconds. Raises UsageError for a
        path that does not exist and from which nothing was indexed, IndexLockedError when it has
        waited in vain, IndexMissingError when the index has been deleted, DiskFullError.
        """
        from searchkit.index.ingest.updater import Updater
        from searchkit.library.run_status import told_beside

        given = [paths] if isinstance(paths, (str, Path)) else list(paths)
        if "" in given:  # which would be the folder that the program is in
            raise UsageError('a path is empty; the current folder is "."')
        roots = [Path(path) for path in given]
        options = UpdateOptions(
            jobs=jobs,
            memory=memory,
            keep_missing=keep_missing,
            prune=prune,
            retry_failed=retry_failed,
            wait=wait,
            ignore=tuple(ignore),
        )
        with told_beside(self._backend.name, progress) as watched:
            report = Updater(self._backend, options, watched).run(roots)
        return self._done(report)

    @storage_errors()
    def add_documents(
        self,
        documents: Iterable[NewDocument | Mapping[str, object]],
        *,
        jobs: int | None = None,
        memory: int = 512 << 20,
        wait: float = WAIT,
    ) -> IndexReport:
        """Add documents that lie in no file, such as rows of a database; return what was done.

        Each replaces the document with its ``id``; one that is as it was is left alone. Any
        iterable will do: it is read as it comes, with little in memory, and what is older than a
        minute is committed. A mapping has the keys of a corpus's records (``id``, ``text``,
        ``title``, ``number``, ``date`` …; others are fields of your own). A bad document stops
        nothing: it is listed in the report. The documents stay when the index is rebuilt. ``jobs``,
        ``memory``, ``wait`` and what is raised are as for ``add``.
        """
        from searchkit.index.ingest.records.additions import COMMIT_SECONDS, Additions
        from searchkit.index.ingest.records.new_document import NewDocument

        started = time.monotonic()
        options = UpdateOptions(jobs=jobs, memory=memory, wait=wait)
        one = isinstance(documents, (NewDocument, Mapping))
        backend = self._backend
        with (
            backend.writer(memory=options.collected, wait=wait) as writer,
            closing(Additions(backend, writer, patience=COMMIT_SECONDS)) as additions,
        ):
            additions.add([documents] if one else documents, jobs)
            additions.commit()
        additions.report.seconds = time.monotonic() - started
        return self._done(additions.report)

    def add_bytes(
        self,
        name: str,
        data: bytes,
        *,
        fields: Mapping[str, object] | None = None,
        wait: float = WAIT,
    ) -> IndexReport:
        """Add the bytes of a file that lies nowhere, such as an upload; return what was done.

        They are read as a file called ``name`` is, which is the document's id; they replace what
        was added under it before. ``fields`` are of your own. What cannot be read is among the
        failures of the report. See ``add_documents`` for the rest.
        """
        with self.writer(wait=wait) as writer:
            writer.add_bytes(name, data, fields=fields)
        return writer.report

    def writer(self, *, memory: int = 512 << 20, wait: float = WAIT) -> Writer:
        """Return a writer for a ``with`` block, at whose end all that it does becomes one commit.

        It holds the index for writing until then. Raises IndexLockedError at the beginning of the
        block when another has been writing for ``wait`` seconds.
        """
        from searchkit.library.writer import Writer

        options = UpdateOptions(memory=memory, wait=wait)
        return Writer(self._backend, options, finished=self._done)

    @storage_errors()
    def remove(self, names: str | Path | Iterable[str | Path], *, wait: float = WAIT) -> int:
        """Remove documents by their ids, files and folders by their paths; return how many.

        It is about the index: files stay, and what is still in a folder that is indexed comes back
        with the next ``add`` of it, unless a ``.searchkitignore`` leaves it out. Raises UsageError
        for a name that nothing answers to, when nothing is removed, and IndexLockedError when
        another was writing for ``wait`` seconds.
        """
        from searchkit.index.removal import remove_documents

        several = [names] if isinstance(names, (str, Path)) else list(names)
        removed = remove_documents(self._backend, several, wait)
        self.refresh()
        log("index", "info", "%s: %d documents removed", self.name, removed)  # no message
        return removed

    def _done(self, report: IndexReport) -> IndexReport:
        """Return the report of a run that is committed, with what is to be known of the index."""
        report.notes.extend(self.notes())
        log_report(self.name, report)
        self.refresh()
        return report
