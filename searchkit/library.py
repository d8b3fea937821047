"""The library: an index that is opened, added to and searched, without a terminal."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.backends.local import LocalIndex
from searchkit.errors import UsageError, storage_errors
from searchkit.index.schema import FIELDS
from searchkit.search.query.filters import Filters
from searchkit.search.searcher import Request, Searcher
from searchkit.search.settings import RankingSettings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType
    from typing import Self

    from searchkit.backends.base import Backend
    from searchkit.index.document_view import DocumentView
    from searchkit.index.ingest.report import IndexReport
    from searchkit.index.ingest.updater import Progress
    from searchkit.index.listing import DocumentEntry
    from searchkit.index.records import Failure
    from searchkit.index.statistics import IndexStats
    from searchkit.search.ranking.topics import Topic
    from searchkit.search.results import SearchResult


class Index:
    """An open index. Searching and adding are safe from several threads and processes.

    Made by ``open_index``. A search sees every commit made before it, by whatever process.
    """

    def __init__(self, backend: Backend, settings: RankingSettings, topics: Path | None) -> None:
        self._backend = backend
        self._settings = settings
        self._topics_file = topics
        self._topics: dict[str, Topic] | None = None
        self._lock = threading.Lock()
        self._searcher: Searcher | None = None
        self._stamp: tuple[int, ...] = ()

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
        progress: Progress | None = None,
    ) -> IndexReport:
        """Add and refresh files, folders and corpora; return what was done.

        Unchanged files are skipped, changed ones replaced, moved ones recognised by their content,
        so that their ids stay; documents whose files have vanished are removed unless
        ``keep_missing``. A folder that is gone, closed, or suddenly without documents is told, and
        what was indexed from it stays, unless ``prune``. A bad file never stops the run: it is
        listed in the report, and read again when it has changed, or with ``retry_failed``.
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
        )
        report = Updater(self._backend, options, progress).run(roots)
        report.notes.extend(self.notes())
        self.refresh()
        return report

    @storage_errors()
    def search(
        self,
        query: str = "",
        *,
        limit: int = 10,
        topic: str | None = None,
        filters: Filters | None = None,
        per_document: int = 3,
        explain: bool = False,
    ) -> SearchResult:
        """Return the passages that answer a query best, or are most about a topic, or both.

        ``filters`` restrict the search by the letterhead; without a query they list the documents
        that meet them, newest first. ``per_document`` bounds the hits of one document. Raises
        QueryError where there is nothing to look for at all, UsageError for an unknown topic, for a
        number to filter by that is none, or a limit below 1. Nothing in a query is an error: what
        cannot be parsed is searched as words, and the notes of the result say so.
        """
        if limit < 1 or per_document < 1:
            raise UsageError("limit and per_document are whole numbers of at least 1")
        request = Request(
            query=query,
            topic=None if topic is None else self.topic(topic),
            filters=filters or Filters(),
            limit=limit,
            per_document=per_document,
            explain=explain,
        )
        return self._current().search(request)

    @storage_errors()
    def rank_documents(self, query: str, limit: int = 100) -> list[tuple[str, float]]:
        """Return (document id, score) of the documents that ``search`` shows first, in its order.

        A document scores as its best passage; without words to rank by there are none.
        """
        return self._current().rank_documents(query, limit)

    def topics(self) -> dict[str, Topic]:
        """Return the topics by name."""
        if self._topics is None:
            from searchkit.search.ranking.topics import load_topics

            self._topics = load_topics(self._topics_file)
        return self._topics

    def topic(self, name: str) -> Topic:
        """Return one topic by name or title; raises UsageError when there is none."""
        from searchkit.search.ranking.topics import find_topic

        return find_topic(self.topics(), name)

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

        ``kind`` is how the name of a file ends (``pdf``) or a type of document (``nghị quyết``),
        ``without`` one of ``number``, ``date``, ``title`` and the other keys of the metadata.
        Raises UsageError for another.
        """
        from searchkit.index.listing import list_documents

        return list_documents(self._current().catalogue, folder=folder, kind=kind, without=without)

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

    @storage_errors()
    def roots(self) -> list[str]:
        """Return the folders and files that the index was made of, as whole paths."""
        return self._backend.roots()

    @storage_errors()
    def failures(self) -> list[Failure]:
        """Return what could not be indexed, each with the reason and what to do."""
        return list(self._current().catalogue.failures())

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

    @storage_errors()
    def notes(self) -> list[str]:
        """Say what whoever searches should know of the index, and what to do; mostly nothing.

        Searches say the same: some texts were analysed otherwise than queries are.
        """
        from searchkit.index.analysis import analysis_note

        return [note] if (note := analysis_note(self._backend)) else []

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

    @storage_errors()
    def refresh(self) -> bool:
        """See what has been committed since; return whether there was anything new.

        Searches call this themselves when the index has changed.
        """
        with self._lock:
            before = self._searcher
            return self._renewed() is not before

    def close(self) -> None:
        """Let go of the index's files; searches that are under way end well."""
        with self._lock:
            self._searcher = None

    def _current(self) -> Searcher:
        known = self._stamp  # first: whoever renews sets it last
        searcher = self._searcher
        if searcher is None or self._backend.stamp() != known:
            with self._lock:
                return self._renewed()
        return searcher

    def _renewed(self) -> Searcher:
        """Return a searcher of what is committed now; the caller holds the lock."""
        stamp = self._backend.stamp()
        searcher = self._searcher
        if searcher is None or stamp != self._stamp:
            searcher = Searcher(self._backend, self._settings)
        self._searcher, self._stamp = searcher, stamp
        return searcher

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


@storage_errors()
def open_index(
    folder: str | Path = "index",
    *,
    create: bool = False,
    topics: str | Path | None = None,
    settings: RankingSettings | None = None,
) -> Index:
    """Open the index in a folder; with ``create``, make an empty one where there is none.

    ``topics`` is a TOML file with topics of your own. Raises IndexMissingError when there is no
    index, IndexDamagedError when it cannot be read, UsageError when the folder holds other files.
    """
    place = LocalIndex(Path(folder), FIELDS)
    backend = place.create() if create else place.open()
    return Index(backend, settings or RankingSettings(), Path(topics) if topics else None)


@storage_errors()
def repair_index(folder: str | Path = "index") -> IndexReport:
    """Make a damaged index anew from the texts that it has stored; their files may be gone.

    The report counts what was kept, its failures say what could not be read. Raises
    IndexLockedError while another process writes, UsageError where no index may be.
    """
    from searchkit.index.ingest.repair import repair

    return repair(LocalIndex(Path(folder), FIELDS))


@storage_errors()
def rebuild_index(
    folder: str | Path = "index",
    paths: Iterable[str | Path] | None = None,
    *,
    jobs: int | None = None,
    memory: int = 512 << 20,
    prune: bool = False,
    progress: Progress | None = None,
) -> IndexReport:
    """Build an index anew beside the old one and swap it in; searches go on meanwhile.

    ``paths`` default to all that was indexed into the folder before. Documents that the old index
    has, but no file within reach, are taken over, with their ids, unless ``prune``. The old index
    may be damaged, of an older format, or missing. Raises UsageError when a path is missing, none
    is known, or documents would be lost that neither a file nor the old index gives any more.
    """
    from searchkit.index.ingest.planner import UpdateOptions
    from searchkit.index.ingest.rebuild import rebuild

    roots = None if paths is None else [Path(path) for path in paths]
    backend = LocalIndex(Path(folder), FIELDS)
    return rebuild(backend, roots, UpdateOptions(jobs=jobs, memory=memory, prune=prune), progress)
