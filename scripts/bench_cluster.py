"""Time an index in an OpenSearch cluster beside one in a folder, in one run on this machine.

    python scripts/bench_cluster.py --corpus corpus.jsonl.xz --queries queries.jsonl
    python scripts/bench_cluster.py --corpus … --queries … --records 9000 78202 --shards 1 3

Nodes are started from Maven Central (`opensearch_nodes.py`), or ``--hosts`` names a cluster, whose
processor seconds are not known. The same records are indexed into a folder and into the cluster,
then every question, each second one without diacritics, is put to both, now this first, now that,
as new and again, with hits, scores, snippets and totals compared: as the cluster was left by
indexing (``--as-written``) and merged. Printed are for each size, number of shards and of replicas:
passages a second, processor seconds of this program and of the nodes, bytes of both; and of
questions, new and again: their times, the ratio, the processor time, how many requests they make,
in how many rounds of parallel ones, and what part of the time the cluster works, the answers are on
their way, and this program works. Beyond the corpus, records are its first ones with every tenth
word from another. Where the machine is busy only ratios and processor times mean anything.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import json
import lzma
import os
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from opensearch_nodes import Cluster, UnavailableError, start_cluster

import searchkit
from searchkit.backends.opensearch.connection.address import parse_address
from searchkit.backends.opensearch.connection.client import Client
from searchkit.backends.opensearch.connection.credentials import Credentials
from searchkit.evaluation.typing import without_diacritics
from searchkit.library import check_cluster, tidy_cluster

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchkit import Index, SearchResult

_TOOK = re.compile(rb'"took":(\d+)')
_TICKS = os.sysconf("SC_CLK_TCK")
_SERVER = ("-XX:+UseSerialGC",)
"""A node as it runs for long: with its whole compiler, and little memory on this machine."""


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True, help="JSON lines, maybe .xz")
    parser.add_argument("--queries", type=Path, required=True, help="JSON lines with a text each")
    parser.add_argument("--records", type=int, nargs="+", default=[9000], help="sizes to try")
    parser.add_argument("--shards", type=int, nargs="+", default=[1, 3])
    parser.add_argument("--replicas", type=int, nargs="+", default=[1], help="copies to try")
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--hosts", help="a cluster that runs: host:9200,host2")
    parser.add_argument("--heap", default="512m", help="memory of each node")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--before", type=int, default=10, help="questions asked first, untimed")
    parser.add_argument("--as-written", action="store_true", help="ask before it is merged, too")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    options = parser.parse_args()
    lines = options.queries.read_text("utf-8").splitlines()[: options.before + options.questions]
    texts = [json.loads(line)["text"] for line in lines]
    questions = [
        without_diacritics(text) if number % 2 else text for number, text in enumerate(texts)
    ]
    cluster: Cluster | None = None
    try:
        if not options.hosts:
            cluster = start_cluster(options.nodes, heap=options.heap, options=_SERVER)
    except UnavailableError as error:
        print(f"bench_cluster: {error}", file=sys.stderr)
        return 1
    rows: list[dict[str, Any]] = []
    try:
        with tempfile.TemporaryDirectory(prefix="bench-cluster-") as work:
            for records in options.records:
                corpus = Path(work) / f"{records}.jsonl"
                _write(options.corpus, records, corpus)
                rows += _compared(cluster, corpus, options, questions)
    finally:
        if cluster is not None:
            cluster.close()
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1))
    return 0


def _compared(
    cluster: Cluster | None,
    corpus: Path,
    options: argparse.Namespace,
    questions: Sequence[str],
) -> Iterator[dict[str, Any]]:
    """Yield the figures of each number of shards and of replicas."""
    folder = corpus.with_suffix(".index")
    here = _index(str(folder), corpus, options.jobs, cluster)
    for shards, replicas in itertools.product(options.shards, options.replicas):
        hosts = options.hosts if cluster is None else cluster.hosts
        name = f"bench-{corpus.stem}-{shards}-{replicas}-{os.getpid()}"
        address = f"opensearch://{hosts}/{name}?shards={shards}&replicas={replicas}"
        there = _index(address, corpus, options.jobs, cluster)
        figures = {
            "records": corpus.stem,
            "shards": shards,
            "replicas": replicas,
            "passages": here["passages"],
            "passages a second, folder": here["rate"],
            "passages a second, cluster": there["rate"],
            "processor seconds, folder": here["own"],
            "processor seconds of this program, cluster": there["own"],
            "processor seconds of the nodes": there["nodes"],
            "bytes, folder": here["bytes"],
            "bytes of one copy as written": _bytes_of_copy(address),
        }
        _show(figures)
        if options.as_written:
            asked = _ask(str(folder), address, questions, options.before, cluster)
            figures |= _show({f"as written, {name}": own for name, own in asked.items()})
        gc.collect()  # or what was asked would keep the former segments
        began, nodes = time.perf_counter(), _of_nodes(cluster)
        tidy_cluster(address)
        merged = {
            "seconds to merge": time.perf_counter() - began,
            "processor seconds to merge": _of_nodes(cluster) - nodes,
            "bytes of one copy, merged": _bytes_of_copy(address),
            **_ask(str(folder), address, questions, options.before, cluster),
        }
        yield figures | _show(merged)
        print(flush=True)
        parsed = parse_address(address)
        client = Client(parsed, Credentials.from_environment())
        client.request("DELETE", f"{parsed.name}-*")


def _show(figures: dict[str, Any]) -> dict[str, Any]:
    for key, value in figures.items():
        print(f"{key:48} {value:>14,.2f}" if isinstance(value, float) else f"{key:48} {value}")
    sys.stdout.flush()
    return figures


def _bytes_of_copy(address: str) -> float:
    health = check_cluster(address)
    return health.index_bytes / (1 + health.replicas)


def _index(place: str, corpus: Path, jobs: int, cluster: Cluster | None) -> dict[str, Any]:
    """Index a corpus and return the rate, the processor seconds and the bytes."""
    nodes, began, own = _of_nodes(cluster), time.perf_counter(), _own()
    with searchkit.open_index(place, create=True) as index:
        report = index.add([corpus], jobs=jobs)
        seconds = time.perf_counter() - began
        return {
            "passages": report.passages,
            "rate": report.passages / seconds,
            "own": _own() - own,
            "nodes": _of_nodes(cluster) - nodes,
            "bytes": float(index.stats().index_bytes),
        }


def _ask(
    folder: str, address: str, questions: Sequence[str], before: int, cluster: Cluster | None
) -> dict[str, Any]:
    """Put questions to both, in turn, when they are new and again.

    The first ``before`` are for what is loaded and compiled once.
    """
    figures: dict[str, Any] = {}
    same = 0
    with searchkit.open_index(folder) as here, searchkit.open_index(address) as there:
        watch = _Watch()
        for index, question in itertools.product((here, there), questions[:before]):
            index.search(question, limit=10)
        for when in ("new", "again"):
            asked = [_both((here, there), own, watch, cluster) for own in questions[before:]]
            for question, own in zip(questions[before:], asked, strict=True):
                if own.here.told == own.there.told:
                    same += 1
                else:
                    print(f"{when}, not alike: {question}")
            figures |= {f"{when}: {name}": value for name, value in _figures(asked).items()}
    return {"questions answered alike": f"{same} of {2 * len(questions[before:])}", **figures}


class _Answer(NamedTuple):
    """What an index answered, in how many seconds, and in how many of the processor."""

    told: list[Any]
    seconds: float
    own: float
    nodes: float


class _Asked(NamedTuple):
    """A question put to both, and where the time of the cluster's answer went."""

    here: _Answer
    there: _Answer
    parts: _Parts


