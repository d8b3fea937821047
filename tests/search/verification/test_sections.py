"""Plans and texts of the Party have sections with Roman numbers, and no articles."""

from __future__ import annotations

import pytest

from searchkit.search.verification.sections import has_section
from searchkit.text.legal.place_lists import place_of

PLAN = """KẾ HOẠCH
I. MỤC ĐÍCH
Mở rộng diện tích cây dược liệu.
II. NHIỆM VỤ
1. Hỗ trợ giống cho các hợp tác xã:
a) Đương quy;
b) Ba kích;
c) Sâm.
2. Tập huấn kỹ thuật cho nông dân.
"""


@pytest.mark.parametrize(
    ("place", "there"),
    [
        ("mục II", True),
        ("Phần I", True),
        ("điểm 2 mục II", True),
        ("điểm c điểm 1 mục II", True),
        ("điểm 2 mục I", False),
        ("điểm 3 mục II", False),
        ("mục III", False),
        ("mục C", False),
        ("khoản 2 Điều 1", False),
    ],
)
def test_a_section_is_found_by_the_number_at_its_head(place: str, *, there: bool) -> None:
    assert has_section(PLAN, place_of(place)) is there
