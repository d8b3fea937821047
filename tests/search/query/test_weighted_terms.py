"""What a query finds and prefers, whatever is typed of its diacritics."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import searchkit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from searchkit import Index

    MakeIndex = Callable[..., Index]


@pytest.fixture
def make_index(tmp_path: Path) -> MakeIndex:
    """Index texts as files of one passage each, named by their keywords."""

    def make(**texts: str) -> Index:
        folder = tmp_path / "van-ban"
        folder.mkdir()
        for name, text in texts.items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        index = searchkit.open_index(tmp_path / "index", create=True)
        index.add([folder])
        return index

    return make


def _found(index: Index, query: str) -> list[str]:
    return [hit.document_id.removesuffix(".txt") for hit in index.search(query)]


def test_typed_marks_prefer_the_same_marks(make_index: MakeIndex) -> None:
    index = make_index(
        friend="Các bạn thân hẹn nhau ở chợ phiên vào sáng mai.",
        village="Các bản thân thuộc nằm dọc theo con suối vào sáng mai.",
        other="Trạm y tế đã nhận thêm thuốc.",
    )
    assert _found(index, "bạn thân")[0] == "friend"
    assert _found(index, "bản thân")[0] == "village"
    assert set(_found(index, "ban than")) == {"friend", "village"}


@pytest.mark.parametrize("query", ["sắp xếp bộ máy", "sap xep bo may", "sắp xep bộ may"])
def test_every_spelling_finds_the_same(make_index: MakeIndex, query: str) -> None:
    index = make_index(
        law="Việc sắp xếp bộ máy phải xong trong quý ba.",
        bare="Viec sap xep bo may phai xong trong quy ba.",
        other="Mưa lớn làm sạt lở nhiều đoạn đường liên xã.",
    )
    result = index.search(query)
    assert result.total == 2
    assert {hit.document_id for hit in result} == {"law.txt", "bare.txt"}


@pytest.mark.parametrize("query", ["kỹ thuật canh tác", "kĩ thuật canh tác", "ki thuat canh tac"])
def test_i_and_y_find_each_other(make_index: MakeIndex, query: str) -> None:
    index = make_index(
        y="Trạm mở lớp dạy kỹ thuật trồng lúa cho bà con.",
        i="Trạm mở lớp dạy kĩ thuật trồng ngô cho bà con.",
        other="Trạm đã nhận đủ giống ngô lai.",
    )
    assert set(_found(index, query)) == {"y", "i"}
    assert all("thuật" in hit.snippet[a:b] for hit in index.search(query) for a, b in hit.marks)


def test_the_spelling_that_was_typed_comes_first(make_index: MakeIndex) -> None:
    index = make_index(
        y="Trạm mở lớp dạy kỹ thuật trồng lúa cho bà con.",
        i="Trạm mở lớp dạy kĩ thuật trồng lúa cho bà con.",
        other="Trạm đã nhận đủ giống ngô lai.",
    )
    assert _found(index, "kĩ thuật trồng lúa") == ["i", "y"]
    assert _found(index, "kỹ thuật trồng lúa") == ["y", "i"]


@pytest.mark.parametrize("query", ["UBND xã", "Ủy ban nhân dân xã"])
def test_an_abbreviation_finds_its_long_form_and_the_reverse(
    make_index: MakeIndex, query: str
) -> None:
    index = make_index(
        short="UBND xã công bố kết quả bình xét hộ nghèo.",
        long="Ủy ban nhân dân xã công bố lịch tiêm phòng.",
        other="Trường học nghỉ lễ hai ngày.",
    )
    assert set(_found(index, query)) == {"short", "long"}
