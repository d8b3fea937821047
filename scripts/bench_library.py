"""Time what a search box asks for beside a plain search, in turn, in one run.

    python scripts/bench_library.py --index INDEX --queries QUERIES.jsonl

Each query is run in every way, one after the other, several times; the fastest run of each way is
set against the fastest plain one. What is printed are the median and the greatest of these ratios,
so that neither the machine nor the query counts. Completions are timed by themselves, each letter
of a query once: the way in which people type, with nothing worked out before. Times are those of
the processor, which other programs hardly change; all of it runs in one thread.
"""

from __future__ import annotations

import argparse
import json
import time
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import searchkit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from searchkit import Index

FACETS = ["type", "issuer", "place", "year", "folder"]
WAYS: dict[str, dict[str, Any]] = {
    "plain": {},
    "facets": {"facets": FACETS},
    "page 1,000": {"offset": 9_990},
    "group": {"group": "document"},
    "sort by date": {"sort": "-date"},
    "sort by title": {"sort": "title"},
}


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--index", default="index")
    parser.add_argument("--queries", type=Path, required=True, help="JSON lines with a text each")
    parser.add_argument("--limit", type=int, default=40, help="queries that are run")
    parser.add_argument("--passes", type=int, default=4)
    options = parser.parse_args()
    queries = read_queries(options.queries)[: options.limit]
    with searchkit.open_index(options.index) as index:
        for way, ratios in compare(index, queries, options.passes).items():
            print(f"{way:14} {median(ratios):5.2f} times plain, at most {max(ratios):.2f}")
        taken = completions(index, queries)
        print(f"{'suggest':14} {median(taken):5.2f} ms, at most {max(taken):.1f}")


def read_queries(path: Path) -> list[str]:
    """Return the texts of queries."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return [row.get("text") or row["query"] for row in rows]


def compare(index: Index, queries: Sequence[str], passes: int) -> dict[str, list[float]]:
    """Return for each way how many times as long as a plain search it takes, by query."""
    ratios: dict[str, list[float]] = {}
    for query in queries:
        runs: dict[str, Callable[[], object]] = {
            way: partial(index.search, query, **asked) for way, asked in WAYS.items()
        }
        found = index.search(query)
        if found:
            runs["similar"] = partial(index.similar, found[0].document_id)
        best = dict.fromkeys(runs, float("inf"))
        for _ in range(passes):
            for way, run in runs.items():
                best[way] = min(best[way], _seconds(run))
        for way, taken in best.items():
            ratios.setdefault(way, []).append(taken / best["plain"])
    return ratios


def completions(index: Index, queries: Sequence[str]) -> list[float]:
    """Return the milliseconds that each completion takes while queries are typed."""
    index.suggest("a")  # reads the counts of syllables
    taken = []
    for query in queries:
        typed = " ".join(query.split()[:5])
        beginnings = (typed[:end] for end in range(1, len(typed) + 1))
        taken += [1000 * _seconds(partial(index.suggest, begun)) for begun in beginnings]
    return taken


def _seconds(run: Callable[[], object]) -> float:
    started = time.process_time()
    run()
    return time.process_time() - started


if __name__ == "__main__":
    main()
