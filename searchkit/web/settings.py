"""What an operator chooses for ``searchkit serve``."""

from __future__ import annotations

import ipaddress
import re
import socket
from typing import TYPE_CHECKING

from searchkit._dataclass import dataclass
from searchkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MOST_HITS = 1_000
"""Hits of one answer; ``/api/v1/export`` gives all."""

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True)
class ServeSettings:
    """What is served, where, and to whom.

    ``token`` and ``user_file`` say who may come in; without either everybody who reaches the
    address may. ``hosts`` are further names under which the server is called, ``origins`` web pages
    that may read the API (CORS). ``rate`` is how many requests a second one address may make in the
    long run, None without a bound. ``timeout`` is in seconds, for one request. ``originals`` lets
    the indexed files themselves be opened; ``uploads`` is the folder into which files may be sent,
    None where the index is read only. ``saved`` is the file of the saved searches.
    """

    host: str = "127.0.0.1"
    port: int = 8080
    token: str | None = None
    user_file: Path | None = None
    hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    rate: float | None = None
    timeout: float = 30.0
    originals: bool = False
    uploads: Path | None = None
    saved: Path | None = None
    log_queries: bool = False

    def __post_init__(self) -> None:
        for name in self.hosts:
            if not _NAME.fullmatch(name):
                raise UsageError(f'"{name}" is no name of a host; give it without scheme and port')
        if self.uploads is not None and self.uploads.exists() and not self.uploads.is_dir():
            raise UsageError(f"{self.uploads} is no folder: name one for the files of visitors")
        if not self.is_local and self.token is None and self.user_file is None:
            raise UsageError(
                f"whoever reaches {self.host} could read the whole index: "
                "ask for --token or --user-file, or serve on 127.0.0.1"
            )
        if self.token is not None and len(self.token) < _SHORTEST_TOKEN:
            raise UsageError(
                f"the token has {len(self.token)} characters and is easily guessed: "
                f"take at least {_SHORTEST_TOKEN}"
            )

    @property
    def is_local(self) -> bool:
        """Say whether only this machine reaches the address."""
        return is_loopback(self.host)

    @property
    def is_open(self) -> bool:
        """Say whether nobody is asked who they are."""
        return self.token is None and self.user_file is None

    def allows_host(self, name: str) -> bool:
        """Say whether a request may name this host, without a port.

        Another web page may give a name of its own the address of this server, and read it through
        the browser of someone who may (DNS rebinding). An address as such cannot be faked so.
        """
        name = name.rstrip(".").lower()
        if _is_address(name) or name == "localhost":
            return True
        return name in {self.host.lower(), *(own.lower() for own in self.hosts)}


_SHORTEST_TOKEN = 16


def is_loopback(host: str) -> bool:
    """Say whether a name or address is that of this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def server_names(host: str, allowed: Iterable[str]) -> tuple[str, ...]:
    """Return the names of a server: those allowed, and where others reach it those of the machine.

    A server on a loopback address is called by no name of the network.
    """
    if is_loopback(host):
        return tuple(allowed)
    name = socket.gethostname()
    own = {name, name.partition(".")[0]}
    return (*allowed, *(name for name in own if _NAME.fullmatch(name)))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
