"""Names in what people type: which places and bodies are meant, and what else those are called."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.text.legal.names.finding import find_names
from searchkit.text.legal.names.gazetteer import Gazetteer
from searchkit.text.legal.names.hints import may_name
from searchkit.text.spelling.folding import fold

GAZETTEER = Gazetteer()


def named(text: str) -> dict[str, list[str]]:
    """Return the other names by what is named, each with its time: ``<`` before, ``>`` from."""
    found = find_names(text, GAZETTEER)
    return {
        text[one.start : one.end]: [
            f"{other.name} {'<' + other.until if other.until else '>' + str(other.since)}"
            for other in one.others
        ]
        for one in found
    }


@pytest.mark.parametrize(
    ("typed", "name", "other"),
    [
        ("giá đất tỉnh Hà Giang", "tỉnh Hà Giang", "tỉnh Tuyên Quang >2025-07-01"),
        ("giá đất Hà Giang", "Hà Giang", "tỉnh Tuyên Quang >2025-07-01"),
        ("gia dat ha giang", "ha giang", "tỉnh Tuyên Quang >2025-07-01"),
        ("UBND tỉnh Tuyên Quang", "tỉnh Tuyên Quang", "tỉnh Hà Giang <2025-07-01"),
        ("Hà Nội", "Hà Nội", "tỉnh Hà Tây <2008-08-01"),
        ("tp Hải Phòng", "tp Hải Phòng", "tỉnh Hải Dương <2025-07-01"),
        ("Thừa Thiên - Huế", "Thừa Thiên - Huế", "thành phố Huế >2025-01-01"),
        ("tỉnh Đắc Nông", "tỉnh Đắc Nông", "tỉnh Lâm Đồng >2025-07-01"),
        ("tỉnh Hà Bắc", "tỉnh Hà Bắc", "tỉnh Bắc Ninh >1997-01-01"),
        ("Sở Kế hoạch và Đầu tư", "Sở Kế hoạch và Đầu tư", "Sở Tài chính >2025-03-01"),
        ("so ke hoach dau tu", "so ke hoach dau tu", "Sở Tài chính >2025-03-01"),
        (
            "bộ lao động, thương binh, xã hội",
            "bộ lao động, thương binh, xã hội",
            "Bộ Nội vụ >2025-03-01",
        ),
        ("Bộ Xây dựng", "Bộ Xây dựng", "Bộ Giao thông vận tải <2025-03-01"),
        ("phường Phúc Xá", "phường Phúc Xá", "phường Hồng Hà >2025-07-01"),
        ("thành phố Hà Giang", "thành phố Hà Giang", "phường Hà Giang 1 >2025-07-01"),
        ("quận 1", "quận 1", "phường Bến Thành >2025-07-01"),
        ("phường 1, quận 3", "phường 1", "phường Bàn Cờ >2025-07-01"),
        ("phường Ba Đình, Hà Nội", "phường Ba Đình", "phường Quán Thánh <2025-07-01"),
        ("xã Long Thành, tỉnh Đồng Nai", "xã Long Thành", "phường Long Thành >2026-04-30"),
        (
            "phường Văn Miếu – Quốc Tử Giám",
            "phường Văn Miếu – Quốc Tử Giám",
            "phường Khâm Thiên <2025-07-01",
        ),
    ],
)
def test_a_name_has_its_others(typed: str, name: str, other: str) -> None:
    assert other in named(typed)[name]


@pytest.mark.parametrize(
    "typed",
    [
        "hòa bình và phát triển",
        "đánh giá lại tài sản",
        "danh gia lai tai san",
        "Thái Bình Dương",
        "đường Bắc Ninh",
        "phường Hòa Bình 2",
        "xã Tân Thành",  # 50 communes have the name
        "huyện Châu Thành",
        "Cục Thuế tỉnh Cao Bằng",  # an office of the province, not what became of the Tổng cục
        "hai phòng học",
        "quản lý nhà nước",
        "",
    ],
)
def test_what_only_sounds_like_a_name_is_none(typed: str) -> None:
    assert named(typed) == {}


def test_a_name_that_many_have_is_known_by_its_province() -> None:
    assert "huyện Châu Thành" in named("huyện Châu Thành, tỉnh An Giang")
    assert named("xã Tân Thành, huyện Hàm Yên") == {"xã Tân Thành": ["xã Hàm Yên >2025-07-01"]}


def test_a_district_that_says_where_a_commune_lies_is_not_looked_for_itself() -> None:
    assert list(named("phường Phúc Xá, quận Ba Đình")) == ["phường Phúc Xá"]


def test_a_name_that_is_typed_is_no_other_one() -> None:
    found = named("sáp nhập tỉnh Hà Giang vào tỉnh Tuyên Quang")
    assert not any(
        "Tuyên Quang" in other or "Hà Giang" in other for other in chain(*found.values())
    )


def test_days_go_one_way_along_a_chain() -> None:
    assert named("tỉnh Bắc Thái")["tỉnh Bắc Thái"] == [
        "tỉnh Bắc Kạn >1997-01-01",
        "tỉnh Thái Nguyên >1997-01-01",
    ]
    assert "tỉnh Bắc Thái <1997-01-01" in named("tỉnh Thái Nguyên")["tỉnh Thái Nguyên"]


KNOWN = sorted({name for _, names in GAZETTEER.history.known() for name in names})


@pytest.mark.parametrize("text", [KNOWN, [fold(name) for name in KNOWN]])
def test_the_hint_misses_no_name(text: list[str]) -> None:
    """What the hint denies is never looked up, so it must deny nothing that would be found."""
    found = [name for name in text if find_names(f"báo cáo của {name}", GAZETTEER)]
    assert len(found) > len(text) / 2
    assert [name for name in found if not may_name(f"báo cáo của {name}")] == []


@given(
    st.lists(st.sampled_from([*KNOWN, "giá đất", "xã", "phường Tân Lập", "năm 2019"]), max_size=5)
)
def test_places_of_names_point_into_the_text(parts: list[str]) -> None:
    text = ", ".join(parts)
    ends = 0
    for one in find_names(text, GAZETTEER):
        assert ends <= one.start < one.end <= len(text)
        assert one.others
        ends = one.end
