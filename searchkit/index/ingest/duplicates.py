"""Files with the same content: one of them is stored, the others are recorded as its copies."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from searchkit.documents.discovery.sources import content_hash
from searchkit.documents.formats import CORPUS_SUFFIXES
from searchkit.documents.reading import LARGEST_FILE
from searchkit.index.ingest.tasks import is_settled, state_of
from searchkit.index.records import Failure

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from searchkit.documents.discovery.sources import Source
    from searchkit.index.records import SourceState


class Duplicates:
    """Tells which files of a run are copies of others; corpora are never any.

    ``known`` are the files of the index by path, ``vanished`` the paths of those that are gone.
    Only files of equal size are hashed, so that large folders stay quick to look through. The file
    that holds the documents of a content goes on to hold them while it is there and unchanged.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        known: Mapping[str, SourceState],
        vanished: Container[str],
    ) -> None:
        self._known = known
        self._sizes: Counter[int] = Counter()
        self._holders: dict[str, str] = {}
        self._copies: list[SourceState] = []
        here = {source.label: source for source in sources if not source.is_corpus}
        self._sizes.update(source.size for source in here.values())
        for path, state in known.items():
            if path in vanished or not state.documents or path.lower().endswith(CORPUS_SUFFIXES):
                continue
            source = here.get(path)
            self._sizes[state.size] += source is None
            if source is None or is_settled(source, state):
                self._holders.setdefault(state.digest, path)

    @property
    def count(self) -> int:
        """Number of copies met so far."""
        return len(self._copies)

    def takes(self, source: Source, known: SourceState | None) -> bool:
        """Say whether a file is a copy of another, and remember it if so."""
        if not 0 < source.size <= LARGEST_FILE or self._sizes[source.size] < 2:
            return False
        digest = _digest(source, known)
        holder = self._holders.setdefault(digest, source.label) if digest else source.label
        if holder == source.label:
            return False
        self._copies.append(replace(state_of(source, digest), copy_of=holder))
        return True

    def settle(self, failures: Iterable[Failure]) -> Iterator[SourceState]:
        """Yield the copies as they are now, when the rest has been read.

        A copy of a file that has failed (``failures`` of the run) has failed for the same reason.
        """
        failed = {failure.path: failure for failure in failures}
        for copy in self._copies:
            if failure := failed.get(copy.copy_of):
                same = Failure(copy.path, failure.reason, failure.advice)
                yield replace(copy, copy_of="", failures=(same,))
            else:
                yield copy

    def is_news(self, state: SourceState) -> bool:
        """Say whether a state is to be recorded; of a failed file the earlier text stays."""
        before = self._known.get(state.path)
        if before is None:
            return True
        if state.failures and before.documents:
            return False
        return replace(state, indexed_ns=before.indexed_ns) != before


def _digest(source: Source, known: SourceState | None) -> str:
    if known is not None and is_settled(source, known):
        return known.digest
    try:
        return content_hash(source)
    except OSError:  # whoever reads the file reports it
        return ""
