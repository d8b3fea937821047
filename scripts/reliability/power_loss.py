"""Power cuts: what was written is replayed up to a point, and what was not synced may be lost.

A disk promises of a file only what was there when it was synced, and of a folder only the names of
when it was synced. All else may be kept or lost, in any order, and a write may be torn.
"""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reliability.recorder import CHANGES, Operation, recording
from reliability.workload import Step, check_recovery, check_state, history

if TYPE_CHECKING:
    from collections.abc import Callable

    from reliability.results import Results

_CASES = 2_400  # at scale 1
_SECTOR = 512
_FOLDER = -1


class _Loss(NamedTuple):
    """What a power cut spares of what was not synced: changes of names, bytes of files."""

    keeps_name: Callable[[], bool]
    keeps: Callable[[_File], bytes]


@dataclass(slots=True)
class _File:
    synced: bytes = b""
    now: bytearray = field(default_factory=bytearray)
    waiting: list[Operation] = field(default_factory=list)


class _Disk:
    """The folder of an archive's index, as it is and as a power cut would leave it."""

    def __init__(self, folder: Path) -> None:
        self._files: list[_File] = []
        self.names: dict[str, int] = {}
        self._changes: list[dict[str, int | None]] = []
        for path in sorted(folder.rglob("*")) if folder.exists() else ():
            self.names[str(path)] = _FOLDER if path.is_dir() else self._new(path.read_bytes())
        if folder.exists():
            self.names[str(folder)] = _FOLDER
        self._synced_names = dict(self.names)

    def _new(self, content: bytes = b"") -> int:
        self._files.append(_File(content, bytearray(content)))
        return len(self._files) - 1

    def do(self, operation: Operation) -> None:
        """Do what was recorded."""
        kind, path, target = operation.kind, operation.path, operation.target
        if kind == "sync folder":
            self._sync_names(path)
        elif kind == "rename":
            self._change({path: None, target: self.names.get(path)})
        elif kind in ("unlink", "rmdir"):
            self._change({path: None})
        elif kind == "mkdir":
            self._change({path: _FOLDER})
        else:
            if path not in self.names:
                self._change({path: self._new()})
            _apply(self._files[self.names[path]], operation)

    def _change(self, entries: dict[str, int | None]) -> None:
        self._changes.append(entries)
        _rename(self.names, entries)

    def _sync_names(self, folder: str) -> None:
        waiting = []
        for entries in self._changes:
            if any(str(Path(path).parent) == folder for path in entries):
                _rename(self._synced_names, entries)
            else:
                waiting.append(entries)
        self._changes = waiting

    def after_loss(self, loss: _Loss) -> dict[str, bytes | None]:
        """Return the files, and None for folders, that are there after a power cut."""
        names = dict(self._synced_names)
        for entries in self._changes:
            if loss.keeps_name():
                _rename(names, entries)
        return {
            path: None if number == _FOLDER else loss.keeps(self._files[number])
            for path, number in sorted(names.items())
            if str(Path(path).parent) in names or path.endswith("/index")
        }


def _rename(names: dict[str, int], entries: dict[str, int | None]) -> None:
    for path, number in entries.items():
        if number is None:
            names.pop(path, None)
        else:
            names[path] = number


def _apply(file: _File, operation: Operation) -> None:
    if operation.kind == "sync":
        file.synced, file.waiting = bytes(file.now), []
        return
    if operation.kind != "append":  # which only opens
        file.waiting.append(operation)
        _write(file.now, operation)


def _write(content: bytearray, operation: Operation) -> None:
    if operation.kind == "write":
        content.extend(bytes(max(0, operation.offset - len(content))))
        content[operation.offset : operation.offset + len(operation.data)] = operation.data
    else:  # what is opened anew is cut to nothing
        size = operation.offset if operation.kind == "truncate" else 0
        content[size:] = bytes(max(0, size - len(content)))


def _torn(rng: random.Random, file: _File) -> bytes:
    """Return a file of which the last writes are lost or torn."""
    content = bytearray(file.synced)
    kept = file.waiting[: rng.randint(0, len(file.waiting))]
    for operation in kept[:-1]:
        _write(content, operation)
    if kept:
        last = kept[-1]
        sectors = rng.randint(0, len(last.data) // _SECTOR + 1)
        _write(content, last._replace(data=last.data[: sectors * _SECTOR]))
    return bytes(content)


def _zeroed(file: _File) -> bytes:
    """Return a file that has its length, but zeros where nothing was synced."""
    return file.synced + bytes(max(0, len(file.now) - len(file.synced)))


def _losses(rng: random.Random) -> dict[str, _Loss]:
    return {
        "nothing lost": _Loss(lambda: True, lambda file: bytes(file.now)),
        "all unsynced lost": _Loss(lambda: False, lambda file: file.synced),
        "names without data": _Loss(lambda: True, lambda file: file.synced),
        "names with zeros": _Loss(lambda: True, _zeroed),
        "data without names": _Loss(lambda: False, lambda file: bytes(file.now)),
        "torn and reordered": _Loss(
            lambda: rng.random() < 0.5, lambda file: _torn(rng, file)  # an even chance
        ),
    }  # fmt: skip


def run(results: Results, scale: float, place: Path) -> None:
    """Cut the power at every recorded operation, and look at what is left."""
    rng = random.Random(results.seed)
    losses = _losses(rng)
    logs = [(step, _record(step)) for step in history(place, rng)]
    moments = [
        (step, log, upto, kind)
        for step, log in logs
        for upto in range(len(log) + 1)
        for kind in losses
    ]
    wanted = max(20, round(_CASES * scale))
    chosen = rng.sample(moments, min(wanted, len(moments)))
    random_ones = [moment for moment in moments if moment[3] == "torn and reordered"]
    chosen += rng.choices(random_ones, k=wanted - len(chosen))
    for step, log, upto, kind in chosen:
        with results.case(kind, f"{step.name}, after {upto} of {len(log)} operations"):
            _cut_and_check(step, log, upto, losses[kind])


def _record(step: Step) -> list[Operation]:
    log: list[Operation] = []
    archive = step.restore()
    with recording(archive, lambda operation: _note(log, operation, archive)):
        step.act(archive)
    return log


def _note(log: list[Operation], operation: Operation, archive: Path) -> None:
    of_index = operation.path.startswith(str(archive / "index"))
    if operation.kind in CHANGES and (of_index or operation.path == str(archive)):
        log.append(operation)


def _cut_and_check(step: Step, log: list[Operation], upto: int, loss: _Loss) -> None:
    archive = step.restore()
    index = archive / "index"
    disk = _Disk(index)
    for operation in log[:upto]:
        disk.do(operation)
    shutil.rmtree(index, ignore_errors=True)
    for path, content in disk.after_loss(loss).items():
        if content is None:
            Path(path).mkdir()
        else:
            Path(path).write_bytes(content)
    check_state(step, archive, done=upto == len(log))
    check_recovery(step, archive)
