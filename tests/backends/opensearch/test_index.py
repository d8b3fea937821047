"""An index in a cluster as operators and users meet it: kept whole, whatever ends half-way."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from searchkit.backends.opensearch.connection.address import parse_address
from searchkit.backends.opensearch.control import change_control
from searchkit.backends.opensearch.index import OpenSearchIndex
from searchkit.backends.opensearch.mapping import LAYOUT
from searchkit.backends.opensearch.writing import lease as leases
from searchkit.backends.opensearch.writing.rows import BODY_LENGTH, RowBatch
from searchkit.errors import (
    ClusterError,
    DiskFullError,
    IndexDamagedError,
    IndexLockedError,
    IndexMissingError,
    UsageError,
)
from tests.backends.opensearch.conftest import client_of
from tests.backends.oracle import FIELDS, Row
from tests.engine.corpora import stream
from tests.support import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD = ("kind", "công văn")
A = Row(("cấp", "giấy", "phép"), "công văn", "2024-03-01")
B = Row(("cấp", "đất"), "công điện", "2024-02-29")

WRITER = """
import sys
from tests.backends.opensearch.test_index import A, batch, index_at

index = index_at(sys.argv[1])
with index.writer(memory=0) as writer:
    for _ in range(3):
        writer.add_packed(batch([A] * 2000))
        writer._bulk.flush()
    print("sent", flush=True)
    sys.stdin.read()
