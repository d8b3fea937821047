"""Time searchkit against other engines: same passages, same tokens, same ranking, one run.

    python scripts/bench_engines.py --corpus corpus.jsonl.xz --queries queries.jsonl
    python scripts/bench_engines.py --corpus … --queries … --kinds question

Every engine is built in a process of its own, on one core, which gives its time and its peak
memory. Then all are opened in one process on one thread, their results are compared with
searchkit's, and every query is put to each engine in turn; of several passes the best time counts,
as on a quiet machine. searchkit keeps what it decoded for the terms of a query, and never the
result of one; what a query takes without anything kept is in the columns ``cold``. The packages
of the other engines are in the dependency group ``bench``; an engine whose package is absent is
left out. The kind ``question`` puts whole questions to searchkit, with its second stage and by the
first alone (``bench/whole_questions.py``).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from bench.dataset import STREAMS, batches, prepare
from bench.engine import NAMES, Engine, engine
from bench.measuring import agreement, time_queries
from bench.queries import KINDS, Query, make_queries
from bench.whole_questions import QUESTION, compare_stages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FIELDS = {"text": ("text",), "streams": STREAMS}
"""The two indexes of each engine: ``text`` alone, and all streams for the full ranking."""


def main() -> None:
    """Run what the command line asks for."""
    options = _parser().parse_args()
    if options.build:
        name, kind, prepared, folder = options.build
        _build_here(name, kind, Path(prepared), Path(folder))
        return
    with tempfile.TemporaryDirectory(prefix="bench-", dir=options.work) as work:
        folder = Path(options.work or work)
        if QUESTION in options.kinds:
            print(compare_stages(options.corpus, options.queries, folder, options.passes))
            options.kinds.remove(QUESTION)
        rows = _run(options, folder) if options.kinds else []
    if rows:
        _print_table(rows)
    if options.json:
        Path(options.json).write_text(json.dumps(rows, indent=1))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, help="JSON lines with title and text, may be .xz")
    parser.add_argument("--passages", type=int, help="how many; default: all of the corpus")
    parser.add_argument("--queries", type=Path, help="JSON lines with text: real questions")
    parser.add_argument("--engines", nargs="+", default=NAMES, choices=NAMES)
    parser.add_argument("--kinds", nargs="+", default=[*KINDS], choices=[*KINDS, QUESTION])
    parser.add_argument("--count", type=int, default=300, help="made-up queries of each kind")
    parser.add_argument("--passes", type=int, default=5)
    parser.add_argument("--builds", type=int, default=1, help="how often to build; the best counts")
    parser.add_argument("--json", help="write every row to this file")
    parser.add_argument("--work", help="keep passages and indexes in this folder and reuse them")
    parser.add_argument("--build", nargs=4, help=argparse.SUPPRESS)
    return parser


def _run(options: argparse.Namespace, work: Path) -> list[dict[str, Any]]:
    prepared = work / f"passages-{options.passages}.pickle"
    if not prepared.exists():
        prepare(options.corpus, options.passages, prepared)
    passages = sum(len(batch.texts) for batch in batches(prepared))
    print(f"{passages} passages")
    rows = []
    for index in _FIELDS:
        built = _build_all(options, index, prepared, passages, work)
        rows += _search_all(
            built, index, make_queries(prepared, options.queries, options.count), options
        )
    return rows


def _build_all(
    options: argparse.Namespace, index: str, prepared: Path, passages: int, work: Path
) -> dict[Engine, dict[str, Any]]:
    """Build an index with every engine that can; what each build cost, the best of several.

    What an earlier run has left behind is not built again.
    """
    able = list(_able(options.engines, index, prepared, passages, work))
    missing = [candidate for candidate in able if not _report(candidate).exists()]
    costs: dict[Engine, list[dict[str, Any]]] = {candidate: [] for candidate in missing}
    for _ in range(options.builds):
        for candidate in missing:
            costs[candidate].append(_build(candidate, index, prepared))
    for candidate, several in costs.items():
        best = {name: min(cost[name] for cost in several) for name in several[0]}
        _report(candidate).write_text(json.dumps(best))
    built = {candidate: json.loads(_report(candidate).read_text()) for candidate in able}
    for candidate, best in built.items():
        print(candidate.name, index, best, flush=True)
    return built


def _able(
    names: Sequence[str], index: str, prepared: Path, passages: int, work: Path
) -> Iterator[Engine]:
    for name in names:
        folder = work / f"{prepared.stem}-{name}-{index}"
        try:
            candidate = engine(name, folder, _FIELDS[index])
        except ImportError as error:
            print(f"{name} is left out: {error}")
            continue
        if index == "streams" and "streams" not in candidate.kinds:
            continue
        if candidate.largest is not None and passages > candidate.largest:
            print(f"{name} is left out: more than {candidate.largest} passages take it too long")
            continue
        yield candidate


def _report(candidate: Engine) -> Path:
    return candidate.folder.with_suffix(".json")


def _build(candidate: Engine, index: str, prepared: Path) -> dict[str, Any]:
    """Build in a process of its own."""
    shutil.rmtree(candidate.folder, ignore_errors=True)
    candidate.folder.mkdir()
    arguments = [candidate.name, index, str(prepared), str(candidate.folder)]
    command = [sys.executable, __file__, "--build", *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    costs: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return costs


def _build_here(name: str, index: str, prepared: Path, folder: Path) -> None:
    if hasattr(os, "sched_setaffinity"):  # all threads of the engine on one core
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    seconds, cpu = engine(name, folder, _FIELDS[index]).build(prepared)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    costs = {"build_s": seconds, "build_cpu_s": cpu}
    print(json.dumps(costs | {"index_bytes": size, "peak_rss_bytes": _peak()}))


def _peak() -> int:
    """Most memory that this process ever held; ru_maxrss would begin with its parent's."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def _search_all(
    built: dict[Engine, dict[str, Any]],
    index: str,
    queries: dict[str, list[Query]],
    options: argparse.Namespace,
) -> list[dict[str, Any]]:
    for candidate in built:
        candidate.open()
    kinds = [kind for kind in options.kinds if (kind == "streams") == (index == "streams")]
    rows = []
    for kind in kinds:
        able = [candidate for candidate in built if kind in candidate.kinds]
        agreed = agreement(able, queries[kind])
        times = time_queries(able, queries[kind], options.passes)
        forgetful = [candidate for candidate in able if candidate.keeps]
        cold = time_queries(forgetful, queries[kind], min(2, options.passes), cold=True)
        for candidate in able:
            row = {"kind": kind, "engine": candidate.name, "agreement": agreed[candidate]}
            row |= _percentiles("", times[candidate])
            row |= _percentiles("cold_", cold.get(candidate, times[candidate]))
            rows.append(row | built[candidate])
            print(f"{kind} {candidate.name}: {row['p50_ms']:.3f} {row['p99_ms']:.3f}", flush=True)
    return rows


