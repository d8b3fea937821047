"""Taking documents out of an index by their ids or paths, whatever their files do."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.backends.base import BM25
from searchkit.documents.file_names import printable
from searchkit.errors import UsageError
from searchkit.index.catalogue import Catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchkit.backends.base import Backend
    from searchkit.index.records import StoredDocument

_MEMORY = 32 << 20
"""Bytes that a writer needs which only deletes."""


def remove_documents(backend: Backend, names: Iterable[str | Path]) -> int:
    """Remove documents and return how many; all of them, or none when a name is unknown.

    A name is the id of a document, the path of a file (that of a copy stands for what it is a copy
    of), or a folder with all that is in it. Folders that are removed whole are forgotten for
    rebuilds, too. Raises UsageError for a name that nothing answers to, IndexLockedError.
    """
    with backend.writer(memory=_MEMORY) as writer:
        with closing(backend.state(BM25(0.0, 0.0))) as state:
            chosen = _Chosen(Catalogue(state))
            for name in names:
                chosen.add(os.fspath(name))
            chosen.add_copies()
        writer.delete("key", chosen.keys)
        writer.delete("source", chosen.paths)
        backend.save_roots([root for root in backend.roots() if not chosen.includes(root)])
        writer.commit()
    return chosen.count()


class _Chosen:
    """What names stand for among the files and documents of an index.

    ``keys`` are those of documents, ``paths`` those of files with all that is in them.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._states = {state.path: state for state in catalogue.sources()}
        self._documents = list(catalogue.documents())
        self._folders: list[Path] = []
        self.keys: set[str] = set()
        self.paths: set[str] = set()

    def add(self, name: str) -> None:
        """Take in what has an id, or lies at a path; raises UsageError when nothing does."""
        by_id = [document for document in self._documents if document.id == name]
        if by_id:
            self.keys.update(document.key for document in by_id)
            self.paths.update(document.path for document in by_id if _is_whole(document))
            return
        at = Path(os.path.realpath(name))
        label = printable(os.fspath(at))
        found = [path for path in self._states if Path(path).is_relative_to(label)]
        if not found:
            raise UsageError(
                f'nothing in the index has the id or the path "{name}"; '
                "`searchkit list` shows what there is"
            )
        self._folders.append(at)
        self.paths.update(found)
        if found == [label] and (original := self._states[label].copy_of):
            self.paths.add(original)

    def add_copies(self) -> None:
        """Take in the copies of the files that have been taken."""
        self.paths.update(path for path, s in self._states.items() if s.copy_of in self.paths)

    def includes(self, root: str) -> bool:
        """Say whether a folder that was indexed is among what was named by its path."""
        return any(Path(root).is_relative_to(folder) for folder in self._folders)

    def count(self) -> int:
        """Return how many documents go."""
        return sum(d.key in self.keys or d.path in self.paths for d in self._documents)


def _is_whole(document: StoredDocument) -> bool:
    """Say whether a document is the whole of its file."""
    return document.key == document.path
