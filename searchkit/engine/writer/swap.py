"""One index takes the place of another in its folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whoosh.index import TOC

from searchkit.engine.snapshot.names import INDEX_NAME
from searchkit.engine.storage import docstore, postings
from searchkit.engine.whoosh.checksummed_storage import ChecksummedStorage
from searchkit.engine.whoosh.index_folder import open_folder
from searchkit.engine.writer.index_writer import publish
from searchkit.engine.writer.leftovers import undone

if TYPE_CHECKING:
    from pathlib import Path


def swap_in(folder: Path, other: Path) -> None:
    """Let the segments of another index replace those of a folder, whose lock the caller holds.

    They are moved beside the old ones and then named in a new table of contents.
    """
    storage = ChecksummedStorage(str(folder))
    toc = open_folder(other)._read_toc()
    moved: list[Path] = []
    generation = TOC._latest_generation(storage, INDEX_NAME) + 1
    try:
        for segment in toc.segments:
            for extension in (postings.EXTENSION, docstore.EXTENSION):
                file = other / segment.make_filename(extension)
                moved.append(file.rename(folder / file.name))
        publish(storage, INDEX_NAME, toc.schema, toc.segments, generation)
    except BaseException:
        if TOC._latest_generation(storage, INDEX_NAME) == generation:
            undone(open_folder(folder))
        else:
            for file in moved:
                file.unlink(missing_ok=True)
        raise
