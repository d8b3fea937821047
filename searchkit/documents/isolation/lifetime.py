"""A process that ends with the one that started it, in whatever way that one ends."""

from __future__ import annotations

import os
import signal
import sys

_PR_SET_PDEATHSIG = 1  # prctl(2)


def end_with(parent: int) -> None:
    """Have this process killed when its parent, whose number is given, is no more.

    Only Linux can do this (prctl(2)); elsewhere a process ends when its pipe does, which is after
    the file that it is at. The system counts the thread that started this process as its parent.
    """
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if hasattr(os, "getppid") and os.getppid() != parent:  # it has ended before this was asked for
        os._exit(1)
