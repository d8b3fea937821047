"""Damage to every kind of file of an index: bits, cuts, zeroed pages, swaps, removals, additions.

The index is closed meanwhile, or open, as when somebody copies files over it. A search finds what
the sound one does or says what is damaged, a check finds all that is not as it was, and a rebuild
cures it.
"""

from __future__ import annotations

import random
import shutil
from functools import partial
from typing import TYPE_CHECKING

import searchkit
from reliability.crash import in_child
from reliability.results import BrokenPromiseError
from reliability.workload import (
    EVERYWHERE,
    Shown,
    check,
    contents,
    fingerprint,
    history,
    rebuild,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reliability.results import Results

_CASES = 3_200  # at scale 1
_REBUILT = 20  # one case of so many is followed by a rebuild
_OPEN = 0.4  # of the cases: the index is open while it is damaged
_PAGE = 4096
_QUERIES = [EVERYWHERE, "tinh gon", '"thủ tục hành chính"', "xã -tỉnh", "thủ tuc hanhf chính"]


def run(results: Results, scale: float, place: Path) -> None:
    """Damage copies of an index and look at what is shown, noticed and mended."""
    rng = random.Random(results.seed)
    step = history(place, rng)[-1]
    archive = step.folder.parent / "archive"
    index, sound = archive / "index", place / "sound"
    shutil.copytree(index, sound)
    with searchkit.open_index(index) as opened:
        shown = fingerprint(opened, _QUERIES)
    held = contents(index)
    for number in range(max(20, round(_CASES * scale))):
        shutil.rmtree(index)
        shutil.copytree(sound, index)
        file = rng.choice(sorted(p for p in index.iterdir() if p.name != "MAIN_WRITELOCK"))
        kind = rng.choice(sorted(_DAMAGES))
        case, is_open = random.Random(rng.random()), rng.random() < _OPEN
        what = f"{file.name}, {'open' if is_open else 'closed'}, case {number}"
        damage = partial(_DAMAGES[kind], case, file)
        with results.case(f"{kind} in {_sort(file)}", what):
            look = _look_at_open if is_open else _look_at_closed
            status = in_child(partial(_look, look, index, sound, shown, damage))
            if status:
                raise BrokenPromiseError(f"the process ended with status {status}, see above")
            if number % _REBUILT == 0:
                rebuild(archive)
                if contents(index) != held:
                    raise BrokenPromiseError("a rebuild does not bring back what was there")


def _sort(file: Path) -> str:
    return file.name if file.name == "roots.json" else file.suffix


def _look(
    look: Callable[[Path, list[Shown], Callable[[], str]], None],
    index: Path,
    sound: Path,
    shown: list[Shown],
    damage: Callable[[], str],
) -> None:
    try:
        look(index, shown, damage)
    except searchkit.SearchkitError as error:
        if str(index) not in str(error):
            raise BrokenPromiseError(f"the error names no file: {error}") from error
    try:
        check(index)
    except searchkit.SearchkitError:
        return
    if not _same(index, sound):
        raise BrokenPromiseError("the check finds nothing")


def _look_at_closed(index: Path, shown: list[Shown], damage: Callable[[], str]) -> None:
    done = damage()
    with searchkit.open_index(index) as opened:
        _compare(opened, shown, done)


def _look_at_open(index: Path, shown: list[Shown], damage: Callable[[], str]) -> None:
    with searchkit.open_index(index) as opened:
        opened.search(_QUERIES[0])
        done = damage()
        _compare(opened, shown, done)


def _compare(index: searchkit.Index, shown: list[Shown], done: str) -> None:
    now = fingerprint(index, _QUERIES)
    if any(n != was and not n.notes for n, was in zip(now, shown, strict=True)):
        raise BrokenPromiseError(f"{done}: a search shows something else, and says nothing")


def _same(index: Path, sound: Path) -> bool:
    def files(folder: Path) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    return files(index) == files(sound)


def _flip(rng: random.Random, file: Path) -> str:
    data = bytearray(file.read_bytes())
    at, bit = rng.randrange(len(data)), rng.randrange(8)
    data[at] ^= 1 << bit
    file.write_bytes(data)
    return f"bit {bit} of byte {at} flipped"


def _cut(rng: random.Random, file: Path) -> str:
    size = rng.randrange(file.stat().st_size)
    with file.open("rb+") as opened:
        opened.truncate(size)
    return f"cut to {size} bytes"


def _zero(rng: random.Random, file: Path) -> str:
    data = bytearray(file.read_bytes())
    start = rng.randrange(len(data)) // _PAGE * _PAGE
    data[start : start + _PAGE] = bytes(len(data[start : start + _PAGE]))
    file.write_bytes(data)
    return f"page at {start} zeroed"


def _garble(rng: random.Random, file: Path) -> str:
    data = bytearray(file.read_bytes())
    start = rng.randrange(len(data))
    length = min(rng.randint(1, 64), len(data) - start)
    data[start : start + length] = rng.randbytes(length)
    file.write_bytes(data)
    return f"{length} bytes at {start} garbled"


def _swap(rng: random.Random, file: Path) -> str:
    others = [p for p in sorted(file.parent.iterdir()) if p != file and p.stat().st_size]
    other = rng.choice(others)
    file.write_bytes(other.read_bytes())
    return f"replaced by {other.name}"


def _remove(_: random.Random, file: Path) -> str:
    file.unlink()
    return "removed"


def _append(rng: random.Random, file: Path) -> str:
    more = rng.randbytes(rng.randint(1, 40))
    with file.open("ab") as opened:
        opened.write(more)
    return f"{len(more)} bytes appended"


_DAMAGES: dict[str, Callable[[random.Random, Path], str]] = {
    "a bit": _flip,
    "a cut": _cut,
    "a zeroed page": _zero,
    "garbled bytes": _garble,
    "a swapped file": _swap,
    "a missing file": _remove,
    "appended bytes": _append,
}
