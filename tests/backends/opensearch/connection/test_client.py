"""Requests: to another node where one is silent, again where that may help, without secrets."""

from __future__ import annotations

import json
import logging
import socket
from typing import TYPE_CHECKING

import pytest

from searchkit.backends.opensearch.connection.address import Address, Host
from searchkit.backends.opensearch.connection.answers import ConflictError, NotFoundError
from searchkit.backends.opensearch.connection.client import Client
from searchkit.backends.opensearch.connection.credentials import Credentials
from searchkit.backends.opensearch.writing.bulk import Bulk, Change
from searchkit.errors import (
    ClusterError,
    DiskFullError,
    IndexMissingError,
    SearchTimeoutError,
    StorageError,
)
from searchkit.time_limit import time_limit
from tests.backends.opensearch.connection.node import CERTIFICATE, serving

if TYPE_CHECKING:
    from tests.backends.opensearch.connection.node import Node

SECRET = "mật khẩu bí mật"
BUSY = {"error": {"root_cause": [{"type": "rejected", "reason": "queue is full"}]}, "status": 429}
FULL = {
    "error": {
        "type": "cluster_block_exception",
        "reason": "index [a] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage "
        "watermark, index has read-only-allow-delete block];",
    }
}


def client_of(*nodes: Node | int, tls: bool = False, ca: str = "", patience: float = 5.0) -> Client:
    ports = [node if isinstance(node, int) else node.port for node in nodes]
    hosts = tuple(Host("127.0.0.1", port) for port in ports)
    credentials = Credentials("lan", SECRET, ca_file=ca)
    return Client(Address(hosts, "van-ban", tls), credentials, timeout=2.0, patience=patience)


def closed_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port


def test_a_node_that_does_not_answer_is_passed_over() -> None:
    with serving((0, "")) as silent, serving((200, {"ok": 1})) as other:
        client = client_of(closed_port(), silent, other)
        assert [client.request("GET", "a") for _ in range(3)] == [{"ok": 1}] * 3


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_what_is_busy_is_asked_again(status: int) -> None:
    with serving((status, BUSY), (status, "<html>proxy</html>"), (200, {"ok": 1})) as node:
        assert client_of(node).request("PUT", "a", {"đ": 1}) == {"ok": 1}
        assert [json.loads(asked.body) for asked in node.asked] == [{"đ": 1}] * 3


@pytest.mark.parametrize(
    ("path", "shards"),
    [
        ("a/_search", {"total": 3, "successful": 2, "failed": 0}),
        ("a/_search/point_in_time", {"total": 3, "successful": 2, "failed": 0}),
        ("a/_count", {"total": 3, "successful": 2, "failed": 1}),
        ("a/_refresh", {"total": 6, "successful": 3, "failed": 1}),
    ],
)
def test_an_answer_of_some_shards_is_none(path: str, shards: dict[str, int]) -> None:
    whole = {"_shards": {"total": 6, "successful": 6, "failed": 0}, "ok": 1}
    with serving((200, {"_shards": shards}), (200, whole)) as node:
        assert client_of(node).request("POST", path, {}, {"x": 1}) == whole
    with serving((200, {"_shards": shards})) as node, pytest.raises(ClusterError, match="missing"):
        client_of(node, patience=0.2).request("POST", path)


def test_what_is_written_is_there_with_its_first_copy() -> None:
    answer = {"result": "updated", "_shards": {"total": 2, "successful": 1, "failed": 1}}
    with serving((200, answer)) as node:
        assert client_of(node).request("PUT", "a/_doc/1", {}) == answer


def test_a_node_without_a_cluster_is_not_believed_that_there_is_no_index() -> None:
    missing = (404, {"error": {"type": "index_not_found_exception", "reason": "no such index"}})
    lost, found = (200, {"discovered_cluster_manager": False}), (200, {"_shards": {"failed": 0}})
    with serving(missing, lost, found) as node:
        assert client_of(node).request("GET", "a/_mapping") == found[1]
        assert [asked.path for asked in node.asked][1] == "/_cluster/health?local=true"
    known = (200, {"discovered_cluster_manager": True})
    with serving(missing, known) as node, pytest.raises(IndexMissingError, match="there is no"):
        client_of(node).request("GET", "a/_mapping")


def test_patience_ends_with_the_last_reason() -> None:
    with (
        serving((503, BUSY)) as node,
        pytest.raises(ClusterError, match="queue is full"),
    ):
        client_of(node, patience=0.2).request("GET", "a")
    with pytest.raises(StorageError, match="refused"):
        client_of(closed_port(), patience=0.2).request("GET", "a")


def test_a_search_that_is_given_seconds_waits_no_longer() -> None:
    with serving((503, BUSY)) as node, pytest.raises(SearchTimeoutError), time_limit(0.3):
        client_of(node, patience=60).request("GET", "a")


