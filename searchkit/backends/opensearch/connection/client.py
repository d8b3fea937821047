"""Requests to a cluster: to whichever of its nodes answers, again where that may help.

Every request that searchkit sends may be sent twice: rows have ids of their own, and changes of
what is kept beside them name the version that they change.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import threading
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from searchkit.backends.opensearch.connection.answers import (
    LATER,
    decoded,
    is_full,
    is_incomplete,
    is_index_missing,
    reason,
    refused,
)
from searchkit.errors import ClusterError, MissingExtraError
from searchkit.logs import log
from searchkit.time_limit import checkpoint, remaining

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from searchkit.backends.opensearch.connection.address import Address
    from searchkit.backends.opensearch.connection.credentials import Credentials

TIMEOUT = 60.0
"""Seconds for which an answer is waited for."""

PATIENCE = 60.0
"""Seconds for which a request is tried again while no node answers or all are too busy."""

_CONNECTING = 5.0  # seconds
_LONGEST_PAUSE = 5.0  # seconds
_CONNECTIONS = 16  # kept open to a node; more are made where more threads ask


class _Patience(NamedTuple):
    """Seconds for which a node may be silent, and for which all are asked again."""

    of_a_node: float
    in_all: float


class Client:
    """Sends requests to the nodes of an address; safe to share between threads."""

    def __init__(
        self,
        address: Address,
        credentials: Credentials,
        *,
        timeout: float = TIMEOUT,
        patience: float = PATIENCE,
    ) -> None:
        self.place = str(address)
        self._address = address
        self._credentials = credentials
        self._timeout = timeout
        self._patience = patience
        self._first = random.randrange(len(address.hosts))
        self._pools: tuple[int, Any] = (0, None)
        self._lock = threading.Lock()

    def request(
        self,
        method: str,
        path: str,
        body: object = None,
        params: Mapping[str, str | int] | None = None,
        *,
        patience: float | None = None,
        timeout: float | None = None,
    ) -> Any:
        """Return the JSON of an answer; ``body`` is a value for JSON.

        ``timeout`` are seconds for which a node may be silent before the next is asked.

        Raises IndexMissingError for an index that there is not, NotFoundError, ConflictError,
        DiskFullError, and ClusterError for all else, also when no node has answered for
        ``patience`` seconds.
        """
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        kept = _Patience(
            self._timeout if timeout is None else timeout,
            self._patience if patience is None else patience,
        )
        return self._send(method, path, data, params, "application/json", kept)

    def lines(
        self,
        path: str,
        lines: bytes,
        params: Mapping[str, str | int] | None = None,
        may_send: Callable[[], None] | None = None,
    ) -> Any:
        """Send lines of JSON, as those of bulk requests, and return the answer's JSON.

        ``may_send`` is asked before each try, and raises what ends them. Raises as ``request``.
        """
        packed = gzip.compress(lines, 1, mtime=0)
        kept = _Patience(self._timeout, self._patience)
        return self._send("POST", path, packed, params, "application/x-ndjson", kept, may_send)

    def _send(
        self,
        method: str,
        path: str,
        data: bytes | None,
        params: Mapping[str, str | int] | None,
        kind: str,
        patience: _Patience,
        may_send: Callable[[], None] | None = None,
    ) -> Any:
        headers = {**self._credentials.headers(), "accept-encoding": "identity"}
        if data is not None:
            headers["content-type"] = kind
        if kind.endswith("ndjson"):
            headers["content-encoding"] = "gzip"
        if params:
            from urllib.parse import urlencode

            path += f"?{urlencode(params)}"
        told = "no node was asked"
        for _ in self._tries(patience.in_all):
            if may_send is not None:
                may_send()
            try:
                status, body = self._ask(method, path, data, headers, patience.of_a_node)
            except ConnectionError as error:
                told = str(error)
                continue
            answer = decoded(body)
            if status < 400 and not is_incomplete(path, answer):
                return answer
            if status < 400:
                status, answer = 503, {"error": f"shards are missing: {answer['_shards']}"}
            elif is_index_missing(status, answer) and self._is_lost(headers):
                status, answer = 503, {"error": "a node has not found its cluster yet"}
            if status not in LATER or is_full(answer):
                raise refused(self.place, status, answer)
            told = f"{status} {reason(answer)}"
            log("cluster", "info", "%s: asked again after %s", self.place, told)  # no message
        raise ClusterError(
            f"{self.place}: no node of the cluster does what it is asked ({told}); see that the "
            "cluster is up and green (`searchkit backend check`), then run the same command again"
        )

    def _is_lost(self, headers: dict[str, str]) -> bool:
        """Say whether the node asked last is in no cluster: it knows no index, whichever there are.

        So is one that has just been started, before it has found the others.
        """
        try:
            _, body = self._ask("GET", "_cluster/health?local=true", None, headers, _CONNECTING)
        except ConnectionError:
            return True
        health = decoded(body)
        return isinstance(health, dict) and health.get("discovered_cluster_manager") is False

    def _tries(self, patience: float) -> Iterator[None]:
        """Yield for each try: every node at once, then again after growing pauses."""
        end = time.monotonic() + patience
        pause, tries = 0.1, 0
        while True:
            checkpoint()
            yield
            tries += 1
            if tries % len(self._address.hosts) == 0:
                if time.monotonic() >= end:
                    return
                time.sleep(min(pause * random.uniform(0.5, 1.5), _LONGEST_PAUSE))
                pause *= 2
            self._first += 1

    def _ask(
        self,
        method: str,
        path: str,
        data: bytes | None,
        headers: Mapping[str, str],
        timeout: float,
    ) -> tuple[int, bytes]:
        """Ask one node; raises ConnectionError where it does not answer."""
        import urllib3

        hosts = self._address.hosts
        host = hosts[self._first % len(hosts)]
        scheme = "https" if self._address.tls else "http"
        try:
            answer = self._pool().request(
                method,
                f"{scheme}://{host}/{path}",
                body=data,
                headers=headers,
                redirect=False,
                timeout=urllib3.Timeout(connect=_CONNECTING, read=remaining(timeout)),
            )
        except urllib3.exceptions.SSLError as error:
            raise ClusterError(
                f"{self.place}: {host} is not believed to be whom it says ({_cause(error)}): name "
                "the file of its authority in SEARCHKIT_OPENSEARCH_CA"
            ) from error
        except urllib3.exceptions.HTTPError as error:
            raise ConnectionError(f"{host}: {_cause(error)}") from error
        return answer.status, answer.data

    def _pool(self) -> Any:
        """Return this process's connections; those of one it was forked from are not ours."""
        process, pool = self._pools
        if pool is None or process != os.getpid():
            with self._lock:
                pool = self._made()
                self._pools = os.getpid(), pool
        return pool

    def _made(self) -> Any:
        try:
            import urllib3
        except ModuleNotFoundError as error:
            raise MissingExtraError(
                "an index in an OpenSearch cluster needs the package urllib3", "opensearch"
            ) from error
        trust: dict[str, Any] = {}
        if self._address.tls:
            import ssl

            context = ssl.create_default_context()
            if self._credentials.ca_file:
                context.load_verify_locations(self._credentials.ca_file)
            trust["ssl_context"] = context
        return urllib3.PoolManager(
            maxsize=_CONNECTIONS,
            retries=False,
            **trust,
        )


def _cause(error: Exception) -> str:
    """Return what went wrong, without the objects that urllib3 prints before it."""
    text = str(error.__cause__ or error)
    return text.rpartition(">: ")[2] or text
