"""The back end that needs no other program: the engine over a folder of this machine."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit.backends.base import Counts, TopDocs, Values
from searchkit.backends.folder import (
    check_place,
    check_present,
    has_index,
    has_segments,
    read_roots,
    write_roots,
)
from searchkit.engine import blocks
from searchkit.engine.execution import executor
from searchkit.engine.execution.matching import first_match
from searchkit.engine.reader import (
    contexts,
    frequent_terms,
    lengths,
    lost_scores,
    occurrences,
    stored_fields,
    term_count,
    term_counts,
    terms_of,
)
from searchkit.engine.snapshot.committed import open_snapshot
from searchkit.engine.snapshot.names import deleted, generation_of
from searchkit.engine.snapshot.table_of_contents import latest_generation, read_latest
from searchkit.engine.storage import docstore, postings
from searchkit.engine.storage.durable_files import listed, replacing
from searchkit.engine.storage.section_file import (
    SectionFile,
    SectionFileWriter,
    check_format,
    damaged,
)
from searchkit.errors import IndexDamagedError, storage_errors
from searchkit.query_tree import And, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import Self

    from searchkit.backends.base import (
        BM25,
        Arrays,
        Backend,
        BlockCounts,
        Column,
        Fields,
        Floats,
        IndexWriter,
        Longs,
        Packing,
        SharedRuns,
        TopBlocks,
    )
    from searchkit.query_tree import Query

ATTACHMENT = ".skl"
"""How the names of attachments end; Whoosh cleans away only files that begin with its own name."""

SCRATCH = ".rebuild"

_MAKING = 60.0
"""Seconds to wait for another process that makes the same index."""

_OWNERS_ONLY = 0o700


class LocalIndex:
    """An index in a folder. Nothing is looked at before it is ``open``, made, or asked for."""

    def __init__(self, folder: Path, fields: Fields) -> None:
        self._folder = folder
        self._fields = fields

    @property
    def name(self) -> str:
        """The folder."""
        return str(self._folder)

    def open(self) -> Self:
        """Look at the index and return it.

        Raises IndexMissingError when there is none, IndexDamagedError when it cannot be read.
        """
        check_present(self._folder)
        table = read_latest(self._folder)
        for segment in table.segments[:1]:  # all have one format: none is added to another
            with suppress(FileNotFoundError):  # whoever reads it will say so
                check_format(self._folder / (segment.name + docstore.EXTENSION))
        if table.fields.keys() != {name for part in self._fields for name in part}:
            raise IndexDamagedError(
                f"the index in {self._folder} was made by another program or version; "
                f"run `searchkit rebuild --index {self._folder}`"
            )
        return self

    def check_present(self) -> None:
        """Raise IndexMissingError where there is no index, IndexDamagedError for parts of one."""
        check_present(self._folder)

    def create(self) -> Self:
        """Open the index, or make an empty one where there is none.

        Raises UsageError when the folder holds other files: an index is never mixed with documents,
        and IndexLockedError when another process has been writing there for a minute and has made
        none.
        """
        from searchkit.backends.queueing import wait_for

        if not has_index(self._folder) and not has_segments(self._folder):
            check_place(self._folder)
            # It holds whole texts: a folder made here is for its owner alone.
            self._folder.mkdir(_OWNERS_ONLY, parents=True, exist_ok=True)
            wait_for(self._folder, _MAKING, self._make)
        return self.open()

    def _make(self) -> None:
        """Make an empty index, unless another process has; IndexLockedError while one does."""
        from searchkit.engine.whoosh.index_folder import create_folder, make_schema

        if not has_index(self._folder):
            create_folder(self._folder, make_schema(*self._fields))

    def state(self, similarity: BM25) -> LocalState:
        """Return what is committed now."""
        return LocalState(self._folder, similarity)

    def stamp(self) -> tuple[int, ...]:
        """Return the generation with the identity of the file that names it.

        Times alone would not do: two commits may fall into one tick of the clock. A folder that
        was replaced by another with the same generation has another file.
        """
        while True:
            try:
                names = os.listdir(self._folder)  # noqa: PTH208 -- every search asks this
            except FileNotFoundError as error:
                raise deleted(self._folder) from error
            newest = max(names, key=generation_of, default="")
            if generation_of(newest) < 0:
                raise deleted(self._folder)
            with suppress(FileNotFoundError):  # a commit has just replaced it
                table = os.stat(f"{self._folder}/{newest}")  # noqa: PTH116
                own = os.stat(self._folder)  # noqa: PTH116
                file = table.st_ino, table.st_mtime_ns
                return generation_of(newest), *file, own.st_ino, own.st_dev

    @contextmanager
    def writer(self, *, memory: int, wait: float = 0.0) -> Iterator[IndexWriter]:
        """Hold the index for writing."""
        from searchkit.backends.queueing import wait_for
        from searchkit.engine.whoosh.index_folder import open_folder
        from searchkit.engine.writer import index_writer

        check_present(self._folder)
        index = open_folder(self._folder)

        def take() -> index_writer.IndexWriter:
            return index_writer.IndexWriter(index, memory=memory)

        with storage_errors(self._folder), wait_for(self._folder, wait, take) as writer:
            self._remove_leftovers()
            yield writer

    @property
    def packing(self) -> Packing:
        """The engine's: compressed blocks of stored fields beside the streams."""
        from searchkit.engine.writer.batch import packed

        return packed

    @contextmanager
    def scratch(self, *, wait: float = 0.0) -> Iterator[Backend]:
        """Lend an empty index in a hidden folder inside this one's."""
        from searchkit.backends.queueing import wait_for
        from searchkit.engine.whoosh.index_folder import lock_folder

        check_place(self._folder)
        self._folder.mkdir(_OWNERS_ONLY, parents=True, exist_ok=True)
        lock = wait_for(self._folder, wait, lambda: lock_folder(self._folder))
        beside = self._folder / SCRATCH
        try:
            self._remove_leftovers()
            yield LocalIndex(beside, self._fields).create()
        finally:
            _remove_folder(beside)
            lock.release()

    def adopt(self, scratch: Backend) -> None:
        """Let a scratch index take this one's place."""
        from searchkit.engine.writer.swap import swap_in

        beside = self._folder / SCRATCH
        with storage_errors(self._folder):
            self.save_roots(scratch.roots())
            for path in self._attachments():
                if not (beside / path.name).exists():
                    path.unlink()
            for path in listed(beside, f"*{ATTACHMENT}"):
                path.replace(self._folder / path.name)
            swap_in(self._folder, beside)

    def roots(self) -> list[str]:
        """Return what was indexed."""
        return read_roots(self._folder)

    def save_roots(self, roots: Sequence[str]) -> None:
        """Replace what is remembered as indexed."""
        write_roots(self._folder, roots)

    def attachment_meta(self, name: str) -> Mapping[str, Any] | None:
        """Return what was said of an attachment."""
        file = self._attached(name)
        return None if file is None else file.meta

    def attachment(self, name: str) -> Arrays | None:
        """Return the arrays of an attachment."""
        file = self._attached(name)
        if file is None:
            return None
        return {section: file[section] for section in file}

    def attach(self, name: str, arrays: Arrays, meta: Mapping[str, Any]) -> None:
        """Keep arrays beside the index; until they are on the disk, the old ones stay."""
        with replacing(self._path_of(name)) as file:
            writer = SectionFileWriter(file)
            for section, array in arrays.items():
                writer.add(section, array)
            writer.close({**meta, "file": self._path_of(name).name})

    def detach(self, name: str) -> None:
        """Drop an attachment."""
        self._path_of(name).unlink(missing_ok=True)

    def verify(self, attachments: Sequence[str]) -> dict[str, int]:
        """Check every section of every file of the committed index."""
        check_present(self._folder)
        files = {
            self._folder / (segment.name + extension): segment.documents
            for segment in read_latest(self._folder).segments
            for extension in (postings.EXTENSION, docstore.EXTENSION)
        }
        beside = [*self._attachments()]
        if files:
            beside += [self._path_of(name) for name in attachments]
        for path, documents in {**files, **dict.fromkeys(beside, 0)}.items():
            if not path.exists():
                raise damaged(str(path), "is missing")
            file = SectionFile(path)
            file.verify()
            if file.meta.get("documents", documents) != documents:
                raise damaged(str(path), "holds another number of documents than the index says")
        return {str(path): path.stat().st_size for path in [*files, *dict.fromkeys(beside)]}

    def salvage(self) -> Iterator[Mapping[str, Any] | IndexDamagedError]:
        """Yield what is stored, whatever is damaged beside it."""
        from searchkit.engine.snapshot.salvage import salvage

        return salvage(self._folder)

    def size(self) -> int:
        """Return the bytes of all files in the folder."""
        return sum(path.stat().st_size for path in self._folder.iterdir() if path.is_file())

    def _remove_leftovers(self) -> None:
        """Remove what a killed rebuild or writer has left; the caller holds the lock."""
        _remove_folder(self._folder / SCRATCH)
        for path in listed(self._folder, "*.tmp"):
            with suppress(OSError):
                if not path.is_symlink():  # none of ours
                    path.unlink()

    def _attachments(self) -> list[Path]:
        return listed(self._folder, f"*{ATTACHMENT}")

    def _path_of(self, name: str) -> Path:
        return self._folder / f"{name}{ATTACHMENT}"

    def _attached(self, name: str) -> SectionFile | None:
        try:
            return SectionFile(self._path_of(name))
        except FileNotFoundError:
            return None


