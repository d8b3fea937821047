"""Time searches over HTTP beside the library alone, and see that none fails while an index changes.

    scripts/bench_serve.py --index DIR [--requests 400] [--opensearch] [--soak 100000] [--rebuild]

Queries are the ends of titles of the index, without diacritics. All figures are of one run on
one machine, where the clients take their share of the processors; what a search costs these shows
what HTTP adds on a busy machine, too. ``--opensearch`` puts the same passages into a node of
OpenSearch (Java and Maven needed), which answers the same queries by BM25 over folded syllables.
``--soak`` makes that many small requests of every kind, one in eight for a document that is not
there, and shows the memory of the server and the statuses of its answers on the way: 404 for those
and 200 for the others are as they should be, any other status counts as failed; ``--rebuild``
rebuilds and updates a copy of the sample corpus while it is searched.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from bench import opensearch_answers
from opensearch_nodes import start_cluster

import searchkit
from searchkit.text.spelling.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
CLIENTS = (1, 8, 32)
WORDS = 6
QUERIES = 300
MISSING = "/api/v1/documents/khong-co-"
"""How the addresses begin of documents that are not there; to be answered 404."""


@dataclass(slots=True)
class Answers:
    """How long requests took in seconds, their statuses, and how many were not the right one."""

    times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    failed: int = 0

    def add(self, address: str, seconds: float, status: int) -> None:
        """Count an answer."""
        self.times.append(seconds)
        self.statuses[status] += 1
        self.failed += status != (404 if address.startswith(MISSING) else 200)


def queries(index: searchkit.Index) -> list[str]:
    """Return what is asked: the ends of titles, the same in every run."""
    titles = [document.title for document in itertools.islice(index.documents(), 20_000)]
    chosen = random.Random(7).sample(titles, min(QUERIES, len(titles)))
    return [" ".join(fold(title).lower().split()[-WORDS:]) for title in chosen if title]


def quantiles(times: list[float]) -> str:
    """Return the median and the 99th percentile of seconds, in milliseconds."""
    cuts = statistics.quantiles(times, n=100)
    return f"p50 {cuts[49] * 1000:6.1f} ms   p99 {cuts[98] * 1000:6.1f} ms"


def alone(index: searchkit.Index, asked: list[str], requests: int) -> list[float]:
    """Return the seconds of searches in this process, each turned into JSON."""
    times = []
    for query in itertools.islice(itertools.cycle(asked), requests):
        started = time.perf_counter()
        json.dumps(index.search(query).to_dict(), ensure_ascii=False)
        times.append(time.perf_counter() - started)
    return times


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Serve an index in a process of its own; gives the host with its port."""
    words = ["-m", "searchkit", "serve", "--index", str(folder), "--port", "0"]
    server = subprocess.Popen(
        [sys.executable, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={"SEARCHKIT_LANG": "en", "PYTHONUNBUFFERED": "1", "PATH": "/usr/bin:/bin"},
        cwd=ROOT,
    )
    assert server.stdout is not None
    address = next(word for word in server.stdout.readline().split() if word.startswith("http"))
    try:
        yield urlsplit(address).netloc, server
    finally:
        server.terminate()
        server.wait(30)


def over_http(
    host: str,
    addresses: list[str],
    clients: int,
    requests: int,
    until: Callable[[], bool] | None = None,
) -> Answers:
    """Return how requests by several clients at once were answered.

    With ``until``, the clients go on until it says so.
    """
    answers = Answers()
    left = itertools.count()

    def client(number: int) -> None:
        connection = http.client.HTTPConnection(host, timeout=120)
        for address in itertools.islice(itertools.cycle(addresses), number, None):
            if until() if until else next(left) >= requests:
                break
            started = time.perf_counter()
            connection.request("GET", address)
            answer = connection.getresponse()
            answer.read()
            answers.add(address, time.perf_counter() - started, answer.status)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def searches(asked: list[str]) -> list[str]:
    """Return the addresses of searches."""
    return [f"/api/v1/search?q={quote(query)}" for query in asked]


def small_requests(asked: list[str], names: list[str]) -> list[str]:
    """Return addresses of every kind whose answers take a server little time."""
    kinds = (
        "/api/v1/search?limit=1&q={}",
        "/api/v1/suggest?q={}",
        "/?part=results&q={}",
        "/api/v1/documents?limit=1&kind={}",
        MISSING + "{}",
        "/api/v1/health?{}",
        "/help?{}",
    )
    words = itertools.cycle([quote(query.split()[-1]) for query in asked])
    addresses = []
    for name, _ in zip(itertools.cycle(names), asked, strict=False):
        addresses += [kind.format(next(words)) for kind in kinds]
        addresses.append(f"/api/v1/documents/{quote(name)}")
    return addresses


def processor(server: subprocess.Popen[Any]) -> float:
    """Return the seconds of processors that a process has used (Linux)."""
    fields = Path(f"/proc/{server.pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(server: subprocess.Popen[str]) -> float:
    """Return the megabytes that a process holds (Linux)."""
    status = Path(f"/proc/{server.pid}/status").read_text("ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def over_a_rebuild() -> tuple[int, int]:
    """Search the sample corpus while it is rebuilt and updated; return (requests, failed ones)."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "index"
        texts = Path(shutil.copytree(ROOT / "seeds", Path(scratch) / "seeds"))
        with searchkit.open_index(folder, create=True) as index:
            index.add(texts)
            asked = queries(index)
        with serving(folder) as (host, _):
            ended = threading.Event()

            def change() -> None:
                for number in range(2):
                    searchkit.rebuild_index(folder)
                    (texts / f"them-{number}.txt").write_text("Văn bản mới.\n", "utf-8")
                    with searchkit.open_index(folder) as index:
                        index.add(texts)
                ended.set()

            worker = threading.Thread(target=change)
            worker.start()
            answers = over_http(host, searches(asked), 4, 0, ended.is_set)
            worker.join()
    return len(answers.times), answers.failed


def timed(
    name: str, host: str, server: subprocess.Popen[Any], addresses: list[str], requests: int
) -> None:
    """Print how long several numbers of clients wait for a server that is warm already."""
    for clients in CLIENTS:
        used = processor(server)
        answers = over_http(host, addresses, clients, requests)
        times = answers.times
        used = (processor(server) - used) / len(times) * 1000
        print(
            f"{name}, {clients:2} clients {quantiles(times)}   {used:5.1f} ms of processors"
            f"   {answers.failed} of {len(times)} failed",
            flush=True,
        )


def beside_opensearch(folder: Path, asked: list[str], requests: int) -> None:
    """Time a node of OpenSearch with the same passages."""
    cluster = start_cluster(1, heap="1g", options=("-XX:+UseSerialGC",))
    try:
        with searchkit.open_index(folder) as index:
            print(f"OpenSearch holds {opensearch_answers.fill(cluster, index):,} passages")
        addresses = opensearch_answers.searches(asked)
        over_http(cluster.hosts, addresses, 2, 4 * len(asked))
        timed("OpenSearch", cluster.hosts, cluster.processes[0], addresses, requests)
    finally:
        cluster.close()


def main() -> None:
    """Run what was asked for and print it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--index", type=Path, default=Path("index"))
    parser.add_argument("--requests", type=int, default=400)
    parser.add_argument("--opensearch", action="store_true")
    parser.add_argument("--soak", type=int, default=0)
    parser.add_argument("--rebuild", action="store_true")
    options = parser.parse_args()
    with searchkit.open_index(options.index) as index:
        asked = queries(index)
        names = [document.id for document in itertools.islice(index.documents(), 50)]
        alone(index, asked, len(asked))
        used = time.process_time()
        times = alone(index, asked, options.requests)
        used = (time.process_time() - used) / len(times) * 1000
        print(f"library alone {quantiles(times)}   {used:5.1f} ms of processors", flush=True)
    with serving(options.index) as (host, server):
        over_http(host, searches(asked), 2, 2 * len(asked))
        timed("HTTP", host, server, searches(asked), options.requests)
        for part in range(10 if options.soak else 0):
            answers = over_http(host, small_requests(asked, names), 4, options.soak // 10)
            done = options.soak // 10 * (part + 1)
            told = ", ".join(f"{count:,} x {code}" for code, count in answers.statuses.items())
            print(
                f"after {done:7,} more     {memory(server):6.0f} MB   {told};"
                f" {answers.failed} failed",
                flush=True,
            )
    if options.opensearch:
        beside_opensearch(options.index, asked, options.requests)
    if options.rebuild:
        requests, failed = over_a_rebuild()
        print(f"over two rebuilds      {failed} of {requests} requests failed")


if __name__ == "__main__":
    main()
