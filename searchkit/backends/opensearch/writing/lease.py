"""Who may write to an index of a cluster: one at a time, on whichever machine.

The holder renews a document every few seconds. One that has died is known on its own machine by its
process, elsewhere by a document that nobody has renewed for two minutes. Whoever takes the index
signs in the control document, without which signature nothing is committed; and whoever has not
renewed for a while sends nothing before it has, so that no two send at once.
"""

from __future__ import annotations

import os
import platform
import threading
import time
import uuid
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from searchkit.backends.opensearch.connection.answers import ConflictError, NotFoundError
from searchkit.backends.opensearch.control import ROUTING, change_control
from searchkit.errors import IndexLockedError, SearchkitError

if TYPE_CHECKING:
    from searchkit.backends.opensearch.connection.client import Client
    from searchkit.backends.opensearch.control import Control

ID = "lease"

EVERY = 5.0
"""Seconds between two renewals."""

TRUSTED = 30.0
"""Seconds after a renewal for which the holder goes on without another; a request that it sends
then ends before ABANDONED."""

ABANDONED = 120.0
"""Seconds without renewal after which another may take over."""

_SILENT = 15.0
"""Seconds for which a node may be silent: a busy one answers late."""

_OLD = 600.0
"""Seconds without renewal by the clocks of two machines, after which ``_SEEN_OLD`` seconds will do:
clocks may be wrong."""

_SEEN_OLD = 3 * EVERY

_PAUSE = 0.2  # seconds


class Lease:
    """The right to write to an index, while it is renewed in the background."""

    def __init__(self, client: Client, index: str) -> None:
        self._client = client
        self._index = index
        self.token = uuid.uuid4().hex
        self._version: tuple[int, int] | None = None
        self._renewed = 0.0
        self._lost = False
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._renew_on, daemon=True, name="searchkit-lease")

    def take(self, wait: float) -> Control:
        """Wait until the index is free, take it and sign in its control document.

        Raises IndexLockedError when another holds it for ``wait`` seconds, IndexMissingError.
        """
        end = time.monotonic() + wait
        seen: tuple[int, int] | None = None
        since = time.monotonic()
        while True:
            held = self._read()
            version = None if held is None else (held["_seq_no"], held["_primary_term"])
            if version != seen:
                seen, since = version, time.monotonic()
            unseen = time.monotonic() - since
            if held is None or _is_dead(held["_source"]["lease"], unseen):
                with suppress(ConflictError):
                    self._write(version)
                    break
            if time.monotonic() >= end:
                raise IndexLockedError(_locked(self._client.place, held, wait))
            time.sleep(_PAUSE)
        self._thread.start()
        try:
            return change_control(
                self._client, self._index, lambda now: replace(now, writer=self.token)
            )
        except BaseException:
            self.release()
            raise

    def check(self) -> None:
        """Raise IndexLockedError unless the index is surely still held.

        Where the last renewal is long ago, as on a machine that slept, it is made now: it succeeds
        if nobody has taken the index since.
        """
        if not self._lost and time.monotonic() - self._renewed > TRUSTED:
            self._renew()
        if self._lost:
            raise IndexLockedError(
                f"{self._client.place}: this process was not heard of for too long, and another "
                "may write now; the index is as it was when last committed: run the same command "
                "again"
            )

    def release(self) -> None:
        """Let others write; what fails is left to the lease's end."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()
        if self._version is not None and not self._lost:
            with suppress(SearchkitError):
                params = {**_versions(self._version), "routing": ROUTING}
                self._client.request("DELETE", self._path, params=params, patience=EVERY)
        self._version = None

    @property
    def _path(self) -> str:
        return _path(self._index)

    def _read(self) -> Any:
        return _read(self._client, self._index)

    def _write(self, version: tuple[int, int] | None) -> None:
        before = time.monotonic()
        params = {"op_type": "create"} if version is None else _versions(version)
        body = {"lease": {"token": self.token, **_self(), "time": time.time()}}
        try:
            answer = self._client.request(
                "PUT", self._path, body, {**params, "routing": ROUTING}, timeout=_SILENT
            )
        except ConflictError:
            answer = self._read()  # our own, sent twice because the first answer was lost?
            if answer is None or answer["_source"]["lease"]["token"] != self.token:
                raise
        self._version = answer["_seq_no"], answer["_primary_term"]
        self._renewed = before

    def _renew_on(self) -> None:
        while not self._ended.wait(EVERY) and not self._lost:
            with suppress(SearchkitError):  # the cluster may come back before others take over
                self._renew()

    def _renew(self) -> None:
        with self._lock:
            try:
                self._write(self._version)
            except ConflictError:
                self._lost = True


def holder(client: Client, index: str) -> str:
    """Say who holds an index for writing; "" if nobody does."""
    held = _read(client, index)
    return "" if held is None else _named(held["_source"]["lease"])


def _named(lease: dict[str, Any]) -> str:
    return f"process {lease['pid']} on {lease['host']}"


def _path(index: str) -> str:
    return f"{index}/_doc/{ID}"


def _read(client: Client, index: str) -> Any:
    try:
        return client.request("GET", _path(index), params={"routing": ROUTING}, timeout=_SILENT)
    except NotFoundError:
        return None


def _versions(version: tuple[int, int]) -> dict[str, str | int]:
    return {"if_seq_no": version[0], "if_primary_term": version[1]}


def _self() -> dict[str, Any]:
    boot = ""
    with suppress(OSError):
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    return {"host": platform.node(), "boot": boot, "pid": os.getpid(), "pids": _pid_space()}


def _pid_space() -> str:
    """Return what tells containers of one machine apart, each of which numbers its processes."""
    with suppress(OSError):
        return os.readlink("/proc/self/ns/pid")  # noqa: PTH115 -- no file, but a name
    return ""


def _is_dead(lease: dict[str, Any], unseen: float) -> bool:
    """Say whether the holder of a lease is gone."""
    if unseen > ABANDONED or (unseen > _SEEN_OLD and time.time() - lease["time"] > _OLD):
        return True
    own = _self()
    if not own["boot"] or any(lease[name] != own[name] for name in ("host", "boot", "pids")):
        return False
    try:
        state = Path(f"/proc/{lease['pid']}/stat").read_text("utf-8", "replace")
    except (FileNotFoundError, ProcessLookupError):
        return True
    except OSError:
        return False
    return state.rpartition(")")[2].split()[0] in ("Z", "X")  # it has ended, its parent looks away


def _locked(place: str, held: Any, wait: float) -> str:
    return (
        f"{place}: another process is writing to this index ({_named(held['_source']['lease'])})"
        f"{f', and was for {wait:g} seconds' if wait else ''}; try again when it has finished, or "
        "wait longer with --wait"
    )
