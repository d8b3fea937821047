"""The tables of names that come with searchkit: they are right, and whole."""

from __future__ import annotations

import pytest

from searchkit.search.query.names.own_names import read_changes
from searchkit.text.legal.names.table import LEVELS, change_of, filled_rows
from searchkit.text.tables import read_data


@pytest.mark.parametrize("name", ["provinces", "bodies", "communes"])
def test_the_tables_that_come_with_searchkit_are_right(name: str) -> None:
    text = read_data(f"names/{name}.tsv")
    changes = read_changes(text, f"{name}.tsv")
    assert changes == [change_of(row) for row in filled_rows(text)]
    assert {change.level for change in changes} <= set(LEVELS)


def test_63_provinces_became_34() -> None:
    changes = read_changes(read_data("names/provinces.tsv"), "provinces.tsv")
    joined = [one for one in changes if one.act == "202/2025/QH15" and one.change == "merged"]
    assert len({one.old for one in joined}) == 63 - 34
    assert {one.day for one in joined} == {"2025-07-01"}
    later = {one.new for one in changes if one.day > "2026-01-01"}
    assert later == {"thành phố Đồng Nai", "thành phố Quảng Ninh", "thành phố Bắc Ninh"}


def test_all_communes_of_2025_are_there() -> None:
    changes = read_changes(read_data("names/communes.tsv"), "communes.tsv")
    of_2025 = [one for one in changes if one.day == "2025-07-01"]
    assert len({(one.new, one.within) for one in of_2025}) == 3321
    assert len({one.within for one in of_2025}) == 34
    assert len({one.of for one in of_2025 if one.level == "commune"}) == 691
