"""Documents that a program adds: each replaces the one with its id, and all become one commit."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from searchkit.backends.base import UNSCORED
from searchkit.documents.file_names import composed
from searchkit.errors import DocumentError, UsageError
from searchkit.index.catalogue import Catalogue
from searchkit.index.ingest.encoder import Entry
from searchkit.index.ingest.interrupts import uninterrupted
from searchkit.index.ingest.records.addition import Addition, known_to, task_of
from searchkit.index.ingest.records.corpora import digest_document
from searchkit.index.ingest.records.field_kinds import FieldKinds
from searchkit.index.ingest.records.new_document import NewDocument, document_of
from searchkit.index.ingest.refusals import note
from searchkit.index.ingest.report import IndexReport
from searchkit.index.ingest.tasks import RecordsTask, analyse, failure_of
from searchkit.index.ingest.workers import default_jobs, ordered_map
from searchkit.index.language_counts import LanguageCounter
from searchkit.index.removal import choose
from searchkit.index.roots import note_records
from searchkit.index.schema import BYTES, RECORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from searchkit.backends.base import Backend, IndexWriter
    from searchkit.index.ingest.tasks import Outcome
    from searchkit.index.records import Failure
    from searchkit.index.removal import Chosen

COMMIT_SECONDS = 60.0
"""How much of a long stream a killed program can lose: what is older is committed."""

_GROUP = 1 << 19
_MOST = 500
"""Characters of text, and documents, that are looked up and analysed together."""

_SMALL = 4 << 20
"""Characters below which starting other processes costs more than it saves."""

_AGAIN = 16 << 20
"""Characters of documents that wait for a commit, because their ids are to be in it already."""


class Additions:
    """What one writer adds, until it commits. Not to be shared by threads.

    The report counts what was done; what cannot be added is among its failures and stops nothing.
    A writer deletes only what is committed: so what is replaced or removed though it was only added
    now waits for a commit, at the end or when too much waits. With ``patience`` what is older than
    so many seconds is committed in between.
    """

    def __init__(
        self, backend: Backend, writer: IndexWriter, *, patience: float | None = None
    ) -> None:
        self._backend = backend
        self._writer = writer
        self._patience = patience
        self._language = LanguageCounter()
        self._again: dict[str, Addition] = {}
        self._doomed: set[str] = set()
        self._met = 0
        self._ended = True
        self.report = IndexReport()
        self._look()

    def _look(self) -> None:
        """See what is committed now, so that it may be replaced."""
        self._state = self._backend.state(UNSCORED)
        self._catalogue = Catalogue(self._state)
        self._kinds = FieldKinds(self._state)
        self._pending: dict[str, int] = {}
        self._removed: set[str] = set()
        self._looked = time.monotonic()

    def close(self) -> None:
        """Let go of the files in which is looked up what there is."""
        self._state.close()

    def add(self, items: Iterable[object], jobs: int | None = 1) -> None:
        """Add documents as they come; None lets several processes analyse them if it pays."""
        self.put(filter(None, map(self._prepared, items)), jobs)

    def put(self, additions: Iterable[Addition], jobs: int | None = 1) -> None:
        """Add what is prepared; what comes again under a name takes the place of what came."""
        waiting = iter(additions)
        self._ended = False
        while not self._ended:
            for outcome in self._outcomes(self._tasks(waiting), jobs):
                self._apply(outcome)
            if not self._ended:
                self.checkpoint()
                self._ended = False

    def remove(self, names: Iterable[str]) -> int:
        """Remove documents by their ids, those that were added now too; return how many.

        Raises UsageError for a name that nothing answers to.
        """
        added: dict[str, int] = {}
        committed: list[str] = []
        for name in map(composed, names):
            again = self._again.pop(name, None)
            if name in self._pending and (again or name not in self._doomed):
                added[name] = self._pending[name]
            else:
                committed.append(name)
        gone = self._delete(choose(self._catalogue, committed))
        self._doomed |= added.keys()
        removed = {**dict.fromkeys(gone, 1), **added}
        for name, documents in removed.items():
            self.report.note("removed", name, documents)
        return sum(removed.values())

    def _delete(self, chosen: Chosen) -> list[str]:
        """Delete documents, and return the ids of those that were not deleted before."""
        gone = {
            document.key: document.id
            for document in chosen.documents()
            if document.key not in self._removed
        }
        self._removed |= gone.keys()
        self._writer.delete("key", chosen.keys)
        self._writer.delete("source", chosen.paths)
        return list(gone.values())

    def fail(self, error: DocumentError) -> None:
        """Take down what cannot be added."""
        self.report.failures.append(_shown(failure_of(error.path, error)))

    def checkpoint(self) -> None:
        """Commit what there is, and go on with what waits for that."""
        self._save()
        with uninterrupted():
            self._settle()
            self._writer.checkpoint()
        self._state.close()
        doomed, self._doomed = self._doomed, set()
        self._look()
        for name in doomed:
            with suppress(UsageError):  # it could not be added
                self._delete(choose(self._catalogue, [name]))
        again, self._again = self._again, {}
        if again:
            self.put(again.values())

    def commit(self) -> None:
        """Commit all, and end."""
        while self._again or self._doomed:
            self.checkpoint()
        self._save(last=True)
        with uninterrupted():
            self._settle()
            self._writer.commit()

    def _settle(self) -> None:
        for refusal in self._writer.settle("key"):
            note(self.report, refusal)

    def _save(self, *, last: bool = False) -> None:
        """Keep beside the index what must be there before its documents."""
        if self._pending:
            note_records(self._backend)
        self._language.save(self._backend, last=last)

    def _prepared(self, item: object) -> Addition | None:
        self._met += 1
        try:
            document = document_of(item, f"document {self._met}")
        except DocumentError as error:
            self.fail(error)
            return None
        if not isinstance(item, NewDocument):
            fields = self._kinds.with_dates(document.fields)
            document = replace(document, fields=fields)
        return Addition(document.id, (Entry(document, document.path, digest_document(document)),))

    def _tasks(self, additions: Iterator[Addition]) -> Iterator[RecordsTask]:
        """Yield work until there is no more, or it is time to commit."""
        while not self._ended and not self._is_due():
            group = self._group(additions)
            for is_cut in (False, True):
                if alike := [addition for addition in group if addition.is_cut is is_cut]:
                    known = known_to(self._state, self._catalogue, alike, self._removed)
                    yield task_of(alike, known, self._kinds, is_cut=is_cut)

    def _is_due(self) -> bool:
        patience = self._patience if self._pending else None
        late = patience is not None and time.monotonic() - self._looked > patience
        return late or sum(one.size for one in self._again.values()) > _AGAIN

    def _group(self, additions: Iterator[Addition]) -> list[Addition]:
        """Take the next few that can be looked up together; those that must wait are put aside."""
        group: list[Addition] = []
        size = 0
        while size < _GROUP and len(group) < _MOST and not self._is_due():
            addition = next(additions, None)
            if addition is None:
                self._ended = True
                break
            if addition.ids.isdisjoint(self._pending) and addition.name not in self._again:
                self._pending |= dict.fromkeys(addition.ids, 1)
                self._pending[addition.name] = len(addition.entries)
                group.append(addition)
                size += addition.size
            else:
                self._again[addition.name] = addition
        return group

    def _outcomes(self, tasks: Iterator[RecordsTask], jobs: int | None) -> Iterator[Outcome]:
        """Yield what comes of tasks; only many are worth other processes."""
        work = partial(analyse, packing=self._backend.packing)
        size = 0
        begun: list[RecordsTask] = []
        for task in tasks if jobs != 1 else ():
            begun.append(task)
            size += sum(len(entry.document.text) for entry in task.entries)
            if size > _SMALL:
                break
        several = (jobs or default_jobs()) if size > _SMALL else 1
        return ordered_map(work, chain(begun, tasks), several)

    def _apply(self, outcome: Outcome) -> None:
        with uninterrupted():
            if outcome.replaced_keys:
                self._writer.delete("key", outcome.replaced_keys)
            if outcome.batch is not None:
                self._writer.add_packed(outcome.batch)
                self._language.add(outcome.batch.streams["text"])
        counts = outcome.counts
        counts.failures = [_shown(failure) for failure in counts.failures]
        self.report.include(counts)


def _shown(failure: Failure) -> Failure:
    """Return a failure that names what a program knows by its id, not by where it is kept."""
    return replace(failure, path=failure.path.removeprefix(RECORD).removeprefix(BYTES))
