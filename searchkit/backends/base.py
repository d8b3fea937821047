"""What ``index`` and ``search`` may ask of a back end; whoever answers all of it is one.

Each question is cut so that an engine on other machines answers it in one round trip. Documents
are the engine's: passages of texts, and records of files. Their numbers are those of one state of
the index; they ascend as documents were added, and deleted documents are never among an answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from searchkit._named_tuple import NamedTuple
from searchkit.engine.blocks import BlockCounts, Column, Held, TopBlocks
from searchkit.engine.execution.bm25 import BM25
from searchkit.engine.execution.top_k import TopDocs
from searchkit.engine.storage.shared_values import SharedRuns

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from numpy.typing import NDArray

    from searchkit.errors import IndexDamagedError
    from searchkit.query_tree import Query, Term
    from searchkit.token_stream import Stream

    Longs = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Arrays = Mapping[str, NDArray[Any]]

__all__ = [
    "BM25",
    "UNSCORED",
    "Backend",
    "BlockCounts",
    "Column",
    "Counts",
    "Fields",
    "Held",
    "IndexState",
    "IndexWriter",
    "PackedBatch",
    "Packing",
    "Refusal",
    "SharedRuns",
    "TopBlocks",
    "TopDocs",
    "Values",
]

UNSCORED = BM25(0.0, 0.0)
"""For who changes an index: documents are looked up by exact terms, and none is ranked."""


class Fields(NamedTuple):
    """The fields of an index by name.

    ``streams`` are scored streams of tokens, those in ``positions`` with positions, for phrases;
    ``keywords`` are exact terms; ``stored`` are only kept.
    """

    streams: tuple[str, ...]
    positions: tuple[str, ...]
    keywords: tuple[str, ...]
    stored: tuple[str, ...]


class Values(NamedTuple):
    """Terms of a field in the order of their code points, and how often each occurs."""

    terms: list[str]
    frequencies: Longs


class Counts(NamedTuple):
    """How often terms occur in some documents, and in how many of all they do.

    ``documents`` is the number of all documents; ``holding``, shape (terms,), that of the
    documents with each term, deleted ones among both; ``frequencies``, shape (terms, docnums).
    """

    documents: int
    holding: Longs
    frequencies: Floats

    @property
    def idf(self) -> Floats:
        """The idf of each term as BM25 has it: ln(1 + (N - n + 0.5) / (n + 0.5)), for n of N."""
        idf: Floats = np.log1p((self.documents - self.holding + 0.5) / (self.holding + 0.5))
        return idf


class Refusal(NamedTuple):
    """What a back end does not take: why, in its words, and the exact terms by field.

    They are those of all documents that were taken back with it. ``stays`` says that a committed
    one stays, in whose place it was to come.
    """

    terms: Mapping[str, Sequence[str]]
    reason: str
    stays: bool


class IndexState(Protocol):
    """One committed state of an index; safe to share between threads."""

    @property
    def segments(self) -> int:
        """Number of parts that are searched one by one."""

    def is_current(self) -> bool:
        """Say whether nothing has been committed since."""

    def close(self) -> None:
        """Let go of what the state holds open."""

    def search(
        self, query: Query, limit: int, filters: Sequence[Query] = (), *, total: bool = True
    ) -> TopDocs:
        """Return the best ``limit`` documents that match, best first, and how many match in all.

        ``filters`` must all match too, and score nothing. Equal scores are in the order of the
        document numbers. Without ``total`` how many match need not be counted, and may be wrong.
        """

    def search_roughly(self, query: Query, limit: int, filters: Sequence[Query] = ()) -> TopDocs:
        """Return what ``search`` does, in about that order, at little cost for however many.

        Scores may be rounded, by less than a tenth of the best one for a hundred terms; those that
        are equal are in the order of the document numbers. A ranking begins with every shorter one.
        """

    def score(self, queries: Sequence[Query], docnums: Longs) -> list[Floats]:
        """Return for each query the scores of documents (ascending), 0 where it does not match."""

    def score_lost(self, terms: Sequence[Term], docnums: Longs, fewer: Floats) -> Floats:
        """Return how much less documents would score if they held some terms less often.

        ``fewer``, shape (terms, docnums): by how many occurrences. None has less than no
        occurrence.
        """

    def counts(self, terms: Sequence[Term], docnums: Longs) -> Counts:
        """Return how often each term occurs in each of the documents (ascending)."""

    def lengths(self, field: str, docnums: Longs) -> Longs:
        """Return the tokens of a field in documents (ascending), roughly where they are many."""

    def contexts(self, docnums: Longs) -> SharedRuns:
        """Return the stored field ``context`` of documents (ascending), fast for many.

        With it comes which neighbours share it. A list comes back as a tuple.
        """

    def matching(self, query: Query) -> Longs:
        """Return all documents that match, ascending."""

    def first_matching(self, queries: Sequence[Query]) -> Longs:
        """Return for each query the first document that matches, -1 where none does."""

    def count_blocks(
        self, query: Query, heads: Query, columns: Sequence[Column] = ()
    ) -> BlockCounts:
        """Count the blocks of which a document matches, and the terms that their heads hold.

        A block is a document that matches ``heads`` with those behind it up to the next such one.
        Terms are counted in the order of ``values``, exactly: once for each block.
        """

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
        """Return the heads of blocks of which a document matches, by their lowest term of a column.

        Those of one term are in their own order, those without a term at the end, in either
        direction. The first ``offset`` are left out; ``total`` counts all.
        """

    @property
    def at_hand(self) -> bool:
        """Whether a single term is looked up without a round trip to another machine."""

    def values(self, field: str, prefix: str = "") -> Values:
        """Return the terms of a field that begin with ``prefix``.

        What only deleted documents hold may still be listed, until the index is tidied up.
        """

    def terms(self, field: str, prefix: str = "") -> list[str]:
        """Return the terms alone that ``values`` returns, sooner."""

    def frequent_values(self, field: str, prefix: str, limit: int) -> Values:
        """Return the terms with a prefix that are in the most documents, most frequent first.

        ``frequencies`` are the numbers of these documents, deleted ones among them. A term that is
        rare in every part of the index may be missing.
        """

    def term_count(self, field: str) -> int | None:
        """Return the number of distinct terms of a field, counted as ``values`` lists them.

        Nothing where an engine would have to hold all of them in memory to count them.
        """

    def expect_terms(self, terms: Iterable[tuple[str, str]]) -> None:
        """Be told of which terms (field, text) will be asked next how many documents hold them.

        An engine on other machines asks for all in one round trip.
        """

    def expect_matching(self, queries: Iterable[Query]) -> None:
        """Be told for which queries ``matching`` will be asked next, of which each finds few.

        An engine on other machines asks for all in one round trip.
        """

    def expect_blocks(self, query: Query, heads: Query) -> None:
        """Be told that ``count_blocks`` will be asked for some blocks.

        An engine on other machines counts them while it is asked for other things.
        """

    def expect(self, whole: Longs, without_body: Longs) -> None:
        """Be told of which documents ``stored`` will be asked for next, one by one.

        An engine on other machines fetches them in one round trip.
        """

    def stored(self, docnums: Iterable[int], *, body: bool = True) -> Iterator[Mapping[str, Any]]:
        """Yield the stored fields of documents, in the order asked for.

        Without ``body`` the field of that name, a document's text, may be left out to save time.
        ``context`` is never among them (``contexts``).
        """


class PackedBatch(Protocol):
    """Analysed documents as a back end's packing has made them, for its own writers."""

    @property
    def streams(self) -> Mapping[str, Stream]:
        """The tokens of those fields that have positions at least."""


