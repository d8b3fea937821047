"""Torture searchkit and count what breaks.

    python scripts/torture.py [--only NAME]... [--seed N] [--scale X] [--json FILE]

Kills it at every file operation, replays power cuts, fails operations, damages files, lets
processes and threads meet, and sends it odd queries, mutated files and hostile archives.
``--scale 1`` takes about an hour on two cores. The exit code is 1 when anything failed.
"""

from __future__ import annotations

import argparse
import importlib
import json
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from reliability.results import Results

EXPERIMENTS = (
    *("crash", "power_loss", "failing_operations", "damage", "concurrency", "queries", "files"),
    *("hostile", "running_time", "resources", "cluster"),
)


def main() -> int:
    """Run the experiments that are asked for and print what failed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    several = f"one of {', '.join(EXPERIMENTS)}; may be given more than once"
    parser.add_argument("--only", action="append", choices=EXPERIMENTS, help=several)
    parser.add_argument("--seed", type=int, default=1, help="another seed makes other cases")
    parser.add_argument("--scale", type=float, default=1.0, help="1 is the full number of cases")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    parser.add_argument("--jobs", type=int, default=2, help="experiments at a time")
    options = parser.parse_args()
    names = options.only or list(EXPERIMENTS)
    if len(names) == 1:
        found = [_run(names[0], options.seed, options.scale)]
    else:
        with ThreadPoolExecutor(options.jobs) as pool:
            runs = [pool.submit(_run_apart, name, options.seed, options.scale) for name in names]
            found = [run.result() for run in runs]
    if options.json:
        options.json.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return int(any(result["failures"] for result in found))


def _run(name: str, seed: int, scale: float) -> dict[str, Any]:
    results = Results(name, seed)
    place = Path(tempfile.mkdtemp(prefix=f"torture-{name}-"))
    try:
        importlib.import_module(f"reliability.{name}").run(results, scale, place)
    except Exception as error:  # the figures so far are worth having
        results.fail("the experiment", f"{type(error).__name__}: {error}")
    finally:
        shutil.rmtree(place, ignore_errors=True)
    found = results.as_json()
    _tell(found)
    return found


def _run_apart(name: str, seed: int, scale: float) -> dict[str, Any]:
    """Run one experiment in a process of its own, which may die of it."""
    started = time.monotonic()
    options = ("--seed", seed, "--scale", scale)
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        ended = subprocess.run(
            [sys.executable, __file__, "--only", name, *map(str, options), "--json", file.name],
            check=False,
        )
        content = Path(file.name).read_text("utf-8")
    if content:
        found: dict[str, Any] = json.loads(content)[0]
        return found
    results = Results(name, seed)
    results.fail("the experiment", f"died with {ended.returncode}")
    return {**results.as_json(), "seconds": round(time.monotonic() - started, 1)}


def _tell(found: dict[str, Any]) -> None:
    print(
        f"{found['name']}: {found['cases']} cases, {found['failures']} failures, "
        f"{found['seconds']:.0f} s",
        flush=True,
    )
    for kind, examples in found["examples"].items():
        for example in examples:
            print(f"    {kind}: {example}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
