"""The summary of an indexing run, as an object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from searchkit._dataclass import dataclass, field

if TYPE_CHECKING:
    from searchkit.index.records import Failure

Change = Literal["added", "changed", "removed", "moved"]

NAMED = 100
"""How many documents a report names of those that were added, as of those of each other change."""


@dataclass(slots=True)
class Counts:
    """What was done, counted in documents (a file, or a record of a corpus).

    ``moved`` counts those that are found under another path than before and are as they were,
    ``passages`` those written, ``text_bytes`` the extracted text of the documents that were
    written (UTF-8). ``names`` are the ids of documents that were added, changed, removed or moved,
    those of a file or a corpus that is gone by its path; of each, the first ``NAMED``.
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    moved: int = 0
    passages: int = 0
    text_bytes: int = 0
    failures: list[Failure] = field(default_factory=list)
    names: dict[str, list[str]] = field(default_factory=dict)

    def note(self, what: Change, name: str, documents: int = 1) -> None:
        """Count documents, which have a name together."""
        setattr(self, what, getattr(self, what) + documents)
        if documents:
            self._name(what, [name])

    def take_back(self, what: Change, name: str) -> None:
        """Count a document no longer, which was counted and could not be kept."""
        setattr(self, what, getattr(self, what) - 1)
        if name in self.names.get(what, ()):
            self.names[what].remove(name)

    def _name(self, what: str, names: list[str]) -> None:
        if names:
            known = self.names.setdefault(what, [])
            known += names[: NAMED - len(known)]

    def include(self, other: Counts) -> None:
        """Add other counts to these."""
        self.added += other.added
        self.changed += other.changed
        self.removed += other.removed
        self.unchanged += other.unchanged
        self.moved += other.moved
        self.passages += other.passages
        self.text_bytes += other.text_bytes
        self.failures.extend(other.failures)
        for what, names in other.names.items():
            self._name(what, names)


@dataclass(slots=True)
class IndexReport(Counts):
    """The counts of a whole run, with its wall time in ``seconds``.

    ``kept`` counts documents that stay though their files cannot be reached now, ``duplicates``
    files that have the content of another one, which is stored once.

    ``interrupted`` says that the run was stopped before its end: what was done is kept, and the
    next run goes on from there. ``notes`` say what should be known of the index as it is now.
    """

    kept: int = 0
    duplicates: int = 0
    seconds: float = 0.0
    interrupted: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def failed(self) -> int:
        """Number of files and records that could not be indexed."""
        return len(self.failures)

    @property
    def megabytes_per_second(self) -> float:
        """Extracted text written per second of wall time, in MB (10**6 bytes)."""
        return self.text_bytes / 1e6 / self.seconds if self.seconds else 0.0
