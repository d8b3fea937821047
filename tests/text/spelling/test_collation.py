from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.text.spelling.collation import collation_key

# From the rules of Vietnamese dictionaries: letters, then tones, word by word.
IN_ORDER = [
    "2",
    "10",
    "an",
    "ao",
    "ăn",
    "ân",
    "ba",
    "ba ba",
    "bà",
    "bà con",
    "bả",
    "bã",
    "bá",
    "bạ",
    "bay",
    "băng",
    "công",
    "da",
    "dung",
    "đa",
    "đi",
    "em",
    "êm",
    "on",
    "ôn",
    "ơn",
    "tu",
    "tư",
    "xa",
    "y",
]


@pytest.mark.parametrize(("one", "other"), list(pairwise(IN_ORDER)))
def test_words_come_as_in_a_dictionary(one: str, other: str) -> None:
    assert collation_key(one) < collation_key(other)


def test_numbers_come_by_what_they_count() -> None:
    numbers = ["2/QĐ-UBND", "10/QĐ-UBND", "9/2024/QĐ-UBND", "010/NQ-HĐND", "101/KH"]
    assert sorted(numbers, key=collation_key) == [
        "2/QĐ-UBND",
        "9/2024/QĐ-UBND",
        "010/NQ-HĐND",
        "10/QĐ-UBND",
        "101/KH",
    ]


@given(st.text(max_size=40))
def test_case_and_spelling_do_not_count(text: str) -> None:
    assert collation_key(text) == collation_key(f"  {text}  ")
    assert all(ord(letter) >= ord(" ") for letter in collation_key(text))


def test_composed_or_not_is_the_same() -> None:
    assert collation_key("HÒA BÌNH") == collation_key("hoà bình") == collation_key("hòa bình")