def _both(
    indexes: Sequence[Index], question: str, watch: _Watch, cluster: Cluster | None
) -> _Asked:
    """Put a question to the folder and the cluster; whoever is second has it easier.

    What is worked out of a question alone may be remembered.
    """
    answers = {}
    last = sum(question.encode()) % 2
    for place in (1 - last, last):
        watch.start()
        answers[place] = _answer(indexes[place], question, cluster)
        if place:
            parts = watch.parts(answers[place].seconds)
    return _Asked(answers[0], answers[1], parts)


def _answer(index: Index, question: str, cluster: Cluster | None) -> _Answer:
    nodes, own, began = _of_nodes(cluster), time.process_time(), time.perf_counter()
    told = _told(index.search(question, limit=10))
    seconds = time.perf_counter() - began
    return _Answer(told, seconds, time.process_time() - own, _of_nodes(cluster) - nodes)


def _told(found: SearchResult) -> list[Any]:
    """Return what of an answer must be the same everywhere."""
    totals = [found.passages, found.documents, found.available]
    return [*((hit.id, hit.score, hit.snippet) for hit in found), totals]


def _figures(asked: Sequence[_Asked]) -> dict[str, float]:
    """Return the times of questions, their ratio, and where they go."""
    here = 1000 * np.array([own.here.seconds for own in asked])
    there = 1000 * np.array([own.there.seconds for own in asked])
    shares = np.array([[own.parts.cluster, own.parts.way, own.parts.own] for own in asked])
    share = shares.sum(axis=0) / shares.sum()
    return {
        "p50 ms, folder": float(np.median(here)),
        "p50 ms, cluster": float(np.median(there)),
        "p99 ms, folder": float(np.quantile(here, 0.99)),
        "p99 ms, cluster": float(np.quantile(there, 0.99)),
        "p50, times that of the folder": float(np.median(there) / np.median(here)),
        "processor ms, folder": 1000 * float(np.mean([own.here.own for own in asked])),
        "processor ms of this program": 1000 * float(np.mean([own.there.own for own in asked])),
        "processor ms of the nodes": 1000 * float(np.mean([own.there.nodes for own in asked])),
        "requests of a question": float(np.mean([own.parts.requests for own in asked])),
        "rounds of a question": float(np.mean([own.parts.rounds for own in asked])),
        "share of the time in the cluster": float(share[0]),
        "share on the way": float(share[1]),
        "share in this program": float(share[2]),
    }


