"""What a writer that was killed, or whose disk was full, has left in the folder of an index."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from whoosh.index import TOC, EmptyIndexError

from searchkit.engine.storage.durable_files import listed, sync_directory
from searchkit.errors import SearchkitError

if TYPE_CHECKING:
    from whoosh.index import FileIndex


def undone(index: FileIndex) -> None:
    """Tidy up after a commit that was not finished, whether it has become visible or not.

    Old segments go only when the folder is synced: a power cut may bring their table back. What
    keeps it from being done is no news beside what stopped the commit; the next writer does it.
    """
    with suppress(EmptyIndexError, SearchkitError, OSError):
        folder = Path(index.storage.folder)
        sync_directory(folder)
        remove_leftovers(folder, index.indexname, index._read_toc())


def remove_leftovers(folder: Path, name: str, toc: TOC) -> None:
    """Remove all files of an index that its table of contents does not name.

    Besides what Whoosh's ``clean_files`` removes these are tables of contents under the passing
    name that they have while they are written. The caller holds the lock. What cannot be removed
    stays until the next time.
    """
    kept = {TOC._filename(name, toc.generation), f"{name}_WRITELOCK"}
    segments = {segment.segment_id() for segment in toc.segments}
    for _ in range(2):  # what the system refuses once is tried anew
        with suppress(OSError):
            for path in listed(folder, f"_{name}_*.toc*", f"{name}_*"):
                if path.name not in kept and path.name.partition(".")[0] not in segments:
                    with suppress(OSError):
                        path.unlink()
