"""The passages of an index in a node of OpenSearch, for searches over HTTP by another engine."""

from __future__ import annotations

import itertools
import json
import urllib.request
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from searchkit.text.spelling.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opensearch_nodes import Cluster

    import searchkit

_SETTINGS = {
    "settings": {"number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": "-1"},
    "mappings": {"properties": {"title": {"type": "text"}, "text": {"type": "text"}}},
}
_AT_ONCE = 1_000


def fill(cluster: Cluster, index: searchkit.Index) -> int:
    """Put every passage into the node, folded by us; return how many there are.

    The distribution that Maven Central has comes without the filter that folds.
    """
    _send(cluster, "PUT", "passages", json.dumps(_SETTINGS).encode())
    lines = _lines(index)
    count = 0
    while some := list(itertools.islice(lines, _AT_ONCE)):
        _send(cluster, "POST", "passages/_bulk", "".join(some).encode())
        count += len(some)
    _send(cluster, "POST", "passages/_forcemerge?max_num_segments=1", None)
    _send(cluster, "POST", "passages/_refresh", None)
    return count


def searches(asked: list[str]) -> list[str]:
    """Return the addresses of searches: ten passages by BM25 with what matches marked."""
    return ["/passages/_search?" + urlencode({"source": _body(query), **_JSON}) for query in asked]


_JSON = {"source_content_type": "application/json"}


def _body(query: str) -> str:
    fields = {"query": query, "fields": ["title", "text"], "type": "most_fields"}
    return json.dumps(
        {
            "size": 10,
            "track_total_hits": True,
            "query": {"multi_match": fields},
            "highlight": {"fields": {"title": {}, "text": {}}},
        },
        ensure_ascii=False,
    )


def _lines(index: searchkit.Index) -> Iterator[str]:
    for entry in index.documents():
        view = index.document(entry.id)
        for number in range(1, len(view.passages) + 1):
            row = {"title": fold(view.title), "text": fold(view.passage_text(number))}
            yield '{"index":{}}\n' + json.dumps(row, ensure_ascii=False) + "\n"


def _send(cluster: Cluster, method: str, path: str, body: bytes | None) -> None:
    url = f"http://{cluster.hosts}/{path}"
    kind = {"content-type": "application/x-ndjson" if "_bulk" in path else "application/json"}
    asked = urllib.request.Request(url, body, kind, method=method)
    with urllib.request.urlopen(asked, timeout=600) as answer:
        said = json.load(answer)
    if said.get("errors"):
        raise RuntimeError(f"{path}: OpenSearch did not take all")
