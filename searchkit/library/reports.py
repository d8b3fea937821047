"""What a run did, as the logs of a program have it: a line for the run, one for each failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.logs import log

if TYPE_CHECKING:
    from searchkit.index.ingest.report import IndexReport

_COUNTS = ("added", "changed", "removed", "moved", "unchanged", "kept")


def log_report(name: str, report: IndexReport) -> None:
    """Tell the log ``searchkit.index`` what was done to an index."""
    for failure in report.failures:
        log("index", "warning", "%s: %s (%s)", failure.path, failure.reason, failure.advice)
    counts = ", ".join(f"{getattr(report, count):,} {count}" for count in _COUNTS)
    log("index", "info", "%s: %s, %d failed; %.1f s", name, counts, report.failed, report.seconds)
