"""``searchkit search`` as people and programs see it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support import DECISION, command, make_index, run_searchkit

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import CommandLine

HIT = {
    "rank", "score", "id", "document_id", "path", "title", "heading", "text", "snippet", "start",
    "end", "metadata",
}  # fmt: skip
SPELLINGS = ["tinh gọn bộ máy", "tinh gon bo may", "tinh gọn bo may"]


@pytest.mark.parametrize(
    ("words", "query"),
    [
        (["tinh", "gọn", "bộ", "máy"], "tinh gọn bộ máy"),
        (["tinh", "gọn", "bộ máy"], "tinh gọn bộ máy"),
        (["bộ", "máy", "-huyện"], "bộ máy -huyện"),
        (["-tinh", "máy"], "-tinh máy"),
        (["điều", "-n5", "-cấp huyện"], 'điều -"cấp huyện"'),
        (["bộ máy", "--", "-huyện", "--limit"], "bộ máy -huyện --limit"),
        (["-hành"], "-hành"),
        (["-x"], "-x"),
        (['"bộ máy" -huyện'], '"bộ máy" -huyện'),
    ],
    ids=" ".join,
)
def test_a_query_needs_no_quotes(
    cli: CommandLine, home: Path, words: list[str], query: str
) -> None:
    assert cli("search", "-i", home / "index", "--json", *words).json["query"] == query
    assert cli("search", "--json", *words[:1], "-i", home / "index", *words[1:]).code == 0


def test_a_query_that_only_excludes_lists_the_documents_without_it(
    cli: CommandLine, home: Path
) -> None:
    def listed(*words: str) -> list[str]:
        found = cli("search", *words, "--index", home / "index", "--json").json
        assert found["total"] == len(found["hits"])
        return [hit["document_id"] for hit in found["hits"]]

    assert listed("-nghèo") == ["ke-hoach.txt", "du-lich/ghi-chep.txt"], (
        "though not in every passage"
    )
    assert listed("-hộ nghèo", "-du khách") == ["ke-hoach.txt"]
    assert listed("-điều", "--since", "2020-01-01") == []
    assert listed("-nghèo", "--type", "QĐ") == []
    answer = cli("search", "-nghèo", "--limit", "1", "--index", home / "index")
    assert "1 of 2 documents, " in answer.out
    topic = cli("search", "--topic", "tinh-gon-bo-may", "-mục", "-i", home / "index", "--json")
    assert {hit["document_id"] for hit in topic.json["hits"]} == {"ke-hoach.txt"}


def test_a_title_is_printed_once_a_document(cli: CommandLine, home: Path) -> None:
    answer = cli("search", "tinh gọn bộ máy", "--index", home / "index")
    assert "3 of 3 passages" in answer.out
    assert answer.out.count("Kế hoạch số 12/KH-BNV: ") == 1
    assert answer.out.count("12/KH-BNV · ") == 1
    assert [f"    #{n}" in answer.out for n in (1, 2, 3)] == [True] * 3


def test_json_has_the_documented_shape(cli: CommandLine, home: Path) -> None:
    answer = cli("search", "tinh gọn bộ máy", "--index", home / "index", "--json")
    assert answer.code == 0
    assert list(answer.json)[:4] == ["query", "total", "took_ms", "hits"]
    assert answer.json["query"] == "tinh gọn bộ máy"
    assert answer.json["total"] == 3
    assert answer.json["took_ms"] > 0
    for rank, hit in enumerate(answer.json["hits"], start=1):
        assert set(hit) >= HIT
        assert hit["rank"] == rank
        assert hit["document_id"] == "ke-hoach.txt"
        assert hit["path"] == str(home / "documents" / "ke-hoach.txt")
        assert isinstance(hit["heading"], list)
        assert hit["metadata"]["number"] == "12/KH-BNV"


@pytest.mark.parametrize("query", SPELLINGS)
def test_offsets_point_into_what_show_prints(cli: CommandLine, home: Path, query: str) -> None:
    hits = cli("search", query, "--index", home / "index", "--json").json["hits"]
    assert hits
    for hit in hits:
        text = cli("show", hit["document_id"], "--index", home / "index").out
        assert text[hit["start"] : hit["end"]] == hit["text"]


def test_every_spelling_finds_the_same_passages(cli: CommandLine, home: Path) -> None:
    answers = [cli("search", q, "--index", home / "index", "--json").json for q in SPELLINGS]
    assert len({answer["total"] for answer in answers}) == 1
    assert len({frozenset(hit["id"] for hit in answer["hits"]) for answer in answers}) == 1


def test_a_list_for_people_says_where_a_passage_is_from(cli: CommandLine, home: Path) -> None:
    answer = cli("search", "hỗ trợ hộ nghèo sửa nhà", "--index", home / "index", "--limit", "1")
    assert answer.code == 0
    assert " 1. Quyết định số 345/QĐ-UBND" in answer.out
    facts = ["345/QĐ-UBND", "Bắc Kạn, 2024-08-12", "ỦY BAN NHÂN DÂN TỈNH BẮC KẠN", "quyet-dinh.txt"]
    assert " · ".join(facts) in answer.out
    assert "#2 · Điều 1" in answer.out
    assert "«hộ nghèo»" in answer.out
    assert "1 of " in answer.out


def test_output_to_a_pipe_has_no_colour_codes(home: Path) -> None:
    ended = run_searchkit("search", "bộ máy", "--explain", SEARCHKIT_INDEX=str(home / "index"))
    assert ended.returncode == 0
    assert "Tinh gọn «bộ máy»" in ended.stdout
    assert "\x1b" not in ended.stdout + ended.stderr


def test_nothing_found_is_no_error_and_says_what_to_try(cli: CommandLine, home: Path) -> None:
    answer = cli("search", "tàu ngầm", "--index", home / "index")
    assert answer.code == 0
    assert 'Nothing found for "tàu ngầm". Try fewer or other words' in " ".join(answer.out.split())
    empty = cli("search", "tàu ngầm", "--index", home / "index", "--json")
    assert empty.code == 0
    assert (empty.json["total"], empty.json["hits"]) == (0, [])


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("???", "the query has no letters or digits: type at least one word"),
        ("ă" * 10_000, "the query has 10,000 characters"),
        ("nam:hai bộ máy", "character 1: "),
    ],
)
def test_what_cannot_be_parsed_is_told(cli: CommandLine, home: Path, query: str, note: str) -> None:
    answer = cli("search", query, "--index", home / "index")
    assert answer.code == 0
    assert f"Note: {note}" in answer.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "nothing to look for: give a QUERY, a --topic or a filter"),
        (["bộ máy", "--topic", "tinh-gon"], "did you mean tinh-gon-bo-may?"),
        (["bộ máy", "--limit", "0"], "--limit"),
        (["bộ máy", "--per-document", "none"], "--per-document"),
        (["bộ máy", "--since", "hôm qua"], 'since "hôm qua" is no date'),
        (["bộ máy", "--number", "không phải số"], "is no document number, such as 18-NQ/TW"),
        (["bộ máy", "--unknown"], "--unknown"),
        (["-t", "tinh-gon-bo-may", "--topics", "/nowhere.toml"], "/nowhere.toml cannot be read"),
    ],
    ids=lambda value: "".join(map(str, value[-2:]))[:24] if isinstance(value, list) else "",
)
def test_wrong_usage_is_said_and_gives_2(
    cli: CommandLine, home: Path, arguments: list[str], message: str
) -> None:
    answer = cli("search", *arguments, "--index", home / "index")
    assert answer.code == 2
    assert message in answer.err
    assert not answer.out


def test_a_missing_index_is_said_with_the_way_out(cli: CommandLine, tmp_path: Path) -> None:
    answer = cli("search", "bộ máy", "--index", tmp_path / "none")
    assert answer.code == 2
    assert "there is no folder" in answer.err
    assert "searchkit index PATH" in answer.err


@pytest.mark.parametrize("kind", ["empty", "other-files", "file"])
def test_what_is_no_index_is_said(cli: CommandLine, tmp_path: Path, kind: str) -> None:
    place = tmp_path / "place"
    if kind == "file":
        place.write_text("Ghi chép.", "utf-8")
    else:
        place.mkdir()
    if kind == "other-files":
        (place / "cong-van.txt").write_text("Kính gửi Sở Nội vụ.", "utf-8")
    answer = cli("search", "bộ máy", "--index", place)
    assert answer.code == 2
    assert str(place) in answer.err
    assert "searchkit index PATH" in answer.err


def test_filters_restrict_what_is_found(cli: CommandLine, home: Path) -> None:
    def documents(*options: str) -> set[str]:
        answer = cli("search", "điều 1 điều 2", *options, "--index", home / "index", "--json")
        return {hit["document_id"] for hit in answer.json["hits"]}

    assert documents() == {"ke-hoach.txt", "quyet-dinh.txt"}
    assert documents("--type", "ke hoach") == {"ke-hoach.txt"}
    assert documents("--issuer", "Bộ Nội vụ") == {"ke-hoach.txt"}
    assert documents("--place", "bac kan") == {"quyet-dinh.txt"}
    assert documents("--number", "345/QĐ-UBND") == {"quyet-dinh.txt"}
    assert documents("--since", "01/01/2025") == {"ke-hoach.txt"}
    assert documents("--until", "2024-12-31") == {"quyet-dinh.txt"}
    assert documents("--signer", "Nguyễn Văn An") == set()
    assert documents("--superior", "Chính phủ") == set()
    assert documents("--issuer", "UBND tỉnh") == {"quyet-dinh.txt"}
    assert documents("--type", "KH") == {"ke-hoach.txt"}
    assert documents("--number", "QĐ345") == {"quyet-dinh.txt"}


def test_filters_alone_list_documents_newest_first(cli: CommandLine, home: Path) -> None:
    answer = cli("search", "--since", "2024-01-01", "--index", home / "index")
    assert answer.code == 0
    assert answer.out.index("12/KH-BNV") < answer.out.index("345/QĐ-UBND")
    assert "2 of 2 documents, " in answer.out
    listed = cli("search", "", "--number", "345/QĐ-UBND", "--index", home / "index", "--json").json
    assert [hit["id"] for hit in listed["hits"]] == ["quyet-dinh.txt#1"]


@pytest.mark.parametrize("query", [["bộ máy"], []], ids=["query", "alone"])
def test_a_filter_that_nothing_meets_is_said_with_near_values(
    cli: CommandLine, home: Path, query: list[str]
) -> None:
    asked = ("search", *query, "--issuer", "Bộ Nội vị", "--index", str(home / "index"))
    answer = cli(*asked)
    assert answer.code == 0
    said = " ".join(answer.out.split())
    assert 'Note: no issuer of a document is "Bộ Nội vị"; the index has: BỘ NỘI VỤ' in said
    assert "Nothing found" in said
    assert cli(*asked, "--json").json["total"] == 0


def test_an_explained_score_is_the_sum_of_its_parts(cli: CommandLine, home: Path) -> None:
    answer = cli("search", "tinh gon bo may", "--index", home / "index", "--json", "--explain")
    for hit in answer.json["hits"]:
        assert sum(hit["explanation"]["parts"].values()) == pytest.approx(hit["score"], abs=1e-4)
    shown = cli("search", "tinh gon bo may", "--index", home / "index", "--explain").out
    assert "score " in shown


def test_a_topic_says_by_which_phrases_a_passage_matched(cli: CommandLine, home: Path) -> None:
    answer = cli("search", "--topic", "tinh-gon-bo-may", "--index", home / "index", "--json")
    assert answer.code == 0
    first = answer.json["hits"][0]
    assert first["document_id"] == "ke-hoach.txt"
    assert "tinh gọn bộ máy" in " ".join(first["explanation"]["phrases"]).lower()


def test_a_topic_of_ones_own(cli: CommandLine, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "topics.toml"
    file.write_text('[du-lich]\ntitle = "Du lịch"\nphrases = ["du khách", "thuyền độc mộc"]\n')
    asked = ("search", "--topic", "du lịch", "--topics", file, "--index", home / "index")
    hits = cli(*asked, "--json").json["hits"]
    assert {hit["document_id"] for hit in hits} == {"du-lich/ghi-chep.txt"}
    assert set(hits[0]["explanation"]["phrases"]) == {"du khách", "thuyền độc mộc"}


def test_the_environment_names_the_index(home: Path) -> None:
    ended = run_searchkit("search", "bộ máy", "--json", SEARCHKIT_INDEX=str(home / "index"))
    assert json.loads(ended.stdout)["total"] == 3


def test_a_reader_that_leaves_early_is_no_failure(home: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    asked = command("search", "bộ máy", "--json", "--index", home / "index")
    ended = subprocess.run(asked, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_signer_is_filtered_by_and_shown(cli: CommandLine, tmp_path: Path) -> None:
    signed = f"{DECISION}\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nĐỗ Văn An\n"
    make_index(tmp_path, {"a.txt": signed, "b.txt": DECISION.replace("345", "346")}).close()
    answer = cli("search", "hộ nghèo", "--signer", "do van an", "--json", "-i", tmp_path / "index")
    assert {hit["document_id"] for hit in answer.json["hits"]} == {"a.txt"}
    metadata = answer.json["hits"][0]["metadata"]
    assert (metadata["signer"], metadata["place"]) == ("Đỗ Văn An", "Bắc Kạn")


def test_a_search_loads_nothing_of_the_network_and_leaves_it_usable(home: Path) -> None:
    script = (
        "import sys; from searchkit.cli import main\n"
        "sys.argv[1:] = ['search', 'hộ nghèo', '--json']\n"
        "try:\n    main()\nfinally:\n"
        "    loaded = {'ssl', 'http.client', 'urllib.request'} & set(sys.modules)\n"
        "    from urllib.request import urlretrieve\n"
        "    print(loaded or 'nothing', callable(urlretrieve), file=sys.stderr)\n"
    )
    environment = os.environ | {"SEARCHKIT_INDEX": str(home / "index")}
    ended = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert ended.stderr == "nothing True\n"
    assert "hộ nghèo" in ended.stdout


def test_other_names_of_a_place_are_searched_and_told(
    cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_index(tmp_path, {"quyet-dinh.txt": DECISION}).close()
    monkeypatch.setenv("SEARCHKIT_LANG", "vi")
    found = cli("search", "tỉnh", "Thái", "Nguyên", "--index", tmp_path / "index")
    assert "345/QĐ-UBND" in found.out
    assert "ũng tìm: tỉnh Bắc Kạn (trước 1/7/2025)" in found.out + found.err
    exact = cli("search", "tỉnh Thái Nguyên", "--exact-names", "--index", tmp_path / "index")
    assert "ũng tìm" not in exact.out + exact.err
