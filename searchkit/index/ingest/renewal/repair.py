"""An index made anew from the texts that it has stored, without the files that they came from."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from searchkit.documents.structure.passages import cut
from searchkit.errors import IndexDamagedError
from searchkit.index.document_view import passage_of
from searchkit.index.ingest.encoder import Entry, make_batch
from searchkit.index.ingest.interrupts import uninterrupted
from searchkit.index.ingest.report import IndexReport
from searchkit.index.language_counts import LanguageCounter
from searchkit.index.records import (
    Failure,
    SourceState,
    document_of,
    shown_path,
    unpack_document,
    unpack_passage,
)
from searchkit.index.schema import RECORD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from searchkit.backends.base import Backend
    from searchkit.documents.model import Passage

_MEMORY = 128 << 20  # bytes that are collected before they are written
_GROUP = 32  # documents that are analysed together


def repair(backend: Backend, wait: float = 0.0) -> IndexReport:
    """Rebuild an index from its stored texts and swap it in; return what could be kept.

    Files of which a document is lost are read again by the next update. Raises IndexDamagedError
    for an index of another format, IndexLockedError when another process has been writing for
    ``wait`` seconds, UsageError where no index may be.
    """
    report = IndexReport()
    with backend.scratch(wait=wait) as fresh:
        language = LanguageCounter()
        salvaged = _Salvage(backend, report)
        with fresh.writer(memory=_MEMORY) as writer:

            def add(entries: Sequence[Entry], origins: Sequence[SourceState] = ()) -> None:
                batch = make_batch(entries, origins, backend.packing)
                writer.add_packed(batch)
                language.add(batch.streams["text"])

            group: list[Entry] = []
            for entry in salvaged.entries():
                group.append(entry)
                if len(group) == _GROUP:
                    add(group)
                    group = []
            add(group, salvaged.origins())
            fresh.save_roots(_roots(backend, report, salvaged))
            language.save(fresh, last=True)
        with uninterrupted():
            backend.adopt(fresh)
    return report


def _roots(backend: Backend, report: IndexReport, salvaged: _Salvage) -> list[str]:
    """Return what is remembered as indexed; of what cannot be read the mark that is known anew."""
    try:
        return backend.roots()
    except IndexDamagedError as error:
        report.failures.append(Failure(backend.name, str(error), "name the folders again"))
        return [RECORD] if salvaged.has_additions() else []


class _Salvage:
    """What an index has stored, document by document, as far as it can be read."""

    def __init__(self, backend: Backend, report: IndexReport) -> None:
        self._backend = backend
        self._report = report
        self._states: dict[str, SourceState] = {}
        self._found: Counter[str] = Counter()
        self._keys: set[str] = set()

    def entries(self) -> Iterator[Entry]:
        """Yield the documents whose texts can be read, each once."""
        first: Mapping[str, Any] | None = None
        passages: list[Passage] = []
        for row in self._backend.salvage():
            if isinstance(row, IndexDamagedError):
                self._note(row)
                continue
            if "document" in row or "passage" not in row:
                yield from self._entry(first, passages)
                first, passages = None, []
            if "document" in row:
                first = row
            elif "origin" in row:
                state = SourceState.from_stored(row["origin"])
                self._states.setdefault(state.path, state)
            if "passage" in row:
                passages.append(passage_of(unpack_passage(row)))
        yield from self._entry(first, passages)

    def _entry(self, row: Mapping[str, Any] | None, passages: list[Passage]) -> Iterator[Entry]:
        if row is None:
            return
        stored = unpack_document(row)
        if stored.key in self._keys:
            return
        self._keys.add(stored.key)
        self._found[stored.path] += 1
        self._report.added += 1
        kept = tuple(passages) if len(passages) == stored.passages else cut(stored.text)
        document = document_of(stored, stored.path, kept)
        origin = SourceState.from_stored(row["origin"]) if "origin" in row else None
        yield Entry(document, stored.key, stored.digest, origin)

    def has_additions(self) -> bool:
        """Say whether programs have added documents, when all entries have been taken."""
        return any(not shown_path(path) for path in self._found)

    def _note(self, error: IndexDamagedError) -> None:
        failure = Failure(self._backend.name, str(error), "what is lost comes back with its files")
        if failure not in self._report.failures:
            self._report.failures.append(failure)

    def origins(self) -> list[SourceState]:
        """Return the files without a document of their own, when all entries have been taken."""
        return [
            state if self._found[path] >= state.documents else replace(state, digest="")
            for path, state in self._states.items()
            if path not in self._keys
        ]
