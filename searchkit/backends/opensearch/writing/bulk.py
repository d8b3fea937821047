"""Changes of many documents at once, sent in the background, each one until it is acknowledged."""

from __future__ import annotations

import random
import time
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, NamedTuple

from searchkit.backends.opensearch.connection.answers import (
    LATER,
    full,
    is_full,
    reason,
    refusal,
)
from searchkit.backends.opensearch.connection.client import PATIENCE
from searchkit.errors import ClusterError
from searchkit.logs import log

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from searchkit.backends.opensearch.connection.client import Client

BYTES = 3 << 20
"""Of a request before it is compressed; small heaps refuse those of 10 MB."""

_AT_ONCE = 2
"""Requests on their way: the nodes work while the next one is made."""

_OF_THE_DOCUMENT = (400, 413)
"""Answers for one document of many that tell of itself, not of rights or of the cluster."""

_PARAMS = {"filter_path": "errors,items.*.status,items.*._id,items.*.error"}


class Change(NamedTuple):
    """A document to be written, or deleted where it has no source.

    ``row`` is the row whose text it is a part of, if it is one.
    """

    id: str
    routing: str
    source: bytes | None = None
    row: bytes | None = None

    def lines(self) -> bytes:
        """Return the lines of a bulk request."""
        kind = "delete" if self.source is None else "index"
        action = f'{{"{kind}":{{"_id":"{self.id}","routing":"{self.routing}"}}}}\n'.encode()
        return action if self.source is None else action + self.source + b"\n"


class Bulk:
    """Collects changes and sends them; ``may_send`` is asked before each request."""

    def __init__(self, client: Client, index: str, may_send: Callable[[], None]) -> None:
        self._client = client
        self._index = index
        self._may_send = may_send
        self._changes: list[Change] = []
        self._size = 0
        self.refused: list[tuple[bytes, str]] = []
        """Rows that are not taken, or not with all of their text, and why."""

        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="searchkit-bulk")
        self._sent: deque[Future[None]] = deque()

    def add(self, change: Change) -> None:
        """Add a change; raises what an earlier one was refused with."""
        self._changes.append(change)
        self._size += len(change.source or b"") + 80
        if self._size >= BYTES:
            self._send()

    def flush(self) -> None:
        """Send what is collected, and wait until all that was sent is acknowledged."""
        self._send()
        while self._sent:
            self._sent.popleft().result()

    def close(self) -> None:
        """Forget what is collected, and wait for what is under way, however it ends."""
        self._changes, self._size = [], 0
        for sent in self._sent:
            sent.exception()
        self._sent.clear()
        self._threads.shutdown()

    def _send(self) -> None:
        if not self._changes:
            return
        changes, self._changes, self._size = self._changes, [], 0
        while len(self._sent) >= _AT_ONCE:
            self._sent.popleft().result()
        self._sent.append(self._threads.submit(self._acknowledged, changes))

    def _acknowledged(self, changes: Sequence[Change]) -> None:
        """Send changes, and again those that the cluster was too busy for."""
        end, pause = time.monotonic() + PATIENCE, 0.1
        while changes:
            lines = b"".join(change.lines() for change in changes)
            answer = self._client.lines(f"{self._index}/_bulk", lines, _PARAMS, self._may_send)
            if not answer["errors"]:
                return
            changes, told = self._again(changes, answer["items"])
            if changes and time.monotonic() >= end:
                raise ClusterError(
                    f"{self._client.place}: the cluster is too busy to take {len(changes)} "
                    f"documents ({told}); the index is as it was when last committed: run the same "
                    "command again, with fewer --jobs or more nodes"
                )
            line = "%s: %d sent again: %s"  # no message
            log("cluster", "info", line, self._client.place, len(changes), told)
            time.sleep(pause * random.uniform(0.5, 1.5))
            pause = min(2 * pause, 5.0)

    def _again(self, changes: Sequence[Change], items: Sequence[Any]) -> tuple[list[Change], str]:
        """Return the changes to be sent again and why; put aside what is refused for good.

        Raises ClusterError where that is not because of the document.
        """
        again: list[Change] = []
        told = ""
        for change, item in zip(changes, items, strict=True):
            (result,) = item.values()
            if "error" not in result:
                continue
            told = reason(result)
            if is_full(result):
                raise full(self._client.place, result)
            if result["status"] in LATER:
                again.append(change)
            elif change.source is not None and result["status"] in _OF_THE_DOCUMENT:
                self.refused.append((change.row or change.source, told))
            else:
                raise refusal(self._client.place, told)
        return again, told
