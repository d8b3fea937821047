"""A code is found however its letters and figures are spaced."""

from __future__ import annotations

import pytest

from searchkit.text.correction.codes import respace_codes
from searchkit.text.spelling.syllables import fold_terms, syllable_terms

TEXTS = ["Tuyến QL.1A qua huyện dài 12 km", "Xi măng PCB40, thép D20", "Đường tỉnh 319B, điều 5"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("QL1A", "QL 1A"),
        ("ql1a qua huyện", "ql 1a qua huyện"),
        ("QL 1A", "QL 1A"),
        ("xi măng PCB 40", "xi măng PCB40"),
        ("PCB-40.", "PCB40."),
        ("PCB40", "PCB40"),
        ("tỉnh319B", "tỉnh 319B"),
        ("điều 5", "điều 5"),
        ("quý 3", "quý 3"),
        ("30/2020/NĐ-CP", "30/2020/NĐ-CP"),
        ("mẫu D20/AB", "mẫu D20/AB"),
        ("xe B52", "xe B52"),
        ("", ""),
    ],
)
def test_codes_are_spaced_as_the_index_has_them(typed: str, meant: str) -> None:
    terms = {term for text in TEXTS for term in fold_terms(syllable_terms(text.lower()))}
    assert respace_codes(typed, terms.intersection) == meant
