"""Bringing the index up to date with folders: what is new, changed, gone or as it was."""

from __future__ import annotations

import time
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from searchkit.backends.base import UNSCORED
from searchkit.documents.discovery.sources import discover
from searchkit.documents.file_names import printable
from searchkit.documents.formats import why_unread
from searchkit.errors import reason_of
from searchkit.index.catalogue import Catalogue
from searchkit.index.ingest.encoder import make_batch
from searchkit.index.ingest.interrupts import uninterrupted
from searchkit.index.ingest.last_tasks import ending_small
from searchkit.index.ingest.planner import Findings, Plan
from searchkit.index.ingest.refusals import Refusals
from searchkit.index.ingest.report import IndexReport
from searchkit.index.ingest.tasks import analyse, state_of, state_of_failure
from searchkit.index.ingest.workers import default_jobs, ordered_map
from searchkit.index.language_counts import LanguageCounter
from searchkit.index.records import Failure
from searchkit.index.roots import add_roots, drop_roots, is_there

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from searchkit.backends.base import Backend, IndexWriter
    from searchkit.documents.discovery.sources import Source
    from searchkit.index.ingest.options import UpdateOptions
    from searchkit.index.ingest.tasks import Outcome

COMMIT_SECONDS = 60.0
"""How much work a killed run can lose: everything older than this is committed."""

SMALL_RUN = 4 << 20
"""Bytes below which starting worker processes costs more than it saves."""


class Progress(Protocol):
    """Told how the run goes on: files in all, then files and bytes done."""

    def start(self, files: int, size: int) -> None:
        """Announce the number of files and their bytes."""

    def advance(self, files: int, size: int) -> None:
        """Report further files and bytes done."""


class Updater:
    """One update run over one index; ``former`` is the one whose place it takes in a rebuild."""

    def __init__(
        self,
        backend: Backend,
        options: UpdateOptions,
        progress: Progress | None = None,
        former: Catalogue | None = None,
    ) -> None:
        self._backend = backend
        self._options = options
        self._progress = progress
        self._former = former
        self._language = LanguageCounter()
        self._found = Findings()
        self._unread_now: list[str] = []
        self.report = IndexReport()
        self._refusals = Refusals(backend, self._found.sources, self.report)

    def run(self, paths: Iterable[str | Path]) -> IndexReport:
        """Update the index from files and folders.

        A run that is interrupted (Ctrl-C) keeps what was done. Raises UsageError for a path that
        does not exist and of which nothing was indexed, IndexLockedError while another process
        writes, IndexMissingError when the index has been deleted, DiskFullError.
        """
        started = time.monotonic()
        roots = [Path(path) for path in paths]
        # All is looked up under the lock, so that nobody else changes the index meanwhile.
        options = self._options
        with self._backend.writer(memory=options.collected, wait=options.wait) as writer:
            self._look_around(roots)
            with closing(self._backend.state(UNSCORED)) as state:
                plan = Plan(roots, self._found, Catalogue(state), self._former, self._options)
                # Ahead of all else: a run that is killed leaves a way out.
                add_roots(self._backend, roots)
                self._update(writer, plan)
            drop_roots(self._backend, plan.paths)
        self.report.seconds = time.monotonic() - started
        return self.report

    def _look_around(self, roots: list[Path]) -> None:
        """Find the files of the folders that are there."""
        there: list[Path] = []
        for root in roots:
            found = is_there(root)
            if found is None:
                self._note_unreachable(root.resolve(), PermissionError("may not be looked at"))
            elif found:
                there.append(root)
        rules = self._options.ignore
        files = discover(there, self._note_unreachable, self._note_unread, ignore=rules)
        self._found.sources += files

    def _update(self, writer: IndexWriter, plan: Plan) -> None:
        sources = self._found.sources
        if self._progress is not None:
            self._progress.start(len(sources), sum(source.size for source in sources))
        work = partial(analyse, packing=self._backend.packing)
        jobs = self._jobs(sources)
        tasks = plan.tasks() if jobs == 1 else ending_small(plan.tasks())
        with self._until_interrupted(writer):
            self._add(writer, ordered_map(work, tasks, jobs))
            self._add(writer, map(work, plan.keep(self._unread_now)))
            with uninterrupted():
                # Only now, when what a renamed file or another copy holds has been added.
                writer.delete("source", plan.vanished)
                self.report.include(plan.unchanged)
                self.report.include(plan.removed)
                self.report.kept += plan.kept
                self._record(writer, plan)
        with self._until_interrupted(writer), uninterrupted():
            self._language.save(self._backend, last=True)
            self._refusals.settle(writer)
            self._refusals.record(writer)
            writer.commit()

    def _add(self, writer: IndexWriter, outcomes: Iterable[Outcome]) -> None:
        committed = time.monotonic()
        for outcome in outcomes:
            with uninterrupted():
                self._apply(writer, outcome)
                if time.monotonic() - committed > COMMIT_SECONDS:
                    self._language.save(self._backend)
                    self._refusals.settle(writer)
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

    def _record(self, writer: IndexWriter, plan: Plan) -> None:
        """Record what has no documents of its own: copies, and what is not read."""
        self.report.duplicates = plan.copies.count
        copied = plan.copies.settle(list(self.report.failures))
        told = [state_of_failure(failure) for failure in plan.failures]
        found = [*copied, *told, *self._found.closed, *self._found.unread.values()]
        for state in found:
            self.report.failures.extend(state.failures)
        states = [state for state in found if plan.copies.is_news(state)]
        writer.delete("source", [state.path for state in states])
        if states:
            writer.add_packed(make_batch([], states, self._backend.packing))

    def _note_unreachable(self, path: Path, error: OSError) -> None:
        """Take down a folder or file that may not be looked at."""
        reason = f"cannot be reached: {reason_of(error)}"
        advice = "check what it is and its permissions; what was indexed from it stays"
        failure = Failure(printable(str(path)), reason, advice)
        self._found.closed.append(state_of_failure(failure))

    def _note_unread(self, source: Source) -> None:
        """Take down a document of a kind that is not read; nobody opens it."""
        if unread := why_unread(source.file):
            failure = Failure(source.label, unread.reason, unread.advice)
            self._found.unread[source.label] = state_of(source, "", failures=(failure,))

    def _apply(self, writer: IndexWriter, outcome: Outcome) -> None:
        if outcome.replaced_keys:
            writer.delete("key", outcome.replaced_keys)
        if outcome.replaced_sources:
            writer.delete("source", outcome.replaced_sources)
        if outcome.batch is not None:
            writer.add_packed(outcome.batch)
            self._language.add(outcome.batch.streams["text"])
        self.report.include(outcome.counts)
        self._unread_now += outcome.kept
        if self._progress is not None:
            self._progress.advance(outcome.files, outcome.size)

    def _jobs(self, sources: list[Source]) -> int:
        if sum(source.size for source in sources) < SMALL_RUN:
            return 1
        return self._options.jobs or default_jobs()
