#!/usr/bin/env python3
"""Rebuild an index from its sources, for cron and CI: quiet on success, one line on failure.

It is searchkit-rebuild over seeds/ and index/ of this checkout, unless it is told otherwise. Any
Python 3 may start it: where that has no searchkit, it goes on with the one of the checkout.
"""

import importlib.util
import os
import sys

NAME = "rebuild_index"
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
VENV = os.path.join(ROOT, ".venv")  # noqa: PTH118
PROGRAM = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")


def main() -> None:
    """Rebuild here if searchkit is installed here, else with the Python of the checkout."""
    if all(importlib.util.find_spec(name) for name in ("searchkit", "typer", "whoosh")):
        from searchkit.cli import rebuild

        rebuild(NAME, paths=[os.path.join(ROOT, "seeds")], index=os.path.join(ROOT, "index"))  # noqa: PTH118
        return
    python = os.path.join(VENV, *PROGRAM)  # noqa: PTH118
    if os.path.exists(python) and os.path.abspath(sys.prefix) != VENV:  # noqa: PTH100, PTH110
        os.execv(python, [python, *sys.argv])
    sys.exit(
        NAME + ": searchkit is not installed here: run `make demo` in " + ROOT + ", or with "
        "`pip install searchkit-vi` there is the command searchkit-rebuild"
    )


if __name__ == "__main__":
    main()
