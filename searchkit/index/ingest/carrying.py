"""Documents taken over as they are stored: from an old index, or from a path that a file had."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from searchkit.index.document_view import passage_of
from searchkit.index.ingest.encoder import Entry
from searchkit.index.ingest.report import Counts
from searchkit.index.ingest.tasks import RecordsTask
from searchkit.index.records import document_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from searchkit.documents.model import Document
    from searchkit.index.catalogue import Catalogue
    from searchkit.index.records import SourceState, StoredDocument

_GROUP = 1 << 20
"""Characters of text in one task."""


def carry(
    catalogue: Catalogue,
    before: SourceState,
    now: SourceState,
    counts: Counts,
    *,
    but: Container[str] = (),
    recorded: bool = False,
) -> Iterator[RecordsTask]:
    """Yield tasks that write the documents of a file as they were, under its state of now.

    ``counts`` are what is told of the file; nothing of it is read. Ids, texts and passages stay.
    Documents with the keys ``but`` are left out; ``recorded`` says that the state is written
    already.
    """
    entries: list[Entry] = []
    origins = [] if recorded else [now]
    size = 0
    for first in catalogue.beginnings_of_file(before.path):
        stored, document = _restored(catalogue, first, now.path)
        key = f"{now.path}{stored.key.removeprefix(before.path)}"
        if key in but:
            continue
        is_whole = stored.key == before.path  # and so it stands for its file
        origins = [] if is_whole else origins
        entries.append(Entry(document, key, stored.digest, now if is_whole else None))
        size += len(stored.text)
        if size >= _GROUP:
            yield RecordsTask(tuple(entries), is_cut=True)
            entries, size = [], 0
    yield RecordsTask(tuple(entries), tuple(origins), counts=counts, is_cut=True)


def carry_records(catalogue: Catalogue) -> Iterator[RecordsTask]:
    """Yield tasks that write what programs have added, as it was, with its ids."""
    entries: list[Entry] = []
    size = 0
    for path in catalogue.added_by_programs():
        for first in catalogue.beginnings_of_file(path):
            stored, document = _restored(catalogue, first, path)
            entries.append(Entry(document, stored.key, stored.digest))
            size += len(stored.text)
            if size >= _GROUP:
                counts = Counts(unchanged=len(entries))
                yield RecordsTask(tuple(entries), counts=counts, is_cut=True)
                entries, size = [], 0
    yield RecordsTask(tuple(entries), counts=Counts(unchanged=len(entries)), is_cut=True)


def _restored(catalogue: Catalogue, first: int, path: str) -> tuple[StoredDocument, Document]:
    """Return a document as it is stored, and as it was; ``path`` is where its file is now."""
    stored = catalogue.document(first)
    passages = tuple(map(passage_of, catalogue.passages(first, stored.passages)))
    return stored, document_of(stored, path, passages)


def renamed(before: SourceState, now: SourceState) -> SourceState:
    """Return the state of a file that is only called otherwise than before."""
    failures = tuple(
        replace(failure, path=f"{now.path}{failure.path.removeprefix(before.path)}")
        for failure in before.failures
    )
    return replace(now, digest=before.digest, documents=before.documents, failures=failures)
