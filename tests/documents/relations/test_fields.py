"""Fields of corpora and of portals' exports; numbers and days are invented."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from searchkit.documents.relations.fields import read_fields
from searchkit.documents.relations.model import THIS, RelationKind

FIRST, LAST = dt.date(2025, 7, 1), dt.date(2026, 12, 31)


@pytest.mark.parametrize("name", ["effective", "effFrom", "eff_from", "ngay_hieu_luc"])
@pytest.mark.parametrize(
    "value", ["2025-07-01", "01/07/2025", "2025-07-01T00:00:00", "1751302800000"]
)
def test_the_first_day_has_many_names_and_spellings(name: str, value: str) -> None:
    (effect,) = read_fields({name: value}).effects
    assert (effect.day, effect.ends, effect.field) == (FIRST, False, name)


def test_the_last_day_is_the_last_of_effect() -> None:
    (effect,) = read_fields({}, {"expires": LAST}).effects
    assert (effect.day, effect.ends) == (LAST + dt.timedelta(days=1), True)


def test_a_status_alone_says_that_it_ended_but_not_when() -> None:
    ended = json.dumps({"code": "X", "name": "Hết hiệu lực toàn bộ"})
    (effect,) = read_fields({"effStatus": ended}).effects
    assert (effect.day, effect.anchor, effect.ends) == (None, "status", True)
    for holds in ("Còn hiệu lực", "Hết hiệu lực một phần", "Chưa có hiệu lực"):
        assert read_fields({"effStatus": holds}).effects == ()


TYPES = [
    ("replaces", RelationKind.REPLACES, True),
    ("replaced_by", RelationKind.REPLACES, False),
    ("Văn bản bị thay thế", RelationKind.REPLACES, True),
    ("Văn bản thay thế", RelationKind.REPLACES, False),
    ("Văn bản căn cứ", RelationKind.BASIS, True),
    ("Văn bản được hướng dẫn", RelationKind.GUIDES, True),
    ("Văn bản sửa đổi, bổ sung", RelationKind.AMENDS, False),
    ("Bãi bỏ", RelationKind.REPEALS, True),
    ("Văn bản dẫn chiếu", RelationKind.CITES, True),
]


@pytest.mark.parametrize(("name", "kind", "acts"), TYPES)
def test_types_of_portals_say_who_acts(name: str, kind: RelationKind, acts: bool) -> None:
    value = json.dumps([{"referenceType": name, "docNum": "Nghị định 5/2020/NĐ-CP"}])
    (one,) = read_fields({"references": value}).relations
    other = one.target if acts else one.source
    assert (one.kind, other.key, (one.source if acts else one.target)) == (
        kind,
        "5/2020/nd-cp",
        THIS,
    )


def test_a_relation_of_a_corpus_has_places_and_a_day() -> None:
    value = [{"kind": "repeals", "target": "5/2020/NĐ-CP", "places": "Điều 3", "day": "2025-07-01"}]
    (one,) = read_fields({"relations": json.dumps(value)}).relations
    assert (one.places, one.day, one.whole) == (("Điều 3",), "2025-07-01", False)


@pytest.mark.parametrize(
    "value", ["", "[", "[]", "{}", "[1, null]", '[{"kind": "x", "target": "5/2020/NĐ-CP"}]', "text"]
)
def test_what_cannot_be_understood_says_nothing(value: str) -> None:
    assert read_fields({"relations": value}).relations == ()
