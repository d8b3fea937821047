"""What befalls acts in the course of years, and what holds of them on each day; all invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from searchkit import Filters
from tests.index.relations.acts import act, index_of, province

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit import Index


def council(number: str, date: str, subject: str, text: str) -> str:
    issuer = "HỘI ĐỒNG NHÂN DÂN\nTỈNH AN PHÚ"
    return act(number, date, subject, text, issuer=issuer, place="An Phú", kind="NGHỊ QUYẾT")


def decision(number: str, date: str, subject: str, text: str) -> str:
    return province("An Phú", f"{number}/QĐ-UBND", date, subject, text)


TEXTS = {
    "đò": decision(
        "11/2019", "06/3/2019", "Phí đò",
        "Điều 1. Phí\n1. Đò ngang: 5.000 đồng.\n2. Đò dọc: 9.000 đồng.\n\nĐiều 2. Miễn phí.\n\n"
        "Điều 3. Quyết định này có hiệu lực kể từ ngày ký.",
    ),
    "đò sửa": decision(
        "12/2020", "06/3/2020", "Sửa đổi, bổ sung một số điều của Quyết định số 11/2019/QĐ-UBND",
        "Điều 1. Sửa đổi, bổ sung một số điều của Quyết định số 11/2019/QĐ-UBND\n"
        "1. Sửa đổi khoản 1 Điều 1 như sau:\n“1. Đò ngang: 6.000 đồng.”\n2. Bãi bỏ Điều 2.\n\n"
        "Điều 2. Quyết định này có hiệu lực sau 10 ngày kể từ ngày ký.",
    ),
    "đò sửa nữa": decision(
        "13/2021", "06/3/2021", "Sửa đổi Quyết định số 12/2020/QĐ-UBND",
        "Điều 1. Sửa đổi khoản 1 Điều 1 Quyết định số 12/2020/QĐ-UBND như sau: “1. Không thu.”\n\n"
        "Điều 2. Quyết định này có hiệu lực từ ngày 20 tháng 3 năm 2021.",
    ),
    "đò hết": decision(
        "14/2022", "06/3/2022", "Bãi bỏ các quyết định về phí đò",
        "Điều 1. Bãi bỏ toàn bộ các quyết định sau đây:\n"
        "1. Quyết định số 11/2019/QĐ-UBND ngày 06 tháng 3 năm 2019 của Ủy ban nhân dân tỉnh.\n"
        "2. Quyết định số 12/2020/QĐ-UBND.\n\n"
        "Điều 2. Quyết định này có hiệu lực từ ngày 01 tháng 4 năm 2022.",
    ),
    "vỉa hè": decision(
        "16/2022", "08/3/2022", "Vỉa hè",
        "Điều 1. Vỉa hè.\n\nĐiều 2. Quyết định này có hiệu lực từ ngày 20 tháng 3 năm 2022.",
    ),
    "vỉa hè ngưng": decision(
        "17/2023", "08/3/2023", "Ngưng hiệu lực Quyết định số 16/2022/QĐ-UBND",
        "Điều 1. Ngưng hiệu lực toàn bộ Quyết định số 16/2022/QĐ-UBND từ ngày 15 tháng 3 năm 2023 "
        "đến hết ngày 31 tháng 12 năm 2023.\n\n"
        "Điều 2. Quyết định này có hiệu lực từ ngày 15 tháng 3 năm 2023.",
    ),
    "chợ": decision(
        "18/2022", "09/3/2022", "Chợ",
        "Điều 1. Chợ.\n\nĐiều 2. Quyết định này có hiệu lực từ ngày 20 tháng 3 năm 2022.",
    ),
    "chợ ngưng": decision(
        "19/2023", "08/3/2023", "Tạm ngưng áp dụng Quyết định số 18/2022/QĐ-UBND",
        "Điều 1. Tạm ngưng áp dụng Quyết định số 18/2022/QĐ-UBND.\n\n"
        "Điều 2. Quyết định này có hiệu lực từ ngày 15 tháng 3 năm 2023.",
    ),
    "chợ lại": decision(
        "21/2023", "08/9/2023", "Tiếp tục áp dụng trở lại Quyết định số 18/2022/QĐ-UBND",
        "Điều 1. Tiếp tục áp dụng trở lại Quyết định số 18/2022/QĐ-UBND từ ngày 20 tháng 9 năm "
        "2023.\n\nĐiều 2. Quyết định này có hiệu lực từ ngày 15 tháng 9 năm 2023.",
    ),
    "lúa": council(
        "5/2021/NQ-HĐND", "10/7/2021", "Hỗ trợ giống lúa",
        "Điều 1. Hỗ trợ.\n\nĐiều 2. Nghị quyết này có hiệu lực từ ngày 01 tháng 8 năm 2021 đến hết "
        "ngày 31 tháng 12 năm 2023.",
    ),
    "lúa kéo dài": council(
        "6/2023/NQ-HĐND", "08/12/2023", "Kéo dài thời gian thực hiện Nghị quyết 5/2021/NQ-HĐND",
        "Điều 1. Kéo dài thời gian thực hiện Nghị quyết số 5/2021/NQ-HĐND ngày 10 tháng 7 năm 2021 "
        "đến hết ngày 31 tháng 12 năm 2025.\n\n"
        "Điều 2. Nghị quyết này có hiệu lực từ ngày 18 tháng 12 năm 2023.",
    ),
    "chợ đêm": council(
        "7/2022/NQ-HĐND", "10/7/2022", "Chợ đêm",
        "Điều 1. Chợ đêm.\n\nĐiều 2. Nghị quyết này có hiệu lực thi hành từ ngày 01 tháng 8 năm "
        "2022 và được thực hiện trong 02 năm.",
    ),
    "bến": decision(
        "25/2022", "08/5/2022", "Bến bãi",
        "Điều 1. Bến.\n\nĐiều 2. Bãi\n1. Bãi cát.\n2. Bãi đá.\n\nĐiều 3. Hiệu lực\n"
        "1. Quyết định này có hiệu lực từ ngày 20 tháng 5 năm 2022, trừ quy định tại khoản 2 Điều "
        "này.\n2. Điều 1 của Quyết định này có hiệu lực từ ngày 01 tháng 01 năm 2023.\n"
        "3. Khoản 2 Điều 2 của Quyết định này hết hiệu lực từ ngày 01 tháng 6 năm 2024.",
    ),
    "không ngày": "Quy định về giữ xe\n\nĐiều 1. Giữ xe ở chợ.\n",
}  # fmt: skip

COURSES = [
    ("đò", "", {"2019-03-05": "not_yet", "2020-03-16": "in_part", "2022-04-01": "ended"}),
    ("đò", "khoản 1 Điều 1", {"2020-03-15": "in_force", "2020-03-16": "in_part"}),
    ("đò", "khoản 2 Điều 1", {"2022-03-31": "in_force", "2022-04-01": "ended"}),
    ("đò", "Điều 2", {"2020-03-15": "in_force", "2020-03-16": "ended"}),
    ("đò sửa", "", {"2021-03-19": "in_force", "2021-03-20": "in_part", "2022-04-01": "ended"}),
    (
        "vỉa hè",
        "",
        {"2023-03-14": "in_force", "2023-12-31": "suspended", "2024-01-01": "in_force"},
    ),
    ("chợ", "", {"2023-03-15": "suspended", "2023-09-19": "suspended", "2023-09-20": "in_force"}),
    ("lúa", "", {"2024-01-01": "in_force", "2025-12-31": "in_force", "2026-01-01": "ended"}),
    ("chợ đêm", "", {"2022-07-31": "not_yet", "2024-07-31": "in_force", "2024-08-01": "ended"}),
    ("bến", "", {"2022-05-20": "in_part", "2023-01-01": "in_force", "2024-06-01": "in_part"}),
    ("bến", "Điều 1", {"2022-12-31": "not_yet", "2023-01-01": "in_force"}),
    ("bến", "khoản 2 Điều 2", {"2024-05-31": "in_force", "2024-06-01": "ended"}),
    ("bến", "Điều 2", {"2024-05-31": "in_force", "2024-06-01": "in_part"}),
    ("bến", "khoản 1 Điều 2", {"2024-06-01": "in_force"}),
    ("không ngày", "", {"2024-06-01": "unknown"}),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return index_of(tmp_path_factory.mktemp("courses"), TEXTS)


@pytest.mark.parametrize(("name", "place", "states"), COURSES)
def test_the_state_on_each_day(index: Index, name: str, place: str, states: dict[str, str]) -> None:
    found = {day: index.validity(f"{name}.txt", place, on=day).state.value for day in states}
    assert found == states


@pytest.mark.parametrize("day", ["2020-03-16", "2021-03-20", "2023-06-01", "2024-06-01"])
def test_a_filter_finds_what_is_judged_to_hold(index: Index, day: str) -> None:
    hits = index.search(filters=Filters(on=day), limit=100)
    assert {hit.document_id for hit in hits} == {
        f"{name}.txt" for name in TEXTS if index.validity(f"{name}.txt", on=day).holds
    }


def test_the_sentence_is_that_of_the_act_itself(index: Index) -> None:
    found = index.validity("đò.txt", on="2021-06-01")
    assert found.stated_in == "đò sửa.txt"


@pytest.mark.parametrize(
    ("name", "days"),
    [  # a title tells no day of its own, and a term ends when others say that it does
        ("chợ", ["2022-03-09", "2022-03-20", "2023-03-15", "2023-09-20"]),
        ("lúa", ["2021-07-10", "2021-08-01", "2023-12-18", "2026-01-01"]),
    ],
)
def test_the_history_tells_each_event_once(index: Index, name: str, days: list[str]) -> None:
    assert [event.day for event in index.timeline(f"{name}.txt")] == days


def test_what_a_title_says_of_a_part_is_told_as_a_part(tmp_path: Path) -> None:
    texts = {
        "cũ": TEXTS["vỉa hè"],
        "mới": decision(
            "18/2024", "08/3/2024", "Bãi bỏ một phần Quyết định số 16/2022/QĐ-UBND",
            "Điều 1. Bãi bỏ Điều 1 Quyết định số 16/2022/QĐ-UBND.\n\n"
            "Điều 2. Quyết định này có hiệu lực từ ngày 20 tháng 3 năm 2024.",
        ),
    }  # fmt: skip
    told = [event.text for event in index_of(tmp_path, texts).timeline("cũ.txt")[2:]]
    assert [text.partition(" bởi")[0] for text in told] == [
        "bị bãi bỏ một phần",
        "Điều 1 bị bãi bỏ",
    ]
