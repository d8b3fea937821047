"""The checks of pages: by the kernels at the speed of memory, or by zlib."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

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
