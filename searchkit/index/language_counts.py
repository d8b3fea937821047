"""The language of an index: its syllable counts, gathered while texts are added, kept beside it.

Suggestions live on these counts, and so does how a question without diacritics is probably read. An
index without their file, or with a damaged one, is searched as any other, and says so. Documents
that are deleted or replaced stay counted until a rebuild starts afresh, for what a language is like
hardly hangs on single documents. Beside them stands how the texts were analysed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit._locks import ForkSafeLock
from searchkit.errors import IndexDamagedError
from searchkit.text.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from searchkit.backends.base import Backend
    from searchkit.text.correction.syllable_counts import SyllableCounts
    from searchkit.token_stream import Stream

LANGUAGE, _WAITING = "language", "language-new"
"""The names under which the counts, and those that wait, are kept beside the index."""

_FROM_ROOTS = "from_roots"
"""Says, beside the counts, that there is a list of roots, which was written before them."""

_ANALYSES = "analyses"
"""Beside the counts: the fingerprint of each analysis that made a part of the index."""

_BLOCK = 1 << 20
_SLACK = 2
_LARGE, _GROWTH = 1_000_000, 16  # syllables; below, or once grown by a 16th, all is rewritten


class LanguageCounter:
    """Counts the syllables of what is added to an index, in bounded memory.

    Tokens are collected and counted a million at a time. Of the pairs and triples of a long run
    only the most frequent are kept, twice as many as are stored.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._tokens: list[NDArray[np.int32]] = []
        self._lengths: list[NDArray[np.int32]] = []
        self._size = 0
        self._parts: list[SyllableCounts] = []
        self._is_read = False

    def add(self, stream: Stream) -> None:
        """Count the passages of a batch: its tokens with their diacritics, in order."""
        numbers = self._numbers
        places = [numbers.setdefault(term, len(numbers)) for term in stream.terms]
        self._tokens.append(np.array(places, np.int32)[stream.tokens])
        self._lengths.append(stream.lengths)
        self._size += len(stream.tokens)
        if self._size >= _BLOCK:
            self._count()

    def save(self, backend: Backend, *, last: bool = False) -> None:
        """Add what was counted since the last call to an index; ``last`` ends the run.

        As soon as a part of a run is read, all of it is in the end: what is read would else hang
        on how fast the run was, for it saves by the clock.
        """
        whole = last and self._is_read
        self._is_read |= add_language(backend, self.take(), whole_run=whole)

    def take(self) -> SyllableCounts:
        """Return what was counted since the last call."""
        from searchkit.text.correction.syllable_counts import SyllableCounts

        self._count()
        counts = SyllableCounts.merge(self._parts)
        self._parts = []
        return counts

    def _count(self) -> None:
        if not self._size:
            return
        from searchkit.text.correction.syllable_counts import (
            MAX_PAIRS,
            MAX_TRIPLES,
            SyllableCounts,
        )

        tokens = np.concatenate(self._tokens).astype(np.int64)
        lengths = np.concatenate(self._lengths).astype(np.int64)
        part = SyllableCounts.from_tokens(list(self._numbers), tokens, lengths)
        self._numbers, self._tokens, self._lengths, self._size = {}, [], [], 0
        # Parts are merged when they are of like size, so that each n-gram is merged a few times.
        while self._parts and self._parts[-1].total < 2 * part.total:
            part = SyllableCounts.merge([self._parts.pop(), part])
        self._parts.append(part.pruned(_SLACK * MAX_PAIRS, _SLACK * MAX_TRIPLES))


def add_language(backend: Backend, counts: SyllableCounts, *, whole_run: bool = False) -> bool:
    """Add counts to those of an index, durably, and tell whether they are read from now on.

    The caller holds the index for writing. To be called before the documents are committed: a run
    that dies in between counts them twice, which harms nothing. Little that comes to a large index
    waits under a name of its own, unread, until it is worth rewriting the whole, or until the end
    of a run of which a part is read (``whole_run``). Damaged counts are left for `searchkit check`
    to report and a rebuild to replace.
    """
    from searchkit.text.correction.syllable_counts import SyllableCounts

    try:
        whole = backend.attachment_meta(LANGUAGE)
        waits = backend.attachment_meta(_WAITING) is not None
        if whole is not None and not counts.total and not (whole_run and waits):
            return False
        made = analyses(backend)
        if fingerprint() not in made:
            made.append(fingerprint())
        if (waiting := _read(backend, _WAITING)) is not None:
            counts = SyllableCounts.merge([waiting, counts])
        known = 0 if whole is None else whole["total"]
        if not whole_run and known > _LARGE and counts.total < known // _GROWTH:
            _write(backend, _WAITING, counts, made)
            return False
        if known and (stored := _read(backend, LANGUAGE)) is not None:
            counts = SyllableCounts.merge([stored, counts])
    except IndexDamagedError:
        return False
    _write(backend, LANGUAGE, counts, made)
    backend.detach(_WAITING)
    return True


def analyses(backend: Backend) -> list[Mapping[str, int]]:
    """Return the fingerprints of the analyses that made an index, each once.

    An empty one stands for texts that were added before any was kept. Raises IndexDamagedError.
    """
    made: list[Mapping[str, int]] = []
    for name in (LANGUAGE, _WAITING):
        if (meta := backend.attachment_meta(name)) is not None:
            unknown: list[Mapping[str, int]] = [{}]
            made += [one for one in meta.get(_ANALYSES, unknown) if one not in made]
    return made


class Language:
    """The counts of an index, read once and only when they are asked for."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._lock = ForkSafeLock()
        self._read = False
        self._counts: SyllableCounts | None = None
        self.damage = ""
        """What is wrong with the counts, once they were asked for: why there are no suggestions."""

    def counts(self) -> SyllableCounts | None:
        """Return the counts, None where they are missing or damaged. Safe between threads."""
        with self._lock:
            if not self._read:
                try:
                    self._counts = _read(self._backend, LANGUAGE)
                    if self._counts is None and self._backend.roots():
                        self.damage = (
                            f"{self._backend.name}: its file of syllable counts is missing; "
                            f"run `searchkit rebuild --index {self._backend.name}`"
                        )
                except IndexDamagedError as error:
                    self.damage = str(error)
                self._read = True
        return self._counts


def _write(
    backend: Backend, name: str, counts: SyllableCounts, made: list[Mapping[str, int]]
) -> None:
    meta = {"total": counts.total, _FROM_ROOTS: True, _ANALYSES: made}
    backend.attach(name, counts.pruned().to_arrays(), meta)


def _read(backend: Backend, name: str) -> SyllableCounts | None:
    from searchkit.text.correction.syllable_counts import SyllableCounts  # most searches read none

    arrays = backend.attachment(name)
    return None if arrays is None else SyllableCounts.from_arrays(arrays)


def must_have_roots(backend: Backend) -> bool:
    """Say whether a list of roots must be there, which alone could not tell if it is removed.

    Raises IndexDamagedError when the counts are damaged.
    """
    meta = backend.attachment_meta(LANGUAGE)
    return meta is not None and _FROM_ROOTS in meta
