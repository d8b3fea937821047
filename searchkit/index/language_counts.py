"""The language of an index: its syllable counts, gathered while texts are added, kept beside it.

Suggestions live on these counts, searching does not: an index without their file, or with a
damaged one, is searched as any other. Documents that are deleted or replaced stay counted until a
rebuild starts afresh, for what a language is like hardly hangs on single documents.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from searchkit.engine.storage.durable_files import replacing
from searchkit.engine.storage.section_file import SectionFile, SectionFileWriter
from searchkit.errors import IndexDamagedError
from searchkit.text.correction.syllable_counts import MAX_PAIRS, MAX_TRIPLES, SyllableCounts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchkit.token_stream import Stream

LANGUAGE_FILE, WAITING_FILE = LANGUAGE_FILES = ("language.skl", "language-new.skl")
"""The counts, and those that wait; Whoosh cleans away only files that begin with its own name."""

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

    def add(self, stream: Stream) -> None:
        """Count the passages of a batch: its tokens with their diacritics, in order."""
        numbers = self._numbers
        places = [numbers.setdefault(term, len(numbers)) for term in stream.terms]
        self._tokens.append(np.array(places, np.int32)[stream.tokens])
        self._lengths.append(stream.lengths)
        self._size += len(stream.tokens)
        if self._size >= _BLOCK:
            self._count()

    def take(self) -> SyllableCounts:
        """Return what was counted since the last call."""
        self._count()
        counts = SyllableCounts.merge(self._parts)
        self._parts = []
        return counts

    def _count(self) -> None:
        if not self._size:
            return
        tokens = np.concatenate(self._tokens).astype(np.int64)
        lengths = np.concatenate(self._lengths).astype(np.int64)
        part = SyllableCounts.from_tokens(list(self._numbers), tokens, lengths)
        self._numbers, self._tokens, self._lengths, self._size = {}, [], [], 0
        # Parts are merged when they are of like size, so that each n-gram is merged a few times.
        while self._parts and self._parts[-1].total < 2 * part.total:
            part = SyllableCounts.merge([self._parts.pop(), part])
        self._parts.append(part.pruned(_SLACK * MAX_PAIRS, _SLACK * MAX_TRIPLES))


def add_language(folder: str | Path, counts: SyllableCounts) -> None:
    """Add counts to those of the index in a folder, durably; the writer holds the index's lock.

    To be called before the documents are committed: a run that dies in between counts them twice,
    which harms nothing. Little that comes to a large index waits in `WAITING_FILE`, unread, until
    it is worth rewriting the whole. A damaged file is left for `searchkit check` to report and a
    rebuild to replace.
    """
    whole, waiting = Path(folder, LANGUAGE_FILE), Path(folder, WAITING_FILE)
    if whole.exists() and not counts.total:
        return
    try:
        if waiting.exists():
            counts = SyllableCounts.merge([_read(waiting), counts])
        known = SectionFile(whole).meta["total"] if whole.exists() else 0
        if known > _LARGE and counts.total < known // _GROWTH:
            _write(waiting, counts)
            return
        if known:
            counts = SyllableCounts.merge([_read(whole), counts])
    except IndexDamagedError:
        return
    _write(whole, counts)
    waiting.unlink(missing_ok=True)


def read_language(folder: str | Path) -> SyllableCounts | None:
    """Return the counts of the index in a folder; None where they are missing or damaged."""
    try:
        return _read(Path(folder, LANGUAGE_FILE))
    except (FileNotFoundError, IndexDamagedError):
        return None


class Language:
    """The counts of the index in a folder, read once and only when they are asked for."""

    def __init__(self, folder: str | Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._read = False
        self._counts: SyllableCounts | None = None

    def counts(self) -> SyllableCounts | None:
        """Return the counts, None where they are missing or damaged. Safe between threads."""
        with self._lock:
            if not self._read:
                self._counts = read_language(self._folder)
                self._read = True
        return self._counts


def move_language(source: Path, target: Path) -> None:
    """Let the counts of one index folder replace those of another."""
    for name in LANGUAGE_FILES:
        if (source / name).exists():
            (source / name).replace(target / name)
        else:
            (target / name).unlink(missing_ok=True)


def _write(path: Path, counts: SyllableCounts) -> None:
    """Write a file of counts; until it is on the disk, the old one stays."""
    with replacing(path) as file:
        writer = SectionFileWriter(file)
        for name, array in counts.pruned().to_arrays().items():
            writer.add(name, array)
        writer.close({"total": counts.total})


def _read(path: Path) -> SyllableCounts:
    sections = SectionFile(path)
    sections.verify()
    return SyllableCounts.from_arrays({name: sections[name] for name in sections})
