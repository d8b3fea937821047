from __future__ import annotations

import pytest
from hypothesis import given, settings

from searchkit.text.spelling.orthography import i_y_variants, is_legal_syllable
from tests.text.strategies import texts


@pytest.mark.parametrize(
    ("one", "other"),
    [("kỹ", "kĩ"), ("lý", "lí"), ("mỹ", "mĩ"), ("sỹ", "sĩ"), ("tỷ", "tỉ"), ("hy", "hi"),
     ("quý", "quí"), ("quy", "qui"), ("Kỳ", "Kì"), ("QUỸ", "QUĨ"), ("ty", "ti")],
)  # fmt: skip
def test_both_spellings_name_each_other(one: str, other: str) -> None:
    assert i_y_variants(one) == (other,)
    assert i_y_variants(other) == (one,)
    assert is_legal_syllable(one.lower())
    assert is_legal_syllable(other.lower())


@pytest.mark.parametrize(
    "syllable", ["thi", "ủy", "thúy", "tính", "y", "ý", "gì", "tay", "b", "", "hï2"]
)
def test_other_syllables_have_one_spelling(syllable: str) -> None:
    assert i_y_variants(syllable) == ()


@settings(max_examples=300, deadline=None)
@given(texts)
def test_a_variant_leads_back(text: str) -> None:
    for variant in i_y_variants(text):
        assert i_y_variants(variant) == (text,)
