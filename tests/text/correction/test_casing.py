"""Syllables that replace others take over their capitals."""

from __future__ import annotations

import re

import pytest

from searchkit.text.correction.casing import cased, replaced


@pytest.mark.parametrize(
    ("syllable", "like", "written"),
    [
        ("nghị", "nghi", "nghị"),
        ("nghị", "Nghi", "Nghị"),
        ("nghị", "NGHI", "NGHỊ"),
        ("ý", "Y", "Ý"),
        ("quyết", "QuyẾt", "QuyẾt"),
    ],
)
def test_a_syllable_takes_the_capitals_of_what_it_replaces(
    syllable: str, like: str, written: str
) -> None:
    assert cased(syllable, like) == written


def test_what_stands_between_the_words_stays() -> None:
    text = "«Nghi quyet», TW!"
    words = list(re.finditer(r"\w+", text))
    assert replaced(text, words, ["nghị", "quyết", "tw"]) == "«Nghị quyết», TW!"
