"""Notes on articles, in the form of the Pháp điển; acts and days are invented."""

from __future__ import annotations

import datetime as dt

from searchkit.documents.relations.fields import read_fields
from searchkit.documents.relations.model import RelationKind

HEAD = "(Điều 7 Nghị định số 52/2020/NĐ-CP, có hiệu lực thi hành kể từ ngày 15/02/2021"


def test_a_plain_note_has_the_first_day() -> None:
    said = read_fields({"note": f"{HEAD})"})
    assert [one.day for one in said.effects] == [dt.date(2021, 2, 15)]
    assert said.relations == ()


def test_each_act_that_changed_it_is_told_with_its_day_and_place() -> None:
    changed = "có nội dung được sửa đổi, có nội dung được bổ sung"
    since = "có hiệu lực thi hành kể từ ngày"
    said = read_fields(
        {
            "note": f"{HEAD}, {changed} bởi Điều 1 Nghị định số 70/2023/NĐ-CP {since} 18/09/2023; "
            f"Điều 2, Điều 3 Nghị định số 4/2024/NĐ-CP {since} 10/04/2024)"
        }
    )
    assert [(one.kind, one.source.key, one.by, one.day) for one in said.relations] == [
        (RelationKind.AMENDS, "70/2023/nd-cp", "Điều 1", "2023-09-18"),
        (RelationKind.AMENDS, "4/2024/nd-cp", "Điều 2, Điều 3", "2024-04-10"),
    ]


def test_what_was_repealed_as_a_whole_is_told_from_what_was_in_part() -> None:
    end = "bởi Điều 2 Thông tư số 9/2022/TT-BTC có hiệu lực thi hành kể từ ngày 03/11/2022)"
    (whole,) = read_fields({"note": f"{HEAD}, bị bãi bỏ {end}"}).relations
    (part,) = read_fields({"note": f"{HEAD}, có nội dung bị bãi bỏ {end}"}).relations
    assert (whole.kind, whole.whole, part.kind, part.whole) == (
        RelationKind.REPEALS,
        True,
        RelationKind.REPEALS,
        False,
    )


def test_a_term_and_a_later_part_are_told() -> None:
    said = read_fields({"note": f"{HEAD}, khoản 2 có hiệu lực thi hành kể từ ngày 01/01/2022)"})
    assert [(one.day, one.places) for one in said.effects] == [
        (dt.date(2021, 2, 15), ()),
        (dt.date(2022, 1, 1), ("khoản 2 Điều 7",)),
    ]
    said = read_fields({"note": f"{HEAD}, có hiệu lực thi hành đến ngày 31/12/2024)"})
    assert [(one.day, one.ends) for one in said.effects] == [
        (dt.date(2021, 2, 15), False),
        (dt.date(2025, 1, 1), True),
    ]


def test_a_note_that_says_nothing_is_no_error() -> None:
    for note in ("", "(không rõ)", f"{HEAD.replace('15/02', '31/02')})", "bởi bởi bởi"):
        assert read_fields({"note": note}).relations == ()
