"""Taking documents out of an index by their ids or paths, whatever their files do."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.backends.base import UNSCORED
from searchkit.documents.file_names import printable
from searchkit.errors import UsageError
from searchkit.index.catalogue import Catalogue
from searchkit.index.schema import BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchkit.backends.base import Backend
    from searchkit.index.records import StoredDocument

_MEMORY = 32 << 20
"""Bytes that a writer needs which only deletes."""


def remove_documents(backend: Backend, names: Iterable[str | Path], wait: float = 0.0) -> int:
    """Remove documents and return how many; all of them, or none when a name is unknown.

    A name is the id of a document, the path of a file (that of a copy stands for what it is a copy
    of), or a folder with all that is in it. Folders that are removed whole are forgotten for
    rebuilds, too. Raises UsageError for a name that nothing answers to, IndexLockedError when
    another has been writing for ``wait`` seconds.
    """
    with backend.writer(memory=_MEMORY, wait=wait) as writer:
        with closing(backend.state(UNSCORED)) as state:
            chosen = choose(Catalogue(state), names)
            count = len(chosen.documents())
        writer.delete("key", chosen.keys)
        writer.delete("source", chosen.paths)
        roots = backend.roots()
        if left := [root for root in roots if chosen.includes(root)]:
            backend.save_roots([root for root in roots if root not in left])
        writer.commit()
    return count


def choose(catalogue: Catalogue, names: Iterable[str | Path]) -> Chosen:
    """Return what names stand for; raises UsageError for one that nothing answers to."""
    chosen = Chosen(catalogue)
    for name in names:
        chosen.add(os.fspath(name))
    chosen.add_copies()
    return chosen


class Chosen:
    """What names stand for among the files and documents of an index.

    ``keys`` are those of documents, ``paths`` those of files with all that is in them.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._folders: list[Path] = []
        self.keys: set[str] = set()
        self.paths: set[str] = set()

    def add(self, name: str) -> None:
        """Take in what has an id, or lies at a path; raises UsageError when nothing does."""
        first = self._catalogue.first_of_id(name)
        if first is not None:
            document = self._catalogue.record(first)
            self.keys.add(document.key)
            if document.key == document.path:  # it is the whole of its file
                self.paths.add(document.path)
            return
        if self._catalogue.beginnings_of_file(f"{BYTES}{name}"):  # an archive of which all goes
            self.paths.add(f"{BYTES}{name}")
            return
        at = Path(os.path.realpath(name))
        label = printable(os.fspath(at))
        found = list(self._catalogue.sources_in(label))
        if not found:
            raise UsageError(
                f'nothing in the index has the id or the path "{name}"; '
                "`searchkit list` shows what there is"
            )
        self._folders.append(at)
        self.paths.update(state.path for state in found)
        if len(found) == 1 and found[0].path == label and found[0].copy_of:
            self.paths.add(found[0].copy_of)

    def add_copies(self) -> None:
        """Take in the copies of the files that have been taken."""
        copies = map(self._catalogue.copies, list(self.paths))
        self.paths.update(*copies)

    def includes(self, root: str) -> bool:
        """Say whether a folder that was indexed is among what was named by its path."""
        return any(Path(root).is_relative_to(folder) for folder in self._folders)

    def documents(self) -> list[StoredDocument]:
        """Return the documents that go, each once."""
        firsts = {self._catalogue.first_of_key(key) for key in self.keys}
        for path in self.paths:
            firsts.update(self._catalogue.beginnings_of_file(path))
        return [self._catalogue.record(first) for first in firsts if first is not None]
