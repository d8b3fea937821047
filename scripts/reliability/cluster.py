"""Nodes of a cluster that are killed, hang and lose each other, while it is written and searched.

Nodes and clients speak to one another through a network that can be cut (`reliability.network`).

Needs three nodes on this machine (`opensearch_nodes`). Writers add records and commit; what was
committed must be found by every search from then on, in the same order and number as an index in
a folder finds it. A search may fail with an error; it may never find less.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from opensearch_nodes import Cluster, UnavailableError, start_cluster

import searchkit
from reliability.network import TRANSPORT, Network
from reliability.results import BrokenPromiseError
from reliability.workload import EVERYWHERE, text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

from reliability.results import Results

_NODES = 3
_ROUNDS = 12  # of each kind of failure, at scale 1
_RECORDS = 40  # of a commit
_HEALING = 900.0
"""Seconds; a healthy cluster takes ten, and one whose machine is busy as long as it needs."""

_ADDING = """
import sys
import searchkit
index = searchkit.open_index(sys.argv[1])
index.add([sys.argv[2]], jobs=1, wait=300)
print("done", flush=True)
"""


def run(results: Results, scale: float, place: Path) -> None:
    """Hurt a cluster in several ways, each some times, and look after each."""
    networks: list[Network] = []
    try:
        cluster = start_cluster(
            _NODES,
            published=TRANSPORT,
            beforehand=lambda own: networks.append(Network(own)),
        )
    except UnavailableError as error:
        print(f"cluster: skipped, {error}", file=sys.stderr)
        return
    try:
        work = _Work(results, cluster, networks[0], place)
        for number in range(max(1, round(_ROUNDS * scale))):
            for kind, hurt in _HURTS.items():
                with results.case(kind, f"round {number}"):
                    work.round(kind, hurt)
        with results.case("the end is that of an index in a folder"):
            work.compare()
    finally:
        cluster.close()
        networks[0].close()


class _Work:
    """One index in the cluster, and all that was committed to it."""

    def __init__(self, results: Results, cluster: Cluster, network: Network, place: Path) -> None:
        self.cluster = cluster
        self.network = network
        self._results = results
        self._rng = random.Random(results.seed)
        self._place = place
        self.address = f"opensearch://{network.hosts}/van-ban?shards=3&replicas=1"
        self._corpus = place / "kho.jsonl"
        self._records = 0
        self._folder = place / "index"
        searchkit.open_index(self.address, create=True).close()
        self._write_more()
        self._add()

    @property
    def rng(self) -> random.Random:
        """What chooses nodes and moments."""
        return self._rng

    def round(self, kind: str, hurt: Callable[[_Work], None]) -> None:
        """Write and search while the cluster is hurt, then see that nothing is missing."""
        known = self._records
        self._write_more()
        stopped = threading.Event()
        found: list[str] = []
        seconds: list[float] = []
        searcher = threading.Thread(
            target=self._search_on, args=(known, stopped, found, seconds), daemon=True
        )
        searcher.start()
        writer = self._start_adding()
        try:
            time.sleep(self._rng.uniform(0.5, 3.0))
            if kind == "the writer is killed":
                writer.kill()
            else:
                hurt(self)
            writer.wait(_HEALING)
        finally:
            stopped.set()
            searcher.join(_HEALING)
            self._heal()
        if found:
            raise BrokenPromiseError(found[0])
        if seconds:
            self._results.measure(f"longest search while {kind}, s", max(seconds))
        self._add()  # whatever the writer came to
        self._check(self._records)

    def _search_on(
        self, least: int, stopped: threading.Event, found: list[str], seconds: list[float]
    ) -> None:
        with searchkit.open_index(self.address) as index:
            while not stopped.is_set():
                began = time.monotonic()
                try:
                    total = index.search(EVERYWHERE, limit=5).documents
                except searchkit.StorageError:
                    continue
                except Exception as error:  # a search ends well, or says what the cluster refuses
                    found.append(f"a search ended with {type(error).__name__}: {error}")
                    return
                seconds.append(time.monotonic() - began)
                if total < least:
                    found.append(f"a search found {total} of {least} documents")
                    return
                least = total

    def _write_more(self) -> None:
        with self._corpus.open("a", encoding="utf-8") as file:
            for number in range(self._records, self._records + _RECORDS):
                record = {"id": f"{number}", "title": f"Kế hoạch {number}"}
                record["text"] = text_of(self._rng, 20)
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
        self._records += _RECORDS

    def _start_adding(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", _ADDING, self.address, str(self._corpus)]
        nowhere = subprocess.DEVNULL
        return subprocess.Popen(command, stdout=nowhere, stderr=nowhere, env=dict(os.environ))

    def _add(self) -> None:
        with searchkit.open_index(self.address) as index:
            report = index.add([self._corpus], jobs=1, wait=300)
        if report.failures:
            raise BrokenPromiseError(f"not read: {report.failures[0]}")

    def _check(self, records: int) -> None:
        with searchkit.open_index(self.address) as index:
            index.check()
            total = index.search(EVERYWHERE, limit=1).documents
            known = {entry.id for entry in index.documents()}
        if total != records or len(known) != records:
            raise BrokenPromiseError(f"{total} found and {len(known)} listed of {records}")

    def _heal(self) -> None:
        self.network.heal()
        for number in range(_NODES):
            if number in self.cluster.processes:
                self.cluster.resume(number)
                if self.cluster.processes[number].poll() is not None:
                    self.cluster.processes.pop(number)
            if number not in self.cluster.processes:
                self.cluster.start(number)
        self.cluster.wait(_NODES, _HEALING)

    def compare(self) -> None:
        """Compare hits and scores with those of an index in a folder that was filled likewise."""
        from searchkit.library import tidy_cluster

        searchkit.rebuild_index(self.address, [self._corpus], jobs=1)
        tidy_cluster(self.address)
        searchkit.rebuild_index(self._folder, [self._corpus], jobs=1)
        with (
            searchkit.open_index(self.address) as there,
            searchkit.open_index(self._folder) as here,
        ):
            for line in self._corpus.read_text("utf-8").splitlines()[::7]:
                query = " ".join(json.loads(line)["text"].split()[8:18])
                for text in (query, "tinh gon bo may"):
                    if _hits(there, text) != _hits(here, text):
                        raise BrokenPromiseError(f"other hits than in a folder for {text!r}")


def _hits(index: searchkit.Index, query: str) -> list[tuple[Any, ...]]:
    found = index.search(query, limit=10)
    return [(hit.document_id, hit.score, hit.snippet) for hit in found] + [(found.documents,)]


def _kill_a_node(work: _Work) -> None:
    work.cluster.stop(work.rng.randrange(_NODES), signal.SIGKILL)


def _restart_a_node(work: _Work) -> None:
    number = work.rng.randrange(_NODES)
    work.cluster.stop(number)
    work.cluster.start(number)


def _let_a_node_hang(work: _Work) -> None:
    number = work.rng.randrange(_NODES)
    work.cluster.pause(number)
    time.sleep(work.rng.uniform(5.0, 20.0))
    work.cluster.resume(number)


def _cut_off_a_node(work: _Work) -> None:
    """Leave a node alone for longer than it takes the others to go on without it."""
    work.network.cut_off(work.rng.randrange(_NODES))
    time.sleep(work.rng.uniform(20.0, 60.0))
    work.network.heal()


def _kill_two_nodes(work: _Work) -> None:
    for number in work.rng.sample(range(_NODES), 2):
        work.cluster.stop(number, signal.SIGKILL)
    time.sleep(5.0)
    with suppress(OSError):
        work._heal()


_HURTS: dict[str, Callable[[_Work], None]] = {
    "a node is killed": _kill_a_node,
    "a node is restarted": _restart_a_node,
    "a node hangs": _let_a_node_hang,
    "a node is cut off": _cut_off_a_node,
    "two nodes are killed": _kill_two_nodes,
    "the writer is killed": _kill_a_node,
}
