"""Documents that a back end does not take: told as failures of their files, which cost no other."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from searchkit.backends.base import UNSCORED
from searchkit.errors import ClusterError
from searchkit.index.catalogue import Catalogue
from searchkit.index.ingest.encoder import make_batch
from searchkit.index.ingest.tasks import state_of, state_of_failure
from searchkit.index.records import Failure, SourceState, shown_path
from searchkit.index.schema import ID, SOURCE
from searchkit.query_tree import And, Term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.backends.base import Backend, IndexWriter, Refusal
    from searchkit.documents.discovery.sources import Source
    from searchkit.index.ingest.report import Counts

_ADVICE = "see what the cluster says of it; the file is read again by the next run"


class Refusals:
    """What was refused in a run. ``sources`` are its files, which may still be found."""

    def __init__(self, backend: Backend, sources: Sequence[Source], report: Counts) -> None:
        self._backend = backend
        self._sources = sources
        self._report = report
        self._failures: dict[str, list[Failure]] = {}

    def settle(self, writer: IndexWriter) -> None:
        """Take down what is refused of what was added, before it is committed.

        That its file was read is not committed either: should this run be killed, it is read again.

        Raises ClusterError for a document that a program added to an index that is rebuilt: no
        file gives it anew.
        """
        for refusal in writer.settle("key"):
            failure = note(self._report, refusal)
            path = _term(refusal, "source")
            if not shown_path(path):
                raise ClusterError(
                    f"{self._backend.name}: {path} {failure.reason}; the index stays as it is"
                )
            if not _is_file_alone(refusal):
                self._failures.setdefault(path, []).append(failure)
        if self._failures:
            writer.settle("key", [f"{path}#" for path in self._failures])

    def record(self, writer: IndexWriter) -> None:
        """Record with their files what was refused, in a commit behind that of all the others."""
        if not self._failures:
            return
        writer.checkpoint()
        with closing(self._backend.state(UNSCORED)) as state:
            catalogue = Catalogue(state)
            found = [self._state(catalogue, path) for path in self._failures]
        states = list(filter(None, found))
        writer.delete("key", [f"{state.path}#" for state in states])
        writer.add_packed(make_batch([], states, self._backend.packing))
        for refusal in writer.settle("key"):  # not even that: it is in the report
            note(self._report, refusal)

    def _state(self, catalogue: Catalogue, path: str) -> SourceState | None:
        """Return how a file is recorded; None where a document stands for it, as it was before.

        Without a hash it is read again.
        """
        if catalogue.first_of_key(path) is not None:
            return None
        failures = self._failures[path]
        source = next((one for one in self._sources if one.label == path), None)
        fresh = state_of_failure(failures[0]) if source is None else state_of(source, "")
        rows = catalogue.state.matching(And((Term("source", path), Term("record", SOURCE))))
        known = next(catalogue.sources_at(rows), fresh)
        told = tuple(one for one in self._report.failures if _is_of(fresh.path, one))
        documents = len(catalogue.beginnings_of_file(path))
        return replace(
            fresh, path=path, root=known.root, id=known.id, documents=documents, failures=told
        )


def note(report: Counts, refusal: Refusal) -> Failure:
    """Take down a refused document as a failure, and count it no longer as written."""
    key, path = _term(refusal, "key"), _term(refusal, "source")
    ids = (term for term in refusal.terms["record"] if term.startswith(ID))
    name = next(ids, "").removeprefix(ID)
    reason = f"is refused by the cluster ({refusal.reason})"
    if shown_path(path) and key not in (path, f"{path}#"):
        reason = f'the record "{name}" is refused by the cluster ({refusal.reason})'
    failure = Failure(shown_path(path) or name, reason, _ADVICE)
    report.failures.append(failure)
    if not _is_file_alone(refusal):
        report.take_back("changed" if refusal.stays else "added", name)
    return failure


def _is_of(path: str, failure: Failure) -> bool:
    """Say whether a failure is that of a file, or of one of its lines (``kho.jsonl:3``)."""
    line = failure.path.removeprefix(path)
    return failure.path.startswith(path) and (not line or line[1:].isdecimal())


def _is_file_alone(refusal: Refusal) -> bool:
    """Say whether the row of a file is refused, not a document."""
    return _term(refusal, "key") == f"{_term(refusal, 'source')}#"


def _term(refusal: Refusal, field: str) -> str:
    return refusal.terms[field][0]
