"""Documents like one are found by what it is about, and twins are marked as such."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import searchkit
from tests.support import DECISION, NOTE, PLAN, make_index

if TYPE_CHECKING:
    from searchkit import Index

TEXTS = {
    "ke-hoach.txt": PLAN,
    "ban-sao.txt": PLAN.replace("12/KH-BNV", "13/KH-BNV").replace("05 tháng 3", "06 tháng 3"),
    "bao-cao.txt": "BÁO CÁO\nKết quả tinh gọn bộ máy\n\nCác cơ quan hành chính đã sắp xếp, tinh "
    "gọn bộ máy, giảm đầu mối trung gian và nâng cao hiệu lực hoạt động của các đơn vị.\n",
    "quyet-dinh.txt": DECISION,
    "nha-o.txt": "Mỗi hộ nghèo được hỗ trợ sửa chữa nhà ở bị hư hỏng do mưa lũ.\n",
    "ghi-chep.txt": NOTE,
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return make_index(tmp_path_factory.mktemp("similar"), TEXTS)


def test_the_likest_comes_first_and_a_twin_is_marked(index: Index) -> None:
    found = index.similar("ke-hoach.txt")
    assert [(one.id, one.near_duplicate) for one in found][:2] == [
        ("ban-sao.txt", True),
        ("bao-cao.txt", False),
    ]
    assert [one.likeness for one in found] == sorted((one.likeness for one in found), reverse=True)
    assert all(0 < one.likeness <= 1 for one in found)
    assert "ke-hoach.txt" not in {one.id for one in found}


def test_words_that_both_have_are_told_as_they_are_written(index: Index) -> None:
    (found, *_) = index.similar("quyet-dinh.txt")
    assert found.id == "nha-o.txt"
    assert {"sửa chữa", "hư hỏng"} <= set(found.terms)


@pytest.mark.parametrize("name", ["12/KH-BNV", "ke-hoach.txt#2", "documents/ke-hoach.txt"])
def test_a_document_is_named_as_for_showing_it(index: Index, name: str) -> None:
    assert index.similar(name)[0].id == "ban-sao.txt"


def test_no_more_than_asked_for(index: Index) -> None:
    assert len(index.similar("ke-hoach.txt", limit=1)) == 1
    with pytest.raises(searchkit.UsageError, match="at least 1"):
        index.similar("ke-hoach.txt", limit=0)
    with pytest.raises(searchkit.UsageError, match="no document is called"):
        index.similar("khong-co.txt")


def test_a_document_that_shares_nothing_has_none_like_it(index: Index) -> None:
    assert [one for one in index.similar("ghi-chep.txt") if one.likeness > 0.5] == []


def test_a_result_is_plain_values(index: Index) -> None:
    values = index.similar("ke-hoach.txt")[0].to_dict()
    assert values["near_duplicate"] is True
    assert set(values) == {
        *("id", "path", "title", "metadata", "likeness", "near_duplicate", "terms"),
    }
