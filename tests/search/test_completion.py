"""What is completed while a person types: with or without diacritics, the last word unfinished."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import searchkit
from searchkit.text.spelling.folding import fold
from tests.support import DOCUMENTS, make_index

if TYPE_CHECKING:
    from searchkit import Index

PHRASES = "Xã rà soát việc sắp xếp đơn vị hành chính theo kế hoạch.\n\n" * 12
TEXTS = DOCUMENTS | {"bao-cao.txt": PHRASES, "tin.txt": "Sắp tới xã mở hội chợ quê.\n"}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return make_index(tmp_path_factory.mktemp("completion"), TEXTS)


def texts(index: Index, typed: str, kind: str | None = None) -> list[str]:
    return [c.text for c in index.suggest(typed) if kind in (None, c.kind)]


@pytest.mark.parametrize(
    "typed",
    [
        "sap xep d",
        "sắp xếp đ",
        "sắp xếp ",
        "Sắp xếp đơn",
        "SAP XEP",
        "việc sap xep don vi h",
        "sắp x",
    ],
)
def test_a_phrase_goes_on_as_the_texts_do(index: Index, typed: str) -> None:
    (first, *_) = texts(index, typed, "phrase")
    assert first.endswith("sắp xếp đơn vị hành chính")
    assert fold(first).startswith(fold(typed).lower().strip())


@pytest.mark.parametrize("typed", ["sáp x", "săp x"])
def test_marks_that_were_typed_count(index: Index, typed: str) -> None:
    assert texts(index, typed, "phrase") == []


@pytest.mark.parametrize("typed", ["ke hoach tinh g", "tinh gon b", "Tinh gọn bộ", "TINH GỌN BỘ M"])
def test_titles_are_completed(index: Index, typed: str) -> None:
    (title,) = texts(index, typed, "title")
    assert title in (
        "Kế hoạch tinh gọn bộ máy của các cơ quan hành chính năm 2025",
        "Tinh gọn bộ máy của các cơ quan hành chính năm 2025",
    )


@pytest.mark.parametrize(
    ("typed", "heading"), [("to chuc t", "Tổ chức thực hiện"), ("tổ ch", "Tổ chức thực hiện")]
)
def test_headings_are_completed_without_their_labels(
    index: Index, typed: str, heading: str
) -> None:
    assert heading in texts(index, typed, "heading")


@pytest.mark.parametrize("typed", ["12/K", "12/kh", "số 12/KH", "345/qđ-u", "345/qd"])
def test_numbers_are_completed_in_any_spelling(index: Index, typed: str) -> None:
    number = "12/KH-BNV" if "12" in typed else "345/QĐ-UBND"
    assert texts(index, typed)[0] == number


@pytest.mark.parametrize("typed", ["", "   ", "!?", "qqqq zzz"])
def test_nothing_completes_nothing(index: Index, typed: str) -> None:
    assert index.suggest(typed) == ()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30), st.integers(1, 12))
def test_whatever_is_typed_is_no_error(index: Index, typed: str, limit: int) -> None:
    found = index.suggest(typed, limit)
    assert len(found) <= limit
    assert len({one.text.lower() for one in found}) == len(found)
    assert all(one.to_dict()["text"] == one.text and one.count > 0 for one in found)


def test_a_limit_below_one_is_refused(index: Index) -> None:
    with pytest.raises(searchkit.UsageError, match="at least 1"):
        index.suggest("sắp", 0)
