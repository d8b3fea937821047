"""Time `searchkit index` beside a plain script with Whoosh and pyvi, from a file to an index.

    python scripts/bench_index.py --corpus corpus.jsonl.xz --documents 5000

Each runs as a process of its own on the same JSON lines, and is timed from its start to its end.
The plain script (bench/plain_whoosh.py) makes two text fields, words with and without diacritics;
it is also run with one, the least that can be searched. searchkit makes all that it always makes:
passages, five token streams, references, counts of the language. It uses all cores, which the
script, as such scripts do, does not; seconds of the processor are in a column of their own.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PLAIN = [str(ROOT / "scripts" / "bench" / "plain_whoosh.py")]
WAYS = {
    "searchkit index": ["-m", "searchkit", "index", "{corpus}", "--index", "{folder}"],
    "plain script, two fields": [*PLAIN, "{corpus}", "{folder}", "2"],
    "plain script, one field": [*PLAIN, "{corpus}", "{folder}", "1"],
}
_BETWEEN_LOOKS = 0.05  # seconds


class Row(NamedTuple):
    """One way to index a corpus and what it took; ``times``: how often searchkit's seconds.

    ``peak_rss_bytes`` is the most that its processes held together at one time.
    """

    way: str
    seconds: float
    cpu_seconds: float
    megabytes_per_second: float
    peak_rss_bytes: int
    index_bytes: int
    times: float


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True, help="JSON lines, may be .xz")
    parser.add_argument("--documents", type=int, help="how many; default: all of the corpus")
    parser.add_argument("--json", type=Path, help="write the rows to this file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as work:
        corpus = Path(work) / "corpus.jsonl"
        _copy(options.corpus, options.documents, corpus)
        rows = measure(corpus, Path(work))
    _print_table(rows)
    if options.json:
        options.json.write_text(json.dumps([row._asdict() for row in rows], indent=1))


def _copy(corpus: Path, documents: int | None, target: Path) -> None:
    opener: Any = lzma.open if corpus.suffix == ".xz" else open
    with opener(corpus, "rb") as lines, target.open("wb") as file:
        file.writelines(islice(lines, documents))


def measure(corpus: Path, work: Path) -> list[Row]:
    """Index a corpus in every way, searchkit first, each into a folder of its own."""
    megabytes = corpus.stat().st_size / 1e6
    rows: list[Row] = []
    for way, arguments in WAYS.items():
        folder = work / way
        folder.mkdir()
        seconds, cpu, peak = _run([part.format(corpus=corpus, folder=folder) for part in arguments])
        size = sum(file.stat().st_size for file in folder.iterdir())
        times = seconds / rows[0].seconds if rows else 1.0
        rows.append(Row(way, seconds, cpu, megabytes / seconds, peak, size, times))
    return rows


def _run(arguments: list[str]) -> tuple[float, float, int]:
    """Run Python; return its seconds, those of the processor, and the peak of its memory."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], env=environment, stdout=subprocess.DEVNULL
    )
    peak, ended = 0, 0
    while not ended:
        peak = max(peak, _memory(process.pid))
        time.sleep(_BETWEEN_LOOKS)
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)} failed")
    return seconds, usage.ru_utime + usage.ru_stime, peak


def _memory(process: int) -> int:
    """Return the bytes that a process and those that it started hold now."""
    held = 0
    with suppress(OSError, IndexError):  # a process that has just ended has none
        folder = Path("/proc", str(process))
        held += int((folder / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        for children in (folder / "task").glob("*/children"):
            held += sum(_memory(int(child)) for child in children.read_text().split())
    return held


def _print_table(rows: list[Row]) -> None:
    heads = ["way", "s", "processor s", "MB/s", "peak MB", "index MB", "times searchkit's"]
    print(f"| {' | '.join(heads)} |")
    print("|---" * len(heads) + "|")
    for row in rows:
        numbers = [row.seconds, row.cpu_seconds, row.megabytes_per_second]
        cells = [row.way, *(f"{number:.2f}" for number in numbers)]
        cells += [f"{size / 1e6:.0f}" for size in (row.peak_rss_bytes, row.index_bytes)]
        print(f"| {' | '.join(cells)} | {row.times:.1f} |")


if __name__ == "__main__":
    main()
