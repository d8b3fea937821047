"""Whether the engines agree on the results of queries, and how long these take them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.engine import Engine
    from bench.queries import Query

K = 10
_PATIENCE_MS = 20_000


def agreement(able: Sequence[Engine], queries: Sequence[Query]) -> dict[Engine, float]:
    """How much of each engine's best 10 is as good as searchkit's by searchkit's own scores.

    Engines round lengths differently, so near the end of the list neighbours change places; a
    passage agrees when searchkit scores it at least 0.9 times its own tenth. Phrases are scored
    by each engine in its own way and prefixes by none: there a passage that matches agrees.
    """
    ours = next(candidate for candidate in able if candidate.name == "searchkit")
    agreed: dict[Engine, list[float]] = {candidate: [] for candidate in able}
    for query in queries[:100]:
        any_match = query.kind.startswith(("phrase", "prefix"))
        top = ours.search(query, 1_000_000 if any_match else 500)
        scores = dict(zip(top.docnums.tolist(), top.scores.tolist(), strict=True))
        least = 0.0 if any_match or not scores else 0.9 * top.scores[:K][-1]
        for candidate in able:
            found = candidate.documents(candidate.search(query, K))
            good = sum(scores.get(document, -1.0) >= least for document in found)
            expected = max(len(found), min(K, len(top.scores)))
            agreed[candidate].append(good / expected if expected else 1.0)
    means = {candidate: float(np.mean(values)) for candidate, values in agreed.items()}
    for candidate, mean in means.items():
        if mean < 0.9:
            raise SystemExit(f"{candidate.name} answers {queries[0].kind} otherwise: {mean:.3f}")
    return means


def time_queries(
    able: Sequence[Engine], queries: Sequence[Query], passes: int, *, cold: bool = False
) -> dict[Engine, list[float]]:
    """Milliseconds of every query, the best of several passes, engines taking turns.

    ``cold``: each engine forgets before every query what it kept from those before. An engine
    that has used up the patience with it gets no further pass.
    """
    best = {candidate: [float("inf")] * len(queries) for candidate in able}
    used = dict.fromkeys(able, 0.0)
    for _ in range(passes):
        for candidate in able:
            if used[candidate] > _PATIENCE_MS:
                continue
            for i, query in enumerate(queries):
                if cold:
                    candidate.forget()
                started = time.perf_counter()
                candidate.search(query, K)
                took = (time.perf_counter() - started) * 1000
                used[candidate] += took
                best[candidate][i] = min(best[candidate][i], took)
    return best