class _Parts(NamedTuple):
    """A question in the cluster: requests, rounds of them, and seconds by where they went."""

    requests: int
    rounds: int
    cluster: float
    way: float
    own: float


class _Watch:
    """Sees the requests of every client: from when to when, and for how long the cluster worked."""

    def __init__(self) -> None:
        self._seen: list[tuple[float, float, float]] = []
        asked = Client._ask

        def ask(client: Client, *request: Any) -> tuple[int, bytes]:
            began = time.perf_counter()
            status, body = asked(client, *request)
            end = time.perf_counter()
            took = _TOOK.search(body, 0, 4096)
            self._seen.append((began, end, int(took[1]) / 1000 if took else 0.0))
            return status, body

        Client._ask = ask  # type: ignore[method-assign, assignment]

    def start(self) -> None:
        """Forget what was seen."""
        self._seen.clear()

    def parts(self, seconds: float) -> _Parts:
        """Return the parts of what was seen since; requests that overlap are one round."""
        rounds: list[list[float]] = []
        for began, end, took in sorted(self._seen):
            if rounds and began < rounds[-1][1]:
                rounds[-1][1:] = max(rounds[-1][1], end), max(rounds[-1][2], took)
            else:
                rounds.append([began, end, took])
        asked = sum(end - began for began, end, _ in rounds)
        worked = min(asked, sum(took for *_, took in rounds))
        return _Parts(len(self._seen), len(rounds), worked, asked - worked, seconds - asked)


def _write(corpus: Path, count: int, target: Path) -> None:
    """Write the first records of a corpus, and beyond it altered ones."""
    opened = lzma.open if corpus.suffix == ".xz" else open
    with opened(corpus, "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in itertools.islice(file, count)]
    with target.open("w", encoding="utf-8") as file:
        for number in range(count):
            turn, place = divmod(number, len(records))
            record = dict(records[place])
            if turn:
                other = records[(place + turn) % len(records)]["text"].split()
                words = record["text"].split()
                words[turn % 10 :: 10] = itertools.islice(
                    itertools.cycle(other or [""]), len(words[turn % 10 :: 10])
                )
                record["id"], record["text"] = f"{record['id']}-{turn}", " ".join(words)
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def _own() -> float:
    """Return the processor seconds of this program and of those that it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _of_nodes(cluster: Cluster | None) -> float:
    """Return the processor seconds of the nodes (proc(5), utime and stime)."""
    total = 0
    for process in [] if cluster is None else cluster.processes.values():
        values = Path(f"/proc/{process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        total += int(values[11]) + int(values[12])
    return total / _TICKS


if __name__ == "__main__":
    sys.exit(main())
