"""Whoosh's matcher interface over one term's arrays, for code that walks postings one by one.

The executor (searchkit.engine.execution) does not use it; Whoosh's own searcher, its
facets, spans and highlighter do.
"""

# Whoosh's base classes tell what the methods of its interfaces do and take.
# ruff: noqa: D102

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.system import pack_uint

from searchkit._lazy import cached_property
from searchkit.engine.storage.arrays import LENGTH_OF_NORM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchkit.engine.storage.arrays import Bytes, Longs
    from searchkit.engine.storage.postings import FieldPostings

_BLOCK = 128  # postings for which Whoosh is told a common maximum


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]
    """Walks the postings of term ``ordinal``; ``norms`` are those of its field."""

    def __init__(
        self,
        postings: FieldPostings,
        ordinal: int,
        format_: Any,
        scorer: Any = None,
        term: tuple[str, bytes] | None = None,
        norms: Bytes | None = None,
    ) -> None:
        self._postings = postings
        self._ordinal = ordinal
        self.format = format_
        self.scorer = scorer
        self._term = term
        self._norms = norms
        documents, frequencies = postings.postings(ordinal)
        self._documents = documents
        self._frequencies = frequencies
        self._at = 0

    def is_active(self) -> bool:
        return self._at < len(self._documents)

    def reset(self) -> None:
        self._at = 0

    def copy(self) -> ArrayMatcher:
        twin = ArrayMatcher.__new__(ArrayMatcher)
        twin.__dict__.update(self.__dict__)
        return twin

    def id(self) -> int:
        """Return the document, behind the end the last one (divergence 21)."""
        return int(self._documents[min(self._at, len(self._documents) - 1)])

    def all_ids(self) -> Iterator[int]:
        return iter(self._documents[self._at :].tolist())

    def weight(self) -> float:
        return float(self._frequencies[self._at])

    def next(self) -> bool:
        """Go to the next posting; tells whether that begins a new block."""
        if not self.is_active():
            raise ReadTooFar
        self._at += 1
        return self._at % _BLOCK == 0

    def skip_to(self, target: int) -> None:
        if not self.is_active():
            raise ReadTooFar
        self._at += int(np.searchsorted(self._documents[self._at :], target))

    def supports(self, astype: str) -> bool:
        if astype == "positions":
            return self._postings.has_positions
        return astype in ("weight", "frequency")

    def value_as(self, astype: str) -> Any:
        if astype == "positions":
            starts = self._position_starts
            return self._positions[starts[self._at] : starts[self._at + 1]].tolist()
        if astype in ("weight", "frequency"):
            return self.weight()
        raise ValueError(f"these postings hold no {astype}")

    def value(self) -> bytes:
        """Return the posting in the bytes of the field's own format."""
        if self._postings.has_positions:
            return bytes(self.format.encode(self.value_as("positions")))
        return b"" if self.format.posting_size == 0 else bytes(pack_uint(int(self.weight())))

    @cached_property
    def _positions(self) -> Any:
        return self._postings.positions(self._ordinal)

    @cached_property
    def _position_starts(self) -> Longs:
        return np.append(0, np.cumsum(self._frequencies, dtype=np.int64))

    def _block(self) -> slice:
        start = self._at - self._at % _BLOCK
        return slice(start, min(start + _BLOCK, len(self._documents)))

    def block_min_id(self) -> int:
        return int(self._documents[self._block()][0])

    def block_max_id(self) -> int:
        return int(self._documents[self._block()][-1])

    def block_max_weight(self) -> float:
        return float(self._frequencies[self._block()].max())

    def block_min_length(self) -> int:
        if self._norms is None:
            return 0
        return int(LENGTH_OF_NORM[self._norms[self._documents[self._block()]].min()])

    def block_max_length(self) -> int:
        if self._norms is None:
            return 0
        return int(LENGTH_OF_NORM[self._norms[self._documents[self._block()]].max()])

    def skip_to_quality(self, minimum: float) -> int:
        skipped = 0
        while self.is_active() and self.block_quality() <= minimum:
            self._at = self._block().stop
            skipped += 1
        return skipped
