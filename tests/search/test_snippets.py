"""Snippets show the part of a passage that answers, with the words that match marked."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.search.matching import matched_tokens
from searchkit.search.snippets import ELLIPSIS, Snippet, make_snippet
from searchkit.text.tokens import tokenize

FILLER = "Trong tháng này các thôn đã làm xong nhiều việc chung của xã và bà con đều vui. " * 4


def _snippet(query: str, text: str) -> Snippet:
    tokens = tokenize(text)
    return make_snippet(tokens, matched_tokens(tokenize(query), tokens))


def _marked(query: str, text: str) -> list[str]:
    snippet = _snippet(query, text)
    return [snippet.text[start:end] for start, end in snippet.marks]


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("bộ máy", "Sắp xếp bộ máy của huyện.", ["bộ máy"]),
        ("bo may", "Sắp xếp BỘ MÁY của huyện.", ["BỘ MÁY"]),
        ("bộ máy", "Sap xep bo may cua huyen.", ["bo may"]),
        ("bộ máy", "Bộ mây treo trên tường, bộ máy đặt dưới sàn.", ["bộ máy"]),
        ("kỹ thuật", "Lớp kĩ thuật buổi tối.", ["kĩ thuật"]),
        ("bộ máy", "Thay máy bơm ở trạm.", []),
        ("máy bộ", "Thay máy bơm cho cả bộ.", ["máy", "bộ"]),
        ("cải cách hành chính", "Ngân hàng Chính sách có cách làm.", []),
        ("chính", "Ngân hàng Chính sách.", ["Chính"]),
        ("kê khai tài sản", "Bảng kê các tài liệu.", ["kê", "tài"]),
        ("bộ máy", "Không có gì ở đây.", []),
    ],
    ids=[
        *["as typed", "bare", "bare text", "other marks", "i or y", "alone", "apart"],
        *["in other words", "one word", "one between", "none"],
    ],
)
def test_matched_words_are_marked(query: str, text: str, marked: list[str]) -> None:
    assert _marked(query, text) == marked


def test_the_window_lies_around_the_match() -> None:
    snippet = _snippet("tiêm phòng dại", f"{FILLER}Xã tiêm phòng dại cho chó mèo.\n\n{FILLER}")
    assert "Xã tiêm phòng dại cho chó mèo" in snippet.text
    assert snippet.text.startswith(ELLIPSIS)
    assert snippet.text.endswith(ELLIPSIS)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="aạâ mMbộ máy.\n\u0301\u200b-", max_size=200), st.text(max_size=40))
def test_marks_lie_inside_the_snippet_in_order(text: str, query: str) -> None:
    snippet = _snippet(query, text)
    ends = [0]
    for start, end in snippet.marks:
        assert ends[-1] <= start < end <= len(snippet.text)
        ends.append(end)
