"""What a worker does: read files or take records, and give back a batch ready to be written."""

from __future__ import annotations

import atexit
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from searchkit._dataclass import dataclass, field
from searchkit.documents.corpus import cut_record
from searchkit.documents.discovery.sources import content_hash
from searchkit.documents.reading import LARGEST_FILE
from searchkit.errors import DocumentError, reason_of
from searchkit.index.ingest.encoder import Entry, make_batch
from searchkit.index.ingest.report import Counts
from searchkit.index.records import Failure, SourceState

if TYPE_CHECKING:
    from searchkit.backends.base import PackedBatch, Packing
    from searchkit.documents.discovery.sources import Source
    from searchkit.documents.isolation.reader import IsolatedReader
    from searchkit.documents.model import Document


_SETTLED_NS = 2_000_000_000
"""A file modified less than two seconds before it was indexed may have been modified again within
the same tick of the file system's clock, so its time alone does not prove that it is unchanged."""


@dataclass(frozen=True, slots=True)
class FilesTask:
    """Files to read, each with its state in the index (None when it is new)."""

    files: tuple[tuple[Source, SourceState | None], ...]


@dataclass(frozen=True, slots=True)
class RecordsTask:
    """Records of a corpus, already read; ``replaced`` are keys of documents that they replace.

    ``is_cut`` says that they have their passages, as documents have that are taken over.
    """

    entries: tuple[Entry, ...]
    origins: tuple[SourceState, ...] = ()
    replaced: tuple[str, ...] = ()
    counts: Counts = field(default_factory=Counts)
    files: int = 0
    size: int = 0
    is_cut: bool = False


@dataclass(slots=True)
class Outcome:
    """The result of a task: what to write, and the keys and sources that it replaces.

    ``kept`` are the paths of files that could not be read, but could be earlier. ``files`` and
    ``size`` (bytes) say how far the run has come with this task.
    """

    batch: PackedBatch | None = None
    replaced_keys: list[str] = field(default_factory=list)
    replaced_sources: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)
    files: int = 0
    size: int = 0


def state_of(
    source: Source, digest: str, documents: int = 0, failures: tuple[Failure, ...] = ()
) -> SourceState:
    """Return the state under which a file is recorded now."""
    return SourceState(
        path=source.label,
        root=source.root,
        id=source.id,
        size=source.size,
        mtime_ns=source.mtime_ns,
        indexed_ns=time.time_ns(),
        digest=digest,
        documents=documents,
        failures=failures,
    )


def state_of_failure(failure: Failure) -> SourceState:
    """Return the state under which a folder, or a file that nobody looked at, is recorded."""
    return SourceState(failure.path, "", "", 0, 0, time.time_ns(), "", failures=(failure,))


def is_settled(source: Source, state: SourceState) -> bool:
    """Say whether size and time prove that a file is as it was indexed."""
    return (
        source.size == state.size
        and source.mtime_ns == state.mtime_ns
        and source.mtime_ns < state.indexed_ns - _SETTLED_NS
        and bool(state.digest)
    )


def failure_of(path: str, error: DocumentError | OSError) -> Failure:
    """Return the failure that an error stands for, in words for the person who reads the report."""
    if isinstance(error, DocumentError):
        return Failure(error.path, error.reason, error.advice)
    reason = reason_of(error)
    return Failure(path, f"cannot be read: {reason}", "check the file and its permissions")


def analyse(task: FilesTask | RecordsTask, packing: Packing) -> Outcome:
    """Do one task. A bad file never raises: it becomes a failure of the outcome."""
    if isinstance(task, RecordsTask):
        outcome = Outcome(
            replaced_keys=list(task.replaced), counts=task.counts, files=task.files, size=task.size
        )
        entries = list(task.entries)
        if not task.is_cut:
            # Records come uncut: cutting passages is what takes the time, and here are the cores.
            entries = [Entry(cut_record(e.document), e.key, e.digest) for e in entries]
        return _finish(outcome, entries, list(task.origins), packing)
    work = _FilesWork(Outcome(files=len(task.files), size=sum(s.size for s, _ in task.files)))
    for source, known in task.files:
        work.take(source, known)
    return _finish(work.outcome, work.entries, work.origins, packing)


_of_thread = threading.local()


