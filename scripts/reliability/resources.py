"""Memory, open files, threads and processes stay level, whatever is searched, read or ended."""

from __future__ import annotations

import gc
import lzma
import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import searchkit
from reliability.results import BrokenPromiseError
from reliability.workload import EVERYWHERE, text_of

if TYPE_CHECKING:
    from reliability.results import Results

_SECONDS = 300.0  # at scale 1
_WARM = 0.3  # the part of the time after which memory has to be level
_MORE = 24.0  # MB by which it may still grow
_MOST_FILES = 40
_QUERIES, _MORE_FOR_QUERIES = 30_000, 30.0  # at scale 1; MB by which memory may grow
_MOST_FOR_CORPORA = 600.0  # MB for a corpus of 200 MB in a file of some kB
_ENDED = 40  # runs that are ended, at scale 1
_ROOT = Path(__file__).parents[2]


def run(results: Results, scale: float, place: Path) -> None:
    """Commit and search for some minutes, then end a run by every signal."""
    seconds = max(4.0, _SECONDS * scale)
    documents = place / "documents"
    documents.mkdir()
    rng = random.Random(results.seed)
    for number in range(60):
        (documents / f"{number}.txt").write_text(text_of(rng, 60), "utf-8")
    with results.case("a reader beside a writer"):
        _grow(results, place, documents, rng, seconds)
    with results.case("odd queries"):
        _search(results, place, rng, max(300, round(_QUERIES * scale)))
    with results.case("a packed corpus"):
        _read_packed(results, place, min(1.0, 10 * scale))
    for _ in range(max(1, round(_ENDED * scale))):
        kind = rng.choice((signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT))
        with results.case("processes left", kind.name):
            _end(place, rng, kind)


def _grow(
    results: Results, place: Path, documents: Path, rng: random.Random, seconds: float
) -> None:
    with searchkit.open_index(place / "index", create=True) as index:
        index.add([documents], jobs=1)
        started = time.monotonic()
        warm = files = 0.0
        commits = 0
        while (passed := time.monotonic() - started) < seconds:
            (documents / f"{rng.randrange(60)}.txt").write_text(text_of(rng, 60), "utf-8")
            index.add([documents], jobs=1)
            commits += 1
            for _ in range(5):
                index.search(f"{EVERYWHERE} {text_of(rng, 1)[-60:]}")
            if passed > _WARM * seconds and not warm:
                warm, files = _megabytes(), _open_files()
        gc.collect()
        end = _megabytes()
        results.measure("commits", commits)
        results.measure("MB when warm", warm)
        results.measure("MB at the end", end)
        if end - warm > _MORE:
            raise BrokenPromiseError(f"grew from {warm:.0f} to {end:.0f} MB in {commits} commits")
        if _open_files() > max(files, _MOST_FILES):
            raise BrokenPromiseError(f"{_open_files()} files are open, {files:.0f} when warm")
        if threading.active_count() > 3:
            raise BrokenPromiseError(f"{threading.active_count()} threads")


def _search(results: Results, place: Path, rng: random.Random, queries: int) -> None:
    """Search for words that there are not, each once."""
    letters = "abcdeghiklmnopqrstuvxyâăêôơưđáàảãạ"
    with searchkit.open_index(place / "index") as index:
        warm = 0.0
        for number in range(queries):
            words = ["".join(rng.choices(letters, k=rng.randint(2, 7))) for _ in range(4)]
            index.search(" ".join([EVERYWHERE, *words]), limit=3)
            if number == round(_WARM * queries):
                warm = _megabytes()
        end = _megabytes()
    results.measure("MB after the first queries", warm)
    results.measure("MB after all queries", end)
    if end - warm > _MORE_FOR_QUERIES:
        raise BrokenPromiseError(f"grew from {warm:.0f} to {end:.0f} MB in {queries} queries")


_READ = """
import re, sys, pathlib, searchkit
with searchkit.open_index(sys.argv[1], create=True) as index:
    index.add([sys.argv[2]], jobs=1)
print(re.search(r"VmHWM:\\s+(\\d+)", pathlib.Path("/proc/self/status").read_text())[1])
"""


def _read_packed(results: Results, place: Path, part: float) -> None:
    """Index records as large as they may be, and one that is larger, out of a few kilobytes.

    ``part`` of the former, which take the time; the larger one is always whole.
    """
    packed = place / "kho.jsonl.xz"
    with lzma.open(packed, "wb") as file:
        lines, words = round(4_000_000 * part), round(600_000 * part)
        for text in ("\\n" * lines, "hộ nghèo " * words, "a" * 200_000_000):
            file.write(
                f'{{"id": "{len(text)}", "title": "Thông báo", "text": "{text}"}}\n'.encode()
            )
    done = subprocess.run(
        [sys.executable, "-P", "-c", _READ, str(place / "index-packed"), str(packed)],
        env=os.environ | {"PYTHONPATH": str(_ROOT)},
        capture_output=True,
        check=True,
    )
    peak = int(done.stdout) / 1024
    results.measure("MB for a packed corpus", peak)
    if peak > _MOST_FOR_CORPORA:
        raise BrokenPromiseError(f"{packed.stat().st_size:,} bytes took {peak:.0f} MB")


def _megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def _end(place: Path, rng: random.Random, kind: signal.Signals) -> None:
    """End a run with two processes in its middle; all that it has started must end too."""
    folder = place / "nhiều"
    if not folder.exists():
        folder.mkdir()
        for number in range(300):
            (folder / f"{number}.txt").write_text(text_of(rng, 400), "utf-8")
    command = [sys.executable, "-P", "-m", "searchkit", "index", str(folder), "-j", "2"]
    process = subprocess.Popen(
        [*command, "--index", str(place / f"index-{kind.name}-{rng.randrange(1 << 30)}")],
        env=os.environ | {"PYTHONPATH": str(_ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(rng.uniform(0.5, 4.0))
    process.send_signal(kind)
    process.wait(60)
    end = time.monotonic() + 10
    while left := _group(process.pid):
        if time.monotonic() > end:
            for number in left:
                with suppress(ProcessLookupError):
                    os.kill(number, signal.SIGKILL)
            raise BrokenPromiseError(f"{len(left)} processes live on")
        time.sleep(0.1)


def _group(group: int) -> list[int]:
    """Return the living processes of a group; the dead wait for a parent that is gone."""
    found: list[int] = []
    for path in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            number = int(path.name)
            if os.getpgid(number) == group and ") Z" not in (path / "stat").read_text("utf-8"):
                found.append(number)
    return found
