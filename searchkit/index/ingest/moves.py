"""Files that have moved: known by their content, or by their place in a folder that has moved."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from searchkit.documents.discovery.sources import content_hash
from searchkit.documents.file_names import printable
from searchkit.index.roots import is_there

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from searchkit.documents.discovery.sources import Source
    from searchkit.index.records import SourceState

_MOST = 1 / 2
"""The part of a folder's files that has to be found elsewhere before the folder has moved."""


class Moves:
    """Which new files are files of the index that are no longer where they were.

    ``known`` are the files of the index by path. Only new files of the size of a missing one are
    hashed. A folder that was indexed has moved when it is gone and most of its files are in
    another: what was edited on the way is then known by its place, and what is not there is gone.
    """

    def __init__(self, sources: Sequence[Source], known: Mapping[str, SourceState]) -> None:
        self._known = known
        self._here = {source.label: source for source in sources}
        self._new = [source for source in sources if source.label not in known]
        self._missing: dict[str, bool] = {}
        self._before: dict[str, SourceState] = {}
        self._edited: set[str] = set()
        self._left: dict[str, SourceState] = {}
        if self._new and known:
            self._match_contents()
            self._match_folders()

    def before(self, source: Source) -> SourceState | None:
        """Return the state under which a new file is known, at the path that it had."""
        return self._before.get(source.label)

    def is_as_it_was(self, source: Source) -> bool:
        """Say whether a file that has moved has the content that it had."""
        return source.label in self._before and source.label not in self._edited

    @property
    def states(self) -> dict[str, SourceState]:
        """The states of the files that have moved, by the paths that they have now."""
        return dict(self._before)

    @property
    def left_out(self) -> list[SourceState]:
        """The files of a folder that has moved that are not where it is now."""
        return list(self._left.values())

    def _match_contents(self) -> None:
        by_size: dict[int, list[SourceState]] = defaultdict(list)
        for path, state in self._known.items():
            if path not in self._here and state.digest:
                by_size[state.size].append(state)
        taken: set[str] = set()
        for source in self._new:
            same_size = [s for s in by_size.get(source.size, ()) if s.path not in taken]
            if found := self._same_content(source, same_size):
                taken.add(found.path)
                self._before[source.label] = found

    def _same_content(self, source: Source, states: Sequence[SourceState]) -> SourceState | None:
        """Return the missing file of the same content, that of the same name first."""
        missing = [state for state in states if self._is_missing(state.path)]
        if not missing:
            return None
        try:
            digest = content_hash(source)
        except OSError:  # whoever reads the file reports it
            return None
        same = [state for state in missing if state.digest == digest]
        return min(same, key=lambda s: (not _end_alike(s, source), s.path), default=None)

    def _match_folders(self) -> None:
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for path, state in self._before.items():
            inner = _inner(state)
            if inner and path.endswith(f"{os.sep}{inner}"):
                votes[state.root][path.removesuffix(f"{os.sep}{inner}")] += 1
        taken = {state.path for state in self._before.values()}
        for root, folders in votes.items():
            lost = [s for s in self._known.values() if s.root == root and s.path not in self._here]
            ((folder, count),) = folders.most_common(1)
            if count < _MOST * sum(bool(s.digest) for s in lost) or not self._is_missing(root):
                continue
            for state in lost:
                if state.path not in taken:
                    self._follow(state, f"{folder}{os.sep}{_inner(state)}")

    def _follow(self, state: SourceState, path: str) -> None:
        source = self._here.get(path)
        if source is not None and path not in self._known and path not in self._before:
            self._before[path] = state
            self._edited.add(path)
        else:
            self._left[state.path] = state

    def _is_missing(self, path: str) -> bool:
        if path not in self._missing:
            self._missing[path] = is_there(path) is False
        return self._missing[path]


def _inner(state: SourceState) -> str:
    """Return the path of a file in the folder under which it was indexed."""
    folder = f"{printable(state.root)}{os.sep}"
    return state.path.removeprefix(folder) if state.path.startswith(folder) else ""


def _end_alike(state: SourceState, source: Source) -> bool:
    return source.label.endswith(f"{os.sep}{_inner(state)}")
