"""Whole titles as terms, and which article of what a record is."""

from __future__ import annotations

import pytest

from searchkit.documents.model import Document
from searchkit.documents.structure.markers import article_number
from searchkit.index.terms.titles import article_term, title_terms


def terms(title: str, **metadata: str) -> set[str]:
    return set(title_terms(Document("a", "a.jsonl", title, "Một đoạn.", metadata, ())))


@pytest.mark.parametrize(
    ("title", "metadata", "expected"),
    [
        (
            "Luật Du lịch - Điều 2",
            {"law": "09/2017/QH14"},
            {
                "luat du lich",
                "luat du lich 2017",
                "2 @ luat du lich",
                "2 @ luat du lich 2017",
                "2 @ 9/2017/qh14",
            },
        ),
        (
            "Điều 5. Kinh phí thực hiện",
            {"law": "09/2017/QH14"},
            {"dieu 5 kinh phi thuc hien", "dieu 5 kinh phi thuc hien 2017", "5 @ 9/2017/qh14"},
        ),
        ("Điều 5. Kinh phí thực hiện", {}, {"dieu 5 kinh phi thuc hien"}),
    ],
    ids=["article of a law", "article by its own title", "nobody says of what"],
)
def test_a_record_is_called_by_the_law_that_it_is_an_article_of(
    title: str, metadata: dict[str, str], expected: set[str]
) -> None:
    assert terms(title, **metadata) == expected


def test_a_note_says_what_the_first_article_is_of() -> None:
    note = (
        "(Điều 1 Luật số 09/2017/QH14 Du lịch ngày 19/06/2017 của Quốc hội, có hiệu lực thi hành "
        "kể từ ngày 01/01/2018)"
    )
    found = terms("Điều 1.1.LQ.1. Phạm vi điều chỉnh", note=note, article="1", law="09/2017/QH14")
    assert {"luat du lich", "luat du lich 2017", "1 @ luat du lich"} <= found


@pytest.mark.parametrize(
    "title",
    [
        "Điều 5a. Chuyển tiếp", "Luật Đất đai - Điều 5a", "ĐIỀU THỨ NHẤT. Phạm vi",
        "dieu 7. Thu phí",
        "ðiều 5. Tổ chức", "Điều 1.1.LQ.1. Phạm vi", "**Điều 4.** Hiệu lực", "Điều５. Kinh phí",
        "Điều\u0300 6", "Điều lệ Đảng", "Quy định điều chỉnh 5 dự án", "Kế hoạch năm 2025",
    ],
)  # fmt: skip
def test_the_article_of_a_title_is_that_of_its_marker(title: str) -> None:
    found = {term for term in terms(title, law="09/2017/QH14") if term.endswith(" @ 9/2017/qh14")}
    number = article_number(title)
    assert found == ({article_term(number, "9/2017/qh14")} if number else set())
