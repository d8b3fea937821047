"""Reading an index from end to end to prove that its files are as they were written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from whoosh.filedb.filestore import FileStorage

from searchkit.engine.storage import docstore, postings
from searchkit.engine.storage.section_file import SectionFile, damaged
from searchkit.engine.whoosh.toc import CheckedIndex
from searchkit.index.directory import ROOTS_FILE, check_present, read_roots
from searchkit.index.language_counts import LANGUAGE_FILE, LANGUAGE_FILES

if TYPE_CHECKING:
    from collections.abc import Iterator


def verify(directory: str | Path) -> list[Path]:
    """Check every section of every file of the committed index; returns the files.

    Raises:
        IndexMissingError: there is no index in ``directory``.
        IndexDamagedError: a file is missing, cut short, altered, or of another format; the
            message names it and the way out.

    """
    check_present(Path(directory))
    read_roots(directory)
    files = list(_files(Path(directory)))
    for path, documents in files:
        if not path.exists():
            raise damaged(str(path), "is missing")
        sections = SectionFile(path)
        sections.verify()
        if sections.meta.get("documents", documents) != documents:
            raise damaged(str(path), "holds another number of documents than the index says")
    return [path for path, _ in files]


def _files(directory: Path) -> Iterator[tuple[Path, int]]:
    """Yield each file and the number of documents that belong into it, 0 for what has none.

    What was added from folders must have its syllable counts; an index that was made otherwise
    may lack them.
    """
    segments = CheckedIndex(FileStorage(str(directory)))._segments()
    for segment in segments:
        for extension in (postings.EXTENSION, docstore.EXTENSION):
            yield directory / segment.make_filename(extension), segment.doc_count_all()
    for name in LANGUAGE_FILES:
        required = name == LANGUAGE_FILE and segments and (directory / ROOTS_FILE).exists()
        if required or (directory / name).exists():
            yield directory / name, 0
