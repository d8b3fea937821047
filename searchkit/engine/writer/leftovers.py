"""What a writer that was killed, or whose disk was full, has left in the folder of an index."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from whoosh.index import TOC

if TYPE_CHECKING:
    from whoosh.index import FileIndex


def remove_leftovers(index: FileIndex) -> None:
    """Remove all files that begin with the index's name and that it does not name itself.

    Besides what Whoosh's ``clean_files`` removes these are tables of contents under the passing
    name that they have while they are written. The caller holds the lock. What cannot be removed
    stays until the next time.
    """
    toc = index._read_toc()
    folder, name = Path(index.storage.folder), index.indexname
    kept = {TOC._filename(name, toc.generation), f"{name}_WRITELOCK"}
    segments = {segment.segment_id() for segment in toc.segments}
    for path in [*folder.glob(f"_{name}_*.toc*"), *folder.glob(f"{name}_*")]:
        if path.name not in kept and path.name.partition(".")[0] not in segments:
            with suppress(OSError):
                path.unlink()