def _percentiles(prefix: str, times: list[float]) -> dict[str, float]:
    p50, p99 = np.percentile(times, [50, 99])
    return {prefix + "p50_ms": p50, prefix + "p99_ms": p99}


def _print_table(rows: Sequence[dict[str, Any]]) -> None:
    heads = ["kind", "engine", "p50 ms", "p99 ms", "p50 ratio", "p99 ratio", "cold p50", "cold p99"]
    heads += ["build s", "build CPU s", "MB", "peak MB", "agree"]
    print("| " + " | ".join(heads) + " |")
    print("|---" * len(heads) + "|")
    ours = {row["kind"]: row for row in rows if row["engine"] == "searchkit"}
    for row in rows:
        base = ours[row["kind"]]
        cells = [row["kind"], row["engine"], f"{row['p50_ms']:.3f}", f"{row['p99_ms']:.3f}"]
        cells += [f"{base[name] / row[name]:.2f}" for name in ("p50_ms", "p99_ms")]
        cells += [f"{row[name]:.3f}" for name in ("cold_p50_ms", "cold_p99_ms")]
        cells += [f"{row[name]:.1f}" for name in ("build_s", "build_cpu_s")]
        cells += [f"{row[name] / 1e6:.0f}" for name in ("index_bytes", "peak_rss_bytes")]
        print("| " + " | ".join([*cells, f"{row['agreement']:.3f}"]) + " |")
    print("\nratio: searchkit's time divided by the engine's; below 1 searchkit is faster")


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