class Packing(Protocol):
    """How analysed documents become what a writer takes; it may be sent to other processes."""

    def __call__(
        self, streams: Mapping[str, Stream], stored: Sequence[Mapping[str, Any]]
    ) -> PackedBatch:
        """Pack documents: little to send, and nothing left to work out.

        ``streams``: the tokens of every field, exact terms among them; ``stored``: the stored
        fields of each document, values that JSON knows.
        """


class IndexWriter(Protocol):
    """The only one who changes an index, until it is left; nothing is visible before a commit."""

    cancelled: bool
    """Whether what was added since the last commit is lost."""

    def add_packed(self, batch: Any) -> None:
        """Add documents that the packing of the same back end has made, all or none."""

    def delete(self, fieldname: str, terms: Iterable[str]) -> int:
        """Delete the committed documents that hold one of the exact terms; returns how many."""

    def settle(self, fieldname: str, besides: Collection[str] = ()) -> Sequence[Refusal]:
        """Wait until what was added is taken, and return what is refused.

        All documents that have the exact term of a field in common with a refused one are as they
        were at the last commit, and so are those with one of the exact terms ``besides``: what told
        that the refused ones are there. A commit without this call raises where anything is
        refused. Who refuses nothing is never told of terms.
        """

    def checkpoint(self) -> None:
        """Make everything so far visible and durable, and go on."""

    def commit(self) -> None:
        """Make everything visible and durable, and end."""

    def cancel(self) -> None:
        """Forget what was added and deleted since the last commit, and end."""


