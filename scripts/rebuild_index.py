"""Rebuild an index from its sources, for cron and CI: quiet on success, one line on failure."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import searchkit

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Rebuild and return the exit code: 0 done, 1 failure, 2 wrong usage."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, default=ROOT / "seeds", help="files to index")
    parser.add_argument("--index", type=Path, default=ROOT / "index", help="folder of the index")
    options = parser.parse_args()
    try:
        report = searchkit.rebuild_index(options.index, [options.source])
    except (searchkit.SearchkitError, OSError) as error:
        print(f"rebuild_index: {error}", file=sys.stderr)
        return error.exit_code if isinstance(error, searchkit.SearchkitError) else 1
    if report.failed:
        first = report.failures[0]
        print(
            f"rebuild_index: {report.failed} files failed, the first is {first.path}: "
            f"{first.reason}",
            file=sys.stderr,
        )
    return 1 if report.failed or report.interrupted else 0


if __name__ == "__main__":
    sys.exit(main())
