"""Bringing the index up to date with folders: what is new, changed, gone or as it was."""

from __future__ import annotations

import time
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from searchkit.backends.base import BM25
from searchkit.documents.discovery.sources import discover
from searchkit.documents.file_names import printable
from searchkit.documents.formats import why_unread
from searchkit.errors import UsageError
from searchkit.index.catalogue import Catalogue
from searchkit.index.ingest.corpora import CorpusUpdate
from searchkit.index.ingest.duplicates import Duplicates
from searchkit.index.ingest.encoder import make_batch
from searchkit.index.ingest.interrupts import uninterrupted
from searchkit.index.ingest.report import IndexReport
from searchkit.index.ingest.tasks import FilesTask, analyse, is_settled, state_of
from searchkit.index.ingest.workers import default_jobs, ordered_map
from searchkit.index.language_counts import LanguageCounter, add_language
from searchkit.index.records import Failure, SourceState
from searchkit.index.roots import add_roots

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from searchkit.backends.base import Backend, IndexWriter
    from searchkit.documents.discovery.sources import Source
    from searchkit.index.ingest.tasks import Outcome, RecordsTask

_FILES_PER_TASK = 32
_BYTES_PER_TASK = 1 << 21
COMMIT_SECONDS = 60.0
"""How much work a killed run can lose: everything older than this is committed."""

_COLLECTED = 1 / 4
"""The part of the memory for what is collected; merging, texts at work and the list of files take
the rest. Smaller segments also leave less to write at the end, when the other processes idle."""

_UNSCORED = BM25(0.0, 0.0)
"""An update looks documents up by exact terms; it ranks none."""

SMALL_RUN = 4 << 20
"""Bytes below which starting worker processes costs more than it saves."""


@dataclass(frozen=True, slots=True)
class UpdateOptions:
    """How to update: ``jobs`` processes, ``memory`` bytes for the one that writes the index.

    ``keep_missing`` keeps documents whose files have vanished, ``retry_failed`` reads files again
    that could not be read, though they are as they were. ``prune`` removes also what came from
    folders that are suddenly empty or cannot be reached, as a share that is not mounted.
    """

    jobs: int | None = None
    memory: int = 512 << 20
    keep_missing: bool = False
    retry_failed: bool = False
    prune: bool = False

    def __post_init__(self) -> None:
        """Raise UsageError for what cannot be worked with."""
        if self.memory < 1 or (self.jobs is not None and self.jobs < 1):
            raise UsageError("jobs and memory are whole numbers of at least 1")


class Progress(Protocol):
    """Told how the run goes on: files in all, then files and bytes done."""

    def start(self, files: int, size: int) -> None:
        """Announce the number of files and their bytes."""

    def advance(self, files: int, size: int) -> None:
        """Report further files and bytes done."""