class Backend(Protocol):
    """An index, wherever it is kept, with what is kept beside it."""

    @property
    def name(self) -> str:
        """What people call the place: a folder, an address."""

    def state(self, similarity: BM25) -> IndexState:
        """Return what is committed now.

        Raises IndexMissingError when the index has been deleted, IndexDamagedError.
        """

    def stamp(self) -> tuple[int, ...]:
        """Return, at next to no cost, what changes whenever something is committed.

        Raises IndexMissingError when the index has been deleted.
        """

    def writer(self, *, memory: int, wait: float = 0.0) -> AbstractContextManager[IndexWriter]:
        """Hold the index for writing; commits at the end, cancels on an exception.

        ``memory``: bytes that may be collected before they are written. Raises IndexLockedError
        when another has been writing for ``wait`` seconds, while those who came before had their
        turn; IndexMissingError when the index has been deleted, DiskFullError.
        """

    @property
    def packing(self) -> Packing:
        """The way in which a writer of this index takes documents."""

    def scratch(self, *, wait: float = 0.0) -> AbstractContextManager[Backend]:
        """Lend an empty index beside this one, which may be missing or damaged, and hold both.

        Raises UsageError where no index may be, IndexLockedError as ``writer`` does.
        """

    def adopt(self, scratch: Backend) -> None:
        """Let what is in a scratch index take the place of all that is in this one, at once."""

    def roots(self) -> list[str]:
        """Return what was indexed, readable even if nothing else is; empty if nothing is known.

        Raises IndexDamagedError.
        """

    def save_roots(self, roots: Sequence[str]) -> None:
        """Replace what is remembered as indexed, durably."""

    def attachment_meta(self, name: str) -> Mapping[str, Any] | None:
        """Return what was said of an attachment when it was saved; None if there is none."""

    def attachment(self, name: str) -> Arrays | None:
        """Return the arrays of an attachment, checked; None if there is none.

        Raises IndexDamagedError.
        """

    def attach(self, name: str, arrays: Arrays, meta: Mapping[str, Any]) -> None:
        """Keep arrays beside the index under a name, durably, in place of those of that name."""

    def detach(self, name: str) -> None:
        """Drop an attachment, if it is there."""

    def verify(self, attachments: Sequence[str]) -> dict[str, int]:
        """Check all that is stored against its checksums; returns the files and their bytes.

        Where any document is, ``attachments`` must be there. Raises IndexMissingError,
        IndexDamagedError.
        """

    def salvage(self) -> Iterator[Mapping[str, Any] | IndexDamagedError]:
        """Yield the stored fields of each document, or in its place why they cannot be read.

        What else is damaged does not matter. Neighbours stay neighbours, the newest come first.
        Raises IndexDamagedError for an index of another format.
        """

    def size(self) -> int:
        """Return the bytes that the index takes."""
