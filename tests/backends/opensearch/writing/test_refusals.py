"""A document that the cluster does not take is a failure of its file, and costs no other."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import searchkit
from searchkit.backends.opensearch.connection.address import parse_address
from searchkit.backends.opensearch.control import new_control, write_control
from searchkit.backends.opensearch.index import OpenSearchIndex
from searchkit.backends.opensearch.mapping import index_body
from searchkit.documents.corpus import cut_record
from searchkit.documents.model import Document
from searchkit.errors import ClusterError
from searchkit.index.ingest.encoder import Entry, make_batch
from searchkit.index.schema import FIELDS
from tests.backends.opensearch.conftest import client_of

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit import Index

SHORT = "Quyết định về việc thành lập Tổ công tác liên ngành"
LONG = f"{SHORT} kiểm tra " + "công trình thủy lợi " * 60


@pytest.fixture
def strict(address: str) -> str:
    """The address of an index that takes no passage of more than 127 syllables."""
    client = client_of(address)
    name = address.rpartition("/")[2].partition("?")[0]
    version = client.request("GET", "")["version"]["number"]
    body = index_body(FIELDS, shards=2, replicas=0, version=version)
    body["mappings"]["properties"]["len"] = {
        "properties": {
            stream: {"type": "byte" if stream == "text" else "integer", "index": False}
            for stream in FIELDS.streams
        }
    }
    client.request("PUT", f"{name}-000001", {**body, "aliases": {name: {}}})
    write_control(client, f"{name}-000001", new_control(), new=True)
    return address


def found(index: Index, query: str) -> list[str]:
    return sorted({hit.document_id for hit in index.search(query, limit=50).hits})


def test_a_refused_file_is_a_failure_and_all_others_are_there(strict: str, tmp_path: Path) -> None:
    folder = tmp_path / "văn bản"
    folder.mkdir()
    for name, text in {"a": SHORT, "b": LONG, "c": SHORT + " tỉnh"}.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    with searchkit.open_index(strict, create=True) as index:
        report = index.add(folder)
        assert (report.added, report.failed) == (2, 1)
        assert sorted(report.names["added"]) == ["a.txt", "c.txt"]
        (failure,) = index.failures()
        assert failure.path == str(folder / "b.txt")
        assert "refused by the cluster (" in failure.reason
        assert "byte" in failure.reason
        assert found(index, "thành lập tổ công tác") == ["a.txt", "c.txt"]
        index.check()

        # It is read again, and what it said before stays while the cluster takes nothing better.
        (folder / "b.txt").write_text(SHORT + " huyện", "utf-8")
        (folder / "c.txt").write_text(LONG, "utf-8")
        report = index.add(folder)
        assert (report.added, report.changed, report.unchanged, report.failed) == (1, 0, 1, 1)
        assert found(index, "thành lập tổ công tác") == ["a.txt", "b.txt", "c.txt"]
        assert "tỉnh" in index.document("c.txt").text
        (folder / "c.txt").write_text(SHORT + " xã", "utf-8")
        assert index.add(folder).changed == 1
        assert "xã" in index.document("c.txt").text
        assert not index.failures()
        index.check()


def test_a_refused_record_is_a_failure_of_its_corpus(strict: str, tmp_path: Path) -> None:
    corpus = tmp_path / "kho.jsonl"
    line = '{{"id": "{}", "text": "{}"}}\n'
    corpus.write_text(line.format("1", SHORT) + line.format("2", LONG) + "{\n", "utf-8")
    with searchkit.open_index(strict, create=True) as index:
        report = index.add(corpus)
        assert (report.added, report.failed) == (1, 2)
        assert len(index.failures()) == 2
        assert found(index, "thành lập") == ["1"]
        corpus.write_text(line.format("1", SHORT) + line.format("2", SHORT), "utf-8")
        report = index.add(corpus)
        assert (report.added, report.unchanged, report.failed) == (1, 1, 0)
        assert found(index, "thành lập") == ["1", "2"]
        assert not index.failures()


_KILLED_BEHIND_THE_NEXT_COMMIT = """
import os, sys
import searchkit
from searchkit.backends.opensearch.writing.writer import OpenSearchWriter
checkpoint = OpenSearchWriter.checkpoint
def last(writer):
    checkpoint(writer)
    os._exit(9)
OpenSearchWriter.checkpoint = last
searchkit.open_index(sys.argv[1], create=True).add(sys.argv[2], jobs=1)
"""


def test_a_refused_record_is_not_forgotten_where_the_run_is_killed(
    strict: str, tmp_path: Path
) -> None:
    corpus = tmp_path / "kho.jsonl"
    line = '{{"id": "{}", "text": "{}"}}\n'
    corpus.write_text(line.format("1", SHORT) + line.format("2", LONG) + "{\n", "utf-8")
    command = [sys.executable, "-c", _KILLED_BEHIND_THE_NEXT_COMMIT, strict, str(corpus)]
    assert subprocess.run(command, check=False).returncode == 9
    with searchkit.open_index(strict) as index:
        assert found(index, "thành lập") == ["1"]
        report = index.add(corpus)
        assert (report.unchanged, report.failed) == (1, 2)
        assert len(index.failures()) == 2
        assert (index.add(corpus).failed, len(index.failures())) == (2, 2)


def test_a_refused_document_of_a_program_is_a_failure_of_the_report(strict: str) -> None:
    with searchkit.open_index(strict, create=True) as index:
        report = index.add_documents([{"id": "x", "text": SHORT}, {"id": "y", "text": LONG}])
        assert (report.added, [one.path for one in report.failures]) == (1, ["y"])
        report = index.add_documents([{"id": "x", "text": LONG}])
        assert (report.changed, [one.path for one in report.failures]) == (0, ["x"])
        assert index.document("x").text == SHORT


def test_what_nobody_asks_for_ends_the_commit(strict: str) -> None:
    index = OpenSearchIndex(parse_address(strict), FIELDS, client=client_of(strict)).open()
    entry = Entry(cut_record(Document("1", "kho", "", LONG, {}, ())), "kho#1", "")
    with pytest.raises(ClusterError, match="refuses a document"), index.writer(memory=0) as writer:
        writer.add_packed(make_batch([entry], (), index.packing))
    assert not [*index.salvage()]
