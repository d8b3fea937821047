"""Time what a search box asks for beside a plain search, in turn, in one run.

    python scripts/bench_library.py --index INDEX --queries QUERIES.jsonl

Each query is run in every way, one after the other, several times; the fastest run of each way is
set against the fastest plain one. What is printed are the median and the greatest of these ratios,
so that neither the machine nor the query counts. Completions are timed by themselves, while
queries, titles, headings and numbers are typed letter by letter: the first of a process, each once
with nothing read before, and each once more. Times are those of the processor, which other programs
hardly change; all of it runs in one thread.
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
FIELDS = ["dieu:5", "tieu-de:máy", 'tieu-de:"phạm vi điều chỉnh"', "ten-tep:phapdien"]
"""Queries that are a field and nothing else."""

BEGINNING = 30
"""Letters that are typed of a title, a heading or a number."""

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
            print(f"{way:32} {median(ratios):5.2f} times plain, at most {max(ratios):.2f}")
        first = 1000 * _seconds(partial(index.suggest, "a"))  # reads the counts of syllables
        print(f"{'suggest':32} {first:5.2f} ms for the first of the process")
        typed = beginnings(index, queries)
        for state in ("read anew", "warm"):
            taken = [1000 * _seconds(partial(index.suggest, begun)) for begun in typed]
            print(f"{state:>32} {median(taken):5.2f} ms, at most {max(taken):.1f}")


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
        runs |= {field: partial(index.search, field) for field in FIELDS}
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


def beginnings(index: Index, queries: Sequence[str]) -> list[str]:
    """Return what is typed, letter by letter, of queries and of what is told of their hits."""
    whole: list[str] = [*queries]
    for query in queries:
        for hit in index.search(query):
            number = hit.metadata.get("number") or hit.metadata.get("law", "")
            whole += [hit.title, *hit.heading, number]
    typed = (text[:end] for text in whole for end in range(1, min(BEGINNING, len(text)) + 1))
    return list(dict.fromkeys(typed))


def _seconds(run: Callable[[], object]) -> float:
    started = time.process_time()
    run()
    return time.process_time() - started


if __name__ == "__main__":
    main()
