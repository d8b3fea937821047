"""The back end over a cluster: an index behind an alias, with what is kept beside its rows."""

from __future__ import annotations

import re
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from searchkit._lazy import cached_property
from searchkit.backends.opensearch.attachments import attach, detach, read_attachment
from searchkit.backends.opensearch.connection.answers import ConflictError, NotFoundError
from searchkit.backends.opensearch.connection.client import Client
from searchkit.backends.opensearch.connection.credentials import Credentials
from searchkit.backends.opensearch.control import (
    Control,
    change_control,
    new_control,
    read_control,
    write_control,
)
from searchkit.backends.opensearch.mapping import check_layout, index_body
from searchkit.errors import ClusterError, IndexDamagedError, IndexMissingError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Self

    from searchkit.backends.base import (
        BM25,
        Arrays,
        Backend,
        Fields,
        IndexState,
        IndexWriter,
        Packing,
    )
    from searchkit.backends.opensearch.connection.address import Address
    from searchkit.backends.opensearch.health import ClusterHealth

_NUMBERED = re.compile(r"-([0-9]{6})")


class OpenSearchIndex:
    """An index of a cluster: ``name`` is an alias of the index NAME-000001 and its successors.

    Nothing is asked before it is ``open``, made, or asked for. ``head`` is the field and exact term
    of documents with which a block begins, which is kept together; ``index`` names one of the
    indexes behind the alias, of which there need be none.
    """

    def __init__(
        self,
        address: Address,
        fields: Fields,
        head: tuple[str, str] = ("", ""),
        *,
        client: Client | None = None,
        index: str = "",
    ) -> None:
        self._address = address
        self._fields = fields
        self._head = head
        self._given = client
        self._index = index or address.name

    @property
    def name(self) -> str:
        """The address."""
        return str(self._address)

    @cached_property
    def client(self) -> Client:
        """Who talks to the cluster."""
        return self._given or Client(self._address, Credentials.from_environment())

    def open(self) -> Self:
        """Look at the index and return it.

        Raises IndexMissingError when there is none, IndexDamagedError when it cannot be read.
        """
        for own in self.client.request("GET", f"{self._index}/_mapping").values():
            check_layout(self.name, own["mappings"], self._fields)
        read_control(self.client, self._index)
        return self

    def check_present(self) -> None:
        """Raise IndexMissingError where there is no index, not even parts of one."""
        self.client.request("GET", f"{self._index}/_alias")

    def create(self) -> Self:
        """Open the index, or make an empty one where there is none."""
        try:
            return self.open()
        except IndexMissingError:
            self._make(f"{self._address.name}-000001", {self._address.name: {}})
        return self.open()

    def _make(self, index: str, aliases: dict[str, Any]) -> None:
        """Make an index, unless another has just made it."""
        version = self.client.request("GET", "")["version"]["number"]
        body = index_body(
            self._fields,
            shards=self._address.shards,
            replicas=self._address.replicas,
            version=version,
        )
        try:
            self.client.request("PUT", index, {**body, "aliases": aliases})
        except ClusterError as error:
            if "resource_already_exists" not in str(error):
                raise
        with suppress(ConflictError):
            write_control(self.client, index, new_control(), new=True)

    def state(self, similarity: BM25) -> IndexState:
        """Return what is committed now."""
        from searchkit.backends.opensearch.reading.state import OpenSearchState

        return OpenSearchState(self.client, self._index, self._fields, self._head, similarity)

    def stamp(self) -> tuple[int, ...]:
        """Return the generation with the number of the index behind the alias."""
        return self._control().stamp

    def _control(self) -> Control:
        return read_control(self.client, self._index)

    @contextmanager
    def writer(self, *, memory: int, wait: float = 0.0) -> Iterator[IndexWriter]:  # noqa: ARG002
        """Hold the index for writing; rows go to the cluster as they come, whatever ``memory``."""
        from searchkit.backends.opensearch.writing.writer import OpenSearchWriter

        with self._held(wait) as (lease, control):
            writer = OpenSearchWriter(self.client, control.index, self._fields, lease)
            try:
                writer.begin(control)
                yield writer
            except BaseException:
                writer.cancel()
                raise
            writer.end()

    @contextmanager
    def _held(self, wait: float) -> Iterator[tuple[Any, Control]]:
        from searchkit.backends.opensearch.writing.lease import Lease

        lease = Lease(self.client, self._index)
        control = lease.take(wait)
        try:
            yield lease, control
        finally:
            lease.release()

    @property
    def packing(self) -> Packing:
        """Rows as JSON, made where the documents are analysed."""
        from searchkit.backends.opensearch.writing.rows import packing

        return packing(self._fields, self._head)

    @contextmanager
    def scratch(self, *, wait: float = 0.0) -> Iterator[Backend]:
        """Lend an empty index of the next number, which no alias leads to."""
        from contextlib import ExitStack

        with ExitStack() as stack:
            with suppress(IndexMissingError, IndexDamagedError):
                stack.enter_context(self._held(wait))
            former, behind = self._generations()
            for left in former:
                if left not in behind and (not behind or left > max(behind)):
                    self._drop(left)  # of a rebuild that was killed
            last = max([*behind, *former], default=f"{self._address.name}-000000")
            index = f"{self._address.name}-{int(last[-6:]) + 1:06}"
            self._make(index, {})
            fresh = OpenSearchIndex(
                self._address, self._fields, self._head, client=self.client, index=index
            )
            try:
                yield fresh
            finally:
                if index not in self._generations()[1]:
                    self._drop(index)

    def adopt(self, scratch: Backend) -> None:
        """Let the alias lead to a scratch index, at once; all but ``keep`` of the others go."""
        index = getattr(scratch, "_index", "")
        former, behind = self._generations()
        kept = sorted(set(former) - {index})[max(0, len(former) - 1 - self._address.keep) :]
        actions: list[dict[str, Any]] = [
            {"add": {"index": index, "alias": self._address.name}},
            *({"remove": {"index": own, "alias": self._address.name}} for own in behind),
        ]
        self.client.request("POST", "_aliases", {"actions": actions})
        for own in former:
            if own != index and (self._address.keep == 0 or own not in kept):
                self._drop(own)

    def _generations(self) -> tuple[list[str], list[str]]:
        """Return the indexes of this name, whatever their state, and those behind the alias.

        Raises UsageError where an index has the name that the alias is to have.
        """
        name = self._address.name
        found = self.client.request("GET", f"{name},{name}-*/_alias", params=_LENIENT)
        if name in found:
            raise UsageError(
                f"{self.name}: there is an index of this name, which is to be an alias of an index "
                "that searchkit makes; choose another name"
            )
        numbered = sorted(
            own
            for own in found
            if own[: len(name)] == name and _NUMBERED.fullmatch(own[len(name) :])
        )
        return numbered, [own for own in numbered if name in found[own].get("aliases", {})]

    def _drop(self, index: str) -> None:
        with suppress(IndexMissingError, NotFoundError):
            self.client.request("DELETE", index)

    def roots(self) -> list[str]:
        """Return what was indexed."""
        try:
            return list(self._control().roots)
        except IndexMissingError:
            return []

    def save_roots(self, roots: Sequence[str]) -> None:
        """Replace what is remembered as indexed."""
        change_control(self.client, self._index, lambda now: replace(now, roots=tuple(roots)))

    def attachment_meta(self, name: str) -> Mapping[str, Any] | None:
        """Return what was said of an attachment."""
        import json

        kept = self._control().attachments.get(name)
        meta: dict[str, Any] | None = None if kept is None else json.loads(kept.meta)
        return meta

    def attachment(self, name: str) -> Arrays | None:
        """Return the arrays of an attachment."""
        control = self._control()
        if name not in control.attachments:
            return None
        return read_attachment(self.client, self._index, control, name)

    def attach(self, name: str, arrays: Arrays, meta: Mapping[str, Any]) -> None:
        """Keep arrays beside the index; until they are whole, the old ones stay."""
        attach(self.client, self._index, name, arrays, meta)

    def detach(self, name: str) -> None:
        """Drop an attachment."""
        detach(self.client, self._index, name)

    def verify(self, attachments: Sequence[str]) -> dict[str, int]:
        """Ask every shard, count all rows, and read what is kept beside them."""
        self.open()
        control = self._control()
        if not control.rows and not control.attachments:
            return {}
        body = {"query": {"bool": {"filter": control.visible()}}}
        found = self.client.request("POST", f"{self._index}/_count", body)
        if found["_shards"]["failed"] or found["count"] != control.rows:
            raise IndexDamagedError(
                f"{self.name}: {found['count']} rows are found, {control.rows} were committed; "
                f"wait until the cluster is green, or run `searchkit rebuild --index '{self.name}'`"
            )
        for name in attachments:
            if name not in control.attachments and control.rows:
                raise IndexDamagedError(f"{self.name}: its attachment {name} is missing")
        files = {control.index: self.size()}
        for name, kept in control.attachments.items():
            read_attachment(self.client, self._index, control, name)
            files[f"{control.index}/{name}"] = kept.size
        return files

    def salvage(self) -> Iterator[Mapping[str, Any] | IndexDamagedError]:
        """Yield what is stored of every committed row."""
        from searchkit.backends.opensearch.stored import stored_rows

        control = self._control()
        yield from stored_rows(self.client, self._index, self._fields, control.visible())

    def examine(self) -> ClusterHealth:
        """Ask the cluster how it and the index are."""
        from searchkit.backends.opensearch.health import examine

        return examine(self.client, self._index, self._fields)

    def tidy(self, *, wait: float = 0.0) -> None:
        """Remove what killed writers have left, and free the room of deleted rows."""
        from searchkit.backends.opensearch.health import tidy

        with self.writer(memory=0, wait=wait):
            pass
        tidy(self.client, self._index)

    def size(self) -> int:
        """Return the bytes of all shards and their replicas."""
        answer = self.client.request("GET", f"{self._index}/_stats/store")
        size: int = answer["_all"]["total"]["store"]["size_in_bytes"]
        return size


_LENIENT = {"ignore_unavailable": "true", "allow_no_indices": "true", "expand_wildcards": "all"}
