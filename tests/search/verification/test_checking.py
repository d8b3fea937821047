"""A draft's citations, each with what is wrong with it; the acts are invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest

import searchkit
from searchkit import FindingKind
from tests.index.relations.acts import index_of
from tests.index.relations.test_validity import AMENDING, NEW, OLD
from tests.support import CommandLine

if TYPE_CHECKING:
    from searchkit import Index

LAW = {
    "id": "l1",
    "title": "Luật Nước sạch - Điều 1",
    "text": "Điều 1. Phạm vi\n1. Luật này quy định về nước sạch.",
    "law": "7/2019/QH14",
    "article": "1",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("verify")
    index = index_of(folder, {"cu": OLD, "sua": AMENDING, "moi": NEW})
    (folder / "luat.jsonl").write_text(json.dumps(LAW), "utf-8")
    index.add(folder / "luat.jsonl")
    return index


def findings(index: Index, folder: Path, text: str, on: str = "2026-02-01") -> list[str]:
    draft = folder / "dự thảo.txt"
    draft.write_text(f"TỜ TRÌNH\n\n{text}\n", "utf-8")
    return [
        f"{one.kind}{'' if one.wrong else '?'}"
        for cited in index.verify(draft, on=on).citations
        for one in cited.findings
    ]


RIGHT = [
    "Căn cứ Nghị định số 30/2025/NĐ-CP ngày 10/9/2025 của Chính phủ quy định về giá nước sạch;",
    "Giá theo Điều 2 NĐ 30/2025/NĐ-CP.",
    "Theo khoản 1 Điều 1 Luật Nước sạch số 7/2019/QH14.",
    "Nghị định này thay thế Nghị định số 10/2020/NĐ-CP ngày 02 tháng 3 năm 2020 về giá nước sạch.",
    "Điều 2 Nghị định số 30/2025/NĐ-CP ghi: “Một giá cho cả nước”.",
]
WRONG = [
    ("Theo Nghị định số 10/2020/NĐ-CP.", ["ended"]),
    ("Theo Nghị định số 30/2052/NĐ-CP.", ["not_in_index"]),
    ("Theo Quyết định số 999/QĐ-BXYZ của Bộ.", ["not_in_index?"]),
    ("Theo Điều 9 Nghị định số 30/2025/NĐ-CP.", ["no_such_place"]),
    ("Theo khoản 2 Điều 2 Nghị định số 30/2025/NĐ-CP.", ["no_such_place"]),  # Điều 3 has one
    ("Theo khoản 5 Điều 1 Luật Nước sạch số 7/2019/QH14.", ["no_such_place"]),
    ("Theo Nghị định số 30/2025/NĐ-CP ngày 11 tháng 9 năm 2025.", ["date_differs"]),
    (
        "Căn cứ Nghị định số 30/2025/NĐ-CP của Chính phủ quy định chế độ công tác phí và hội nghị;",
        ["title_differs"],
    ),
]


@pytest.mark.parametrize("sentence", RIGHT)
def test_what_is_right_has_no_finding(index: Index, tmp_path: Path, sentence: str) -> None:
    assert findings(index, tmp_path, sentence) == []


@pytest.mark.parametrize(("sentence", "kinds"), WRONG)
def test_a_fault_is_found(index: Index, tmp_path: Path, sentence: str, kinds: list[str]) -> None:
    assert findings(index, tmp_path, sentence) == kinds


def test_the_day_decides_what_holds(index: Index, tmp_path: Path) -> None:
    clause = "Theo khoản 2 Điều 2 Nghị định số 10/2020/NĐ-CP."
    assert findings(index, tmp_path, clause, "2021-01-01") == []
    assert findings(index, tmp_path, clause, "2023-01-01") == ["amended"]
    assert findings(index, tmp_path, clause, "2019-01-01") == ["not_yet_in_force"]
    told = f"{clause[:-1]} được sửa đổi tại Nghị định số 20/2022/NĐ-CP."
    assert findings(index, tmp_path, told, "2023-01-01") == []
    whole = "Theo Nghị định số 10/2020/NĐ-CP."
    assert findings(index, tmp_path, whole, "2023-01-01") == ["amended?"]


def test_what_is_near_and_what_differs_is_told(index: Index, tmp_path: Path) -> None:
    draft = tmp_path / "x.txt"
    draft.write_text(
        "Theo Nghị định số 30/2052/NĐ-CP.\n"
        "Khoản 1 Điều 2 Nghị định số 10/2020/NĐ-CP quy định: “Khu vực đô thị: 19.000 đồng”.",
        "utf-8",
    )
    first, second = index.verify(draft, on="2021-01-01").citations
    assert "Nghị định số 30/2025/NĐ-CP" in first.findings[0].near
    assert second.findings[0].kind is FindingKind.QUOTATION_DIFFERS
    assert "[-19-] {+18+}" in second.findings[0].difference
    text = draft.read_text("utf-8")
    assert text[second.start : second.end].endswith("10/2020/NĐ-CP")
    assert second.passage.startswith("cu.txt#")


def test_the_command_says_it_all_and_ends_with_3(
    index: Index,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    cli = CommandLine(monkeypatch, capsys)
    folder = Path(index.document("cu.txt").path).parents[1] / "index"
    document = docx.Document()
    document.add_paragraph("Căn cứ Nghị định số 10/2020/NĐ-CP về giá nước sạch;")
    document.save(str(tmp_path / "tờ trình.docx"))
    answer = cli("verify", tmp_path / "tờ trình.docx", "--on", "2026-02-01", "--index", folder)
    assert answer.code == 3
    assert answer.out.startswith("✗ Nghị định số 10/2020/NĐ-CP → cu.txt")
    assert "1 citations, 1 wrong, on 2026-02-01" in answer.out
    held = cli(
        "verify", tmp_path / "tờ trình.docx", "--on", "2021-02-01", "--json", "--index", folder
    )
    assert (held.code, held.json["right"]) == (0, True)
    assert cli("verify", tmp_path / "none.docx", "--index", folder).code == 2


def test_a_file_that_is_none_is_refused(index: Index, tmp_path: Path) -> None:
    with pytest.raises(searchkit.UsageError, match="no such file"):
        index.verify(tmp_path / "nothing.txt")
    with pytest.raises(searchkit.UsageError, match="this is a folder"):
        index.verify(tmp_path)
    (tmp_path / "empty.txt").write_text("", "utf-8")
    with pytest.raises(searchkit.DocumentError):
        index.verify(tmp_path / "empty.txt")