@pytest.mark.parametrize(
    ("status", "answer", "error", "told"),
    [
        (401, "", ClusterError, "SEARCHKIT_OPENSEARCH_PASSWORD"),
        (403, {"error": {"type": "security_exception", "reason": "no"}}, ClusterError, "rights"),
        (403, FULL, DiskFullError, "read_only_allow_delete"),
        (429, FULL, DiskFullError, "read_only_allow_delete"),
        (404, {"error": {"type": "index_not_found_exception"}}, IndexMissingError, "no index"),
        (404, {"found": False}, NotFoundError, "does not have it"),
        (409, {"error": {"type": "version_conflict"}}, ConflictError, "another process"),
        (400, {"error": {"type": "parsing", "reason": "bad"}}, ClusterError, "400: parsing: bad"),
    ],
)
def test_a_refusal_says_what_to_do_and_no_secret(
    status: int, answer: object, error: type[Exception], told: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with serving((status, answer)) as node, pytest.raises(error, match=told) as caught:
        client_of(node).request("GET", "a")
    # Of a missing index it is asked, too, whether the node is in a cluster at all.
    assert len(node.asked) == (2 if error is IndexMissingError else 1)
    assert node.asked[0].headers["authorization"].startswith("Basic ")
    assert SECRET not in f"{caught.value}{caplog.text}{client_of(1)!r}"


def test_a_node_that_hangs_is_left_when_the_time_of_a_request_is_over() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, serving((200, {"ok": 1})) as node:
        client = client_of(silent.getsockname()[1], node)
        assert [client.request("GET", "a", timeout=0.2) for _ in range(3)] == [{"ok": 1}] * 3
        alone = client_of(silent.getsockname()[1], patience=60)
        with pytest.raises(SearchTimeoutError), time_limit(0.3):
            alone.request("POST", "a/_search", timeout=60)


def test_tls_believes_whom_it_is_told_to_believe() -> None:
    with serving((200, {"ok": 1}), tls=True) as node:
        known = client_of(node, tls=True, ca=str(CERTIFICATE))
        assert known.request("GET", "a") == {"ok": 1}
        with pytest.raises(ClusterError, match="SEARCHKIT_OPENSEARCH_CA"):
            client_of(node, tls=True).request("GET", "a")


def items(*results: tuple[int, object]) -> dict[str, object]:
    found = [
        {"index": {"status": status, **({"error": error} if error else {})}}
        for status, error in results
    ]
    return {"errors": any(error for _, error in results), "items": found}


def ids(body: bytes) -> list[str]:
    return [json.loads(line)["index"]["_id"] for line in body.splitlines()[::2]]


def test_single_documents_that_were_refused_for_a_while_are_sent_again() -> None:
    busy = BUSY["error"]
    answers = [
        (200, items((201, None), (429, busy), (503, busy))),
        (200, items((201, None), (201, None))),
    ]
    with serving(*answers) as node:
        bulk = Bulk(client_of(node), "a", lambda: None)
        for number in range(3):
            bulk.add(Change(str(number), "0", b"{}"))
        bulk.flush()
        bulk.close()
        assert [ids(asked.body) for asked in node.asked] == [["0", "1", "2"], ["1", "2"]]


@pytest.mark.parametrize(
    ("result", "error", "told"),
    [
        (
            (403, {"type": "security", "reason": "no rights"}),
            ClusterError,
            "a document .*no rights",
        ),
        ((403, FULL["error"]), DiskFullError, "is full"),
    ],
)
def test_what_no_document_is_to_blame_for_ends_it(
    result: tuple[int, object], error: type[Exception], told: str
) -> None:
    with serving((200, items(result))) as node:
        bulk = Bulk(client_of(node), "a", lambda: None)
        bulk.add(Change("0", "0", b"{}"))
        with pytest.raises(error, match=told):
            bulk.flush()
        bulk.close()


def test_a_document_that_is_refused_for_good_is_put_aside_with_its_row() -> None:
    bad = (400, {"type": "mapper_parsing", "reason": "bad"})
    with serving(
        (200, items((201, None), bad, bad, (429, BUSY["error"]))), (200, items((201, None)))
    ) as node:
        bulk = Bulk(client_of(node), "a", lambda: None)
        bulk.add(Change("0", "0", b'{"n":0}'))
        bulk.add(Change("1", "1", b'{"n":1}'))
        bulk.add(Change("0b0", "0", b"{}", b'{"n":0}'))
        bulk.add(Change("2", "2", b'{"n":2}'))
        bulk.flush()
        bulk.close()
        assert ids(node.asked[1].body) == ["2"]
        assert [(row, "bad" in why) for row, why in bulk.refused] == [
            (b'{"n":1}', True),
            (b'{"n":0}', True),
        ]
