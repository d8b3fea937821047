"""Pages, facets, completions and like documents on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support import DOCUMENTS, CommandLine, make_index

if TYPE_CHECKING:
    from pathlib import Path

COPY = {"du-lich/ban-sao.txt": DOCUMENTS["du-lich/ghi-chep.txt"].replace("mùa thu", "mùa đông")}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("finding")
    make_index(folder, DOCUMENTS | COPY).close()
    return folder / "index"


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(monkeypatch, capsys)


def test_pages_are_asked_for_by_number_or_offset(cli: CommandLine, index: Path) -> None:
    words: list[str | Path] = ["search", "các", "--index", index, "--json", "--per-document", "9"]
    whole = [hit["id"] for hit in cli(*words, "--limit", "90").json["hits"]]
    second = cli(*words, "--limit", "2", "--page", "2").json
    assert [hit["id"] for hit in second["hits"]] == whole[2:4]
    assert second["offset"] == 2
    by_offset = cli(*words, "--limit", "2", "--offset", "1").json
    assert [hit["id"] for hit in by_offset["hits"]] == whole[1:3]
    shown = cli("search", "các", "--index", index, "--limit", "1", "--page", "2").out
    assert "2-2 of " in shown
    both = cli("search", "các", "--index", index, "--page", "2", "--offset", "1")
    assert (both.code, "give one of them" in both.err) == (2, True)


def test_documents_are_grouped_sorted_and_counted(cli: CommandLine, index: Path) -> None:
    answer = cli("search", "điều", "--index", index, "--json", "--group", "--sort", "-date").json
    assert [hit["document_id"] for hit in answer["hits"]] == ["ke-hoach.txt", "quyet-dinh.txt"]
    assert all(hit["more"] for hit in answer["hits"])
    shown = cli("search", "điều", "--index", index, "--group", "--facets", "year,type").out
    assert "year: 2025 1 · 2024 1" in shown
    assert "2 of 2 documents" in shown
    chosen = ["--choose", "year=2024", "--facets", "year", "--json"]
    only = cli("search", "điều", "--index", index, *chosen).json
    assert {hit["document_id"] for hit in only["hits"]} == {"quyet-dinh.txt"}
    assert [(v["value"], v["count"], v["chosen"]) for v in only["facets"]["year"]] == [
        ("2025", 1, False),
        ("2024", 1, True),
    ]


@pytest.mark.parametrize(
    "wrong", [["--sort", "màu"], ["--facets", "màu"], ["--choose", "2024"], ["--timeout", "0"]]
)
def test_what_there_is_not_is_wrong_usage(cli: CommandLine, index: Path, wrong: list[str]) -> None:
    answer = cli("search", "điều", "--index", index, *wrong)
    assert answer.code == 2
    assert "Traceback" not in answer.err


def test_a_search_without_time_fails_in_one_line(cli: CommandLine, index: Path) -> None:
    answer = cli("search", "điều", "--index", index, "--timeout", "1e-9")
    assert answer.code == 1
    assert "took longer" in answer.err


def test_completions_are_listed(cli: CommandLine, index: Path) -> None:
    assert "12/KH-BNV  (number)" in cli("suggest", "12/k", "--index", index).out
    found = cli("suggest", "to", "chuc", "t", "--index", index, "--json").json["completions"]
    assert {"text": "Tổ chức thực hiện", "kind": "heading", "count": 1} in found


def test_like_documents_are_listed(cli: CommandLine, index: Path) -> None:
    answer = cli("similar", "du-lich/ghi-chep.txt", "--index", index)
    assert "= du-lich/ban-sao.txt" in answer.out
    values = cli("similar", "du-lich/ghi-chep.txt", "--index", index, "--json").json["documents"]
    assert (values[0]["id"], values[0]["near_duplicate"]) == ("du-lich/ban-sao.txt", True)
    assert cli("similar", "khong-co", "--index", index).code == 2
