"""Lists of places are read as lawyers mean them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.text.legal.place_lists import cited, holds, place_lists, place_of

LISTS = [
    (
        "điểm c khoản 2, điểm b khoản 3 Điều 41",
        ["điểm c khoản 2 Điều 41", "điểm b khoản 3 Điều 41"],
    ),
    (
        "Điều 3, Điều 9 và khoản 1, khoản 2 Điều 11",
        ["Điều 3", "Điều 9", "khoản 1 Điều 11", "khoản 2 Điều 11"],
    ),
    ("các điều 18, 19, 63 và 64", ["Điều 18", "Điều 19", "Điều 63", "Điều 64"]),
    ("khoản 1, 2 và 3 Điều 5a", ["khoản 1 Điều 5a", "khoản 2 Điều 5a", "khoản 3 Điều 5a"]),
    ("điểm a, điểm đ khoản 1 Điều 7", ["điểm a khoản 1 Điều 7", "điểm đ khoản 1 Điều 7"]),
    ("điểm 1.3, mục III, phần B", ["điểm 1.3 Mục III Phần B"]),
    ("Phụ lục II", ["Phụ lục II"]),
    ("Từ Điều 5 đến hết Điều 8", ["Điều 5", "Điều 6", "Điều 7", "Điều 8"]),
    (
        "điểm c đến điểm e khoản 1, khoản 3 Điều 4",
        [
            "điểm c khoản 1 Điều 4",
            "điểm d khoản 1 Điều 4",
            "điểm đ khoản 1 Điều 4",
            "điểm e khoản 1 Điều 4",
            "khoản 3 Điều 4",
        ],
    ),
    ("Điều 3. Nghị định này", ["Điều 3"]),
    ("Điều 3, khoản 2 Điều 5 và Phụ lục II", ["Điều 3", "khoản 2 Điều 5", "Phụ lục II"]),
    (
        "khoản 5 Điều 4; khoản 2 Điều 7; Chương III",
        ["khoản 5 Điều 4", "khoản 2 Điều 7", "Chương III"],
    ),
    ("Điều 5, Phụ lục I", ["Điều 5", "Phụ lục I"]),
    ("Điều 5, Chương II", ["Điều 5 Chương II"]),
    ("điểm a khoản 1 và khoản 2 Điều 5", ["điểm a khoản 1 Điều 5", "khoản 2 Điều 5"]),
    ("khoản 1 các Điều 7, 8", ["khoản 1 Điều 7", "khoản 1 Điều 8"]),
    ("khoản 2, các Điều 7, 8", ["khoản 2", "Điều 7", "Điều 8"]),
    ("khoản 2 Điều 7, 8 và 9", ["khoản 2 Điều 7", "Điều 8", "Điều 9"]),
    (
        "Điều 33, các điều quy định tại Mục 6 Chương II, các Điều 81, 82",
        ["Điều 33", "Mục 6 Chương II", "Điều 81", "Điều 82"],
    ),
]


@pytest.mark.parametrize(("text", "places"), LISTS)
def test_a_list_is_read(text: str, places: list[str]) -> None:
    (found,) = place_lists(text.lower())
    assert [cited(place) for place in found.places] == places


def test_lists_of_two_acts_stay_apart() -> None:
    text = "điều 12 và điều 13 của luật thứ nhất; khoản 2 điều 88 của luật khác"
    assert [len(found.places) for found in place_lists(text)] == [2, 1]


def test_a_number_of_a_document_is_no_place() -> None:
    assert place_lists("số 18/2024/nq-hđnd, mục tiêu chung, phần lớn, điều chỉnh") == []


LABELS = st.integers(1, 99).map(str)


@given(LABELS, LABELS, st.sampled_from("abcdđeg"))
def test_what_is_cited_is_read_again(clause: str, article: str, point: str) -> None:
    place = (("điểm", point), ("khoản", clause), ("điều", article))
    assert place_of(cited(place)) == place
    assert holds(place[1:], place)
    assert holds((), place)
    assert not holds(place, place[1:])
