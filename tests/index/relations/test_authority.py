"""Who may end whose documents."""

from __future__ import annotations

import pytest

from searchkit.index.relations.authority import Standing, may_change

CASES = [
    ("15/2025/qh15", "50/2014/qh13", True),
    ("15/2025/nd-cp", "50/2014/qh13", False),
    ("50/2014/qh13", "15/2025/nd-cp", True),
    ("5/2025/tt-btc", "9/2020/tt-bkhdt", True),
    ("5/2025/tt-btc", "9/2020/nd-cp", False),
    ("7/2025/nq-hdnd", "8/2020/qd-ubnd", True),
    ("8/2025/qd-ubnd", "7/2020/nq-hdnd", False),
    ("66-nq/tw", "18-nq/tw", True),
    ("15/2025/nd-cp", "@luat gia 2012", False),
    ("", "15/2025/nd-cp", True),
]


@pytest.mark.parametrize(("source", "target", "may"), CASES)
def test_the_own_issuer_and_those_above_may(source: str, target: str, may: bool) -> None:
    assert may_change(Standing(source, ""), Standing(target, "")) is may


def test_councils_of_two_places_do_not_end_each_other() -> None:
    one = Standing("8/2025/qd-ubnd", "ỦY BAN NHÂN DÂN TỈNH AN PHÚ")
    other = Standing("3/2019/qd-ubnd", "Ủy ban nhân dân tỉnh Bình Sơn")
    assert not may_change(one, other)
    assert may_change(one, Standing("3/2019/qd-ubnd", "Ủy ban nhân dân tỉnh An Phú"))
    assert may_change(one, Standing("3/2019/qd-ubnd", ""))


def test_the_body_of_a_place_that_another_was_merged_into_succeeds() -> None:
    new = Standing("8/2025/qd-ubnd", "Ủy ban nhân dân tỉnh Tuyên Quang")
    old = Standing("3/2019/qd-ubnd", "ỦY BAN NHÂN DÂN TỈNH HÀ GIANG")
    assert may_change(new, old)
    assert not may_change(old, new)
    assert not may_change(new, Standing("3/2019/qd-ubnd", "Ủy ban nhân dân tỉnh Yên Bái"))
    da_nang = Standing("8/2025/qd-ubnd", "Ủy ban nhân dân thành phố Đà Nẵng")
    assert may_change(da_nang, Standing("3/2019/qd-ubnd", "Ủy ban nhân dân tỉnh Quảng Nam"))


def test_a_province_stands_above_what_lies_below_provinces() -> None:
    province = Standing("8/2025/qd-ubnd", "Ủy ban nhân dân tỉnh An Phú")
    for name in ("huyện Bình Sơn", "thành phố Bình Sơn", "xã Bình Sơn"):
        below = Standing("3/2019/qd-ubnd", f"Ủy ban nhân dân {name}")
        assert may_change(province, below)
        assert not may_change(below, province)
