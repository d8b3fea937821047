"""A network between the nodes of a cluster, and from its clients to them, that can be cut in two.

Every node is reached at ports of this process, which passes on what comes. Between the sides of a
cut nothing is passed on, nor is anybody told, as where cables are unplugged: connections stay and
are silent, new ones are never answered. Once the cut is healed what was sent arrives.
"""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opensearch_nodes import Cluster

TRANSPORT, HTTP = 200, 300
"""How far the ports that pass on, for nodes and for clients, are above the first port of a node."""

_NODES = 100
"""How far the port at which a node listens to others is above its first."""

_PIECE = 1 << 16
_CLIENT = -1
"""Stands for all who are no node."""


class Network:
    """Passes on what nodes and clients send, until it is closed."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._apart: frozenset[int] = frozenset()
        self._loop = asyncio.new_event_loop()
        self._changed = asyncio.Condition()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result()

    @property
    def hosts(self) -> str:
        """The nodes, as an address has them."""
        return ",".join(f"127.0.0.1:{port + HTTP}" for port in self._cluster.ports)

    def cut_off(self, *nodes: int) -> None:
        """Let some nodes reach none but one another."""
        asyncio.run_coroutine_threadsafe(self._cut(frozenset(nodes)), self._loop).result()

    def heal(self) -> None:
        """Let all reach all."""
        self.cut_off()

    def close(self) -> None:
        """Pass on nothing more."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    async def _cut(self, nodes: frozenset[int]) -> None:
        async with self._changed:
            self._apart = nodes
            self._changed.notify_all()

    async def _listen(self) -> None:
        for node, port in enumerate(self._cluster.ports):
            for_nodes = partial(self._of_a_node, node, port + _NODES)
            await asyncio.start_server(for_nodes, "127.0.0.1", port + TRANSPORT)
            for_clients = partial(self._pass_on, _CLIENT, node, port)
            await asyncio.start_server(for_clients, "127.0.0.1", port + HTTP)

    async def _of_a_node(
        self, node: int, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        ends = [writer.get_extra_info(name)[1] for name in ("peername", "sockname")]
        source = self._source(*ends)
        if source is None:  # it has ended
            writer.close()
            return
        await self._pass_on(source, node, port, reader, writer)

    async def _pass_on(
        self,
        source: int,
        node: int,
        port: int,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        await self._together(source, node)
        try:
            there, back = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            writer.close()
            return
        await asyncio.gather(
            self._pump(reader, back, source, node), self._pump(there, writer, source, node)
        )

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *ends: int
    ) -> None:
        with suppress(OSError):
            while piece := await reader.read(_PIECE):
                await self._together(*ends)
                writer.write(piece)
                await writer.drain()
        await self._together(*ends)
        writer.close()

    async def _together(self, one: int, other: int) -> None:
        """Wait until nothing lies between two."""
        async with self._changed:
            await self._changed.wait_for(lambda: (one in self._apart) == (other in self._apart))

    def _source(self, port: int, other: int) -> int | None:
        """Return which node is connected from a port to another, by its process's sockets."""
        inodes = {f"socket:[{inode}]" for inode in _inodes(port, other)}
        for node, process in list(self._cluster.processes.items()):
            with suppress(OSError):
                for opened in Path(f"/proc/{process.pid}/fd").iterdir():
                    with suppress(OSError):
                        if str(opened.readlink()) in inodes:
                            return node
        return None


def _inodes(port: int, other: int) -> set[str]:
    """Return the sockets of this machine that are connected from a port to another (proc(5))."""
    found = set()
    for name in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{name}").read_text("ascii").splitlines()[1:]:
            values = line.split()
            ends = [int(address.rpartition(":")[2], 16) for address in values[1:3]]
            if ends == [port, other]:
                found.add(values[9])
    return found