"""


def index_at(address: str) -> OpenSearchIndex:
    return OpenSearchIndex(parse_address(address), FIELDS, HEAD, client=client_of(address))


def batch(rows: Sequence[Row], body: str = "") -> RowBatch:
    names = (*FIELDS.streams, *FIELDS.keywords)
    streams = {name: stream([list(row.terms(name)) for row in rows]) for name in names}
    stored = [{"title": row.kind, "body": body or row.kind} for row in rows]
    packed: RowBatch = OpenSearchIndex(parse_address("opensearch://h/n"), FIELDS, HEAD).packing(
        streams, stored
    )  # type: ignore[assignment]
    return packed


def write(index: OpenSearchIndex, rows: Sequence[Row]) -> None:
    with index.writer(memory=0) as writer:
        writer.add_packed(batch(rows))


def count(index: OpenSearchIndex) -> int:
    return len(list(index.salvage()))


@pytest.fixture
def index(address: str) -> OpenSearchIndex:
    made = index_at(address).create()
    write(made, [A, B, A, B, B])
    return made


def test_there_is_no_index_before_it_is_made(address: str) -> None:
    with pytest.raises(IndexMissingError, match="searchkit index PATH"):
        index_at(address).open()
    index_at(address).create()
    assert index_at(address).create().open().roots() == []


def test_long_texts_and_odd_letters_come_back(address: str) -> None:
    index = index_at(address).create()
    text = "Điều 1.\n" * (BODY_LENGTH // 4) + "\ud800 \x00 😀"
    with index.writer(memory=0) as writer:
        writer.add_packed(batch([A], text))
    assert [row["body"] for row in index.salvage() if not isinstance(row, Exception)] == [text]


def test_of_a_killed_writer_nothing_is_left_and_the_next_goes_on_at_once(
    index: OpenSearchIndex, address: str
) -> None:
    command = [sys.executable, "-c", WRITER, address]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=ROOT) as killed:
        assert killed.stdout
        assert killed.stdout.readline() == b"sent\n"
        with pytest.raises(IndexLockedError, match=f"process {killed.pid}"), index.writer(memory=0):
            pass
        assert f"process {killed.pid}" in index.examine().writer
        killed.kill()
    assert count(index) == 5
    write(index, [A])
    assert count(index) == 6
    index.client.request("POST", f"{index._index}/_refresh")
    # With the texts of all, and the control document.
    assert index.client.request("POST", f"{index._index}/_count")["count"] == 6 + 6 + 1
    assert sum(index.verify([]).values()) > 0


def test_whoever_was_not_heard_of_commits_nothing(
    index: OpenSearchIndex, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leases, "_is_dead", lambda *_: True)  # as after two minutes

    def write_after_a_long_sleep() -> None:
        with index.writer(memory=0) as writer:
            writer.add_packed(batch([A, A]))
            write(index_at(address), [B])
            monkeypatch.setattr(leases, "TRUSTED", -1.0)  # seconds since the last renewal

    with pytest.raises(IndexLockedError, match="run the same command again"):
        write_after_a_long_sleep()
    monkeypatch.undo()
    assert count(index) == 6
    write(index, [A])
    assert count(index) == 7


def test_whoever_slept_goes_on_if_nobody_wrote_meanwhile(
    index: OpenSearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leases, "TRUSTED", -1.0)
    write(index, [A, A])
    assert count(index) == 7


def test_whoever_has_not_signed_commits_nothing(
    index: OpenSearchIndex, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leases, "_is_dead", lambda *_: True)

    def delete_while_another_writes() -> None:
        with index.writer(memory=0) as writer:
            assert writer.delete("kind", ["công văn"]) == 2
            write(index_at(address), [B])

    with pytest.raises(IndexLockedError, match="another process writes now"):
        delete_while_another_writes()
    assert count(index) == 6


def test_two_processes_write_in_turn(index: OpenSearchIndex, address: str) -> None:
    other = index_at(address)
    with index.writer(memory=0) as writer:
        writer.add_packed(batch([A]))
        with pytest.raises(IndexLockedError, match=r"for 0.3 s"), other.writer(memory=0, wait=0.3):
            pass
    write(other, [B])
    assert count(index) == 7


def test_a_full_disk_is_told_and_nothing_is_lost(index: OpenSearchIndex) -> None:
    name = next(iter(index.client.request("GET", index._index)))
    block = "index.blocks.read_only_allow_delete"
    index.client.request("PUT", f"{name}/_settings", {block: True})
    try:
        with pytest.raises(DiskFullError, match="read_only_allow_delete"):
            write(index, [A])
        assert any("read-only" in said for said in index.examine().mend)
        assert count(index) == 5
    finally:
        index.client.request("PUT", f"{name}/_settings", {block: None})
    write(index, [A])
    assert count(index) == 6


def test_an_index_of_another_version_or_of_others_is_refused(
    index: OpenSearchIndex, address: str
) -> None:
    name = next(iter(index.client.request("GET", index._index)))
    meta = {"_meta": {"searchkit": {"layout": "0.0", "fields": []}}}
    index.client.request("PUT", f"{name}/_mapping", meta)
    with pytest.raises(IndexDamagedError, match=f"layout 0.0, this one has {LAYOUT}.*rebuild"):
        index_at(address).open()
    assert any("layout 0.0" in said for said in index.examine().mend)
    index.client.request("PUT", f"{name}/_mapping", {"_meta": {"other": 1}})
    with pytest.raises(IndexDamagedError, match="not made by searchkit"):
        index_at(address).open()


def test_an_index_with_the_name_of_the_alias_is_left_alone(cluster: str, address: str) -> None:
    client = client_of(address)
    name = parse_address(address).name
    client.request("PUT", name)
    try:
        with pytest.raises(IndexDamagedError, match="not made by searchkit"):
            index_at(address).create()
        with pytest.raises(UsageError, match="choose another name"), index_at(address).scratch():
            pass
        assert name in client.request("GET", name)
    finally:
        client.request("DELETE", name)


def test_a_rebuild_may_leave_the_former_index(index: OpenSearchIndex, address: str) -> None:
    keeping = OpenSearchIndex(
        replace(parse_address(address), keep=1), FIELDS, HEAD, client=index.client
    )
    name = parse_address(address).name
    for _ in range(2):
        with keeping.scratch() as fresh:
            with fresh.writer(memory=0) as writer:
                writer.add_packed(batch([A]))
            keeping.adopt(fresh)
    assert sorted(index.client.request("GET", f"{name}-*")) == [f"{name}-000002", f"{name}-000003"]
    assert list(index.client.request("GET", name)) == [f"{name}-000003"]
    with index.scratch() as fresh:
        index.adopt(fresh)
    assert list(index.client.request("GET", f"{name}-*")) == [f"{name}-000004"]


def test_what_a_killed_rebuild_has_left_goes_with_the_next(
    index: OpenSearchIndex, address: str
) -> None:
    name = parse_address(address).name
    index._make(f"{name}-000002", {})
    with index.scratch():
        assert sorted(index.client.request("GET", f"{name}-*")) == [
            f"{name}-000001",
            f"{name}-000003",
        ]
    assert list(index.client.request("GET", f"{name}-*")) == [f"{name}-000001"]
    assert count(index) == 5


def test_a_lost_control_document_is_told_and_rebuilt(index: OpenSearchIndex, address: str) -> None:
    index.client.request("DELETE", f"{index._index}/_doc/control", params={"routing": "control"})
    with pytest.raises(IndexDamagedError, match="searchkit rebuild"):
        index_at(address).open()
    with index.scratch() as fresh:
        index.adopt(fresh)
    assert index_at(address).open().roots() == []


def test_changes_of_several_at_once_are_all_kept(index: OpenSearchIndex) -> None:
    index.attach("a", {"x": np.arange(3)}, {"n": 1})
    with index.writer(memory=0) as writer:
        writer.add_packed(batch([A]))
        index.save_roots(["/một"])
        index.attach("b", {"x": np.arange(2)}, {"n": 2})
    assert index.roots() == ["/một"]
    assert [index.attachment_meta(name) for name in "ab"] == [{"n": 1}, {"n": 2}]
    assert count(index) == 6


def test_a_damaged_attachment_is_told(index: OpenSearchIndex) -> None:
    index.attach("a", {"x": np.arange(3)}, {})
    change_control(
        index.client,
        index._index,
        lambda now: replace(now, attachments={"a": replace(now.attachments["a"], token="khác")}),
    )
    with pytest.raises(IndexDamagedError, match="attachment a is damaged"):
        index.attachment("a")


def test_a_cluster_that_does_not_answer_is_told(index: OpenSearchIndex) -> None:
    started = time.monotonic()
    lost = index_at("opensearch://127.0.0.1:1/a")
    lost.client._patience = 0.1
    with pytest.raises(ClusterError, match="backend check"):
        lost.open()
    assert time.monotonic() - started < 60


def test_an_operator_reads_what_is_to_be_mended(index: OpenSearchIndex) -> None:
    health = index.examine()
    assert (health.rows, health.shards, health.replicas, health.writer) == (5, 2, 0, "")
    assert health.version.startswith(("2.", "3."))
    assert any("no replicas" in said for said in health.mend)
