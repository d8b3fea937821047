"""An index is opened, made, repaired or built anew."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.errors import IndexDamagedError, storage_errors
from searchkit.library.index import Index
from searchkit.library.places import place_of
from searchkit.library.reports import log_report
from searchkit.library.searchable import opened
from searchkit.library.writing import WAIT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchkit.index.ingest.report import IndexReport
    from searchkit.index.ingest.updater import Progress
    from searchkit.search.settings import RankingSettings


@storage_errors()
def open_index(
    folder: str | Path = "index",
    *,
    create: bool = False,
    topics: str | Path | None = None,
    names: str | Path | None = None,
    settings: RankingSettings | None = None,
) -> Index:
    """Open the index in a folder; with ``create``, make an empty one where there is none.

    An address, ``opensearch://host:9200/name``, names one in an OpenSearch cluster instead, here
    and wherever an index is named (docs/opensearch.md).

    ``topics`` is a TOML file with topics of your own, ``names`` a table of names that have changed,
    beside those of searchkit. Raises IndexMissingError when there is no
    index, IndexDamagedError when it cannot be read, UsageError when the folder holds other files.
    """
    place = place_of(folder)
    backend = place.create() if create else place.open()
    return opened(Index, backend, topics, names, settings)


@storage_errors()
def repair_index(folder: str | Path = "index", *, wait: float = WAIT) -> IndexReport:
    """Make a damaged index anew from the texts that it has stored; their files may be gone.

    The report counts what was kept, its failures say what could not be read. Raises
    IndexDamagedError for an index of another format, which stays as it is, IndexLockedError when
    another has been writing for ``wait`` seconds, IndexMissingError where there is no index, not
    even parts of one.
    """
    from searchkit.index.ingest.renewal.repair import repair

    place = place_of(folder)
    with suppress(IndexDamagedError):  # which is what this is for
        place.check_present()
    report = repair(place, wait)
    log_report(place.name, report)
    return report


@storage_errors()
def rebuild_index(
    folder: str | Path = "index",
    paths: str | Path | Iterable[str | Path] | None = None,
    *,
    jobs: int | None = None,
    memory: int = 512 << 20,
    prune: bool = False,
    wait: float = WAIT,
    ignore: Iterable[str] = (),
    progress: Progress | None = None,
) -> IndexReport:
    """Build an index anew beside the old one and swap it in; searches go on meanwhile.

    ``paths`` default to all that was indexed into the folder before. Documents that the old index
    has, but no file within reach, are taken over, with their ids, unless ``prune``; those that
    programs have added are taken over in any case. The old index may be damaged, of an older
    format, or missing. ``wait`` are seconds for which others may be writing first. Raises
    UsageError when a path is missing, none is known, or documents would be lost that neither a file
    nor the old index gives any more.
    """
    from searchkit.index.ingest.options import UpdateOptions
    from searchkit.index.ingest.renewal.rebuild import rebuild
    from searchkit.library.run_status import told_beside

    several = [paths] if isinstance(paths, (str, Path)) else paths
    roots = None if several is None else [Path(path) for path in several]
    options = UpdateOptions(jobs=jobs, memory=memory, prune=prune, wait=wait, ignore=tuple(ignore))
    place = place_of(folder)
    with told_beside(place.name, progress) as watched:
        report = rebuild(place, roots, options, watched)
    log_report(place.name, report)
    return report
