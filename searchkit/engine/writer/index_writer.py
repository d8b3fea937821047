"""Batches of analysed documents into an index: the way in for everything that is indexed."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whoosh.index import TOC, EmptyIndexError

from searchkit.engine.snapshot.names import deleted
from searchkit.engine.storage.durable_files import listed, sync_directory, sync_file
from searchkit.engine.whoosh.checksummed_storage import ChecksummedStorage
from searchkit.engine.whoosh.codec import ArrayCodec
from searchkit.engine.whoosh.toc import take_write_lock
from searchkit.engine.writer.leftovers import remove_leftovers, undone
from searchkit.engine.writer.merge_policy import Size, choose
from searchkit.engine.writer.merger import merge
from searchkit.engine.writer.segment_writer import SegmentBuilder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from types import TracebackType

    from searchkit.engine.writer.batch import DocumentBatch, PackedBatch


_MERGED_DOCUMENT_BYTES = 256
"""Memory per document of a merge: the encoded postings of one field, and the stored fields."""


class IndexWriter:
    """Adds batches of analysed documents to a Whoosh index; nothing is visible before commit.

    Takes Whoosh's own write lock. The operating system frees that lock with the process that
    held it, so one that died does not block the next. As a context manager it commits on
    success and cancels on an exception. Whatever fails half-way cancels the writer, so that no
    half of a batch is ever committed; a writer that was closed refuses (ValueError).

    ``ix``: a ``whoosh.index.FileIndex`` in a directory; ``memory``: bytes that collected
    documents may take before they are written as a segment.

    Raises:
        IndexLockedError: another process is writing to the index.
        IndexMissingError: the index has been deleted.

    """

    def __init__(self, ix: Any, *, memory: int = 512 << 20) -> None:
        self._index = ix
        self._storage = ix.storage
        self._memory = memory
        self._most_documents = max(1, memory // _MERGED_DOCUMENT_BYTES)
        self._codec = ArrayCodec()
        self._lock = take_write_lock(ix.storage, ix.indexname)
        try:
            self._start()
            remove_leftovers(Path(self._storage.folder), ix.indexname, self._toc)
        except BaseException:
            self._lock.release()
            raise
        self._open = True
        self.cancelled = False
        """Whether what was added since the last commit is lost."""

    def _start(self) -> None:
        """Begin with what is committed now."""
        try:
            self._toc = self._index._read_toc()
        except EmptyIndexError as error:
            raise deleted(self._storage.folder) from error
        self._segments: list[Any] = []
        self._builder = SegmentBuilder(self._toc.schema)

    def add(self, batch: DocumentBatch) -> None:
        """Add documents; writes a segment when the memory is used up.

        Raises:
            ValueError: the columns are of different lengths; nothing of the batch was added.

        """
        self.add_packed(batch.pack())

    def add_packed(self, batch: PackedBatch) -> None:
        """Add documents that were packed, maybe by another process; as ``add`` else."""
        with self._all_or_nothing():
            for name, stream in batch.streams.items():
                self._builder.add_tokens(name, stream.terms, stream.tokens, stream.lengths)
            self._builder.add_stored(batch.stored)
            if self._builder.memory > self._memory:
                self._flush()

    def delete(self, fieldname: str, terms: Iterable[str]) -> int:
        """Delete the committed documents that hold one of the exact terms; returns how many."""
        keys = [term.encode() for term in terms]
        count = 0
        for segment in self._toc.segments:
            reader = self._codec.terms_reader(self._storage, segment)
            postings = reader.field(fieldname)
            if postings is None:
                continue
            ordinals = [n for key in keys if (n := postings.ordinal(key)) >= 0]
            found = {int(d) for n in ordinals for d in postings.documents(n)}
            before = segment.deleted_count()
            segment._deleted = found.union(segment._deleted or ())
            count += segment.deleted_count() - before
        return count

    def settle(self, fieldname: str, besides: Collection[str] = ()) -> tuple[()]:  # noqa: ARG002
        """Return nothing: a folder takes everything."""
        return ()

    def checkpoint(self) -> None:
        """Make everything so far visible and durable, and go on: the lock stays with the writer."""
        with self._all_or_nothing():
            self._flush()
            segments = self._merged(self._toc.segments, self._segments)
            generation = self._toc.generation + 1
            publish(self._storage, self._index.indexname, self._toc.schema, segments, generation)
            self._start()

    def commit(self) -> None:
        """Make everything added and deleted visible and durable, and free the lock."""
        self.checkpoint()
        self._release()

    def cancel(self) -> None:
        """Forget what was added and deleted since the last commit, and free the lock."""
        if not self._open:
            return
        self.cancelled = True
        try:
            undone(self._index)
        finally:
            self._release()

    @contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        if not self._open:
            raise ValueError("this writer was committed or cancelled; make another")
        try:
            yield
        except BaseException:
            self.cancel()
            raise

    def _flush(self) -> None:
        if self._builder.documents:
            segment = self._builder.write(self._storage, self._codec, self._index.indexname)
            self._segments.append(segment)
            self._builder = SegmentBuilder(self._toc.schema)

    def _merged(self, old: list[Any], new: list[Any]) -> list[Any]:
        """Merge as the policy says; a segment without live documents is dropped."""
        segments = [segment for segment in old if segment.doc_count()] + new
        schema = self._toc.schema
        if any(field.column_type or field.vector for _, field in schema.items()):
            return segments  # Whoosh's columns and vectors are merged by Whoosh's own writer only
        sizes = [Size(segment.doc_count(), segment.deleted_count()) for segment in segments]
        for run in reversed(choose(sizes, self._most_documents, len(new))):
            together = segments[run.start : run.stop]
            name = self._index.indexname
            segments[run.start : run.stop] = [
                merge(self._storage, self._codec, name, schema, together)
            ]
        return segments

    def _release(self) -> None:
        self._open = False
        self._lock.release()

    def __enter__(self) -> IndexWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._open:
            return
        if kind is None:
            self.commit()
        else:
            self.cancel()


def publish(
    storage: Any, indexname: str, schema: Any, segments: list[Any], generation: int
) -> None:
    """Make ``segments`` the content of the index, durably, and remove what it no longer names.

    First all files of the segments are synced, then their directory, and then the table of
    contents before it gets its final name, so that a power cut leaves either the old state or
    the new one. (Segments that were merged away before the commit are never waited for.)
    """
    for segment in segments:
        for name in segment.list_files(storage):
            sync_file(Path(storage.folder, name))
    sync_directory(storage.folder)
    toc = TOC(schema, segments, generation)
    try:
        toc.write(ChecksummedStorage(storage.folder), indexname)
    except BaseException:
        # Under its passing name it is of no use to anyone.
        for path in listed(Path(storage.folder), f"_{indexname}_{generation}.toc.*"):
            path.unlink(missing_ok=True)
        raise
    sync_directory(storage.folder)
    remove_leftovers(Path(storage.folder), indexname, toc)
