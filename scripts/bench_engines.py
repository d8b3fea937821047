"""Time searchkit against other engines: same passages, same tokens, same ranking, one run.

    python scripts/bench_engines.py --corpus corpus.jsonl.xz --queries queries.jsonl
    python scripts/bench_engines.py --corpus … --queries … --passages 20000 210220 1000000
    python scripts/bench_engines.py --corpus … --queries … --kinds question

Every engine is built in a process of its own, on one core, which gives its time and its peak
memory. Then all are opened in one process, each on one thread, their results are compared with
searchkit's, and every query is put to each engine in turn. What counts is the time of the processor
in the best of several passes, as on a quiet machine. Three columns:

* ``warm``: searchkit keeps what it decoded for the terms of a query, and never the result of one;
* ``first``: the index is opened anew before each query, its files are in the page cache;
* ``cold``: a new process loads the engine, opens the index and answers one query.

``memory`` is what a process of its own holds more after all queries than before.

Above a million passages, those beyond are the first ones with a tenth of their tokens changed, and
searchkit is measured alone. The packages of the other engines are in the dependency group
``bench``; Lucene needs a JDK 21 and Maven (``bench/engines/lucene_engine.py``). An engine that is
absent is left out. The kind ``question`` puts whole questions to searchkit, with its second stage
and by the first alone (``bench/whole_questions.py``).
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from bench.dataset import MOST, STREAMS, Passages, prepare
from bench.engines.base import NAMES, Engine
from bench.measuring import agreement, time_first_use, time_warm
from bench.processes import Place, built, first_answers, memory_kept
from bench.queries import KINDS, Query, make_queries
from bench.tables import tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_FIELDS = {"text": ("text",), "streams": STREAMS}
"""The two indexes of each engine: ``text`` alone, and all streams for the full ranking."""
QUESTION = "question"
_COLUMNS = ("warm", "first", "cold", "memory")
_COLD = ("or", "streams", "and2", "phrase")
"""The kinds that are put to new processes, which are slow to make; for each, so many:"""
_PROCESSES = 3


def main() -> None:
    """Run what the command line asks for."""
    options = _parser().parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-", dir=options.work) as work:
        folder = Path(options.work or work)
        rows: list[dict[str, Any]] = []
        if kinds := [kind for kind in options.kinds if kind in KINDS]:
            for passages in options.passages:
                rows += _run(options, kinds, passages, folder)
        if rows:
            print(tables(rows))
        if QUESTION in options.kinds:
            from bench.whole_questions import compare_stages  # it loads all of searchkit

            print(compare_stages(options.corpus, options.queries, folder, options.passes))
    if options.json:
        Path(options.json).write_text(json.dumps(rows, indent=1))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--corpus", type=Path, required=True, help="JSON lines with title and text, may be .xz"
    )
    parser.add_argument(
        "--passages", type=int, nargs="+", default=[None], help="how many; default: all there are"
    )
    parser.add_argument("--queries", type=Path, help="JSON lines with text: real questions")
    parser.add_argument("--engines", nargs="+", default=NAMES, choices=NAMES)
    parser.add_argument("--kinds", nargs="+", default=[*KINDS], choices=[*KINDS, QUESTION])
    parser.add_argument("--columns", nargs="+", default=_COLUMNS, choices=_COLUMNS)
    parser.add_argument("--count", type=int, default=300, help="made-up queries of each kind")
    parser.add_argument("--passes", type=int, default=5)
    parser.add_argument("--builds", type=int, default=1, help="how often to build; the best counts")
    parser.add_argument("--json", help="write every row to this file")
    parser.add_argument("--work", help="keep passages and indexes in this folder and reuse them")
    return parser


def _run(
    options: argparse.Namespace, kinds: Sequence[str], wanted: int | None, work: Path
) -> list[dict[str, Any]]:
    passages = _passages(options.corpus, wanted, work)
    print(f"{passages.count} passages", flush=True)
    asked = Passages(passages.file, min(passages.count, MOST))
    queries = make_queries(asked, options.queries, options.count)
    rows = []
    for index in _FIELDS:
        own = [kind for kind in kinds if (kind == "streams") == (index == "streams")]
        if own:
            places = _build_all(options, index, passages, work)
            rows += _search_all(places, {kind: queries[kind] for kind in own}, options)
            rows = [{"passages": passages.count, "index": index} | row for row in rows]
    return rows


def _passages(corpus: Path, wanted: int | None, work: Path) -> Passages:
    analysed = None if wanted is None else min(wanted, MOST)
    file = work / f"passages-{analysed}.pickle"
    count = file.with_suffix(".count")
    if not count.exists():
        count.write_text(str(prepare(corpus, analysed, file)))
    there = int(count.read_text())
    return Passages(file, wanted if wanted and there == MOST else there)


def _build_all(
    options: argparse.Namespace, index: str, passages: Passages, work: Path
) -> dict[Place, dict[str, Any]]:
    """Build an index with every engine that can; what each build cost, the best of several.

    What an earlier run has left behind is not built again.
    """
    places = list(_able(options.engines, index, passages, work))
    missing = [place for place in places if not _report(place).exists()]
    costs: dict[Place, list[dict[str, Any]]] = {place: [] for place in missing}
    for _ in range(options.builds):
        for place in missing:
            costs[place].append(built(place, passages))
    for place, several in costs.items():
        best = {name: min(cost[name] for cost in several) for name in several[0]}
        _report(place).write_text(json.dumps(best))
    found = {place: json.loads(_report(place).read_text()) for place in places}
    for place, best in found.items():
        print(place.name, index, best, flush=True)
    return found


def _able(names: Sequence[str], index: str, passages: Passages, work: Path) -> Iterator[Place]:
    for name in names:
        place = Place(name, work / f"{passages.count}-{name}-{index}", _FIELDS[index])
        try:
            candidate = place.engine()
        except ImportError as error:
            print(f"{name} is left out: {error}")
            continue
        if index == "streams" and "streams" not in candidate.kinds:
            continue
        most = candidate.largest or MOST
        if name != "searchkit" and passages.count > most:
            print(f"{name} is left out: more than {most} passages take it too long")
            continue
        yield place


def _report(place: Place) -> Path:
    return place.folder.with_suffix(".json")


def _search_all(
    places: Mapping[Place, Mapping[str, Any]],
    queries: Mapping[str, Sequence[Query]],
    options: argparse.Namespace,
) -> list[dict[str, Any]]:
    """Compare all answers, then measure every column; a row for each kind and engine."""
    opened = {place.engine(): place for place in places}
    for candidate in opened:
        candidate.open()
    able = {kind: [one for one in opened if kind in one.kinds] for kind in queries}
    agreed = {kind: agreement(able[kind], queries[kind]) for kind in queries}
    rows = {
        (kind, one): {"kind": kind, "engine": one.name, "agreement": agreed[kind][one]}
        | dict(places[opened[one]])
        for kind in queries
        for one in able[kind]
    }
    for kind, some in queries.items():
        if "warm" in options.columns:
            _enter(rows, kind, "", time_warm(able[kind], some, options.passes))
        if "first" in options.columns:
            times = time_first_use(able[kind], some, min(2, options.passes))
            _enter(rows, kind, "first_", times)
    for candidate in opened:
        candidate.close()
    for candidate, place in opened.items():
        own = [kind for kind in queries if kind in candidate.kinds]
        if "cold" in options.columns:
            for kind in filter(_COLD.__contains__, own):
                took = first_answers(place, queries[kind][:_PROCESSES])
                rows[kind, candidate]["cold_p50_ms"] = took
        if "memory" in options.columns:
            kept = memory_kept(place, [query for kind in own for query in queries[kind]])
            for kind in own:
                rows[kind, candidate]["kept_bytes"] = kept
    return list(rows.values())


def _enter(
    rows: Mapping[tuple[str, Engine], dict[str, Any]],
    kind: str,
    prefix: str,
    times: Mapping[Engine, Sequence[float]],
) -> None:
    for candidate, own in times.items():
        p50, p99 = np.percentile(own, [50, 99])
        rows[kind, candidate] |= {f"{prefix}p50_ms": p50, f"{prefix}p99_ms": p99}
        print(f"{kind} {candidate.name}: {prefix}{p50:.3f} {p99:.3f}", flush=True)


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
