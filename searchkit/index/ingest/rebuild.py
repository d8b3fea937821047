"""Building an index anew beside the old one, and swapping it in at once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.errors import UsageError
from searchkit.index.ingest.interrupts import uninterrupted
from searchkit.index.ingest.updater import UpdateOptions, Updater

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.backends.base import Backend
    from searchkit.index.ingest.report import IndexReport
    from searchkit.index.ingest.updater import Progress


def rebuild(
    backend: Backend,
    paths: Sequence[Path] | None,
    options: UpdateOptions,
    progress: Progress | None = None,
) -> IndexReport:
    """Index ``paths`` (default: all that the index was made of) and swap the result in.

    Until then the old index answers searches, whatever happens. Of the old index nothing is read
    but the list of its folders, so it may be damaged. Raises UsageError when nothing is known to
    index or the folder holds other files, IndexLockedError while another process writes.
    """
    roots = list(paths) if paths is not None else [Path(root) for root in backend.roots()]
    if not roots:
        raise UsageError(f"nothing is known to index into {backend.name}; name files or folders")
    with backend.scratch() as fresh:
        report = Updater(fresh, options, progress).run(roots)
        if not report.interrupted:
            with uninterrupted():
                fresh.save_roots([os.fspath(root.resolve()) for root in roots])
                backend.adopt(fresh)
        return report
