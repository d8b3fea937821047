"""Two writers and eight readers of one index, in processes and threads, over several swaps.

Each commit of a writer carries a number that only grows. A reader must see one state at a time,
whole, and never an older one than it saw, or than was committed before it asked.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import re
import signal
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import searchkit
from reliability.results import BrokenPromiseError
from reliability.workload import EVERYWHERE, check, text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.context import SpawnProcess
    from multiprocessing.synchronize import Barrier
    from pathlib import Path

    from reliability.results import Results

_SECONDS = 600.0  # at scale 1
_READERS, _THREADS, _SWAPS = 8, 2, 5
_RECORDS = 12
_START = 120.0  # seconds within which all must be ready
_ROUND = re.compile(r"lượt (\d+)\b")


def run(results: Results, scale: float, place: Path) -> None:
    """Let writers and readers meet for some minutes, and swap in rebuilt indexes meanwhile."""
    seconds = max(6.0, _SECONDS * scale)
    rng = random.Random(results.seed)
    for name in ("một", "hai"):
        _write(place / name, name, 0, rng)
        with searchkit.open_index(place / "index", create=True) as index:
            index.add([place / name / "kho.jsonl"], jobs=1)
        (place / f"{name}.done").write_text("0", "ascii")
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(3 + _READERS)
    jobs: list[tuple[str, Any]] = [("writer", n) for n in ("một", "hai")]
    jobs += [("reader", n) for n in range(_READERS)]
    processes = [
        context.Process(target=_WORK[kind], args=(place, which, results.seed, seconds, ready))
        for kind, which in jobs
    ]
    for process in processes:
        process.start()
    ready.wait(_START)
    end = time.time() + seconds
    for _ in range(_SWAPS):
        time.sleep(max(0.0, seconds / (_SWAPS + 1)))
        with results.case("swap"):
            _patiently(lambda: searchkit.rebuild_index(place / "index", jobs=1), end + 60)
    for (kind, which), process in zip(jobs, processes, strict=True):
        _collect(results, kind, place / f"{kind}-{which}.json", process, end)
    with results.case("the end"):
        _check_end(place)


def _collect(results: Results, kind: str, report: Path, process: SpawnProcess, end: float) -> None:
    process.join(max(1.0, end + 90 - time.time()))
    if process.is_alive():
        process.kill()
    found: dict[str, Any] = {"rounds": 0, "failures": ["died or hung, and said nothing"]}
    with suppress(OSError, ValueError):
        found = json.loads(report.read_text("utf-8"))
    for _ in range(found["rounds"]):
        with results.case(kind):
            pass
    for failure in found["failures"]:
        results.fail(kind, failure)


def _write(folder: Path, name: str, number: int, rng: random.Random) -> None:
    folder.mkdir(exist_ok=True)
    lines = [
        json.dumps({"id": f"{name}-{n}", "text": f"lượt {number} kho {name}. {text_of(rng)}"})
        for n in range(_RECORDS)
    ]
    scratch = folder / "kho.tmp"
    scratch.write_text("\n".join(lines) + "\n", "utf-8")
    scratch.replace(folder / "kho.jsonl")


def _patiently(act: Any, end: float) -> bool:
    """Do something, again while another process writes; say whether it was done in time."""
    while True:
        try:
            act()
        except searchkit.IndexLockedError:
            if time.time() > end:
                return False
            time.sleep(0.01)
        else:
            return True


def _writer(place: Path, name: str, seed: int, seconds: float, ready: Barrier) -> None:
    rng = random.Random(f"{seed}{name}")
    failures: list[str] = []
    number = 0
    index = searchkit.open_index(place / "index")
    ready.wait(_START)
    end = time.time() + seconds
    while time.time() < end:
        number += 1
        _write(place / name, name, number, rng)
        try:
            if not _patiently(lambda: index.add([place / name / "kho.jsonl"], jobs=1), end + 30):
                break
        except Exception as error:  # whatever it is, it is a finding
            failures.append(f"round {number}: {type(error).__name__}: {error}")
            break
        _publish(place / f"{name}.done", str(number))
    _publish(place / f"writer-{name}.json", json.dumps({"rounds": number, "failures": failures}))


def _publish(path: Path, text: str) -> None:
    scratch = path.with_suffix(f".{os.getpid()}")
    scratch.write_text(text, "utf-8")
    scratch.replace(path)


def _reader(place: Path, which: int, seed: int, seconds: float, ready: Barrier) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    rng = random.Random(seed + which)
    failures: list[str] = []
    rounds = [0] * _THREADS
    index = searchkit.open_index(place / "index")
    ready.wait(_START)
    end = time.time() + seconds

    def read(thread: int) -> None:
        while time.time() < end and not failures:
            name = rng.choice(("một", "hai"))
            try:
                _look(index, place, name)
            except Exception as error:  # whatever it is, it is a finding
                failures.append(f"{type(error).__name__}: {error}")
            rounds[thread] += 1

    threads = [threading.Thread(target=read, args=(n,)) for n in range(_THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report = {"rounds": sum(rounds), "failures": failures}
    _publish(place / f"reader-{which}.json", json.dumps(report))


def _look(index: searchkit.Index, place: Path, name: str) -> None:
    committed = int((place / f"{name}.done").read_text("ascii"))
    hits = index.search(f'"kho {name}" {EVERYWHERE}', limit=100, per_document=1).hits
    rounds = {int(found.group(1)) for hit in hits if (found := _ROUND.search(hit.text))}
    if len(hits) != _RECORDS or len(rounds) != 1:
        raise BrokenPromiseError(f"{len(hits)} records of rounds {sorted(rounds)} at once")
    if min(rounds) < committed:
        raise BrokenPromiseError(f"round {min(rounds)} is shown, {committed} was committed")


def _check_end(place: Path) -> None:
    check(place / "index")
    with searchkit.open_index(place / "index") as index:
        for name in ("một", "hai"):
            _look(index, place, name)
        if index.stats().documents != 2 * _RECORDS:
            raise BrokenPromiseError(f"{index.stats().documents} documents at the end")


_WORK: dict[str, Callable[..., None]] = {"writer": _writer, "reader": _reader}
