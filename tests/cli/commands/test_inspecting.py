"""``searchkit show``, ``stats``, ``topics`` and ``evaluate`` as people and programs see them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.support import DECISION, DOCUMENTS, make_index, write, write_corpus

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import CommandLine


@pytest.mark.parametrize("name", ["du-lich/ghi-chep.txt", "ghi-chep.txt", "./ghi-chep.txt"])
def test_a_document_is_shown_by_its_id_or_the_end_of_its_path(
    cli: CommandLine, home: Path, name: str
) -> None:
    answer = cli("show", name, "--index", home / "index")
    assert answer.code == 0
    assert answer.out.strip() == DOCUMENTS["du-lich/ghi-chep.txt"].strip()


def test_a_document_is_shown_by_its_whole_path(cli: CommandLine, home: Path) -> None:
    path = home / "documents" / "ke-hoach.txt"
    assert "Tinh gọn bộ máy" in cli("show", path, "--index", home / "index").out


def test_one_passage_is_shown(cli: CommandLine, home: Path) -> None:
    answer = cli("show", "ke-hoach.txt", "--passage", "3", "--index", home / "index")
    assert answer.out.startswith("Điều 2. Tổ chức thực hiện\n")
    beyond = cli("show", "ke-hoach.txt", "--passage", "9", "--index", home / "index")
    assert beyond.code == 2
    assert "has 3 passages; there is no passage 9" in beyond.err


@pytest.mark.parametrize(
    "name",
    [
        "345/QĐ-UBND",
        "345/qd-ubnd",
        "quyết định 345/QĐ-UBND",
        "Quyết định số 345/QĐ-UBND: hỗ trợ hộ nghèo sửa chữa nhà ở",
        "ho tro ho ngheo sua chua nha o",
    ],
)
def test_a_document_is_shown_by_its_number_or_title(
    cli: CommandLine, home: Path, name: str
) -> None:
    answer = cli("show", name, "--index", home / "index")
    assert answer.out.strip() == DOCUMENTS["quyet-dinh.txt"].strip()


def test_the_id_of_a_hit_shows_its_passage(cli: CommandLine, home: Path) -> None:
    hits = cli("search", "tinh gon bo may", "--index", home / "index", "--json").json["hits"]
    for hit in hits:
        assert cli("show", hit["id"], "--index", home / "index").out.strip() == hit["text"].strip()
    assert cli("show", "ke-hoach.txt#9", "--index", home / "index").code == 2


def test_a_file_that_could_not_be_read_is_shown_with_the_reason(
    cli: CommandLine, tmp_path: Path
) -> None:
    folder = write(tmp_path / "documents", DOCUMENTS | {"trong.txt": "", "bai.ppt": "Chào"})
    cli("index", folder, "--index", tmp_path / "index")
    for name, reason in {"trong.txt": "is empty", "bai.ppt": "PowerPoint"}.items():
        answer = cli("show", name, "--index", tmp_path / "index")
        assert answer.code == 1
        assert f"{folder / name}: " in answer.err
        assert reason in answer.err


def test_documents_are_listed_one_a_line(cli: CommandLine, home: Path) -> None:
    def listed(*options: str | Path) -> list[str]:
        return cli("list", *options, "--index", home / "index").out.splitlines()

    note, plan, decision = listed()
    assert note.startswith("du-lich/ghi-chep.txt · Tuyến đường")
    assert plan.startswith("ke-hoach.txt · 12/KH-BNV · 2025-03-05 · ")
    assert listed("--without", "number") == listed("--without", "date") == [note]
    assert listed("--without", "số") == listed("--without", "ngày") == [note]
    assert listed("--without", "title") == []
    assert listed("--folder", home / "documents" / "du-lich") == [note]
    assert listed("--kind", "txt") == [note, plan, decision]
    assert listed("--kind", "pdf") == []
    assert listed("--folder", "du-lich") == [note]  # as its ids begin
    assert listed("--folder", "du") == []
    assert listed("--kind", "quyet dinh") == [decision]
    assert listed("--kind", "quyết-định") == listed("--kind", "QĐ") == [decision]
    wrong = cli("list", "--without", "màu", "--index", home / "index")
    assert (wrong.code, "number" in wrong.err) == (2, True)
    values = cli("list", "--kind", "Kế hoạch", "--json", "--index", home / "index").json
    assert [(v["id"], v["metadata"]["number"]) for v in values] == [("ke-hoach.txt", "12/KH-BNV")]
    assert cli("show", values[0]["path"], "--index", home / "index").code == 0


def test_documents_are_removed_by_id_and_path(cli: CommandLine, tmp_path: Path) -> None:
    make_index(tmp_path, DOCUMENTS | {"luu/ban-sao.txt": DOCUMENTS["ke-hoach.txt"]}).close()
    index, folder = tmp_path / "index", tmp_path / "documents"

    def left() -> set[str]:
        return {document["id"] for document in cli("list", "--json", "--index", index).json}

    unknown = cli("remove", "quyet-dinh.txt", "khong-co.txt", "--index", index)
    assert unknown.code == 2
    assert '"khong-co.txt"' in unknown.err
    assert left() == set(DOCUMENTS)
    assert cli("remove", folder / "du-lich", "--index", index).out == "1 removed\n"
    assert cli("remove", "quyet-dinh.txt", "--json", "--index", index).json == {"removed": 1}
    assert left() == {"ke-hoach.txt"}
    assert cli("index", folder, "--index", index).out.startswith(
        "2 added, 0 changed, 0 removed, 1 "
    )
    assert cli("remove", folder / "luu" / "ban-sao.txt", "--index", index).out == "1 removed\n"
    assert left() == {"du-lich/ghi-chep.txt", "quyet-dinh.txt"}
    assert cli("remove", folder, "--index", index).out == "2 removed\n"
    assert cli("stats", "--json", "--index", index).json["files"] == 0
    assert "nothing is known to index" in cli("rebuild", "--index", index).err


def test_a_record_is_removed_by_its_id(cli: CommandLine, tmp_path: Path) -> None:
    records = [{"id": str(n), "title": f"Mục {n}", "text": f"Nội dung {n}"} for n in range(3)]
    corpus = write_corpus(tmp_path / "luat.jsonl", records)
    cli("index", corpus, "--index", tmp_path / "index")
    assert cli("remove", "1", "--index", tmp_path / "index").out == "1 removed\n"
    listed = cli("list", "--json", "--index", tmp_path / "index").json
    assert [document["id"] for document in listed] == ["0", "2"]


def test_a_document_as_json(cli: CommandLine, home: Path) -> None:
    shown = cli("show", "quyet-dinh.txt", "--json", "--index", home / "index").json
    assert shown["metadata"]["number"] == "345/QĐ-UBND"
    assert len(shown["passages"]) == 3
    first = shown["passages"][1]
    assert shown["text"][first["start"] : first["end"]].startswith("Điều 1.")
    one = cli("show", "quyet-dinh.txt", "--json", "--passage", "2", "--index", home / "index").json
    assert one["text"].startswith("Điều 1.")
    assert len(one["passages"]) == 1


def test_an_unknown_or_ambiguous_document_is_said(cli: CommandLine, tmp_path: Path) -> None:
    texts = {"2024/tin.txt": "Tin năm trước.", "2025/tin.txt": "Tin năm nay."}
    make_index(tmp_path, texts).close()
    ambiguous = cli("show", "tin.txt", "--index", tmp_path / "index")
    assert ambiguous.code == 2
    assert "2 documents" in ambiguous.err
    assert "take the id of one: 2024/tin.txt, 2025/tin.txt" in ambiguous.err
    unknown = cli("show", "bao-cao.txt", "--index", tmp_path / "index")
    assert unknown.code == 2
    assert 'no document is called "bao-cao.txt"' in unknown.err


def test_stats_count_what_the_index_holds(cli: CommandLine, home: Path) -> None:
    stats = cli("stats", "--json", "--index", home / "index").json
    assert (stats["documents"], stats["passages"], stats["files"], stats["failed"]) == (3, 7, 3, 0)
    assert stats["types"] == {"Kế hoạch": 1, "Quyết định": 1}
    assert stats["years"] == {"2024": 1, "2025": 1}
    assert stats["numbered"] == 2
    assert stats["issuers"] == {"BỘ NỘI VỤ": 1, "ỦY BAN NHÂN DÂN TỈNH BẮC KẠN": 1}
    assert stats["places"] == {"Bắc Kạn": 1, "Hà Nội": 1}
    assert stats["signers"] == {}
    assert stats["index_bytes"] > 0
    assert stats["text_bytes"] > 0
    assert set(stats["terms"]) == {"text", "folded", "pairs", "skips", "words"}
    shown = cli("stats", "--index", home / "index").out
    assert "documents of the index: 3" in shown
    assert "  Quyết định: 1" in shown


def test_stats_are_told_in_vietnamese(
    cli: CommandLine, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEARCHKIT_LANG", "vi")
    shown = cli("stats", "--index", home / "index").out
    assert "số văn bản trong chỉ mục: 3\n" in shown
    assert "văn bản theo loại:\n  Kế hoạch: 1\n" in shown
    assert not [line for line in shown.splitlines() if "documents" in line or "bytes" in line]


def test_stats_count_signers_and_places_in_any_case(cli: CommandLine, tmp_path: Path) -> None:
    signed = f"{DECISION}\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nĐỗ Văn An\n"
    texts = {
        "a.txt": signed,
        "b.txt": signed.replace("345", "346"),
        "c.txt": signed.replace("345", "347").replace("Bắc Kạn", "BẮC KẠN"),
    }
    make_index(tmp_path, texts).close()
    stats = cli("stats", "--json", "--index", tmp_path / "index").json
    assert stats["signers"] == {"Đỗ Văn An": 3}
    assert stats["places"] == {"Bắc Kạn": 3}
    assert stats["numbered"] == 3
    assert "documents by signer:\n  Đỗ Văn An: 3" in cli("stats", "--index", tmp_path / "index").out


def test_long_lists_of_stats_are_cut_for_people_only(cli: CommandLine, tmp_path: Path) -> None:
    ends = ("Nam", "Bắc", "Tây", "An", "Bình", "Hòa", "Lai")
    places = [f"{start} {end}" for start in ("Sơn", "Hà", "Vân") for end in ends]
    texts = {
        f"{n}.txt": DECISION.replace("Bắc Kạn", place).replace("345", str(n))
        for n, place in enumerate(places, 1)
    }
    make_index(tmp_path, texts).close()
    shown = cli("stats", "--index", tmp_path / "index").out
    assert "  … and 1 more\n" in shown
    assert len(cli("stats", "--json", "--index", tmp_path / "index").json["places"]) == 21


def test_topics_are_listed_and_shown(cli: CommandLine) -> None:
    listed = cli("topics")
    assert listed.code == 0
    assert len(listed.out.splitlines()) >= 15
    assert "tinh-gon-bo-may" in listed.out
    names = {topic["name"] for topic in cli("topics", "--json").json}
    assert len(names) == len(listed.out.splitlines())
    shown = cli("topics", "show", "Tinh gọn bộ máy")
    assert shown.code == 0
    assert "(only near another)" in shown.out
    assert cli("topics", "show", "tinh-gon-bo-may", "--json").json["name"] == "tinh-gon-bo-may"


def test_an_unknown_topic_is_wrong_usage(cli: CommandLine) -> None:
    answer = cli("topics", "show", "tinh-gon")
    assert answer.code == 2
    assert "did you mean tinh-gon-bo-may?" in answer.err


@pytest.fixture
def judged(tmp_path: Path) -> tuple[str, ...]:
    questions = [
        {"id": "q1", "text": "tinh gọn bộ máy hành chính"},
        {"id": "q2", "text": "hỗ trợ sửa chữa nhà ở"},
    ]
    queries = tmp_path / "queries.jsonl"
    queries.write_text("\n".join(json.dumps(q) for q in questions), "utf-8")
    qrels = tmp_path / "qrels.txt"
    qrels.write_text("q1 0 ke-hoach.txt 1\nq2 0 quyet-dinh.txt 2\n", "utf-8")
    return "--queries", str(queries), "--qrels", str(qrels)


def test_evaluate_prints_each_measure(
    cli: CommandLine, home: Path, judged: tuple[str, ...], tmp_path: Path
) -> None:
    run = tmp_path / "run.txt"
    answer = cli("evaluate", *judged, "--index", home / "index", "--run", run)
    assert answer.code == 0
    assert "RR@10      1.0000" in answer.out
    assert "2 queries, " in answer.out
    lines = [line.split() for line in run.read_text("utf-8").splitlines()]
    assert ["q1", "Q0", "ke-hoach.txt", "1"] in [line[:4] for line in lines]


@pytest.mark.parametrize("unaccented", [[], ["--unaccented"]], ids=["accented", "unaccented"])
def test_evaluate_as_json(
    cli: CommandLine, home: Path, judged: tuple[str, ...], unaccented: list[str]
) -> None:
    asked: list[str | Path] = ["--measures", "RR@10 P@1", *unaccented, "--json"]
    result = cli("evaluate", *judged, *asked, "--index", home / "index").json
    assert result["measures"] == {"RR@10": 1.0, "P@1": 1.0}
    assert result["queries"] == 2
    assert result["seconds"] > 0


def test_evaluate_says_what_is_wrong(
    cli: CommandLine, home: Path, judged: tuple[str, ...], tmp_path: Path
) -> None:
    measure = cli("evaluate", *judged, "--measures", "BLEU", "--index", home / "index")
    assert measure.code == 2
    assert '"BLEU" is no measure' in measure.err
    missing = tmp_path / "missing.txt"
    absent = cli("evaluate", *judged[:2], "--qrels", missing, "--index", home / "index")
    assert absent.code == 2
    assert str(missing) in absent.err


def test_a_list_of_nothing_says_so(cli: CommandLine, home: Path) -> None:
    answer = cli("list", "--kind", "xyz", "--index", home / "index")
    assert (answer.code, answer.out, answer.err.count("\n")) == (0, "", 1)


def test_there_is_nothing_to_repair_where_there_is_no_index(
    cli: CommandLine, tmp_path: Path
) -> None:
    answer = cli("check", "--repair", "--index", tmp_path / "none")
    assert answer.code == 2
    assert "there is no folder" in answer.err
    assert not (tmp_path / "none").exists()
