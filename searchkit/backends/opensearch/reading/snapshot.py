"""What is asked of a cluster about one moment: a point in time, and the rows that were committed.

A search context of the cluster (a "point in time", PIT) shows the index as it was when opened,
whatever is written since. It is given up where nobody asks for some minutes.
"""

from __future__ import annotations

import weakref
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from searchkit.backends.opensearch.connection.answers import NotFoundError
from searchkit.backends.opensearch.control import read_control
from searchkit.backends.opensearch.stored import texts
from searchkit.errors import ClusterError, SearchkitError
from searchkit.time_limit import checkpoint

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from searchkit.backends.opensearch.connection.client import Client
    from searchkit.backends.opensearch.control import Control

    Dsl = dict[str, Any]

KEPT = "10m"
"""For so long after each question the cluster keeps a moment open."""


class Snapshot:
    """An index in a cluster at the moment of a commit; safe to share between threads.

    ``alias`` is the name by which the index is asked for.
    """

    def __init__(self, client: Client, alias: str) -> None:
        self.place = client.place
        self._client = client
        self._alias = alias
        self._filters: list[Dsl] = []
        self.control, self._context = self._opened()
        self.index = self.control.index
        # Most indexes hold nothing but what is committed; their queries need no filter.
        own = self.control.visible()
        strange = {"bool": {"filter": [EVERY], "must_not": [{"bool": {"filter": own}}]}}
        if self.search({"size": 0, "query": strange, "terminate_after": 1})["hits"]["total"][
            "value"
        ]:
            self._filters = own
        shards = client.request("GET", f"{self.index}/_search_shards")["shards"]
        self.shards = len(shards)

    def _opened(self) -> tuple[Control, str]:
        """Return the last commit, and a context of it: none falls between the two."""
        while True:
            checkpoint()
            before = read_control(self._client, self._alias)
            # Or it would be opened without the shards that are missing at the moment.
            whole = {"keep_alive": KEPT, "allow_partial_pit_creation": "false"}
            answer = self._client.request(
                "POST", f"{before.index}/_search/point_in_time", params=whole
            )
            context = answer["pit_id"]
            self._closing = weakref.finalize(self, _close, self._client, context)
            if read_control(self._client, self._alias).stamp == before.stamp:
                return before, context
            self._closing()

    def close(self) -> None:
        """Let the cluster forget the context."""
        self._closing()

    def search(self, body: Dsl, params: Mapping[str, str | int] | None = None) -> Dsl:
        """Return the cluster's answer to a search; shards that are missing are an error.

        Raises ClusterError, also where the moment is over and the index has changed since.
        """
        checkpoint()
        asked = {"track_total_hits": True, **body}
        asked["pit"] = {"id": self._context, "keep_alive": KEPT}
        if self._filters and "query" in body:
            asked["query"] = {"bool": {"must": [body["query"]], "filter": self._filters}}
        told = {"allow_partial_search_results": "false", **(params or {})}
        try:
            answer: Dsl = self._client.request("POST", "_search", asked, told)
        except NotFoundError:
            self._reopen()
            asked["pit"]["id"] = self._context
            answer = self._client.request("POST", "_search", asked, told)
        checkpoint()
        return answer

    def _reopen(self) -> None:
        control, self._context = self._opened()
        if control.stamp != self.control.stamp:
            raise ClusterError(
                f"{self._client.place}: the index has changed since this was first looked at, and "
                "the cluster no longer knows how it was; ask again"
            )

    def texts(self, wanted: Sequence[tuple[int, int, int]]) -> list[str]:
        """Return the texts of rows: of each its number, that of its block, its number of parts."""
        return texts(self._client, self.index, wanted)

    def request(self, method: str, path: str, body: object = None) -> Any:
        """Return the cluster's answer to another question."""
        return self._client.request(method, path, body)


EVERY: dict[str, Any] = {"exists": {"field": "seq"}}
"""All rows: what is kept beside them has no number."""


def _close(client: Client, context: str) -> None:
    with suppress(SearchkitError, OSError, RuntimeError):
        client.request("DELETE", "_search/point_in_time", {"pit_id": [context]})
