"""Time a search from a cold process beside a bare ``import numpy, typer``, in turn.

    python scripts/bench_start.py --index index "thủ tục cấp giấy chứng nhận"

Whole processes are timed by the wall clock. The best of many runs is what the program takes, the
median is what it takes on this machine now.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from statistics import median

BASE = "import numpy, typer"


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("query", nargs="?", default="thủ tục cấp giấy chứng nhận")
    parser.add_argument("--index", default="index")
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    search = ["-m", "searchkit", "search", "--index", options.index, options.query]
    commands = {BASE: ["-c", BASE], "searchkit search": search}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for run in range(options.runs + 1):
        for name, command in commands.items():
            taken = _seconds(command)
            if run:  # the first run fills the disk's cache
                times[name].append(taken)
    base = times[BASE]
    for name, taken_each in times.items():
        print(
            f"{name:20} best {min(taken_each):.3f} s ({min(taken_each) / min(base):.2f} times)  "
            f"median {median(taken_each):.3f} s ({median(taken_each) / median(base):.2f} times)"
        )


def _seconds(arguments: list[str]) -> float:
    # Without compiled modules every run would compile what was edited, which no user does.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments], stdout=subprocess.DEVNULL, env=environment, check=True
    )
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
