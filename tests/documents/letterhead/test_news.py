"""Date and place of news, each only where the page really has it."""

import pytest

from searchkit.documents.letterhead.news import read_news

REPORT = "Sáng nay, Ủy ban nhân dân tỉnh tổ chức hội nghị sơ kết công tác sáu tháng đầu năm."


@pytest.mark.parametrize(
    ("opening", "fields"),
    [
        pytest.param(
            "Hà Nội, ngày 5/3/2025 – ", {"place": "Hà Nội", "date": "2025-03-05"}, id="date"
        ),
        pytest.param(
            "Cao Bằng, ngày 05 tháng 3 năm 2025 - ",
            {"place": "Cao Bằng", "date": "2025-03-05"},
            id="date-in-words",
        ),
        pytest.param("Hà Nội, 5/3 – ", {"place": "Hà Nội"}, id="date-without-year"),
        pytest.param("Bắc Kạn – ", {"place": "Bắc Kạn"}, id="province"),
        pytest.param("Thanh Hoá - ", {"place": "Thanh Hoá"}, id="other-tone-mark"),
        pytest.param("TP. Hồ Chí Minh – ", {"place": "TP. Hồ Chí Minh"}, id="city"),
        pytest.param("Bà Rịa - Vũng Tàu – ", {"place": "Bà Rịa - Vũng Tàu"}, id="dash-in-the-name"),
        pytest.param(
            "(Chinhphu.vn) - Hà Nội, ngày 5/3 - ", {"place": "Hà Nội"}, id="agency-before"
        ),
        pytest.param("Ba Bể (TTXVN) – ", {"place": "Ba Bể"}, id="agency-after"),
        pytest.param("(Chinhphu.vn) - ", {}, id="agency-alone"),
        pytest.param("Kinh tế - ", {}, id="rubric"),
        pytest.param("Nông Thôn Mới – ", {}, id="capitals-are-no-proof"),
        pytest.param("", {}, id="nothing"),
    ],
)
def test_the_place_where_a_report_begins(opening: str, fields: dict[str, str]) -> None:
    assert read_news(f"Tin trong tỉnh\n\nHội nghị sơ kết\n\n{opening}{REPORT}") == fields


def test_the_date_on_the_page_counts_before_that_of_the_report() -> None:
    text = f"Hội nghị sơ kết\nThứ Năm, 06/3/2025, 09:15\nHà Nội, ngày 5/3/2025 – {REPORT}"
    assert read_news(text) == {"place": "Hà Nội", "date": "2025-03-06"}


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Hà Nội – Huế: đường sắt", id="short-line"),
        pytest.param(
            "Cao tốc Hà Nội – Hải Phòng được bảo trì suốt tuần này theo kế hoạch.", id="road"
        ),
        pytest.param(f"Ngày 5/3/2025 – {REPORT}", id="date-alone"),
        pytest.param(f"Chủ Nhật, 5/3/2025 – {REPORT}", id="day-of-the-week"),
        pytest.param(f"Đồng chí Bí thư – {REPORT}", id="person"),
    ],
)
def test_what_only_looks_like_a_place_is_none(line: str) -> None:
    assert "place" not in read_news(f"Hội nghị\n{line}")
