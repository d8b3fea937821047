"""One committed state of an index in a cluster: every question of ``IndexState``."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit.backends.base import Counts
from searchkit.backends.opensearch.control import read_control
from searchkit.backends.opensearch.reading.blocks import Blocks
from searchkit.backends.opensearch.reading.conditions import Conditions
from searchkit.backends.opensearch.reading.contexts import Contexts
from searchkit.backends.opensearch.reading.numbers import Numbers
from searchkit.backends.opensearch.reading.rows import Rows
from searchkit.backends.opensearch.reading.scoring.evaluation import Evaluation, Weighing
from searchkit.backends.opensearch.reading.scoring.evidence import EvidenceReader
from searchkit.backends.opensearch.reading.scoring.ranking import Ranking
from searchkit.backends.opensearch.reading.scoring.statistics import Statistics
from searchkit.backends.opensearch.reading.scoring.wanted import Wanted, terms_of
from searchkit.backends.opensearch.reading.snapshot import Snapshot
from searchkit.backends.opensearch.reading.vocabulary import Vocabulary
from searchkit.engine.storage.arrays import LENGTH_OF_NORM, field_norms
from searchkit.errors import IndexMissingError
from searchkit.query_tree import Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from searchkit.backends.base import (
        BM25,
        BlockCounts,
        Column,
        Fields,
        Floats,
        Longs,
        SharedRuns,
        TopBlocks,
        TopDocs,
        Values,
    )
    from searchkit.backends.opensearch.connection.client import Client
    from searchkit.backends.opensearch.reading.scoring.evidence import Evidence
    from searchkit.query_tree import Query

_REMEMBERED = 8
"""Searches whose candidates are remembered: what comes next asks for their terms again."""


class OpenSearchState:
    """What was committed in a cluster when this was made.

    ``alias`` names the index, ``head`` the field and exact term with which blocks begin there.
    """

    def __init__(
        self,
        client: Client,
        alias: str,
        fields: Fields,
        head: tuple[str, str],
        similarity: BM25,
    ) -> None:
        self._client = client
        self._alias = alias
        self._snapshot = Snapshot(client, alias)
        self._conditions = Conditions(fields)
        self._statistics = Statistics(self._snapshot, self._conditions)
        self._weighing = Weighing(similarity, self._statistics, self._conditions)
        self._evidence = EvidenceReader(self._snapshot, self._conditions, self._statistics)
        self._contexts = Contexts(self._snapshot)
        self._numbers = Numbers(self._snapshot, self._conditions, self._contexts)
        self._vocabulary = Vocabulary(self._snapshot, fields, self._conditions, self._statistics)
        self._blocks = Blocks(
            self._snapshot, self._conditions, self._numbers, self._vocabulary, Term(*head)
        )
        self._rows = Rows(self._snapshot, fields)
        self._ranking = Ranking(
            self._snapshot,
            self._conditions,
            self._statistics,
            self._evidence,
            self._weighing,
            self._contexts,
            self._blocks.rows,
        )
        self._remembered: deque[Evidence] = deque(maxlen=_REMEMBERED)

    @property
    def segments(self) -> int:
        """Number of shards."""
        return self._snapshot.shards if self._snapshot.control.rows else 0

    def is_current(self) -> bool:
        """Compare what is committed with what was."""
        try:
            return read_control(self._client, self._alias).stamp == self._snapshot.control.stamp
        except IndexMissingError:
            return False

    def close(self) -> None:
        """Let the cluster forget this state."""
        self._snapshot.close()

    def search(
        self, query: Query, limit: int, filters: Sequence[Query] = (), *, total: bool = True
    ) -> TopDocs:
        """Return the best documents."""
        top, evidence = self._ranking.search(query, limit, filters, total=total)
        self._remembered.append(evidence)
        return top

    def search_roughly(self, query: Query, limit: int, filters: Sequence[Query] = ()) -> TopDocs:
        """Return what ``search`` does: rounded scores would not be cheaper here."""
        return self.search(query, limit, filters)

    def score(self, queries: Sequence[Query], docnums: Longs) -> list[Floats]:
        """Return the scores of documents for each query."""
        self._statistics.learn(terms_of(queries))
        wanted = Wanted(self._conditions, self._statistics)
        for query in queries:
            wanted.add(query)
        evaluation = Evaluation(self._weighing, self._evidence.of(docnums, wanted))
        return [evaluation.of(query)[0] for query in queries]

    def score_lost(self, terms: Sequence[Term], docnums: Longs, fewer: Floats) -> Floats:
        """Return how much less documents would score with fewer occurrences of terms."""
        lost = np.zeros(len(docnums))
        if not terms:
            return lost
        numbers, back = np.unique(docnums, return_inverse=True)
        evidence = self._holding(terms, numbers)
        evaluation = Evaluation(self._weighing, evidence)
        places = evidence.places(numbers)[back]
        for term, less in zip(terms, fewer, strict=True):
            lost += evaluation.lost(term, less, places)
        return lost

    def counts(self, terms: Sequence[Term], docnums: Longs) -> Counts:
        """Return how often terms occur in documents."""
        keys = [(term.field, term.text) for term in terms]
        frequencies = np.zeros((len(terms), len(docnums)))
        if len(docnums) and terms:
            evidence = self._holding(terms, docnums)
            places = evidence.places(docnums)
            for row, key in zip(frequencies, keys, strict=True):
                row[:] = evidence.frequencies[key][places]
        self._statistics.learn(keys)
        documents = self._statistics.documents
        holding = np.minimum(self._statistics.holding(keys), documents)
        return Counts(documents, holding, frequencies)

    def _holding(
        self, terms: Sequence[Term], docnums: Longs, streams: Sequence[str] = ()
    ) -> Evidence:
        """Return how often terms are in documents (ascending), and how long these are in streams.

        Of candidates it is known.
        """
        keys = [(term.field, term.text) for term in terms]
        for evidence in reversed(self._remembered):
            if evidence.holds(keys, docnums, streams):
                return evidence
        self._statistics.learn(keys)
        wanted = Wanted(self._conditions, self._statistics)
        for key in keys:
            wanted.add_term(*key)
        wanted.streams |= dict.fromkeys(streams)
        evidence = self._evidence.of(docnums, wanted)
        self._remembered.append(evidence)
        return evidence

    def lengths(self, field: str, docnums: Longs) -> Longs:
        """Return the tokens of a field in documents, as precise as the embedded engine knows."""
        if not self._conditions.is_stream(field):
            return np.zeros(len(docnums), np.int64)
        evidence = self._holding([], docnums, [field])
        lengths = evidence.lengths[field][evidence.places(docnums)]
        rounded: Longs = LENGTH_OF_NORM[field_norms(lengths)]
        return rounded

    def contexts(self, docnums: Longs) -> SharedRuns:
        """Return the contexts of documents, and who shares them."""
        return self._contexts.of(docnums)

    def matching(self, query: Query) -> Longs:
        """Return all documents that match."""
        return self._numbers.of(query)

    def first_matching(self, queries: Sequence[Query]) -> Longs:
        """Return the first document that matches each query."""
        return self._numbers.firsts(queries)

    def count_blocks(
        self, query: Query, heads: Query, columns: Sequence[Column] = ()
    ) -> BlockCounts:
        """Count blocks and the terms that their heads hold."""
        return self._blocks.count(query, heads, columns)

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
        return self._blocks.top(
            query, heads, column, descending=descending, offset=offset, limit=limit
        )

    at_hand = False
    """Each question is a round trip."""

    def values(self, field: str, prefix: str = "") -> Values:
        """Return the terms of a field."""
        return self._vocabulary.values(field, prefix)

    def terms(self, field: str, prefix: str = "") -> list[str]:
        """Return the terms of a field alone."""
        return self.values(field, prefix).terms

    def frequent_values(self, field: str, prefix: str, limit: int) -> Values:
        """Return the most frequent terms with a prefix."""
        return self._vocabulary.frequent(field, prefix, limit)

    def term_count(self, field: str) -> None:
        """Return nothing: a cluster counts the terms of a stream from all of them in its heap."""

    def expect_terms(self, terms: Iterable[tuple[str, str]]) -> None:
        """Ask for the statistics of terms, ahead of whoever needs them."""
        self._statistics.expect(terms)

    def expect_matching(self, queries: Iterable[Query]) -> None:
        """Find what matches, ahead of whoever needs it."""
        self._numbers.expect(queries)

    def expect_blocks(self, query: Query, heads: Query) -> None:
        """Count blocks, ahead of whoever needs it."""
        self._blocks.expect(query, heads)

    def expect(self, whole: Longs, without_body: Longs) -> None:
        """Fetch what is stored of documents, in one round trip."""
        self._rows.fetch(whole.tolist(), without_body.tolist())

    def stored(self, docnums: Iterable[int], *, body: bool = True) -> Iterator[Mapping[str, Any]]:
        """Yield the stored fields of documents."""
        return self._rows.stored(docnums, body=body)
