"""What a worker does: read files or take records, and give back a batch ready to be written."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from searchkit.documents import content_hash, read
from searchkit.errors import DocumentError
from searchkit.index.batches import Entry, make_batch
from searchkit.index.records import Failure, SourceState
from searchkit.index.report import Tally

if TYPE_CHECKING:
    from searchkit.documents import Source
    from searchkit.documents.model import Document
    from searchkit.index.bulk import DocumentBatch


@dataclass(frozen=True, slots=True)
class FilesTask:
    """Files to read, each with its state in the index (None when it is new)."""

    files: tuple[tuple[Source, SourceState | None], ...]


@dataclass(frozen=True, slots=True)
class RecordsTask:
    """Records of a corpus, already read; ``replaced`` are keys of documents that they replace."""

    entries: tuple[Entry, ...]
    origins: tuple[SourceState, ...] = ()
    replaced: tuple[str, ...] = ()
    tally: Tally = field(default_factory=Tally)
    files: int = 0
    size: int = 0


@dataclass(slots=True)
class Outcome:
    """The result of a task: what to write, and the keys and sources that it replaces.

    ``files`` and ``size`` (bytes) say how far the run has come with this task.
    """

    batch: DocumentBatch | None = None
    replaced_keys: list[str] = field(default_factory=list)
    replaced_sources: list[str] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    files: int = 0
    size: int = 0


def state_of(
    source: Source, digest: str, documents: int = 0, failures: tuple[Failure, ...] = ()
) -> SourceState:
    """Return the state under which a file is recorded now."""
    return SourceState(
        path=source.label,
        root=str(source.root),
        id=source.id,
        size=source.size,
        mtime_ns=source.mtime_ns,
        indexed_ns=time.time_ns(),
        digest=digest,
        documents=documents,
        failures=failures,
    )


def failure_of(path: str, error: DocumentError | OSError) -> Failure:
    """Return the failure that an error stands for, in words for the person who reads the report."""
    if isinstance(error, DocumentError):
        return Failure(error.path, error.reason, error.advice)
    reason = (error.strerror or str(error)).lower()
    return Failure(path, f"cannot be read: {reason}", "check the file and its permissions")


def analyse(task: FilesTask | RecordsTask) -> Outcome:
    """Do one task. A bad file never raises: it becomes a failure of the outcome."""
    if isinstance(task, RecordsTask):
        outcome = Outcome(
            replaced_keys=list(task.replaced), tally=task.tally, files=task.files, size=task.size
        )
        return _finish(outcome, list(task.entries), list(task.origins))
    outcome = Outcome(files=len(task.files), size=sum(source.size for source, _ in task.files))
    entries: list[Entry] = []
    origins: list[SourceState] = []
    for source, known in task.files:
        _analyse_file(source, known, outcome, entries, origins)
    return _finish(outcome, entries, origins)


def _analyse_file(
    source: Source,
    known: SourceState | None,
    outcome: Outcome,
    entries: list[Entry],
    origins: list[SourceState],
) -> None:
    tally = outcome.tally
    digest = ""
    try:
        digest = content_hash(source)
        if known is not None and known.digest == digest:
            tally.unchanged += known.documents
            tally.failures.extend(known.failures)
            return
        documents = [_document(item) for item in read(source)]
    except (DocumentError, OSError) as error:
        failure = failure_of(source.label, error)
        tally.failures.append(failure)
        if known is None or not known.documents:
            outcome.replaced_sources.append(source.label)
            origins.append(state_of(source, digest, failures=(failure,)))
        # Otherwise the text that was read earlier stays: nothing that was indexed is lost.
        return
    if known is not None:
        outcome.replaced_sources.append(source.label)
    if known is not None and known.documents:
        tally.changed += len(documents)
    else:
        tally.added += len(documents)
    state = state_of(source, digest, documents=len(documents))
    if len(documents) == 1:
        entries.append(Entry(documents[0], key=source.label, digest=digest, origin=state))
    else:
        entries.extend(Entry(d, key=f"{source.label}#{d.id}", digest=digest) for d in documents)
        origins.append(state)


def _document(item: Document | DocumentError) -> Document:
    if isinstance(item, DocumentError):
        raise item
    return item


def _finish(outcome: Outcome, entries: list[Entry], origins: list[SourceState]) -> Outcome:
    if entries or origins:
        outcome.batch = make_batch(entries, origins)
    outcome.tally.passages += sum(len(entry.document.passages) for entry in entries)
    outcome.tally.text_bytes += sum(len(entry.document.text.encode()) for entry in entries)
    return outcome
