from __future__ import annotations

import pytest

from searchkit.documents.model import Document, Passage
from searchkit.index.terms.headings import heading_of, heading_terms, number_form, unlabelled


@pytest.mark.parametrize(
    ("heading", "rest"),
    [
        ("Điều 5. Kinh phí thực hiện", "Kinh phí thực hiện"),
        ("Điều 1.1.LQ.1. Phạm vi điều chỉnh", "Phạm vi điều chỉnh"),
        ("Chương II. Quyền và nghĩa vụ", "Quyền và nghĩa vụ"),
        ("Mục 3 Trình tự, thủ tục", "Trình tự, thủ tục"),
        ("III. TỔ CHỨC THỰC HIỆN", "TỔ CHỨC THỰC HIỆN"),
        ("2.1. Về công tác cán bộ", "Về công tác cán bộ"),
        ("a) Phân công nhiệm vụ", "Phân công nhiệm vụ"),
        ("Kế hoạch năm 2025", "Kế hoạch năm 2025"),
        ("Điều lệ trường mầm non", "Điều lệ trường mầm non"),
    ],
)
def test_a_label_is_left_out(heading: str, rest: str) -> None:
    assert unlabelled(heading) == rest


def test_a_heading_is_completed_from_its_first_passage() -> None:
    passages = tuple(
        Passage(n, n + 1, heading)
        for n, heading in enumerate(
            [
                (),
                ("Chương I. Quy định chung",),
                ("Chương I. Quy định chung", "Điều 2. Kinh phí chi"),
            ]
        )
    )
    document = Document("a", "a.txt", "Nghị quyết về đê điều", "abc", {}, passages)
    shown = [[heading_of(term) for term in own] for own in heading_terms(document)]
    assert shown == [
        [("Nghị quyết về đê điều", "title")],
        [("Quy định chung", "heading")],
        [("Kinh phí chi", "heading")],
    ]


def test_a_document_is_completed_by_its_number_and_its_subject() -> None:
    metadata = {"number": "07/KH-UBND", "type": "Kế hoạch", "summary": "Về việc tu sửa đê"}
    document = Document("a", "a.txt", "Kế hoạch số 07", "abc", metadata, (Passage(0, 3, ()),))
    (terms,) = heading_terms(document)
    assert [heading_of(term) for term in terms] == [
        ("Kế hoạch về việc tu sửa đê", "title"),
        ("Tu sửa đê", "title"),
        ("07/KH-UBND", "number"),
    ]
    assert terms[2].startswith(number_form("7 / kh"))


def test_a_single_word_completes_nothing() -> None:
    document = Document("a", "a.txt", "Tin", "abc", {}, (Passage(0, 3, ("Điều 3. Kinh",)),))
    assert heading_terms(document) == [()]
