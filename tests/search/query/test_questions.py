"""A question asks for what stands in texts; a query that names a document is none.

One that was typed without diacritics is read as the indexed texts make it likely.
"""

from __future__ import annotations

import pytest

from searchkit._dataclass import replace
from searchkit.search.query.parser import parse_query
from searchkit.search.query.questions import is_question, with_reading
from searchkit.search.query.weighted_terms import weighted_terms
from searchkit.search.settings import RankingSettings
from tests.text.small_counts import counts_of


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ai được hỗ trợ sửa nhà ở", True),
        ("ai duoc ho tro sua nha o", True),
        ("sửa chữa nhà ở", False),  # four words
        ("hỗ trợ hộ nghèo theo quyết định 345/QĐ-UBND", False),
        ("khoản 2 điều 5 về hỗ trợ sửa nhà ở", False),
    ],
)
def test_questions_are_told_from_names(query: str, expected: bool) -> None:
    assert is_question(parse_query(query), 5) is expected


MEANT = "chủ tịch kiêm tổng giám đốc"
COUNTS = counts_of([MEANT, MEANT, "kiểm tra", "kiểm toán", "kiểm soát", "kiếm sống"])


def test_a_question_without_marks_prefers_those_that_its_words_make_likely() -> None:
    query = with_reading(parse_query("chu tich kiem tong giam doc"), lambda: COUNTS, 5)
    assert " ".join(syllable for syllable, _ in query.reading) == MEANT
    assert all(0.5 < share <= 1 for _, share in query.reading)
    bare = weighted_terms(parse_query("chu tich kiem tong giam doc"), RankingSettings())
    weights = weighted_terms(query, RankingSettings())
    typed = weighted_terms(parse_query(MEANT), RankingSettings())
    assert weights.keys() == bare.keys() | {("text", word) for word in MEANT.split()}
    for term in (("text", "kiêm"), ("folded", "kiem")):
        low, high = sorted((bare.get(term, 0.0), typed[term]))
        assert low < weights[term] < high


@pytest.mark.parametrize(
    "query",
    [
        "chủ tịch kiem tong giam doc",  # some marks are there: the others may be meant to be none
        "kiem tong giam doc",  # four words
        "chu tich kiem tong giam doc theo quyet dinh 345/QĐ-UBND",
    ],
)
def test_others_are_looked_for_as_they_stand(query: str) -> None:
    parsed = parse_query(query)
    assert with_reading(parsed, lambda: COUNTS, 5) == parsed


def test_a_reading_is_dropped_where_a_document_turns_out_to_be_named() -> None:
    query = with_reading(parse_query("chu tich kiem tong giam doc"), lambda: COUNTS, 5)
    assert with_reading(replace(query, numbers=("345/qd-ubnd",)), lambda: COUNTS, 5).reading == ()


def test_without_counts_there_is_no_reading() -> None:
    parsed = parse_query("chu tich kiem tong giam doc")
    assert with_reading(parsed, lambda: None, 5) == parsed
