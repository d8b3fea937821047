"""What a run has to do: which files are read, taken over, kept, or dropped from the index."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from searchkit._dataclass import dataclass, field
from searchkit.index.ingest.carrying import carry, carry_records, renamed
from searchkit.index.ingest.duplicates import Duplicates
from searchkit.index.ingest.identities import Identities
from searchkit.index.ingest.moves import Moves
from searchkit.index.ingest.records.corpora import CorpusUpdate
from searchkit.index.ingest.records.field_kinds import FieldKinds
from searchkit.index.ingest.report import Counts
from searchkit.index.ingest.tasks import FilesTask, RecordsTask, is_settled, state_of
from searchkit.index.presence import Presence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from searchkit.documents.discovery.sources import Source
    from searchkit.index.catalogue import Catalogue
    from searchkit.index.ingest.options import UpdateOptions
    from searchkit.index.records import SourceState

_FILES_PER_TASK = 32
_BYTES_PER_TASK = 1 << 21


@dataclass(slots=True)
class Findings:
    """What a walk through the folders found: files, files of kinds not read, what is closed."""

    sources: list[Source] = field(default_factory=list)
    unread: dict[str, SourceState] = field(default_factory=dict)
    closed: list[SourceState] = field(default_factory=list)


class Plan:
    """The work of one run, and what is told of files that nobody reads.

    ``catalogue`` is that of the index that is written. In a rebuild ``former`` is that of the index
    whose place it takes: all is read anew, but ids stay, and so does what cannot be reached.
    Raises UsageError for a path that does not exist and of which the index knows nothing.
    """

    def __init__(
        self,
        roots: Sequence[Path],
        found: Findings,
        catalogue: Catalogue,
        former: Catalogue | None,
        options: UpdateOptions,
    ) -> None:
        self._sources = found.sources
        self._options = options
        self._former = former
        self._before = before = catalogue if former is None else former
        self._known = {state.path: state for state in before.sources()}
        self._moves = Moves(found.sources, self._known)
        self._moved = self._moves.states
        moved = {state.path for state in [*self._moved.values(), *self._moves.left_out]}
        presence = Presence(
            roots,
            {path: state for path, state in self._known.items() if path not in moved},
            [*(source.label for source in found.sources), *found.unread],
            [state.path for state in found.closed],
            prune=options.prune,
        )
        self.failures = presence.failures
        gone, kept = presence.gone, presence.kept
        if options.keep_missing:
            gone, kept = [], [*kept, *gone]
        others = [] if former is not None and options.prune else presence.others
        self._gone = {state.path: state for state in [*gone, *self._moves.left_out]}
        self._stay = {state.path: state for state in [*kept, *others]}
        told = {failure.path for failure in self.failures} | {s.path for s in found.closed}
        self._untold = [state for path, state in self._stay.items() if path not in told]
        self.kept = sum(s.documents for s in (kept if former is None else self._stay.values()))
        away = {*self._gone, *moved}
        self.copies = Duplicates(
            found.sources,
            self._known if former is None else self._stay,
            away,
            self._moves,
        )
        held = [state for path, state in self._known.items() if path not in away]
        self._identities = Identities(held, before)
        self._kinds = FieldKinds(catalogue.state)
        self._taken_over: list[str] = []
        self.unchanged = Counts()

    @property
    def vanished(self) -> list[str]:
        """The paths of the files of the index that are there no more."""
        moved = (state.path for state in self._moved.values())
        return [*self._gone, *self._taken_over, *moved]

    @property
    def removed(self) -> Counts:
        """The documents that are gone with their files, once all tasks are done."""
        counts = Counts()
        for path, state in self._gone.items():
            counts.note("removed", state.id or path, state.documents)
        return counts

    @property
    def paths(self) -> Iterator[str]:
        """The paths of all files that are in the index when the run is done."""
        yield from (source.label for source in self._sources)
        yield from self._stay

    def tasks(self) -> Iterator[FilesTask | RecordsTask]:
        """Yield the work; what is as it was is counted in ``unchanged``."""
        group: list[tuple[Source, SourceState | None]] = []
        size = 0
        for found in self._sources:
            state = self._state_before(found)
            source = replace(found, id=self._identities.of_file(found, state))
            if not source.is_corpus and self.copies.takes(source, state):
                continue
            if state is not None and state.copy_of:  # what it was a copy of is there no more
                state = replace(state, digest="", copy_of="")
            if self._former is None and self._moves.is_as_it_was(source) and state is not None:
                now = renamed(state, state_of(source, state.digest))
                counts = Counts(failures=list(now.failures))
                counts.note("moved", source.id, now.documents)
                yield from carry(self._before, state, now, counts)
            elif state is not None and is_settled(source, state):
                self.unchanged.unchanged += state.documents
                self.unchanged.failures.extend(state.failures)
            elif source.is_corpus:
                yield from self._corpus(source, state)
            else:
                group.append((source, state))
                size += source.size
                if len(group) >= _FILES_PER_TASK or size >= _BYTES_PER_TASK:
                    yield FilesTask(tuple(group))
                    group, size = [], 0
        if group:
            yield FilesTask(tuple(group))
        yield from self._staying()
        if self._former is not None:
            yield from carry_records(self._former)

    def keep(self, paths: Iterable[str]) -> Iterator[RecordsTask]:
        """Yield tasks for files that could be read only before: what this index lacks of them."""
        for path in paths:
            before = self._moved.get(path) or self._known[path]
            if self._former is not None or before.path != path:
                now = renamed(before, replace(before, path=path))
                yield from carry(self._before, before, now, Counts())

    def _state_before(self, source: Source) -> SourceState | None:
        """Return a file's state in the index, as if changed where it has to be read again."""
        moved = self._moves.before(source)
        state = moved or self._known.get(source.label)
        stays = self._former is None and moved is not None and self._moves.is_as_it_was(source)
        if state is None or stays:
            return state
        again = state.failures and self._options.retry_failed
        if again or moved is not None or self._former is not None:
            return replace(state, digest="")
        return state

    def _corpus(self, source: Source, state: SourceState | None) -> Iterator[RecordsTask]:
        path = source.label if state is None else state.path
        digests: dict[str, str] = {}
        ids: dict[str, str] = {}
        for document in self._before.of_file(path):
            key = f"{source.label}{document.key.removeprefix(path)}"
            ids[key] = document.id
            if self._former is None and path == source.label:
                digests[key] = document.digest
        keep = self._options.keep_missing
        update = CorpusUpdate(
            source, state, digests, ids, self._identities, self._kinds, keep_missing=keep
        )
        yield from update.tasks()
        if state is not None and ids and not (digests or update.complete):
            # Of a damaged file, what could be read before, and is not in this index yet.
            now = replace(state, path=source.label)
            yield from carry(
                self._before, state, now, Counts(), but=update.seen, recorded=update.recorded
            )

    def _staying(self) -> Iterator[RecordsTask]:
        """Yield what has to be written of files that stay, though nobody reads them.

        A copy whose original is gone takes its documents over.
        """
        holders = {state.path: path for path, state in self._moved.items()}
        for state in self._untold:
            replaced = (f"{state.path}#",) if self._former is None else ()
            if original := self._gone.pop(state.copy_of, None):
                self._taken_over.append(original.path)
                holders[original.path] = state.path
                now = replace(renamed(original, state), copy_of="")
                yield RecordsTask((), replaced=replaced)
                yield from carry(self._before, original, now, Counts())
                continue
            now = replace(state, copy_of=holders.get(state.copy_of, state.copy_of))
            if self._former is not None:
                yield from carry(self._before, state, now, Counts())
            elif now != state:
                yield RecordsTask((), (now,), replaced=replaced)
