"""A writer of many small additions that become one commit."""

from __future__ import annotations

import sys
import threading
import time
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

from searchkit.errors import UsageError, storage_errors
from searchkit.index.ingest.report import IndexReport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from types import TracebackType
    from typing import Self

    from searchkit.backends.base import Backend
    from searchkit.index.ingest.options import UpdateOptions
    from searchkit.index.ingest.records.additions import Additions
    from searchkit.index.ingest.records.new_document import NewDocument

_BUFFER = 200
"""Documents that are analysed together, which takes less time than one by one."""


class Writer:
    """Adds and removes documents; all becomes one commit at the end of the ``with`` block.

    Made by ``Index.writer``. Nothing is to be seen before; on an exception nothing is kept. What
    is added and then replaced or removed in one block takes a second commit, right behind the
    first. Safe to share between threads.
    """

    def __init__(
        self, backend: Backend, options: UpdateOptions, *, finished: Callable[[IndexReport], object]
    ) -> None:
        self._backend = backend
        self._options = options
        self._finished = finished
        self._lock = threading.Lock()
        self._stack = ExitStack()
        self._additions: Additions | None = None
        self._report = IndexReport()
        self._started = 0.0
        self._waiting: list[object] = []

    @property
    def report(self) -> IndexReport:
        """What was done so far: counts, and what could not be added among ``failures``."""
        with self._lock:
            return self._report if self._additions is None else self._flushed().report

    @storage_errors()
    def add(self, *documents: NewDocument | Mapping[str, object]) -> None:
        """Add documents, or replace those of their ids; see ``Index.add_documents``."""
        with self._lock:
            self._open()
            self._waiting += documents
            if len(self._waiting) >= _BUFFER:
                self._flushed()

    @storage_errors()
    def add_bytes(
        self, name: str, data: bytes, *, fields: Mapping[str, object] | None = None
    ) -> None:
        """Add a file that lies nowhere; see ``Index.add_bytes``."""
        from searchkit.index.ingest.records.given_bytes import add_bytes

        with self._lock:
            add_bytes(self._flushed(), name, data, fields or {})

    @storage_errors()
    def remove(self, names: str | Iterable[str]) -> int:
        """Remove documents by their ids; return how many. See ``Index.remove``."""
        with self._lock:
            return self._flushed().remove([names] if isinstance(names, str) else names)

    def _open(self) -> Additions:
        if self._additions is None:
            raise UsageError("a writer is used in a block: with index.writer() as writer: …")
        return self._additions

    def _flushed(self) -> Additions:
        """Return what keeps the additions, when all of them have come to it."""
        additions = self._open()
        waiting, self._waiting = self._waiting, []
        additions.add(waiting)
        return additions

    @storage_errors()
    def __enter__(self) -> Self:
        from searchkit.index.ingest.records.additions import Additions

        self._started = time.monotonic()
        with ExitStack() as stack:
            options = self._options
            writer = stack.enter_context(
                self._backend.writer(memory=options.collected, wait=options.wait)
            )
            self._additions = stack.enter_context(closing(Additions(self._backend, writer)))
            self._stack = stack.pop_all()
        return self

    @storage_errors()
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                with self._lock:
                    self._flushed().commit()
        finally:
            if self._additions is not None:
                self._report = self._additions.report
                self._report.seconds = time.monotonic() - self._started
            self._additions = None
            failed = sys.exc_info() if kind is None else (kind, error, traceback)
            self._stack.__exit__(*failed)
        if kind is None:
            self._finished(self._report)
