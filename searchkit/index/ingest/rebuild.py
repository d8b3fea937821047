"""Building an index anew beside the old one, and swapping it in at once."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.backends.base import BM25
from searchkit.errors import IndexMissingError, SearchkitError, UsageError
from searchkit.index.catalogue import Catalogue
from searchkit.index.ingest.carrying import carry_over
from searchkit.index.ingest.interrupts import uninterrupted
from searchkit.index.ingest.updater import UpdateOptions, Updater
from searchkit.index.records import Failure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.backends.base import Backend
    from searchkit.index.ingest.report import IndexReport
    from searchkit.index.ingest.updater import Progress
    from searchkit.index.records import SourceState

_UNSCORED = BM25(0.0, 0.0)


def rebuild(
    backend: Backend,
    paths: Sequence[Path] | None,
    options: UpdateOptions,
    progress: Progress | None = None,
) -> IndexReport:
    """Index ``paths`` (default: all that the index was made of) and swap the result in.

    Until then the old index answers searches, whatever happens. It may be damaged: of it nothing is
    read but the list of its folders, and the documents of folders that are gone, empty or out of
    reach, which are carried over unless ``options.prune``. Raises UsageError when nothing is known
    to index or the folder holds other files, IndexLockedError while another process writes,
    IndexDamagedError when documents would have to be carried over that cannot be read.
    """
    roots = list(paths) if paths is not None else [Path(root) for root in backend.roots()]
    if not roots:
        raise UsageError(f"nothing is known to index into {backend.name}; name files or folders")
    gone = [root for root in roots if paths is None and not root.exists()]
    with backend.scratch() as fresh:
        updater = Updater(fresh, options, progress)
        report = updater.run([root for root in roots if root not in gone])
        if report.interrupted:
            return report
        if not options.prune:
            _carry_over(backend, fresh, report, gone, roots, updater.unreachable)
        with uninterrupted():
            kept = [root for root in roots if root not in gone or not options.prune]
            fresh.save_roots([os.fspath(root.resolve()) for root in kept])
            backend.adopt(fresh)
        return report


def _carry_over(
    old: Backend,
    fresh: Backend,
    report: IndexReport,
    gone: list[Path],
    roots: list[Path],
    unreachable: list[SourceState],
) -> None:
    """Carry over what lies below folders that are gone, empty or cannot be reached."""
    with closing(fresh.state(_UNSCORED)) as state:
        present = {source.path for source in Catalogue(state).sources() if not source.failures}
    empty = [
        root
        for root in (root.resolve() for root in roots if root.is_dir())
        if not any(Path(path).is_relative_to(root) for path in present)
    ]
    lost = [*gone, *empty, *(Path(state.path) for state in unreachable)]
    if not lost:
        return
    try:
        carried = carry_over(old, fresh, lost, present)
    except IndexMissingError:
        carried = 0
    except SearchkitError:
        if gone or empty:  # of an unreachable file or folder it is not known if it held any
            raise
        return
    if not carried and gone and len(gone) == len(roots):
        raise UsageError(f"{gone[0]}: no such file or folder; check the path")
    report.unchanged += carried
    for root in [*gone, *(empty if carried else [])]:
        reason = "is gone or empty: what was indexed from it is carried over"
        advice = "mount it again, or run again with --prune"
        report.failures.append(Failure(str(root), reason, advice))
