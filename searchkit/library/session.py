"""An index that is open: its back end, and a searcher of what was committed last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._locks import ForkSafeLock
from searchkit.errors import IndexClosedError, storage_errors
from searchkit.search.searcher import Searcher

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from searchkit.backends.base import Backend
    from searchkit.search.settings import RankingSettings
    from searchkit.search.topics.model import Topic
    from searchkit.text.legal.names.gazetteer import Gazetteer


class Session:
    """What all that an index does stands on. Safe to share between threads."""

    def __init__(
        self,
        backend: Backend,
        settings: RankingSettings,
        topics: Path | None,
        names: Path | None = None,
    ) -> None:
        self._name = backend.name
        self._held: Backend | None = backend
        self._settings = settings
        self._topics_file = topics
        self._topics: dict[str, Topic] | None = None
        self._names_file = names
        self._names: Gazetteer | None = None
        self._lock = ForkSafeLock()
        self._searcher: Searcher | None = None
        self._stamp: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """What people call the place of the index: its folder, as a whole path."""
        return self._name

    @property
    def _backend(self) -> Backend:
        if self._held is None:
            raise IndexClosedError(f"the index in {self._name} is closed; open it again")
        return self._held

    @storage_errors()
    def stamp(self) -> tuple[int, ...]:
        """Return what changes whenever something is committed, by whatever process."""
        return self._backend.stamp()

    @storage_errors()
    def refresh(self) -> bool:
        """See what has been committed since; return whether there was anything new.

        Searches call this themselves when the index has changed.
        """
        with self._lock:
            before = self._searcher
            return self._renewed() is not before

    @storage_errors()
    def notes(self) -> list[str]:
        """Say what whoever searches should know of the index, and what to do; mostly nothing.

        Searches say the same: some texts were analysed otherwise than queries are.
        """
        from searchkit.index.analysis import analysis_note

        return [note] if (note := analysis_note(self._backend)) else []

    def topics(self) -> dict[str, Topic]:
        """Return the topics by name."""
        if self._topics is None:
            from searchkit.search.topics.loading import load_topics

            self._topics = load_topics(self._topics_file)
        return self._topics

    def _gazetteer(self) -> Gazetteer:
        """Return the names that have changed."""
        if self._names is None:
            from searchkit.search.query.names.own_names import load_names

            self._names = load_names(self._names_file)
        return self._names

    def close(self) -> None:
        """Let go of the index's files; searches that are under way end well.

        Whoever uses the index afterwards is told so: IndexClosedError.
        """
        with self._lock:
            self._searcher = self._held = None

    def _current(self) -> Searcher:
        known = self._stamp  # first: whoever renews sets it last
        searcher = self._searcher
        if searcher is None or self._backend.stamp() != known:
            with self._lock:
                return self._renewed()
        return searcher

    def _renewed(self) -> Searcher:
        """Return a searcher of what is committed now; the caller holds the lock."""
        stamp = self._backend.stamp()
        searcher = self._searcher
        if searcher is None or stamp != self._stamp:
            searcher = Searcher(self._backend, self._settings, self.topics, self._gazetteer)
        self._searcher, self._stamp = searcher, stamp
        return searcher

    def __repr__(self) -> str:
        state = "closed" if self._held is None else "open"
        return f"<searchkit.Index in {self._name!r}, {state}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
