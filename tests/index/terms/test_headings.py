from __future__ import annotations

import pytest

from searchkit.documents.model import Document, Passage
from searchkit.index.terms.headings import heading_term, heading_terms, unlabelled


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
    assert heading_terms(document) == [
        ("nghi quyet ve de dieu",),
        ("quy dinh chung",),
        ("kinh phi chi",),
    ]


def test_a_single_word_completes_nothing() -> None:
    assert heading_term("Điều 3. Kinh") == ""
