"""What a writer that was killed, or whose disk was full, has left in the folder of an index."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from whoosh.index import TOC

if TYPE_CHECKING:
    from pathlib import Path


def remove_leftovers(folder: Path, name: str, toc: TOC) -> None:
    """Remove all files of an index that its table of contents does not name.

    Besides what Whoosh's ``clean_files`` removes these are tables of contents under the passing
    name that they have while they are written. The caller holds the lock. What cannot be removed
    stays until the next time.
    """
    kept = {TOC._filename(name, toc.generation), f"{name}_WRITELOCK"}
    segments = {segment.segment_id() for segment in toc.segments}
    for path in [*folder.glob(f"_{name}_*.toc*"), *folder.glob(f"{name}_*")]:
        if path.name not in kept and path.name.partition(".")[0] not in segments:
            with suppress(OSError):
                path.unlink()