class LocalState:
    """One committed state of a folder's index, as the engine reads it."""

    def __init__(self, folder: Path, similarity: BM25) -> None:
        self._folder = folder
        self._reader = open_snapshot(folder)
        self._similarity = similarity

    @property
    def segments(self) -> int:
        """Number of segments."""
        return len(self._reader.leaf_readers())

    at_hand = True
    """Terms are looked up in files of this machine."""

    def is_current(self) -> bool:
        """Compare the generation read with the last one on the disk."""
        return latest_generation(self._folder) == self._reader.generation

    def close(self) -> None:
        """Do nothing: a file is closed with the last that reads of it."""

    def search(
        self,
        query: Query,
        limit: int,
        filters: Sequence[Query] = (),
        *,
        total: bool = True,  # noqa: ARG002  # it is known anyway
    ) -> TopDocs:
        """Return the best documents."""
        return executor.search(
            self._reader,
            query,
            limit,
            similarity=self._similarity,
            condition=And(tuple(filters)) if filters else None,
        )

    def search_roughly(self, query: Query, limit: int, filters: Sequence[Query] = ()) -> TopDocs:
        """Return the best documents by rounded scores."""
        return executor.search_roughly(
            self._reader,
            query,
            limit,
            similarity=self._similarity,
            condition=And(tuple(filters)) if filters else None,
        )

    def score(self, queries: Sequence[Query], docnums: Longs) -> list[Floats]:
        """Return the scores of documents for each query."""
        return [
            executor.score(self._reader, query, docnums, similarity=self._similarity)
            for query in queries
        ]

    def score_lost(self, terms: Sequence[Term], docnums: Longs, fewer: Floats) -> Floats:
        """Return how much less documents would score with fewer occurrences of terms."""
        return lost_scores(self._reader, terms, docnums, fewer, similarity=self._similarity)

    def counts(self, terms: Sequence[Term], docnums: Longs) -> Counts:
        """Return how often terms occur in documents."""
        return Counts(*occurrences(self._reader, terms, docnums))

    def lengths(self, field: str, docnums: Longs) -> Longs:
        """Return the tokens of a field in documents."""
        return lengths(self._reader, field, docnums)

    def contexts(self, docnums: Longs) -> SharedRuns:
        """Return the contexts of documents, and who shares them."""
        return contexts(self._reader, docnums)

    def matching(self, query: Query) -> Longs:
        """Return all documents that match."""
        return executor.matching(self._reader, query)

    def first_matching(self, queries: Sequence[Query]) -> Longs:
        """Return the first document that matches each query."""
        return np.array([first_match(self._reader, query) for query in queries], np.int64)

    def count_blocks(
        self, query: Query, heads: Query, columns: Sequence[Column] = ()
    ) -> BlockCounts:
        """Count blocks and the terms that their heads hold."""
        return blocks.count_blocks(self._reader, query, heads, columns)

    def top_blocks(
        self,
        query: Query,
        heads: Query,
        column: Column,
        *,
        descending: bool = False,
        offset: int = 0,
        limit: int,
    ) -> TopBlocks:
        """Return the heads of blocks, by their lowest term of a column."""
        return blocks.top_blocks(
            self._reader, query, heads, column, descending=descending, offset=offset, limit=limit
        )

    def values(self, field: str, prefix: str = "") -> Values:
        """Return the terms of a field."""
        return Values(*term_counts(self._reader, field, prefix))

    def terms(self, field: str, prefix: str = "") -> list[str]:
        """Return the terms of a field alone."""
        return terms_of(self._reader, field, prefix)

    def frequent_values(self, field: str, prefix: str, limit: int) -> Values:
        """Return the most frequent terms with a prefix."""
        return Values(*frequent_terms(self._reader, field, prefix, limit))

    def term_count(self, field: str) -> int:
        """Count the terms of a field."""
        return term_count(self._reader, field)

    def expect_terms(self, terms: Iterable[tuple[str, str]]) -> None:
        """Do nothing: what is counted of terms is at hand."""

    def expect_matching(self, queries: Iterable[Query]) -> None:
        """Do nothing: what matches is found when it is asked for."""

    def expect_blocks(self, query: Query, heads: Query) -> None:
        """Do nothing: blocks are counted when they are asked for."""

    def expect(self, whole: Longs, without_body: Longs) -> None:
        """Do nothing: what is stored is at hand."""

    def stored(self, docnums: Iterable[int], *, body: bool = True) -> Iterator[Mapping[str, Any]]:
        """Yield the stored fields of documents."""
        return (stored_fields(self._reader, number, body=body) for number in docnums)


def _remove_folder(folder: Path) -> None:
    """Remove a folder with all that is in it; what fails once is tried anew.

    What cannot be removed stays until a writer comes next.
    """
    import shutil  # it loads what packs archives

    for _ in range(2):
        shutil.rmtree(folder, ignore_errors=True)
