"""In how many documents terms are, and how long fields are: counted over all shards."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit._lazy import cached_property
from searchkit.backends.opensearch.reading.scoring.lengths import FieldStatistics
from searchkit.errors import ClusterError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from searchkit.backends.base import Longs
    from searchkit.backends.opensearch.reading.conditions import Conditions
    from searchkit.backends.opensearch.reading.snapshot import Snapshot

    FieldTerm = tuple[str, str]

_AT_ONCE = 4000
"""Terms of one request."""

_KEPT = 1 << 20
"""Terms that are remembered."""


class Statistics:
    """What is counted of terms and fields; each is asked for once.

    A document that is made up of the terms, and never stored, is sent to each shard, which says
    what it has counted of its terms (``_mtermvectors``). Deleted documents are counted until the
    cluster drops them.
    """

    def __init__(self, snapshot: Snapshot, conditions: Conditions) -> None:
        self._snapshot = snapshot
        self._conditions = conditions
        self._holding: dict[FieldTerm, int] = {}
        self._occurring: dict[FieldTerm, int] = {}
        self._fields: dict[str, FieldStatistics] = {}
        self._expected: dict[FieldTerm, None] = {}
        """What will be asked for: it is asked with whatever is asked first."""

    @property
    def documents(self) -> int:
        """Number of rows that are not deleted."""
        return self._snapshot.control.rows

    def length(self, field: str) -> int:
        """Return the number of tokens of a stream in all rows."""
        return self._snapshot.control.tokens.get(field, 0)

    def average(self, field: str) -> float:
        """Return the tokens of a stream in a row, on average; 1 where there are none."""
        return float(self.length(field)) / (self.documents or 1) or 1.0

    def document_frequency(self, fieldname: str, text: str | bytes) -> int:
        """Return in how many documents a term is; in no more than there are."""
        assert isinstance(text, str)
        return min(self.documents, self.counted(fieldname, text))

    def counted(self, fieldname: str, text: str) -> int:
        """Return in how many documents a term is by the cluster, deleted ones among them."""
        while (known := self._holding.get((fieldname, text))) is None:
            self.learn([(fieldname, text)])
        return known

    def holding(self, terms: Sequence[FieldTerm]) -> Longs:
        """Return in how many documents each of some terms is by the cluster."""
        return np.array([self.counted(*term) for term in terms], np.int64)

    def occurrences(self, terms: Sequence[FieldTerm]) -> list[int]:
        """Return how often each term occurs in all documents."""
        self.learn(terms)
        return [self._occurring[term] for term in terms]

    def of_field(self, field: str) -> FieldStatistics:
        """Return what Lucene knows of a field; of one of whose terms something was asked."""
        return self._fields.get(field, FieldStatistics(0, 0))

    def unknown(self, terms: Iterable[FieldTerm]) -> list[FieldTerm]:
        """Return those of some terms of which nothing was asked so far."""
        return [term for term in dict.fromkeys(terms) if term not in self._holding]

    def is_nowhere(self, term: FieldTerm) -> bool:
        """Say whether it is known that no document holds a term."""
        return self._holding.get(term) == 0

    def expect(self, terms: Iterable[FieldTerm]) -> None:
        """Be told what will be asked for, so that it is asked together with what comes first."""
        self._expected |= dict.fromkeys(self.unknown(terms))

    def learn_expected(self) -> None:
        """Ask for whatever is expected now."""
        expected, self._expected = self._expected, {}
        self.learn(expected)

    def learn(self, terms: Collection[FieldTerm]) -> None:
        """Ask for whatever is not known of some terms, in one round trip."""
        if len(self._holding) > _KEPT:
            self._holding, self._occurring = {}, {}
        if new := self.unknown(terms):
            expected, self._expected = self._expected, {}
            new = self.unknown([*new, *expected])
        for start in range(0, len(new), _AT_ONCE):
            self._ask(new[start : start + _AT_ONCE])

    def _ask(self, terms: Sequence[FieldTerm]) -> None:
        written = {term: self._conditions.written(*term) for term in terms}
        made_up: dict[str, Any] = {}
        for (field, _), text in written.items():
            made_up.setdefault(field, []).append(text)
        for field, texts in made_up.items():
            if self._conditions.is_stream(field):
                made_up[field] = " ".join(texts)
        answer = self._snapshot.request(
            "POST", "_mtermvectors", {"docs": [self._asked(made_up, own) for own in self._routes]}
        )
        holding: Counter[FieldTerm] = Counter()
        occurring: Counter[FieldTerm] = Counter()
        fields: dict[str, tuple[int, int]] = {}
        for shard in answer["docs"]:
            if "error" in shard:
                place, told = self._snapshot.place, shard["error"]
                raise ClusterError(f"{place}: a part of the index does not answer: {told}")
            for field, own in shard.get("term_vectors", {}).items():
                counted = own.get("field_statistics", {})
                documents, tokens = fields.get(field, (0, 0))
                fields[field] = (
                    documents + max(0, counted.get("doc_count", 0)),
                    tokens + max(0, counted.get("sum_ttf", 0)),
                )
                for text, of_term in own["terms"].items():
                    holding[field, text] += of_term.get("doc_freq", 0)
                    occurring[field, text] += of_term.get("ttf", 0)
        self._fields |= {field: FieldStatistics(*counted) for field, counted in fields.items()}
        for (field, term), text in written.items():
            self._occurring[field, term] = occurring[field, text]
            self._holding[field, term] = holding[field, text]

    def _asked(self, made_up: dict[str, Any], route: str) -> dict[str, Any]:
        return {
            "_index": self._snapshot.index,
            "routing": route,
            "doc": made_up,
            "fields": [*made_up],
            "positions": False,
            "offsets": False,
            "payloads": False,
            "term_statistics": True,
            "field_statistics": True,
        }

    @cached_property
    def _routes(self) -> list[str]:
        """For each shard a routing that leads to it."""
        found: dict[int, str] = {}
        tried = 0
        while len(found) < self._snapshot.shards:
            path = f"{self._snapshot.index}/_search_shards?routing={tried}"
            shards = self._snapshot.request("GET", path)["shards"]
            found.setdefault(shards[0][0]["shard"], str(tried))
            tried += 1
        return [found[shard] for shard in sorted(found)]
