"""Building an index anew beside the old one, and swapping it in at once."""

from __future__ import annotations

from contextlib import ExitStack, closing
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.backends.base import UNSCORED
from searchkit.documents.discovery.sources import discover
from searchkit.errors import IndexDamagedError, IndexMissingError, UsageError
from searchkit.index.catalogue import Catalogue
from searchkit.index.ingest.interrupts import uninterrupted
from searchkit.index.ingest.report import Counts
from searchkit.index.ingest.updater import Updater
from searchkit.index.roots import add_roots, is_there, note_records
from searchkit.index.schema import RECORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.backends.base import Backend
    from searchkit.index.ingest.options import UpdateOptions
    from searchkit.index.ingest.report import IndexReport
    from searchkit.index.ingest.updater import Progress


def rebuild(
    backend: Backend,
    paths: Sequence[Path] | None,
    options: UpdateOptions,
    progress: Progress | None = None,
) -> IndexReport:
    """Index ``paths`` (default: all that the index was made of) and swap the result in.

    Until then the old index answers searches, whatever happens. All files are read anew. What the
    old index has of files that cannot be reached, or that ``paths`` leave out, is taken over as it
    is, and ids stay; ``options.prune`` drops it. What programs have added is taken over. The old
    index may be damaged or of an older format. Raises UsageError when nothing is known to index,
    the folder holds other files, or documents would be lost because neither their files nor the old
    index can be read, and IndexLockedError when another has been writing for ``options.wait``
    seconds.
    """
    remembered = _remembered(backend, paths)
    roots = _folders(remembered) if paths is None else list(paths)
    if not roots and RECORD not in remembered:
        raise UsageError(f"nothing is known to index into {backend.name}; name files or folders")
    with backend.scratch(wait=options.wait) as fresh, ExitStack() as stack:
        former = _former(backend, stack)
        if former is None and not options.prune:
            _check_in_reach(backend.name, remembered, roots)
        report = _run(fresh, roots, options, progress, former)
        report.added, report.changed = report.added + report.changed, 0
        report.include(Counts(names={"added": report.names.pop("changed", [])}))
        if not report.interrupted:
            with uninterrupted():
                add_roots(fresh, [] if options.prune else _folders(remembered))
                if former is not None and (RECORD in remembered or former.added_by_programs()):
                    note_records(fresh)
                backend.adopt(fresh)
        return report


def _run(
    fresh: Backend,
    roots: Sequence[Path],
    options: UpdateOptions,
    progress: Progress | None,
    former: Catalogue | None,
) -> IndexReport:
    try:
        return Updater(fresh, options, progress, former).run(roots)
    except IndexDamagedError as error:
        raise IndexDamagedError(
            f"what cannot be reached cannot be taken over from the old index either: {error}; "
            "`searchkit rebuild --prune` goes on without it"
        ) from error


def _former(backend: Backend, stack: ExitStack) -> Catalogue | None:
    """Return what the old index holds; None where that cannot be read, or not by this version."""
    try:
        catalogue = Catalogue(stack.enter_context(closing(backend.state(UNSCORED))))
        for _ in chain(catalogue.sources(), catalogue.documents()):
            pass  # all can be read
    except (IndexMissingError, IndexDamagedError, KeyError, TypeError, ValueError):
        return None
    return catalogue


def _remembered(backend: Backend, paths: Sequence[Path] | None) -> Sequence[str]:
    """Return what is remembered as indexed; nothing where that is damaged, but ``paths`` say it."""
    try:
        return backend.roots()
    except IndexDamagedError:
        if paths is None:
            raise
        return ()


def _folders(remembered: Sequence[str]) -> list[Path]:
    return [Path(root) for root in remembered if root != RECORD]


def _check_in_reach(name: str, remembered: Sequence[str], roots: Sequence[Path]) -> None:
    """Raise UsageError for a folder from which an unreadable index may have had documents."""
    if RECORD in remembered:
        raise UsageError(
            f"the old index in {name} cannot be read, and holds documents that programs "
            "added, which no file gives anew: run `searchkit check --repair` first, which takes "
            "over what can be read; of an index of an earlier version that is nothing: say "
            "--prune, and let the programs add them again"
        )
    if not _folders(remembered):
        return
    for root in roots:
        if is_there(root) is not True or next(discover([root]), None) is None:
            raise UsageError(
                f"{root} is gone, empty or closed, and the old index in {name} cannot be "
                "read: documents would be lost; bring the folder back, or say --prune"
            )