def isolated_reader() -> IsolatedReader:
    """Return this thread's reader; the process that it starts ends with this one."""
    from searchkit.documents.isolation.reader import (
        IsolatedReader,  # corpora are indexed without it
    )

    if not hasattr(_of_thread, "reader"):
        _of_thread.reader = IsolatedReader()
        atexit.register(_of_thread.reader.close)
    reader: IsolatedReader = _of_thread.reader
    return reader


class _FilesWork:
    """The entries, origins and counts of a task while its files are read."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.entries: list[Entry] = []
        self.origins: list[SourceState] = []

    def take(self, source: Source, known: SourceState | None) -> None:
        """Read one file; ``known`` is its state in the index."""
        counts = self.outcome.counts
        try:
            digest = _digest(source)
        except OSError as error:
            self._fail(source, known, "", [failure_of(source.label, error)])
            return
        if known is not None and known.digest == digest:
            counts.unchanged += known.documents
            counts.failures.extend(known.failures)
            return
        items = list(isolated_reader().read(source))
        documents = [item for item in items if not isinstance(item, DocumentError)]
        failures = [failure_of(source.label, i) for i in items if isinstance(i, DocumentError)]
        if not documents:
            self._fail(source, known, digest, failures)
            return
        # The hash of a file that changed meanwhile says nothing; without one it is read again.
        digest = digest if _is_as_found(source) else ""
        counts.failures.extend(failures)
        self._replace(source, known, documents)
        self._keep(source, documents, state_of(source, digest, len(documents), tuple(failures)))

    def _fail(
        self, source: Source, known: SourceState | None, digest: str, failures: list[Failure]
    ) -> None:
        """Record a file without documents.

        Text that was read from it earlier stays: nothing that was indexed is lost.
        """
        self.outcome.counts.failures.extend(failures)
        if known is None or not known.documents:
            self.outcome.replaced_sources.append(source.label)
            self.origins.append(state_of(source, digest, failures=tuple(failures)))
        else:
            self.outcome.kept.append(source.label)

    def _replace(
        self, source: Source, known: SourceState | None, documents: list[Document]
    ) -> None:
        if known is not None:
            self.outcome.replaced_sources.append(source.label)
        is_known = known is not None and known.documents
        self.outcome.counts.note("changed" if is_known else "added", source.id, len(documents))

    def _keep(self, source: Source, documents: list[Document], state: SourceState) -> None:
        if len(documents) == 1 and documents[0].id == source.id:
            self.entries.append(Entry(documents[0], source.label, state.digest, origin=state))
            return
        for document in documents:
            # A file inside an archive has a path of its own, but comes and goes with the archive.
            inner = replace(document, path=source.label)
            self.entries.append(Entry(inner, f"{source.label}#{document.id}", state.digest))
        self.origins.append(state)


def _digest(source: Source) -> str:
    """Return the hash of a file's content; what is too large to be read needs none."""
    if source.size > LARGEST_FILE:
        return f"{source.size}-{source.mtime_ns}"
    return content_hash(source)


def _is_as_found(source: Source) -> bool:
    """Say whether a file still has the size and time under which its folder was walked."""
    try:
        status = source.path.stat()
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) == (source.size, source.mtime_ns)


def _finish(
    outcome: Outcome, entries: list[Entry], origins: list[SourceState], packing: Packing
) -> Outcome:
    if entries or origins:
        try:
            outcome.batch = make_batch(entries, origins, packing)
        except Exception:  # one of them is to blame, and shall cost no other
            entries = [
                entry for entry in entries if _is_sound(entry, outcome.counts, origins, packing)
            ]
            outcome.batch = make_batch(entries, origins, packing)
    outcome.counts.passages += sum(len(entry.document.passages) for entry in entries)
    outcome.counts.text_bytes += sum(len(entry.document.text.encode()) for entry in entries)
    return outcome


def _is_sound(entry: Entry, counts: Counts, origins: list[SourceState], packing: Packing) -> bool:
    """Say whether a document can be analysed; note it as failed when it cannot."""
    try:
        make_batch([entry], (), packing)
    except Exception as error:  # whatever is odd about it
        reason = f"cannot be indexed ({type(error).__name__}: {error})"
        failure = Failure(entry.key, reason, "save it anew in its own program")
        counts.failures.append(failure)
        if entry.origin is not None:
            origins.append(replace(entry.origin, documents=0, failures=(failure,)))
        return False
    return True
