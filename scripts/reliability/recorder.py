"""Sees every operation on the files of a folder before it is done: to record, fail or kill there.

What Python code does to files goes through ``open``, a raw file's ``write`` and a score of
functions of ``os``; each is replaced while a recorder is active, in this process. What a C library
would do by itself is not seen: a test compares what is recorded with what strace sees.
"""

from __future__ import annotations

import builtins
import io
import os
from contextlib import contextmanager
from dataclasses import dataclass
from stat import S_ISDIR
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_STAT = os.stat  # the real one, also while it is replaced
_TARGETS = ("rename", "replace", "link")
_SIMPLE = ("unlink", "remove", "mkdir", "rmdir", "truncate", "scandir", "listdir", "stat")
CHANGES = (
    *("create", "append", "write", "truncate", "rename", "link", "unlink", "mkdir", "rmdir"),
    *("sync", "sync folder"),
)
"""The kinds of operations that change a file or wait for the disk."""


class Operation(NamedTuple):
    """One operation: its kind, the path, the new path of a rename, offset and bytes of a write."""

    kind: str
    path: str
    target: str = ""
    offset: int = 0
    data: bytes = b""


@dataclass(slots=True)
class _Recorder:
    folder: str
    before: Callable[[Operation], None]

    def see(self, kind: str, path: Any, target: Any = "", offset: int = 0, data: Any = b"") -> None:
        place = _absolute(path)
        if place != self.folder and not place.startswith(self.folder + os.sep):
            return
        if kind == "sync" and S_ISDIR(_STAT(place).st_mode):
            kind = "sync folder"
        to = _absolute(target) if target else ""
        self.before(Operation(kind, place, to, offset, bytes(data)))


def _opened_path(descriptor: int) -> str:
    return os.readlink(f"/proc/self/fd/{descriptor}")  # noqa: PTH115 -- Path uses what is replaced


def _absolute(path: Any, folder: int | None = None) -> str:
    if isinstance(path, int):
        return _opened_path(path).removesuffix(" (deleted)")
    name = os.fsdecode(path)
    if folder is not None:
        name = os.path.join(_absolute(folder), name)  # noqa: PTH118 -- as above
    return os.path.abspath(name)  # noqa: PTH100 -- a link stays a link


@contextmanager
def recording(folder: Path, before: Callable[[Operation], None]) -> Iterator[None]:
    """Call ``before`` ahead of each operation on ``folder`` and what is in it.

    What it raises is raised in place of the operation. Its own operations are not seen.
    """
    recorder = _Recorder(os.fspath(folder.absolute()), _once(before))
    real_open, real_io_open = builtins.open, io.open
    real = {name: getattr(os, name) for name in ("open", "write", "fsync", *_TARGETS, *_SIMPLE)}
    builtins.open = io.open = _opening(recorder, real_open)
    os.open = _opening_descriptor(recorder, real["open"])
    os.write = _writing(recorder, real["write"])
    os.fsync = _simple(recorder, "sync", real["fsync"])
    for name in _TARGETS:
        setattr(os, name, _moving(recorder, real[name], "link" if name == "link" else "rename"))
    for name in _SIMPLE:
        setattr(os, name, _simple(recorder, "unlink" if name == "remove" else name, real[name]))
    try:
        yield
    finally:
        builtins.open, io.open = real_open, real_io_open
        for name, function in real.items():
            setattr(os, name, function)


def _once(before: Callable[[Operation], None]) -> Callable[[Operation], None]:
    """Return ``before``, not called for what it does itself."""
    inside = False

    def call(operation: Operation) -> None:
        nonlocal inside
        if inside:
            return
        inside = True
        try:
            before(operation)
        finally:
            inside = False

    return call


class _RawFile(io.FileIO):
    """A raw file whose writes are seen."""

    def __init__(self, recorder: _Recorder, file: Any, mode: str) -> None:
        recorder.see(_opened(mode), file)
        super().__init__(file, mode)
        self._recorder = recorder

    def write(self, data: Any, /) -> int:
        at = os.fstat(self.fileno()).st_size if "a" in self.mode else self.tell()
        self._recorder.see("write", self.fileno(), "", at, data)
        return super().write(data)

    def truncate(self, size: int | None = None, /) -> int:
        size = self.tell() if size is None else size
        self._recorder.see("truncate", self.fileno(), "", size)
        return super().truncate(size)


def _opened(mode: str) -> str:
    return "create" if mode[0] in "wx" else "append" if mode[0] == "a" else "open"


def _opening(recorder: _Recorder, real: Callable[..., Any]) -> Callable[..., Any]:
    def open_file(
        file: Any,
        mode: str = "r",
        buffering: int = -1,
        encoding: Any = None,
        *rest: Any,
        **more: Any,
    ) -> Any:
        if isinstance(file, int) or more.get("opener"):
            return real(file, mode, buffering, encoding, *rest, **more)
        raw = _RawFile(recorder, file, mode.replace("b", "").replace("t", ""))
        if buffering == 0:
            return raw
        size = buffering if buffering > 1 else io.DEFAULT_BUFFER_SIZE
        buffered: Any
        if raw.readable() and raw.writable():
            buffered = io.BufferedRandom(raw, size)
        else:
            buffered = (io.BufferedReader if raw.readable() else io.BufferedWriter)(raw, size)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, encoding, *rest, **more)

    return open_file


def _opening_descriptor(recorder: _Recorder, real: Callable[..., int]) -> Callable[..., int]:
    def open_descriptor(
        path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None
    ) -> int:
        kind = "create" if flags & (os.O_CREAT | os.O_TRUNC) else "open"
        recorder.see(kind, _absolute(path, dir_fd))
        return real(path, flags, mode, dir_fd=dir_fd)

    return open_descriptor


def _writing(recorder: _Recorder, real: Callable[..., int]) -> Callable[..., int]:
    def write(descriptor: int, data: Any) -> int:
        if _opened_path(descriptor).startswith(os.sep):
            recorder.see("write", descriptor, "", os.lseek(descriptor, 0, os.SEEK_CUR), data)
        return real(descriptor, data)

    return write


def _moving(recorder: _Recorder, real: Callable[..., Any], kind: str) -> Callable[..., Any]:
    def move(source: Any, target: Any, **more: Any) -> Any:
        recorder.see(
            kind,
            _absolute(source, more.get("src_dir_fd")),
            _absolute(target, more.get("dst_dir_fd")),
        )
        return real(source, target, **more)

    return move


def _simple(recorder: _Recorder, kind: str, real: Callable[..., Any]) -> Callable[..., Any]:
    def act(path: Any = ".", *rest: Any, **more: Any) -> Any:
        offset = rest[0] if kind == "truncate" else 0
        recorder.see(kind, _absolute(path, more.get("dir_fd")), "", offset)
        return real(path, *rest, **more)

    return act
