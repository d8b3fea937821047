"""Tables of names that have changed: what is wrong with one is said line by line."""

from __future__ import annotations

import pytest

from searchkit.errors import NamesError
from searchkit.search.query.names.own_names import read_changes
from searchkit.text.legal.names.table import COLUMNS

HEADER = "\t".join(COLUMNS)
ROW = "tỉnh Hà Giang\t-\ttỉnh Tuyên Quang\t-\tprovince\t2025-07-01\t202/2025/QH15\tmerged"


def table(*rows: str) -> str:
    return "\n".join(["# a note", HEADER, *rows, ""])


def mistakes(*rows: str) -> list[tuple[int | None, str]]:
    with pytest.raises(NamesError) as raised:
        read_changes(table(*rows), "names.tsv")
    return list(raised.value.mistakes)


def test_an_empty_cell_says_what_stands_above_it() -> None:
    first, second = read_changes(table(ROW, "tỉnh Yên Bái\t\ttỉnh Lào Cai"), "names.tsv")
    assert second == first._replace(old="tỉnh Yên Bái", new="tỉnh Lào Cai")
    assert first.of == ""


def test_other_spellings_are_the_row_s_own() -> None:
    first, second = read_changes(
        table(ROW + "\ttỉnh Hà Dang; Hà-Giang", "tỉnh Yên Bái\t\ttỉnh Lào Cai"), "names.tsv"
    )
    assert first.also == ("tỉnh Hà Dang", "Hà-Giang")
    assert second.also == ()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (ROW.replace("province", "state"), 'there is no level "state"'),
        (ROW.replace("2025-07-01", "1/7/2025"), '"1/7/2025" is no day'),
        (ROW.replace("2025-07-01", "2025-02-30"), '"2025-02-30" is no day'),
        (ROW.replace("merged", "joined"), '"joined" is no change'),
        (ROW.replace("tỉnh Tuyên Quang", ""), "an old and a new name"),
        (ROW.replace("province", "commune"), "a commune lies somewhere"),
        ("tỉnh Hà Giang", "an old and a new name"),
    ],
)
def test_a_wrong_row_is_told_with_its_line(row: str, said: str) -> None:
    ((line, told),) = mistakes(ROW, row)
    assert line == 4
    assert said in told


def test_all_mistakes_are_told_at_once() -> None:
    found = mistakes(ROW.replace("province", "state"), ROW, ROW.replace("merged", "gone"))
    assert [line for line, _ in found] == [3, 5]


def test_a_file_with_other_columns_is_told_which_there_are() -> None:
    with pytest.raises(NamesError, match="line 1: the first row names the columns"):
        read_changes("cũ\tmới\n", "names.tsv")
