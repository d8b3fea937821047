"""The terms of fields, and how often they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit.backends.base import Values
from searchkit.backends.opensearch.tokens import exact_term_of, term_of
from searchkit.engine.storage.cache import HOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchkit.backends.base import Fields
    from searchkit.backends.opensearch.reading.conditions import Conditions
    from searchkit.backends.opensearch.reading.scoring.statistics import Statistics
    from searchkit.backends.opensearch.reading.snapshot import Snapshot

    Dsl = dict[str, Any]

_PAGE = 10_000
"""Terms of one request."""

_SPECIAL = re.compile(r'[.?+*|{}\[\]()"\\#@&<>~]')
"""What means something in Lucene's regular expressions."""


class Vocabulary:
    """Lists the terms of the fields of one state; keeps what is asked for again."""

    def __init__(
        self,
        snapshot: Snapshot,
        fields: Fields,
        conditions: Conditions,
        statistics: Statistics,
    ) -> None:
        self._snapshot = snapshot
        self._known = frozenset((*fields.streams, *fields.keywords))
        self._conditions = conditions
        self._statistics = statistics
        self._id = HOT.number_for(self)

    def values(self, field: str, prefix: str) -> Values:
        """Return the terms of a field that begin with a prefix, and how often each occurs."""

        def make() -> tuple[Values, int]:
            found = self._values(field, prefix)
            return found, sum(map(len, found.terms)) + 60 * len(found.terms)

        values: Values = HOT.fetch((self._id, "values", field, prefix), make)
        return Values([*values.terms], values.frequencies)

    def frequent(self, field: str, prefix: str, limit: int) -> Values:
        """Return the terms with a prefix that are in the most rows, most frequent first."""
        if field not in self._known:
            return _NONE
        counted: Dsl = {
            "field": field,
            "size": limit,
            "shard_size": 2 * limit + 10,
            "order": [{"_count": "desc"}, {"_key": "asc"}],
            **self._beginning(field, prefix),
        }
        buckets = self._counted({"terms": counted})["buckets"]
        return Values(
            [self._term(field, bucket["key"]) for bucket in buckets],
            np.array([bucket["doc_count"] for bucket in buckets], np.int64),
        )

    def _values(self, field: str, prefix: str) -> Values:
        if field not in self._known:
            return _NONE
        found = dict(self._pages(field, prefix))
        terms = sorted(found)
        if self._conditions.is_stream(field):
            counts = self._statistics.occurrences([(field, term) for term in terms])
        else:
            counts = [found[term] for term in terms]
        return Values(terms, np.array(counts, np.int64))

    def _pages(self, field: str, prefix: str) -> Iterator[tuple[str, int]]:
        """Yield terms with the number of rows that hold them; pages follow one another."""
        counted: Dsl = {
            "field": field,
            "size": _PAGE,
            "order": {"_key": "asc"},
            **self._beginning(field, prefix),
        }
        buckets = self._counted({"terms": counted})
        if not buckets["sum_other_doc_count"]:
            yield from ((self._term(field, b["key"]), b["doc_count"]) for b in buckets["buckets"])
            return
        # More than a page: each part takes what falls to it by a hash of the term.
        parts = 2
        while not (pages := self._parted(counted, parts)):
            parts *= 4
        for own in pages:
            for bucket in own:
                term = self._term(field, bucket["key"])
                if term.startswith(prefix):
                    yield term, bucket["doc_count"]

    def _parted(self, counted: Dsl, parts: int) -> list[list[Dsl]]:
        """Return the terms in parts, none of which is more than a page; else nothing."""
        pages: list[list[Dsl]] = []
        for part in range(parts):
            include = {"include": {"partition": part, "num_partitions": parts}}
            found = self._counted({"terms": {**counted, **include}})
            if found["sum_other_doc_count"]:
                return []
            pages.append(found["buckets"])
        return pages

    def _counted(self, aggregation: Dsl) -> Dsl:
        """Return what the cluster says of the terms of all rows."""
        body: Dsl = {"size": 0, "track_total_hits": False, "aggs": {"terms": aggregation}}
        found: Dsl = self._snapshot.search(body)["aggregations"]["terms"]
        return found

    def _beginning(self, field: str, prefix: str) -> Dsl:
        if not prefix:
            return {}
        written = self._conditions.written(field, prefix)
        return {"include": _SPECIAL.sub(r"\\\g<0>", written) + ".*"}

    def _term(self, field: str, written: str) -> str:
        return term_of(written) if self._conditions.is_stream(field) else exact_term_of(written)


_NONE = Values([], np.zeros(0, np.int64))