class Updater:
    """One update run over one index."""

    def __init__(
        self, backend: Backend, options: UpdateOptions, progress: Progress | None = None
    ) -> None:
        self._backend = backend
        self._options = options
        self._progress = progress
        self._language = LanguageCounter()
        self.unreachable: list[SourceState] = []
        """Folders and files that could not be looked at, or that are suddenly empty."""
        self._unread: dict[str, SourceState] = {}
        self.report = IndexReport()

    def run(self, paths: Iterable[str | Path]) -> IndexReport:
        """Update the index from files and folders.

        A run that is interrupted (Ctrl-C) keeps what was done. Raises UsageError for a missing
        path, IndexLockedError while another process writes, IndexMissingError when the index has
        been deleted, DiskFullError.
        """
        started = time.monotonic()
        roots = [Path(path) for path in paths]
        # All is looked up under the lock, so that nobody else changes the index meanwhile.
        collected = int(_COLLECTED * self._options.memory)
        with self._backend.writer(memory=collected) as writer:
            sources = list(discover(roots, self._note_unreachable, self._note_unread))
            add_roots(
                self._backend, roots
            )  # ahead of all else: a run that is killed leaves a way out
            with closing(self._backend.state(_UNSCORED)) as state:
                self._update(writer, Catalogue(state), roots, sources)
        self.report.seconds = time.monotonic() - started
        return self.report

    def _update(
        self, writer: IndexWriter, catalogue: Catalogue, roots: list[Path], sources: list[Source]
    ) -> None:
        known = {state.path: state for state in catalogue.sources()}
        vanished = self._vanished(roots, sources, known)
        copies = Duplicates(sources, known, {state.path for state in vanished})
        tasks = self._tasks(sources, known, catalogue, copies)
        if self._progress is not None:
            self._progress.start(len(sources), sum(source.size for source in sources))
        work = partial(analyse, packing=self._backend.packing)
        with self._until_interrupted(writer):
            self._add(writer, ordered_map(work, tasks, self._jobs(sources)))
            with uninterrupted():
                # Only now, when what a renamed file or another copy holds has been added.
                writer.delete("source", [state.path for state in vanished])
                self.report.removed += sum(state.documents for state in vanished)
                self._record(writer, copies)
        with self._until_interrupted(writer), uninterrupted():
            self._save_language()
            writer.commit()

    def _add(self, writer: IndexWriter, outcomes: Iterable[Outcome]) -> None:
        committed = time.monotonic()
        for outcome in outcomes:
            with uninterrupted():
                self._apply(writer, outcome)
                if time.monotonic() - committed > COMMIT_SECONDS:
                    self._save_language()
                    writer.checkpoint()
                    committed = time.monotonic()

    @contextmanager
    def _until_interrupted(self, writer: IndexWriter) -> Iterator[None]:
        """Leave the block when interrupted, with all that was done still in the writer."""
        try:
            yield
        except KeyboardInterrupt:
            if writer.cancelled:
                raise
            self.report.interrupted = True

    def _save_language(self) -> None:
        add_language(self._backend, self._language.take())

    def _record(self, writer: IndexWriter, copies: Duplicates) -> None:
        """Record what has no documents of its own: copies, and what is not read."""
        self.report.duplicates = copies.count
        copied = copies.settle(list(self.report.failures))
        found = [*copied, *self.unreachable, *self._unread.values()]
        for state in found:
            self.report.failures.extend(state.failures)
        states = [state for state in found if copies.is_news(state)]
        writer.delete("source", [state.path for state in states])
        if states:
            writer.add_packed(make_batch([], states, self._backend.packing))

    def _note_unreachable(self, path: Path, error: OSError) -> None:
        """Take down a folder or file that may not be looked at."""
        label = printable(str(path))
        reason = f"cannot be reached: {(error.strerror or str(error)).lower()}"
        failure = Failure(
            label, reason, "check what it is and its permissions; what was indexed from it stays"
        )
        self.unreachable.append(
            SourceState(label, "", "", 0, 0, time.time_ns(), "", failures=(failure,))
        )

    def _note_unread(self, source: Source) -> None:
        """Take down a document of a kind that is not read; nobody opens it."""
        if unread := why_unread(source.file):
            failure = Failure(source.label, unread.reason, unread.advice)
            self._unread[source.label] = state_of(source, "", failures=(failure,))

    def _apply(self, writer: IndexWriter, outcome: Outcome) -> None:
        if outcome.replaced_keys:
            writer.delete("key", outcome.replaced_keys)
        if outcome.replaced_sources:
            writer.delete("source", outcome.replaced_sources)
        if outcome.batch is not None:
            writer.add_packed(outcome.batch)
            self._language.add(outcome.batch.streams["text"])
        self.report.include(outcome.counts)
        if self._progress is not None:
            self._progress.advance(outcome.files, outcome.size)

    def _jobs(self, sources: list[Source]) -> int:
        if sum(source.size for source in sources) < SMALL_RUN:
            return 1
        return self._options.jobs or default_jobs()

    def _vanished(
        self, roots: list[Path], sources: list[Source], known: dict[str, SourceState]
    ) -> list[SourceState]:
        """Return the files of the index that lay under the given folders and are gone."""
        if self._options.keep_missing:
            return []
        present = {*(source.label for source in sources), *self._unread}
        folders = [root.resolve() for root in roots]
        if not self._options.prune:
            self._note_empty(folders, present, known)
        closed = [] if self._options.prune else [state.path for state in self.unreachable]
        return [
            state
            for path, state in known.items()
            if path not in present
            and any(Path(path).is_relative_to(folder) for folder in folders)
            and not any(Path(path).is_relative_to(folder) for folder in closed)
            and (self._options.prune or not _is_out_of_reach(path))
        ]

    def _note_empty(
        self, folders: list[Path], present: set[str], known: dict[str, SourceState]
    ) -> None:
        """Take down folders in which nothing is left of all that was indexed from them."""
        for folder in folders:
            if any(Path(path).is_relative_to(folder) for path in present):
                continue
            states = [s for path, s in known.items() if Path(path).is_relative_to(folder)]
            if any(state.documents or state.copy_of for state in states):
                self._note_kept(printable(str(folder)), "is empty: what was indexed from it stays")

    def _note_kept(self, label: str, reason: str) -> None:
        failure = Failure(label, reason, "mount it again, or run again with --prune")
        self.unreachable.append(
            SourceState(label, "", "", 0, 0, time.time_ns(), "", failures=(failure,))
        )

    def _tasks(
        self,
        sources: list[Source],
        known: dict[str, SourceState],
        catalogue: Catalogue,
        copies: Duplicates,
    ) -> Iterator[FilesTask | RecordsTask]:
        group: list[tuple[Source, SourceState | None]] = []
        size = 0
        for source in sources:
            state = known.get(source.label)
            if state is not None and state.failures and self._options.retry_failed:
                state = replace(state, digest="")
            if not source.is_corpus and copies.takes(source, state):
                continue
            if state is not None and state.copy_of:  # what it was a copy of is there no more
                state = replace(state, digest="", copy_of="")
            if state is not None and is_settled(source, state):
                self.report.unchanged += state.documents
                self.report.failures.extend(state.failures)
            elif source.is_corpus:
                digests = catalogue.digests(source.label)
                yield from CorpusUpdate(
                    source, state, digests, keep_missing=self._options.keep_missing
                ).tasks()
            else:
                group.append((source, state))
                size += source.size
                if len(group) >= _FILES_PER_TASK or size >= _BYTES_PER_TASK:
                    yield FilesTask(tuple(group))
                    group, size = [], 0
        if group:
            yield FilesTask(tuple(group))


def _is_out_of_reach(path: str) -> bool:
    """Say whether it cannot be told if a file is still there, as in a folder without permission."""
    try:
        Path(path).stat()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False
