"""How an index of a cluster is, and what an operator should mend."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from searchkit._dataclass import dataclass
from searchkit.backends.opensearch.control import read_control
from searchkit.backends.opensearch.mapping import check_layout
from searchkit.backends.opensearch.writing.lease import holder
from searchkit.errors import IndexDamagedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchkit.backends.base import Fields
    from searchkit.backends.opensearch.connection.client import Client
    from searchkit.backends.opensearch.control import Control

_VERSIONS = ("2.", "3.")
_FULL = 85  # per cent of a disk, from which on a cluster puts no new shards there
_DELETED = 0.1  # of all rows
_PATIENCE = 3600.0  # seconds for which room may be freed
_LETTING_GO = 60.0  # seconds
_LARGE = 64 << 20
"""Bytes, from which on it is worth half a minute to write less anew."""

_LARGEST_SEGMENT = 5 << 30
"""Bytes; larger ones a cluster does not make by itself (merge.policy.max_merged_segment)."""

_LARGEST_SHARD = 50 << 30
"""Bytes; https://docs.opensearch.org/latest/getting-started/intro/ advises 10 to 50 GB."""


@dataclass(frozen=True, slots=True)
class ClusterHealth:
    """How a cluster and an index in it are.

    ``index`` is the one behind the alias; ``rows`` are the passages, and files without one, that
    are committed, ``deleted`` those whose room is not free yet, ``index_bytes`` what all shards
    and replicas take. ``writer`` says who holds the index for writing, "" if nobody does.
    ``mend`` lists what is not as it should be and what to do; nothing where all is well.
    """

    address: str
    version: str
    status: str
    nodes: int
    index: str
    layout: str
    shards: int
    replicas: int
    rows: int
    deleted: int
    index_bytes: int
    writer: str
    mend: tuple[str, ...]


def examine(client: Client, index: str, fields: Fields) -> ClusterHealth:
    """Ask a cluster how it and an index are.

    Raises IndexMissingError when there is no index, ClusterError when no node answers.
    """
    seen = _Seen(client, index, fields)
    return ClusterHealth(
        address=client.place,
        version=seen.version,
        status=seen.health["status"],
        nodes=seen.health["number_of_nodes"],
        index=seen.name,
        layout=str(seen.own_layout),
        shards=int(seen.settings["number_of_shards"]),
        replicas=seen.replicas,
        rows=0 if seen.control is None else seen.control.rows,
        deleted=seen.deleted,
        index_bytes=seen.size,
        writer=seen.writer,
        mend=tuple(seen.mend()),
    )


