"""Which of several documents of one number or name a draft means; the acts are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.index.relations.acts import act, index_of, province

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit import Index

PARTY = {"issuer": "BAN CHẤP HÀNH TRUNG ƯƠNG", "kind": "NGHỊ QUYẾT"}
TEXTS = {
    "ruộng": act("7-NQ/TW", "25/10/2017", "Giữ gìn ruộng bậc thang vùng cao", "I. Ruộng.", **PARTY),
    "rừng": act("7-NQ/TW", "16/6/2022", "Trồng rừng gỗ lớn ở trung du", "I. Rừng.", **PARTY),
    "luật cũ": act(
        "8/2020/QH14", "17/6/2020", "RUỘNG",
        "Điều 1. Ruộng.\n\nĐiều 2. Luật này có hiệu lực từ ngày 01 tháng 01 năm 2021.",
    ),
    "luật mới": act(
        "9/2025/QH15", "17/6/2025", "RUỘNG",
        "Điều 1. Luật này có hiệu lực từ ngày 01 tháng 7 năm 2026.",
    ),
    "chợ": province("An Phú", "6/2024/QĐ-UBND", "03/4/2024", "Giá chợ", "Điều 1. Giá."),
}  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return index_of(tmp_path_factory.mktemp("targets"), TEXTS)


MEANT = [
    ("Theo Nghị quyết số 7-NQ/TW ngày 25/10/2017.", "ruộng.txt", []),
    ("Theo Nghị quyết số 7-NQ/TW ngày 16/6/2022.", "rừng.txt", []),
    ("Theo Nghị quyết số 7-NQ/TW ngày 26/10/2017.", "ruộng.txt", ["date_differs"]),
    ("Theo Nghị quyết số 7-NQ/TW về giữ gìn ruộng bậc thang vùng cao.", "ruộng.txt", []),
    ("Theo Điều 2 Luật Ruộng.", "luật cũ.txt", []),
    ("Theo Quyết định số 6/2024/QĐ-UBND của UBND tỉnh An Phú.", "chợ.txt", []),
    ("Theo Quyết định số 6/2024/QĐ-UBND của UBND tỉnh Bình Hà.", "", ["not_in_index?"]),
    ("Theo Quyết định số 6/2024/QĐ-UBND của UBND tỉnh.", "chợ.txt", []),
]


@pytest.mark.parametrize(("sentence", "document", "kinds"), MEANT)
def test_what_a_draft_says_beside_a_number_decides(
    index: Index, tmp_path: Path, sentence: str, document: str, kinds: list[str]
) -> None:
    draft = tmp_path / "dự thảo.txt"
    draft.write_text(f"TỜ TRÌNH\n\n{sentence}\n", "utf-8")
    (found,) = index.verify(draft, on="2026-03-01").citations
    assert found.document == document
    assert [f"{one.kind}{'' if one.wrong else '?'}" for one in found.findings] == kinds
