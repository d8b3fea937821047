"""Own fields as terms: their order is that of the values, and they can be read back."""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.documents.record_fields import Kind
from searchkit.index.terms.own_fields import own_terms, prefix_of, term_of, value_of, word_term

WHOLE = st.integers(-(1 << 63), (1 << 63) - 1)
NUMBERS = WHOLE | st.floats(allow_nan=False, allow_infinity=False)
EDGES = [0, -0.0, 1, -1, 2**53 - 1, 2**53, 2**53 + 1, 2.0**53, 2**63 - 1, -(2**63), 5e-324, 1e300]


@given(st.lists(NUMBERS | st.sampled_from(EDGES), min_size=2))
def test_terms_of_numbers_are_in_the_order_of_the_numbers(numbers: list[float]) -> None:
    ordered = sorted(numbers)
    for (one, other), (first, second) in zip(
        pairwise(ordered), pairwise([term_of("a", number) for number in ordered]), strict=True
    ):
        assert (first < second) == (one < other)
        assert (first == second) == (one == other)


@given(NUMBERS | st.booleans() | st.dates() | st.datetimes())
def test_a_value_comes_back_from_its_term(value: float | date) -> None:
    found = value_of(term_of("a", value))
    assert found == value
    assert isinstance(found, bool) == isinstance(value, bool)


@given(st.lists(st.datetimes() | st.dates(), min_size=2))
def test_terms_of_dates_are_in_the_order_of_time(days: list[date]) -> None:
    moments = {
        term_of("a", day): day if isinstance(day, datetime) else datetime.combine(day, time())
        for day in days
    }
    assert [moments[term] for term in sorted(moments)] == sorted(moments.values())


@given(st.text(min_size=1, max_size=30).filter(str.strip))
def test_a_text_comes_back_and_is_found_without_diacritics(text: str) -> None:
    terms = own_terms({"hồ sơ": text})
    (whole,) = [term for term in terms if term.startswith(prefix_of("hoso", Kind.TEXT))]
    assert value_of(whole) == text.strip()
    assert whole.startswith(term_of("hoso", text))


def test_a_text_of_several_words_has_its_words() -> None:
    terms = own_terms({"Đơn vị": "Sở Nội vụ"})
    assert {word_term("donvi", word) for word in ("so", "noi", "vu")} <= set(terms)
    assert term_of("donvi", "SO NOI VU") == term_of("donvi", "Sở Nội vụ")
    assert [term for term in own_terms({"mã": "HS-17"}) if "\x1fw" in term] == []


@pytest.mark.parametrize("name", ["a", "tên rất dài" * 5])
def test_a_long_text_has_short_terms(name: str) -> None:
    assert all(len(term) < 500 for term in own_terms({name: "chữ" * 100_000}))
