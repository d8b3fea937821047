"""Whether the engines agree on the results of queries, and how long these take them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.engines.base import Engine
    from bench.queries import Query

_COMPARED = 100  # queries of each kind
_PATIENCE_MS = 20_000


def agreement(able: Sequence[Engine], queries: Sequence[Query]) -> dict[Engine, float]:
    """How much of each engine's best is as good as searchkit's by searchkit's own scores.

    Engines round lengths differently, so near the end of the list neighbours change places; a
    passage agrees when searchkit scores it at least 0.9 times its own last. Phrases are scored
    by each engine in its own way and prefixes by none: there a passage that matches agrees. Counts
    agree when they are equal.
    """
    ours = next(candidate for candidate in able if candidate.name == "searchkit")
    agreed: dict[Engine, list[float]] = {candidate: [] for candidate in able}
    for query in queries[:_COMPARED]:
        measure = _counts_agree if query.counts else _documents_agree
        for candidate, share in measure(ours, able, query).items():
            agreed[candidate].append(share)
    means = {candidate: float(np.mean(values)) for candidate, values in agreed.items()}
    for candidate, mean in means.items():
        if mean < 0.9:
            raise SystemExit(f"{candidate.name} answers {queries[0].kind} otherwise: {mean:.3f}")
    return means


def _counts_agree(ours: Engine, able: Sequence[Engine], query: Query) -> dict[Engine, float]:
    count = ours.count(ours.search(query))
    return {
        candidate: float(candidate.count(candidate.search(query)) == count) for candidate in able
    }


def _documents_agree(ours: Engine, able: Sequence[Engine], query: Query) -> dict[Engine, float]:
    any_match = query.kind.startswith(("phrase", "prefix"))
    more = 1_000_000_000 if any_match else 50 * query.k
    top = ours.search(replace(query, k=more))
    scores = dict(zip(top.docnums.tolist(), top.scores.tolist(), strict=True))
    least = 0.0 if any_match or not scores else 0.9 * top.scores[: query.k][-1]
    shares = {}
    for candidate in able:
        found = candidate.documents(candidate.search(query))
        good = sum(scores.get(document, -1.0) >= least for document in found)
        expected = max(len(found), min(query.k, len(top.scores)))
        shares[candidate] = good / expected if expected else 1.0
    return shares


def time_warm(
    able: Sequence[Engine], queries: Sequence[Query], passes: int
) -> dict[Engine, list[float]]:
    """Milliseconds of every query, the best of several passes, engines taking turns."""
    for candidate in able:
        candidate.warm_up(queries)
    return _time(able, queries, passes, fresh=False)


def time_first_use(
    able: Sequence[Engine], queries: Sequence[Query], passes: int
) -> dict[Engine, list[float]]:
    """Do as ``time_warm``, but open each engine anew before each query.

    Nothing is kept then but by the system: the files are in the page cache.
    """
    return _time(
        [candidate for candidate in able if candidate.reopens], queries, passes, fresh=True
    )


def _time(
    able: Sequence[Engine], queries: Sequence[Query], passes: int, *, fresh: bool
) -> dict[Engine, list[float]]:
    """Time queries; an engine that has used up the patience with it gets no further pass."""
    best = {candidate: [float("inf")] * len(queries) for candidate in able}
    used = dict.fromkeys(able, 0.0)
    for _ in range(passes):
        for candidate in able:
            if used[candidate] > _PATIENCE_MS:
                continue
            for i, query in enumerate(queries):
                if fresh:
                    candidate.open()
                took = candidate.milliseconds(query)
                used[candidate] += took
                best[candidate][i] = min(best[candidate][i], took)
    return best
