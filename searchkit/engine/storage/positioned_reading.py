"""Reading at a place of an open file, from any thread, whether the system can do so or not."""

from __future__ import annotations

import os
import sys
import threading

_MOST = 1 << 30  # bytes that are asked for at a time: Linux gives 2 GB at most


def read_at(descriptor: int, offset: int, size: int) -> bytes:
    """Return ``size`` bytes from ``offset`` on; fewer where the file ends before."""
    data = _read(descriptor, offset, min(size, _MOST))
    if len(data) == size:
        return data
    pieces = [data]
    while data and size > (got := sum(map(len, pieces))):
        data = _read(descriptor, offset + got, min(size - got, _MOST))
        pieces.append(data)
    return b"".join(pieces)


if sys.platform == "win32":
    _lock = threading.Lock()

    def _read(descriptor: int, offset: int, size: int) -> bytes:
        with _lock:
            os.lseek(descriptor, offset, os.SEEK_SET)
            return os.read(descriptor, size)

else:

    def _read(descriptor: int, offset: int, size: int) -> bytes:
        return os.pread(descriptor, size, offset)
