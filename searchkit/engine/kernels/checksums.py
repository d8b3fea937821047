"""The checks of pages: made and compared by the kernels at the speed of memory, or by zlib."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

from searchkit.engine import kernels

if TYPE_CHECKING:
    from searchkit.engine.kernels.interface import Checks


def damaged_page(data: bytes, size: int, checks: Checks, first: int) -> int:
    """Return the number of the first page whose crc32 is not the one in ``checks``, or -1.

    ``data``: pages of ``size`` bytes, the last may be shorter, of which the first has the number
    ``first``.
    """
    if kernels.native is not None:
        return kernels.native.check_pages(data, size, checks, first)
    view = memoryview(data)
    for number, start in enumerate(range(0, len(data), size), first):
        if zlib.crc32(view[start : start + size]) != checks[number]:
            return number
    return -1


class ChecksWriter:
    """Collects the crc32 of each page of what is written; ``size``: bytes of a page."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._done = 0
        self._check = 0
        self._full: list[Checks] = []

    def add(self, data: bytes | memoryview) -> None:
        """Take in the bytes behind those that came before."""
        full = np.empty((self._done + len(data)) // self._size, np.uint32)
        if kernels.native is not None:
            self._check = kernels.native.add_checks(data, self._size, self._done, self._check, full)
        else:
            self._add(memoryview(data), full)
        self._done = (self._done + len(data)) % self._size
        if len(full):
            self._full.append(full)

    def _add(self, rest: memoryview, full: Checks) -> None:
        room = self._size - self._done
        for page in range(len(full)):
            full[page] = zlib.crc32(rest[:room], self._check)
            rest, room, self._check = rest[room:], self._size, 0
        self._check = zlib.crc32(rest, self._check)

    def full(self) -> Checks:
        """Return the checks of the pages that are full, as they are stored."""
        return np.concatenate([np.zeros(0, np.uint32), *self._full]).astype("<u4")

    def all(self) -> Checks:
        """Return the checks of all pages, the last of which may not be full."""
        return np.append(self.full(), np.array([self._check] if self._done else [], "<u4"))
