"""Mutated files of every format: each is read or listed with a reason, and costs no other file."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import searchkit
from reliability.results import BrokenPromiseError

if TYPE_CHECKING:
    from reliability.results import Results

_CASES = 10_000  # at scale 1
_BATCH = 100
_SEEDS = Path(__file__).parents[2] / "seeds"
_LARGEST = 300_000  # bytes of a file that is mutated
_SENTINEL = "Quyết định về bộ máy của xã Thạch Lâm được niêm yết công khai tại trụ sở.\n"


def run(results: Results, scale: float, place: Path) -> None:
    """Index mutated files, batch by batch, each batch beside one file that is sound."""
    rng = random.Random(results.seed)
    originals = _originals(rng)
    left = max(20, round(_CASES * scale))
    for number in range(-(-left // _BATCH)):
        folder = place / f"lo-{number}"
        folder.mkdir()
        (folder / "lành.txt").write_text(_SENTINEL, "utf-8")
        made = [_make(rng, folder, originals, i) for i in range(min(_BATCH, left))]
        left -= len(made)
        report = searchkit.IndexReport()
        with results.case("a run over mutated files", folder.name):
            index = searchkit.open_index(place / f"index-{number}", create=True)
            report = index.add([folder], jobs=1)
            _check_run(report, index)
        told = {failure.path for failure in report.failures}
        for path in made:
            with results.case(path.suffix or "no suffix", path.name):
                _check_file(path, told, report)
        shutil.rmtree(folder)
        shutil.rmtree(place / f"index-{number}", ignore_errors=True)


def _originals(rng: random.Random) -> list[Path]:
    """Return sound files, as many of each format."""
    kinds: dict[str, list[Path]] = {}
    for path in sorted(_SEEDS.rglob("*")):
        if path.is_file() and path.stat().st_size <= _LARGEST:
            kinds.setdefault(path.suffix, []).append(path)
    return [path for paths in kinds.values() for path in rng.choices(paths, k=8)]


def _make(rng: random.Random, folder: Path, originals: list[Path], number: int) -> Path:
    original = rng.choice(originals)
    data = bytearray(original.read_bytes())
    for _ in range(rng.choice((1, 1, 3, 10, 100))):
        _mutate(rng, data)
    suffix = original.suffix
    if rng.random() < 0.1:  # now and then a name that lies
        suffix = rng.choice(originals).suffix
    path = folder / f"{number:03}{suffix}"
    path.write_bytes(data or b"x")
    return path


def _mutate(rng: random.Random, data: bytearray) -> None:
    if not data:
        return
    at = rng.randrange(len(data))
    length = rng.choice((1, 2, 4, 16, 500))
    how = rng.randrange(6)
    if how == 0:
        data[at] ^= 1 << rng.randrange(8)
    elif how == 1:
        data[at : at + length] = rng.randbytes(length)
    elif how == 2:
        del data[at : at + length]
    elif how == 3:
        data[at:at] = data[at : at + length] * rng.randint(1, 4)
    elif how == 4:
        data[at : at + length] = rng.choice((b"\0", b"\xff")) * length
    elif rng.random() < 0.1:
        del data[at:]


def _check_run(report: searchkit.IndexReport, index: searchkit.Index) -> None:
    if not any(hit.path.endswith("lành.txt") for hit in index.search("xã Thạch Lâm niêm yết")):
        raise BrokenPromiseError("the sound file beside them is not found")
    if report.interrupted:
        raise BrokenPromiseError("the run was interrupted")


def _check_file(path: Path, told: set[str], report: searchkit.IndexReport) -> None:
    failures = [failure for failure in report.failures if failure.path == str(path)]
    if str(path) in told and not all(failure.reason for failure in failures):
        raise BrokenPromiseError("it is listed without a reason")
    slow = [failure for failure in failures if "took longer" in failure.reason]
    if slow:
        raise BrokenPromiseError(slow[0].reason)
