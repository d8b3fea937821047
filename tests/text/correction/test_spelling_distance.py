"""Marks are near, confused sounds in between, letters far."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.text.correction.spelling import LETTER, mark_distance, unaccented_variants
from searchkit.text.spelling.orthography import legal_syllables
from searchkit.text.tables import read_table


@pytest.mark.parametrize(
    ("typed", "meant", "distance"),
    [
        pytest.param("quyết", "quyết", 0, id="nothing"),
        pytest.param("quyêt", "quyết", 0.5, id="a lost tone"),
        pytest.param("quyét", "quyết", 0.5, id="a lost mark"),
        pytest.param("quyet", "quyết", 1, id="both lost"),
        pytest.param("giãn", "giản", 0.5, id="hỏi for ngã"),
        pytest.param("đống", "đồng", 1, id="another tone"),
        pytest.param("chó", "cho", 1, id="a tone too many"),
        pytest.param("dang", "đang", 0.5, id="d for đ"),
        pytest.param("bơ", "bô", 1.5, id="another mark"),
    ],
)
def test_distance_of_marks(typed: str, meant: str, distance: float) -> None:
    assert mark_distance(typed, meant) == distance


@pytest.mark.parametrize(
    ("typed", "meant", "distance"),
    [
        pytest.param("ban", "ban", 0, id="itself"),
        pytest.param("xap", "sap", 1, id="x for s"),
        pytest.param("gia", "da", 1, id="gi for d"),
        pytest.param("nam", "lam", 1, id="n for l"),
        pytest.param("lan", "lang", 1, id="n for ng"),
        pytest.param("kac", "kat", 1, id="c for t"),
        pytest.param("ki", "ky", 0.5, id="i for y"),
        pytest.param("nganh", "nghanh", 0.5, id="ng for ngh"),
        pytest.param("xuc", "sut", 2, id="two sounds"),
        pytest.param("nhna", "nhan", LETTER, id="two letters swapped"),
        pytest.param("quyt", "quyet", LETTER, id="a letter lost"),
        pytest.param("bann", "ban", LETTER, id="a letter too many"),
        pytest.param("bam", "ban", LETTER, id="another letter"),
    ],
)
def test_distance_of_letters(typed: str, meant: str, distance: float) -> None:
    assert unaccented_variants(typed)[meant] == distance


def test_without_letters_only_confusions_are_left() -> None:
    variants = unaccented_variants("nhna", letters=False)
    assert "nhan" not in variants
    assert max(variants.values()) <= LETTER


@given(st.sampled_from(sorted(legal_syllables())), st.sampled_from(sorted(legal_syllables())))
@settings(max_examples=300, deadline=None)
def test_marks_are_apart_unless_they_are_the_same(one: str, other: str) -> None:
    assert mark_distance(one, other) >= 0
    assert mark_distance(one, one) == 0


def test_the_table_of_confusions_has_no_row_twice() -> None:
    rows = [(place, *sorted(pair)) for place, *pair, _ in read_table("confusions.tsv")]
    assert len(rows) == len(set(rows))
    assert {row[0] for row in rows} == {"onset", "final"}
