"""Building an index anew beside the old one, and swapping it in with one rename."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.engine.storage.durable_files import space_needed
from searchkit.engine.whoosh.opening import INDEX_NAME
from searchkit.engine.whoosh.toc import take_write_lock
from searchkit.engine.writer.index_writer import publish
from searchkit.engine.writer.interrupts import uninterrupted
from searchkit.errors import UsageError
from searchkit.index.directory import check_place, create_index, read_roots, write_roots
from searchkit.index.ingest.updater import UpdateOptions, Updater
from searchkit.index.language_counts import move_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whoosh.filedb.filestore import FileStorage

    from searchkit.index.ingest.report import IndexReport
    from searchkit.index.ingest.updater import Progress

SCRATCH = ".rebuild"


def rebuild(
    folder: Path,
    paths: Sequence[Path] | None,
    options: UpdateOptions,
    progress: Progress | None = None,
) -> IndexReport:
    """Index ``paths`` (default: all that the folder's index was made of) and swap the result in.

    Until then the old index answers searches, whatever happens. Of the old index nothing is read
    but the list of its folders, so it may be damaged. Raises UsageError when nothing is known to
    index or the folder holds other files, IndexLockedError while another process writes.
    """
    from whoosh.filedb.filestore import FileStorage

    roots = list(paths) if paths is not None else read_roots(folder)
    if not roots:
        raise UsageError(f"nothing is known to index into {folder}; name files or folders")
    check_place(folder)
    folder.mkdir(parents=True, exist_ok=True)
    storage = FileStorage(str(folder))
    lock = take_write_lock(storage, INDEX_NAME)
    scratch = folder / SCRATCH
    try:
        # A rebuild that was killed has left its half behind.
        shutil.rmtree(scratch, ignore_errors=True)
        report = Updater(create_index(scratch), options, progress).run(roots)
        if not report.interrupted:
            with uninterrupted(), space_needed(folder):
                write_roots(folder, [root.resolve() for root in roots])
                _swap_in(scratch, storage)
        return report
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        lock.release()


def _swap_in(scratch: Path, storage: FileStorage) -> None:
    """Move the new segments beside the old ones, then name them in a new table of contents."""
    from whoosh.filedb.filestore import FileStorage
    from whoosh.index import TOC

    toc = TOC.read(FileStorage(str(scratch)), INDEX_NAME)
    for segment in toc.segments:
        for file in scratch.glob(f"{segment.segment_id()}.*"):
            file.rename(Path(storage.folder) / file.name)
    move_language(scratch, Path(storage.folder))
    generation = TOC._latest_generation(storage, INDEX_NAME) + 1
    publish(storage, INDEX_NAME, toc.schema, toc.segments, generation)
