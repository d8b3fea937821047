"""What some documents hold of what is wanted: how often each term, which conditions they meet."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from searchkit.backends.opensearch.mapping import K1, B
from searchkit.backends.opensearch.reading.conditions import numbered
from searchkit.backends.opensearch.reading.parallel import together
from searchkit.backends.opensearch.reading.scoring.explanations import explained
from searchkit.backends.opensearch.reading.scoring.lengths import frequencies, idf

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from searchkit.backends.base import Flags, Floats, Longs
    from searchkit.backends.opensearch.reading.conditions import Conditions
    from searchkit.backends.opensearch.reading.scoring.statistics import Statistics
    from searchkit.backends.opensearch.reading.scoring.wanted import Named, Wanted
    from searchkit.backends.opensearch.reading.snapshot import Snapshot
    from searchkit.query_tree import Query

    Dsl = dict[str, Any]
    FieldTerm = tuple[str, str]

DOCUMENTS = 2000
"""Documents of one request; several go at the same time."""

CLAUSES = 700
"""Clauses of one request; a cluster takes 1,024 (indices.query.bool.max_clause_count)."""

_EXPLAINED = 100
"""Documents of one request for explanations."""

_NEAR, _NEARLY = 0.1, 0.002
"""How far from a whole number float32 may bring a frequency, at least and in proportion."""

NAMED = {"include_named_queries_score": "true"}


class Evidence:
    """What documents hold, one entry per document; ``numbers`` ascend."""

    def __init__(self, numbers: Longs, lengths: dict[str, Longs]) -> None:
        self.numbers = numbers
        self.lengths = lengths
        self.frequencies: dict[FieldTerm, Floats] = {}
        self.met: dict[Query, Flags] = {}
        self.nothing = np.zeros(len(numbers))
        """The frequencies of each term that none of the documents holds."""

    def holds(
        self, terms: Sequence[FieldTerm], numbers: Longs, streams: Sequence[str] = ()
    ) -> bool:
        """Say whether some terms of some documents (ascending) are known, and some lengths."""
        if not all(term in self.frequencies for term in terms):
            return False
        if not all(name in self.lengths for name in streams):
            return False
        at = self.numbers.searchsorted(numbers)
        return bool(len(self.numbers)) and bool(
            (self.numbers.take(at, mode="clip") == numbers).all()
        )

    def spread(self, numbers: Longs) -> Evidence:
        """Return this for all of some documents (ascending): those that are gone hold nothing."""
        if len(numbers) == len(self.numbers):
            return self
        at = np.searchsorted(numbers, self.numbers)

        def column(own: Any) -> Any:
            found = np.zeros(len(numbers), own.dtype)
            found[at] = own
            return found

        spread = Evidence(numbers, {name: column(own) for name, own in self.lengths.items()})
        spread.frequencies = {
            term: spread.nothing if own is self.nothing else column(own)
            for term, own in self.frequencies.items()
        }
        spread.met = {query: column(own) for query, own in self.met.items()}
        return spread

    def without(self, terms: Iterable[FieldTerm]) -> Evidence:
        """Return this with what is known of terms that no document holds."""
        for term in terms:
            self.frequencies.setdefault(term, self.nothing)
        return self

    def joined(self, others: Sequence[Evidence]) -> Evidence:
        """Return this with what is known of the same documents besides."""
        for other in others:
            self.lengths |= other.lengths
            self.frequencies |= other.frequencies
            self.met |= other.met
        return self

    def places(self, numbers: Longs) -> Longs:
        """Return where documents stand here, of which all do."""
        places: Longs = self.numbers.searchsorted(numbers)
        return places


class EvidenceReader:
    """Asks the cluster what documents hold."""

    def __init__(self, snapshot: Snapshot, conditions: Conditions, statistics: Statistics) -> None:
        self._snapshot = snapshot
        self._conditions = conditions
        self._statistics = statistics
        # Named queries score by the statistics of all shards, as the ranking does.
        self.params = {**NAMED, "search_type": "dfs_query_then_fetch"}
        if snapshot.shards == 1:
            self.params["search_type"] = "query_then_fetch"

    def of(self, numbers: Longs, wanted: Wanted) -> Evidence:
        """Ask what documents (ascending, all there) hold of all that is wanted."""
        named = [*wanted.named.items()]
        if not len(numbers):
            return self.read([], dict(named), wanted.streams).without(wanted.nowhere)
        pieces = [numbers[i : i + DOCUMENTS] for i in range(0, len(numbers), DOCUMENTS)]
        groups = [named[i : i + CLAUSES] for i in range(0, len(named), CLAUSES)] or [[]]
        told = [*columns(wanted.streams).values()]
        calls = [
            partial(self._hits, piece, [own.clause for _, own in group], told)
            for group in groups
            for piece in pieces
        ]
        self._statistics.learn(wanted.terms)
        *answers, _ = together(*calls, self._statistics.learn_expected)
        parts = []
        for i, group in enumerate(groups):
            hits = [hit for own in answers[i * len(pieces) : (i + 1) * len(pieces)] for hit in own]
            parts.append(self.read(hits, dict(group), wanted.streams))
        return parts[0].joined(parts[1:]).without(wanted.nowhere).spread(numbers)

    def _hits(
        self,
        numbers: Longs,
        clauses: Sequence[Dsl],
        told: Sequence[str],
        *,
        explain: bool = False,
    ) -> list[Dsl]:
        own: Dsl = {"filter": [numbered(numbers.tolist())]}
        if clauses:
            own["should"] = [*clauses]
        body = {
            "query": {"bool": own},
            "size": len(numbers),
            "stored_fields": "_none_",
            "docvalue_fields": [*told],
            "track_total_hits": False,
            "sort": ["seq"],  # then the sum of all scores is not worked out
            "explain": explain,
        }
        hits: list[Dsl] = self._snapshot.search(body, self.params)["hits"]["hits"]
        return hits

    def read(
        self, hits: Sequence[Dsl], named: Mapping[str, Named], streams: Iterable[str]
    ) -> Evidence:
        """Return what hits, in any order, tell of what has names; their statistics are known.

        ``streams`` are those of which they tell the lengths (``columns``).
        """
        found = np.fromiter((hit["sort"][-1] for hit in hits), np.int64, len(hits))
        order = np.argsort(found)
        hits = [hits[place] for place in order.tolist()]
        lengths = {name: _lengths(hits, column) for name, column in columns(streams).items()}
        evidence = Evidence(found[order], lengths)
        scores = _named_scores(hits, named)
        by_field: dict[str, list[tuple[Named, Floats]]] = {}
        highest: list[float] = scores.max(axis=1, initial=0.0).tolist()
        for own, row, most in zip(named.values(), scores, highest, strict=True):
            if not isinstance(own.key, tuple):
                evidence.met[own.key] = row > 0
            elif not most:
                evidence.frequencies.setdefault(own.key, evidence.nothing)
            elif self._conditions.is_stream(own.key[0]):
                by_field.setdefault(own.key[0], []).append((own, row))
            else:
                evidence.frequencies[own.key] = (row > 0).astype(np.float64)
        doubtful = [
            term for field, told in by_field.items() for term in self._count(field, told, evidence)
        ]
        if doubtful:
            evidence.frequencies |= self._explained(evidence.numbers, doubtful)
        return evidence

    def _count(
        self, field: str, told: Sequence[tuple[Named, Floats]], evidence: Evidence
    ) -> list[FieldTerm]:
        """Keep how often documents hold terms of a field; return those where it is not sure."""
        known = self._statistics.of_field(field)
        terms: list[FieldTerm] = [cast("FieldTerm", own.key) for own, _ in told]
        boosts = np.array([own.boost for own, _ in told])
        weights = boosts * idf(known.documents, self._statistics.holding(terms)) * (K1 + 1)
        average = known.tokens / max(1, known.documents)
        scores = np.array([row for _, row in told])
        found = frequencies(scores, weights[:, None], evidence.lengths[field], average, K1, B)
        whole = np.rint(found)
        unsure = np.abs(found - whole) > np.maximum(_NEAR, whole * _NEARLY)
        unsure |= whole > evidence.lengths[field]
        rows = np.unique(unsure.nonzero()[0])
        for term, counted in zip(terms, whole, strict=True):
            # One of several clauses for a term may be left out, where it could not match.
            before = evidence.frequencies.get(term, counted)
            evidence.frequencies[term] = np.maximum(before, counted)
        return [terms[row] for row in rows.tolist()]

    def _explained(self, numbers: Longs, terms: Sequence[FieldTerm]) -> dict[FieldTerm, Floats]:
        """Return how often documents hold terms, as the cluster explains it."""
        written = {
            (field, self._conditions.written(field, text)): (field, text) for field, text in terms
        }
        found = {term: np.zeros(len(numbers)) for term in terms}
        clauses = [self._conditions.term(*term) for term in terms]
        for start in range(0, len(numbers), _EXPLAINED):
            for hit in self._hits(numbers[start : start + _EXPLAINED], clauses, (), explain=True):
                place = int(numbers.searchsorted(hit["sort"][0]))
                for term, frequency in explained(hit["_explanation"]).items():
                    if term in written:
                        found[written[term]][place] = frequency
        return found


def columns(streams: Iterable[str]) -> dict[str, str]:
    """Return for each stream the column with its lengths."""
    return {name: f"len.{name}" for name in streams}


def _lengths(hits: Sequence[Dsl], column: str) -> Longs:
    return np.array([hit["fields"].get(column, _NONE)[0] for hit in hits], np.int64)


_NONE = (0,)


def _named_scores(hits: Sequence[Dsl], named: Iterable[str]) -> Floats:
    """Return the scores of named clauses for hits, shape (named, hits); 0 where one is not met."""
    row_of = {name: row for row, name in enumerate(named)}
    scores = np.zeros((len(row_of), len(hits)))
    told = [hit.get("matched_queries", {}) for hit in hits]
    columns = np.repeat(np.arange(len(hits)), [len(own) for own in told])
    rows = np.fromiter(map(row_of.__getitem__, chain.from_iterable(told)), np.intp, len(columns))
    values = chain.from_iterable(own.values() for own in told)
    scores[rows, columns] = np.fromiter(values, np.float64, len(columns))
    return scores
