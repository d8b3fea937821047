"""The program: ``python -m searchkit``, and the command ``searchkit``."""

from __future__ import annotations

import atexit
import os
import sys

from searchkit.cli import main


def program() -> None:
    """Run the command line, and end this process without taking apart all that it holds.

    Python frees each object at the end, which takes a twentieth of a search from a cold start.
    """
    try:
        main()
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
