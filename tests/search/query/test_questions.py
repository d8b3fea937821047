"""A question asks for what stands in texts; a query that names a document is none."""

from __future__ import annotations

import pytest

from searchkit.search.query.parser import parse_query
from searchkit.search.query.questions import is_question


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
