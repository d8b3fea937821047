"""The program: ``python -m searchkit``, and the command ``searchkit``."""

from __future__ import annotations

import atexit
import os
import sys

from searchkit.cli import main

TYPE_CHECKING = False  # as typing has it, which takes longer to load than all of this

if TYPE_CHECKING:
    from collections.abc import Callable


def program() -> None:
    """Run the command line, and end this process without taking apart all that it holds.

    Python frees each object at the end, which takes a twentieth of a search from a cold start.
    """
    try:
        _with_room_for_frames(main)()
    except SystemExit as ended:
        if not isinstance(ended.code, int | None):
            raise  # what is to be printed
        code = ended.code or 0
    else:
        code = 0
    if _may_end_at_once():
        atexit._run_exitfuncs()  # as the children that multiprocessing forks do
        os._exit(code)
    sys.exit(code)


_ROOM = 1 << 14
"""Values that a frame has room for: so it takes 128 KB, and Python asks for a piece of 256 KB."""


def _with_room_for_frames(function: Callable[[], None]) -> Callable[[], None]:
    """Return a function behind whose own frame those of all calls in it stand in one piece.

    Python keeps frames in pieces of 16 KB. It asks the system for the next one when a call needs
    it, and gives it back when that call returns: a search does so 900 times, in 9 ms.
    """

    def call() -> None:
        function()

    call.__code__ = call.__code__.replace(co_stacksize=_ROOM)
    return call


def _may_end_at_once() -> bool:
    """Say whether nothing is lost: all is written, no thread runs, no profiler looks on."""
    threading = sys.modules.get("threading")
    if threading is not None and threading.active_count() > 1:
        return False
    if sys.gettrace() is not None or sys.getprofile() is not None:
        return False
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return False
    return True


if __name__ == "__main__":
    program()