class _Seen:
    """What was asked of a cluster, and what of it is not as it should be."""

    def __init__(self, client: Client, index: str, fields: Fields) -> None:
        self._client = client
        about = client.request("GET", "")["version"]
        self.version: str = about["number"]
        self._is_opensearch = about.get("distribution") == "opensearch"
        ((self.name, described),) = client.request("GET", index).items()
        self.settings: dict[str, Any] = described["settings"]["index"]
        self.replicas = int(self.settings["number_of_replicas"])
        self.own_layout = described["mappings"].get("_meta", {}).get("searchkit", {}).get("layout")
        self.health: dict[str, Any] = client.request("GET", f"_cluster/health/{index}")
        totals = client.request("GET", f"{index}/_stats/docs,store")["_all"]
        self.deleted: int = totals["primaries"].get("docs", {}).get("deleted", 0)
        self._documents: int = totals["primaries"].get("docs", {}).get("count", 0)
        self.size: int = totals["total"].get("store", {}).get("size_in_bytes", 0)
        self._primary_size: int = totals["primaries"].get("store", {}).get("size_in_bytes", 0)
        self._told: list[str] = []
        self.control: Control | None = None
        try:
            check_layout(client.place, described["mappings"], fields)
            self.control = read_control(client, index)
        except IndexDamagedError as error:
            self._told.append(str(error))
        self.writer = holder(client, index)

    def mend(self) -> Iterator[str]:
        """Say what is not as it should be, and what to do."""
        if not self._is_opensearch or not self.version.startswith(_VERSIONS):
            yield f"the cluster is no OpenSearch 2 or 3 but {self.version}: nobody has tried it"
        yield from self._told
        yield from self._copies()
        yield from self._room()
        yield from self._changed_settings()

    def _copies(self) -> Iterator[str]:
        nodes, replicas = self.health["number_of_data_nodes"], self.replicas
        if self.health["status"] == "red":
            yield (
                "red: some shards have no copy at all, and searches fail rather than find less: "
                "start the nodes that are down, or restore a snapshot"
            )
        elif replicas >= nodes:
            yield (
                f"{replicas} replicas need {replicas + 1} nodes, there are {nodes}: start more, or "
                f'PUT {self.name}/_settings {{"index.number_of_replicas": {nodes - 1}}}'
            )
        elif self.health["status"] == "yellow":
            yield "yellow: replicas are missing; wait until they are copied, or start what is down"
        if replicas == 0:
            yield (
                "there are no replicas: what is on a node is lost with it; "
                f'PUT {self.name}/_settings {{"index.number_of_replicas": 1}}'
            )

    def _room(self) -> Iterator[str]:
        blocks = self.settings.get("blocks", {})
        if blocks.get("read_only_allow_delete") == "true" or blocks.get("write") == "true":
            yield (
                "the index is read-only, as a cluster makes it when a disk is full: free some "
                f"space, then PUT {self.name}/_settings "
                '{"index.blocks.read_only_allow_delete": null}'
            )
        for node in self._client.request("GET", "_cat/allocation", params={"format": "json"}):
            used = node.get("disk.percent")
            if used and int(used) >= _FULL:
                yield f"the disk of {node['node']} is {used} % full: free some space or add a node"
        shards = int(self.settings["number_of_shards"])
        if self._primary_size > shards * _LARGEST_SHARD:
            wanted = self._primary_size // _LARGEST_SHARD + 1
            yield (
                "a shard is above 50 GB: rebuild into more, "
                f"`searchkit rebuild --index '{self._client.place}?shards={wanted}'`"
            )
        if self.deleted > max(1000, _DELETED * self._documents):
            yield (
                f"{self.deleted} deleted rows take room and count in weights: "
                "`searchkit backend tidy` frees it"
            )

    def _changed_settings(self) -> Iterator[str]:
        if self.settings.get("translog", {}).get("durability") == "async":
            yield (
                "index.translog.durability is async: what is acknowledged may be lost in a power "
                "cut; set it to request"
            )
        if self.settings.get("refresh_interval") not in ("-1", "-1s"):
            yield "index.refresh_interval was changed: searchkit refreshes itself; set it to -1"


def tidy(client: Client, index: str) -> None:
    """Free the room of deleted rows, until which they count in the weights of terms.

    The cluster also keeps the rows as they were sent until their segments are merged, three times
    what is needed; and a question takes less time where there are few segments. It reads and
    writes them anew: best at night.
    """
    client.request("POST", f"{index}/_flush")
    stored = client.request("GET", f"{index}/_stats/store")
    shards = max(1, stored["_shards"]["successful"])
    size = stored["_all"]["total"].get("store", {}).get("size_in_bytes", 0)
    if size > _LARGE:
        _wait_for_copies(client, index)
    few = {"max_num_segments": 1 + size // shards // _LARGEST_SEGMENT}
    expunge = {"only_expunge_deletes": "true", "wait_for_completion": "true"}
    _merge(client, index, few)
    started = time.monotonic()
    while time.monotonic() - started < _PATIENCE:
        _merge(client, index, expunge)
        client.request("POST", f"{index}/_refresh")
        totals = client.request("GET", f"{index}/_stats/docs")["_all"]
        if not totals["total"].get("docs", {}).get("deleted", 0):
            return
        time.sleep(0.5)


def _wait_for_copies(client: Client, index: str) -> None:
    """Wait until no copy of a shard may ask for rows as they were sent: merging drops them then.

    What copies have flushed they let go within 30 seconds
    (index.soft_deletes.retention_lease.sync_interval). One that is away does not: it is not waited
    for long.
    """
    end = time.monotonic() + _LETTING_GO
    while time.monotonic() < end:
        stats = client.request("GET", f"{index}/_stats", params={"level": "shards"})
        copies = [
            copy
            for own in stats["indices"].values()
            for copies in own["shards"].values()
            for copy in copies
        ]
        if all(
            lease["retaining_seq_no"] > copy["seq_no"]["max_seq_no"]
            for copy in copies
            for lease in copy["retention_leases"]["leases"]
        ):
            return
        time.sleep(0.5)


def _merge(client: Client, index: str, params: dict[str, Any]) -> None:
    client.request(
        "POST", f"{index}/_forcemerge", params=params, timeout=_PATIENCE, patience=_PATIENCE
    )
