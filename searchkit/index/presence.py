"""Which files of an index are gone for good, and which only cannot be reached now."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from searchkit.documents.file_names import printable
from searchkit.errors import UsageError
from searchkit.index.records import Failure
from searchkit.index.roots import is_there

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from searchkit.index.records import SourceState

ADVICE = "bring it back, or drop them with `searchkit index --prune`"


class Presence:
    """Compares the files of an index with those that were found in the folders of a run.

    ``seen`` are the paths of the files found, ``closed`` those that may not be looked at. A file
    that is not in its folder any more is gone. A folder of the run that is not there, or in which
    nothing is left, may be a disk that is not connected: what the index has of it stays, and is
    told, unless ``prune``.
    """

    def __init__(
        self,
        roots: Sequence[Path],
        known: Mapping[str, SourceState],
        seen: Iterable[str],
        closed: Sequence[str],
        *,
        prune: bool,
    ) -> None:
        present = set(seen)
        folders = [_Below(printable(os.fspath(root.resolve()))) for root in roots]
        unseen = [state for path, state in known.items() if path not in present]
        self.failures: list[Failure] = []
        held = [] if prune else [_Below(path) for path in closed]
        for folder, root in zip(folders, roots, strict=True):
            mine = [state for state in unseen if folder.holds(state.path)]
            there = is_there(root) is not False
            if not there and not mine:
                raise UsageError(f"{root}: no such file or folder; check the path")
            documents = sum(state.documents for state in mine)
            if documents and not prune and not any(map(folder.holds, present)):
                held.append(folder)
                if folder.path not in closed:
                    self.failures.append(_told(folder.path, documents, there=there))
        self.gone: list[SourceState] = []
        """Files that were under the folders of the run and are there no more."""
        self.kept: list[SourceState] = []
        """Files that were there, and of which nobody can say whether they still are."""
        self.others: list[SourceState] = []
        """Files that were not found because they are in other folders."""
        for state in unseen:
            if not any(folder.holds(state.path) for folder in folders):
                self.others.append(state)
            elif any(folder.holds(state.path) for folder in held) or (
                not prune and is_there(state.path) is None
            ):
                self.kept.append(state)
            else:
                self.gone.append(state)


class _Below:
    """A file or folder, which holds itself and what is below it."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._start = os.path.join(path, "")  # noqa: PTH118 -- a Path has no separator at its end

    def holds(self, path: str) -> bool:
        """Say whether a path is this one or below it."""
        return path == self.path or path.startswith(self._start)


def _told(path: str, documents: int, *, there: bool) -> Failure:
    what = "holds no documents now" if there else "is gone"
    return Failure(path, f"{what}; {documents:,} documents that were indexed from it stay", ADVICE)
