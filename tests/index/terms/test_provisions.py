from __future__ import annotations

import pytest

from searchkit.documents.model import Passage
from searchkit.index.terms.provisions import provision_terms


@pytest.mark.parametrize(
    ("heading", "citation", "terms"),
    [
        (
            ("Chương II. Quyền và nghĩa vụ", "Điều 5. Kinh phí"),
            "khoản 2 Điều 5",
            ("chuong ii", "dieu 5", "khoan 2"),
        ),
        (("Phụ lục 1. Danh sách",), "", ("phu luc 1",)),
        (("Điều 7a. Hội đồng",), "điểm đ khoản 1 Điều 7a", ("diem đ", "dieu 7a", "khoan 1")),
        (
            ("Quy chế làm việc", "Điều 2. Nguyên tắc"),
            "Điều 2",
            ("dieu 2", "kem theo quy che"),
        ),
        ((), "", ()),
    ],
)
def test_a_passage_has_the_places_of_its_headings_and_citation(
    heading: tuple[str, ...], citation: str, terms: tuple[str, ...]
) -> None:
    assert provision_terms(Passage(0, 1, heading, citation)) == terms
