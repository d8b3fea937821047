"""A network of namespaces in which nodes live, so that it may be cut between some of them.

Linux and root only. Each node has a namespace and an address of its own on a bridge, on which this
program has one, too: whom a cut keeps from one another it still reaches.
"""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_NET = "10.213.77"  # of the private ones (RFC 1918)
_OURS = 254
_NOBODY = "65534"
_FILES = 65_536  # the least that OpenSearch takes where it can be reached from outside


class NoNetworkError(Exception):
    """No namespaces can be made here; the message says why."""


class Network:
    """Addresses for nodes 0, 1 …, and commands that run a program where one of them lives."""

    def __init__(self, nodes: int) -> None:
        self._own = f"sk{os.getpid() % 100_000}"
        self._nodes = nodes
        self.addresses = [f"{_NET}.{number + 1}" for number in range(nodes)]
        try:
            self._make()
        except (OSError, subprocess.CalledProcessError) as error:
            self.close()
            told = getattr(error, "stderr", b"") or str(error).encode()
            raise NoNetworkError(told.decode("utf-8", "replace").strip()) from error

    def command(self, number: int) -> list[str]:
        """Return what a command begins with to run where a node lives, as nobody."""
        as_nobody = ["--reuid", _NOBODY, "--regid", _NOBODY, "--clear-groups"]
        inside = ["ip", "netns", "exec", self._space(number)]
        files = ["prlimit", f"--nofile={_FILES}:{_FILES}"]
        return [*inside, *files, "setpriv", *as_nobody, "--pdeathsig", "KILL"]

    def cut(self, number: int) -> None:
        """Keep a node and the others from one another."""
        for other in self._others(number):
            _ip("-n", self._space(number), "route", "add", "blackhole", f"{other}/32")

    def mend(self) -> None:
        """Let all nodes reach one another again."""
        for number in range(self._nodes):
            for other in self._others(number):
                with suppress(subprocess.CalledProcessError):
                    _ip("-n", self._space(number), "route", "del", "blackhole", f"{other}/32")

    def close(self) -> None:
        """Remove the namespaces and the bridge."""
        for number in range(self._nodes):
            with suppress(OSError, subprocess.CalledProcessError):
                _ip("netns", "del", self._space(number))
        with suppress(OSError, subprocess.CalledProcessError):
            _ip("link", "del", self._own)

    def _make(self) -> None:
        _ip("link", "add", self._own, "type", "bridge")
        _ip("addr", "add", f"{_NET}.{_OURS}/24", "dev", self._own)
        _ip("link", "set", self._own, "up")
        for number, address in enumerate(self.addresses):
            space, link = self._space(number), f"{self._own}v{number}"
            _ip("netns", "add", space)
            _ip("link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", space)
            _ip("link", "set", link, "master", self._own, "up")
            _ip("-n", space, "addr", "add", f"{address}/24", "dev", "eth0")
            for name in ("eth0", "lo"):
                _ip("-n", space, "link", "set", name, "up")

    def _space(self, number: int) -> str:
        return f"{self._own}-{number}"

    def _others(self, number: int) -> Sequence[str]:
        return [address for n, address in enumerate(self.addresses) if n != number]


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)
