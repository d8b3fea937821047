"""Of several documents of one number or name, the one is meant that was there; texts invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.index.relations.acts import act, index_of, province

if TYPE_CHECKING:
    from searchkit import Index

FOREST = "Điều 1. Luật này có hiệu lực từ ngày 01 tháng 01 năm {year}."
CITES = "Điều 1. Ruộng bậc thang được giữ gìn theo Luật Ruộng bậc thang."
TEXTS = {
    "luật 2005": act("10/2005/QH11", "14/6/2005", "RUỘNG BẬC THANG", FOREST.format(year=2006)),
    "luật 2015": act("20/2015/QH13", "25/6/2015", "RUỘNG BẬC THANG", FOREST.format(year=2016)),
    "luật 2025": act("30/2025/QH15", "27/6/2025", "RUỘNG BẬC THANG", FOREST.format(year=2026)),
    "năm 2001": province("An Phú", "1/2001/QĐ-UB", "02/3/2001", "Giữ ruộng", CITES),
    "năm 2012": province("An Phú", "2/2012/QĐ-UBND", "02/3/2012", "Giữ ruộng", CITES),
    "năm 2026": province("An Phú", "3/2026/QĐ-UBND", "02/3/2026", "Giữ ruộng", CITES),
    "không ngày": "Ghi chép về ruộng\n\nRuộng bậc thang được giữ theo Luật Ruộng bậc thang.",
    "có số": province(
        "An Phú", "4/2026/QĐ-UBND", "03/3/2026", "Giữ ruộng",
        "Căn cứ Luật Ruộng bậc thang số 20/2015/QH13;\n\n"
        "Điều 1. Bãi bỏ Điều 9 Quyết định số 12/2019/QĐ-UBND.\n"
        "Điều 2. Quyết định này có hiệu lực từ ngày 01 tháng 4 năm 2026.",
    ),
    "hướng dẫn cũ": province(
        "An Phú", "5/2026/QĐ-UBND", "04/3/2026", "Giữ ruộng",
        "Điều 1. Thực hiện Nghị định số 8/2016/NĐ-CP quy định chi tiết Luật Ruộng bậc thang.",
    ),
    "an phú": province("An Phú", "12/2019/QĐ-UBND", "03/4/2019", "Giá nước", "Điều 9. Giá."),
    "bình hà": province("Bình Hà", "12/2019/QĐ-UBND", "08/5/2019", "Giá chợ", "Điều 9. Giá."),
    "bộ": act(
        "7/2026/TT-BTC", "05/3/2026", "Giá",
        "Điều 1. Bãi bỏ Quyết định số 12/2019/QĐ-UBND của Ủy ban nhân dân tỉnh Bình Hà.\n"
        "Điều 2. Thông tư này có hiệu lực từ ngày 01 tháng 5 năm 2026.",
        issuer="BỘ TÀI CHÍNH", kind="THÔNG TƯ",
    ),
    "chợ an phú": province("An Phú", "6/2018/QĐ-UBND", "03/4/2018", "Giá chợ", "Điều 1. Giá."),
    "chợ khác": province(
        "Bình Hà", "9/2026/QĐ-UBND", "07/3/2026", "Giá chợ",
        "Điều 1. Quyết định này thay thế Quyết định số 6/2018/QĐ-UBND.",
    ),
    "bộ nói tỉnh khác": act(
        "9/2026/TT-BTC", "08/3/2026", "Giá",
        "Điều 1. Bãi bỏ Quyết định số 6/2018/QĐ-UBND của Ủy ban nhân dân tỉnh Hạ Long.",
        issuer="BỘ TÀI CHÍNH", kind="THÔNG TƯ",
    ),
    "chợ bình hà": province("Bình Hà", "31/2017/QĐ-UBND", "04/4/2017", "Chợ", "Điều 1. Giá."),
    "chợ thiên phú": province("An Phú", "31/2017/QĐ-UBND", "05/4/2017", "Chợ", "Điều 1. Giá."),
    "tỉnh mình": province(
        "An Phú", "14/2026/QĐ-UBND", "09/3/2026", "Chợ",
        "Điều 1. Quyết định số 31/2017/QĐ-UBND của Ủy ban nhân dân tỉnh hết hiệu lực từ ngày 01 "
        "tháng 4 năm 2026.",
    ),
    "bộ khác": act(
        "8/2026/TT-BTC", "06/3/2026", "Giá",
        "Điều 1. Bãi bỏ Quyết định số 12/2019/QĐ-UBND.", issuer="BỘ TÀI CHÍNH", kind="THÔNG TƯ",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return index_of(tmp_path_factory.mktemp("meant"), TEXTS)


def other(index: Index, name: str, kind: str) -> set[str]:
    return {
        one.id.removesuffix(".txt")
        for one in index.relations(f"{name}.txt").related
        if one.kind == kind and not one.does
    }


@pytest.mark.parametrize(
    ("citing", "law"),
    [
        ("năm 2001", ""),
        ("năm 2012", "luật 2005"),
        ("năm 2026", "luật 2025"),
        ("không ngày", ""),
    ],
)
def test_a_law_called_by_its_name_is_the_last_before(index: Index, citing: str, law: str) -> None:
    assert other(index, citing, "cites") == {law}


def test_a_number_beside_the_name_decides(index: Index) -> None:
    assert other(index, "có số", "basis") == {"luật 2015"}


def test_an_old_decree_guides_the_law_of_its_time(index: Index) -> None:
    (one,) = [r for r in index.relations("hướng dẫn cũ.txt").related if r.kind == "guides"]
    assert one.id == "luật 2015.txt"
    laws = [index.relations(f"luật {year}.txt").related for year in (2005, 2015, 2025)]
    assert [any("8/2016" in one.name for one in related) for related in laws] == [
        False,
        True,
        False,
    ]


def test_a_number_that_two_provinces_have_is_that_of_its_issuer(index: Index) -> None:
    assert other(index, "có số", "repeals") == {"an phú"}
    assert other(index, "bộ", "repeals") == {"bình hà"}
    assert other(index, "bộ khác", "repeals") == {""}
    assert other(index, "tỉnh mình", "ends") == {"chợ thiên phú"}
    day = "2026-06-01"
    assert index.validity("an phú.txt", "Điều 9", on=day).state == "ended"
    assert index.validity("bình hà.txt", on=day).state == "ended"
    assert index.validity("an phú.txt", on=day).state != "ended"


@pytest.mark.parametrize(
    ("citing", "kind"), [("chợ khác", "replaces"), ("bộ nói tỉnh khác", "repeals")]
)
def test_a_number_of_another_place_is_not_that_of_the_one_in_the_index(
    index: Index, citing: str, kind: str
) -> None:
    assert other(index, citing, kind) == {""}
    assert index.validity("chợ an phú.txt", on="2026-06-01").state == "unknown"
