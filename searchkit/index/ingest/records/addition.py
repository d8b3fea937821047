"""Documents that a program adds, and what of the index they take the place of."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from searchkit.errors import DocumentError, UsageError
from searchkit.index.ingest.records.field_kinds import OTHER_KIND, FieldKinds
from searchkit.index.ingest.report import Counts
from searchkit.index.ingest.tasks import RecordsTask, failure_of
from searchkit.index.records import shown_path
from searchkit.index.schema import BYTES, DOCUMENT, ID, RECORD
from searchkit.query_tree import And, Or, Term

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from searchkit.backends.base import IndexState
    from searchkit.index.catalogue import Catalogue
    from searchkit.index.ingest.encoder import Entry
    from searchkit.index.records import StoredDocument

_OTHER_ID = "give it another id, or remove the other one first"


class Addition(NamedTuple):
    """What takes the place of all that is in the index under a name.

    The name is the id of a document, or that of a file whose bytes were given; ``is_cut`` says that
    the documents have their passages.
    """

    name: str
    entries: tuple[Entry, ...]
    is_cut: bool = False

    @property
    def size(self) -> int:
        """Characters of text."""
        return sum(len(entry.document.text) for entry in self.entries)

    @property
    def ids(self) -> set[str]:
        """What it is called, and what its documents are."""
        return {self.name, *(entry.document.id for entry in self.entries)}

    @property
    def places(self) -> tuple[str, str]:
        """What stands in place of a path in the documents that it replaces."""
        return f"{RECORD}{self.name}", f"{BYTES}{self.name}"


class Known(NamedTuple):
    """Documents of the index, by what stands in place of their path, and by id."""

    at: dict[str, list[StoredDocument]]
    of_id: dict[str, StoredDocument]


def known_to(
    state: IndexState, catalogue: Catalogue, group: Sequence[Addition], removed: Container[str]
) -> Known:
    """Return the documents of the index that have the names or ids of a few additions.

    ``removed``: keys of those that are there no more.
    """
    terms = [Term("source", place) for addition in group for place in addition.places]
    terms += [Term("record", f"{ID}{name}") for addition in group for name in addition.ids]
    found = state.matching(And((Or(tuple(terms)), Term("record", DOCUMENT))))
    known = Known(defaultdict(list), {})
    for document in map(catalogue.record, found.tolist()):
        if document.key not in removed:
            known.at[document.path].append(document)
            known.of_id[document.id] = document
    return known


def task_of(
    group: Sequence[Addition], known: Known, kinds: FieldKinds, *, is_cut: bool
) -> RecordsTask:
    """Return the work of a few additions; what cannot be added is among its failures."""
    counts = Counts()
    entries: list[Entry] = []
    replaced: list[str] = []
    for addition in group:
        own = [one for place in addition.places for one in known.at.get(place, ())]
        try:
            _check(addition, known, kinds)
        except DocumentError as error:
            counts.failures.append(failure_of(error.path, error))
            continue
        if {one.digest for one in own} == {entry.digest for entry in addition.entries}:
            counts.unchanged += len(own)
            continue
        replaced += [one.key for one in own]
        entries += addition.entries
        for entry in addition.entries:
            counts.note("changed" if own else "added", entry.document.id)
    return RecordsTask(tuple(entries), replaced=tuple(replaced), counts=counts, is_cut=is_cut)


def _check(addition: Addition, known: Known, kinds: FieldKinds) -> None:
    """Raise DocumentError for an id that another document has, or a field of another kind."""
    for name in addition.ids:
        other = known.of_id.get(name)
        if other is not None and other.path not in addition.places:
            whose = shown_path(other.path) or other.path.partition(":")[2]
            raise DocumentError(name, f"has the id of what came from {whose}", _OTHER_ID)
    for entry in addition.entries:
        try:
            kinds.admit(entry.document.fields)
        except UsageError as error:
            raise DocumentError(entry.document.id, str(error), OTHER_KIND) from error
