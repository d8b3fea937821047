"""From when to when an act has effect, as acts say it; the sentences are invented."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.documents.relations.effects import effects
from searchkit.documents.relations.model import Effect

DAYS = st.dates(dt.date(1946, 1, 1), dt.date(2099, 12, 31))

FORMS = [
    ("Nghị định này có hiệu lực thi hành kể từ ngày 01 tháng 7 năm 2025.", "2025-07-01"),
    ("1. Thông tư này có hiệu lực từ ngày 15/9/2022.", "2022-09-15"),
    ("Quyết định này có hiệu lực kể từ ngày ký.", "signing+0d"),
    ("Quy định này có hiệu lực kể từ ngày ký ban hành.", "signing+0d"),
    ("Thông tư này có hiệu lực thi hành sau 45 ngày kể từ ngày ký ban hành.", "signing+45d"),
    ("Nghị định này có hiệu lực sau mười lăm (15) ngày, kể từ ngày đăng Công báo.", "gazette+15d"),
    ("Thông tư này có hiệu lực thi hành sau 06 tháng kể từ ngày ký.", "signing+6m"),
    ("Nghị quyết này có hiệu lực kể từ ngày được Quốc hội thông qua.", "signing+0d"),
    (
        (
            "Nghị quyết này được Hội đồng nhân dân xã khóa I thông qua ngày 30 tháng 6 năm "
            "2025 và có hiệu lực từ ngày "
            "01 tháng 7 năm 2025."
        ),
        "2025-07-01",
    ),
    ("Giám đốc Sở chịu trách nhiệm thi hành Quyết định này kể từ ngày ký.", "signing+0d"),
    (
        (
            "Luật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2026, trừ trường hợp quy "
            "định tại khoản 2 Điều này."
        ),
        "2026-01-01 except",
    ),
    (
        "Khoản 3 Điều 8 của Nghị định này có hiệu lực từ ngày 01 tháng 3 năm 2026.",
        "2026-03-01 of khoản 3 Điều 8",
    ),
    ("Khoản 2 Điều này có hiệu lực từ ngày 01 tháng 3 năm 2026.", "2026-03-01 of khoản 2 Điều 9"),
    ("Nghị quyết này có hiệu lực đến hết ngày 31 tháng 12 năm 2026.", "2027-01-01 ends"),
    ("Nghị quyết này hết hiệu lực kể từ ngày 01 tháng 3 năm 2027.", "2027-03-01 ends"),
    ("Quyết định này hết hiệu lực sau ngày 28/02/2027.", "2027-03-01 ends"),
    (
        "3. Khoản 10 Điều 255 của Luật này hết hiệu lực từ ngày 01 tháng 01 năm 2025.",
        "2025-01-01 ends of khoản 10 Điều 255",
    ),
    (
        "Nghị quyết này được thực hiện trong thời gian 05 năm kể từ ngày Nghị quyết có hiệu lực.",
        "effect+60m ends",
    ),
    ("Thông tư này có hiệu lực từ 01/7/2025.", "2025-07-01"),
    ("Nghị quyết này có hiệu lực từ 00 giờ 00 phút ngày 01 tháng 7 năm 2025.", "2025-07-01"),
    ("2. Quyết định có hiệu lực thi hành kể từ ngày 01 tháng 3 năm 2025.", "2025-03-01"),
    ("Riêng Điều 5 có hiệu lực từ ngày 01 tháng 7 năm 2026.", "2026-07-01 of Điều 5"),
    ("1.Thông tư này có hiệu lực kể từ ngày 20 tháng 11 năm 2022.", "2022-11-20"),
    ("Thông tư này có hiệu lực kể từ 01 tháng 07 năm 2014.", "2014-07-01"),
    (
        "Các khoản 2, 3 Điều 4 có hiệu lực kể từ ngày 01/9/2025.",
        "2025-09-01 of khoản 2 Điều 4, khoản 3 Điều 4",
    ),
    (
        "Quy chế quản lý chợ ban hành kèm theo Quyết định này có hiệu lực từ ngày 01/3/2025.",
        "2025-03-01 of quy chế quản lý chợ ban hành kèm theo quyết định này",
    ),
    (
        (
            "Thông tư này có hiệu lực từ ngày 01/4/2022 và thay thế Thông tư số "
            "5/2019/TT-BTC về xử lý "
            "tài sản loại trừ."
        ),
        "2022-04-01",
    ),
    (
        "Nghị quyết này được thực hiện thí điểm trong thời gian 03 năm kể từ ngày có hiệu lực.",
        "effect+36m ends",
    ),
]

NOT_ITS_OWN = [
    "Hồ sơ nộp trước ngày Nghị định này có hiệu lực thi hành được giải quyết theo quy định cũ.",
    "Trong thời hạn 12 tháng, kể từ ngày Luật này có hiệu lực, các bộ rà soát văn bản.",
    "Hợp đồng có hiệu lực từ ngày 01 tháng 7 năm 2025.",
    "Nghị định số 5/2020/NĐ-CP có hiệu lực từ ngày 01 tháng 3 năm 2020.",
]


def shown(effect: Effect) -> str:
    when = (
        str(effect.day)
        if effect.day
        else f"{effect.anchor}+" + (f"{effect.months}m" if effect.months else f"{effect.days}d")
    )
    words = [when, "ends" if effect.ends else "", "except" if effect.has_exceptions else ""]
    words += ["of " + ", ".join(effect.places)] if effect.places else []
    return " ".join(filter(None, words))


@pytest.mark.parametrize(("sentence", "effect"), FORMS)
def test_the_forms_are_read(sentence: str, effect: str) -> None:
    assert [shown(one) for one in effects(sentence, "9")] == [effect]


@pytest.mark.parametrize("sentence", NOT_ITS_OWN)
def test_what_has_effect_is_the_act_itself(sentence: str) -> None:
    assert effects(sentence, "9") == []


def test_an_exception_may_have_a_day_of_its_own() -> None:
    found = effects(
        "Nghị định này có hiệu lực từ ngày 01 tháng 01 năm 2026, trừ quy định tại điểm "
        "b khoản 1 Điều 2 của Nghị định "
        "này thì có hiệu lực từ ngày 01 tháng 01 năm 2028.",
        "9",
    )
    assert [(one.day, one.places) for one in found] == [
        (dt.date(2026, 1, 1), ()),
        (dt.date(2028, 1, 1), ("điểm b khoản 1 Điều 2",)),
    ]
    assert found[0].excepted == ("điểm b khoản 1 Điều 2",)


@given(DAYS)
def test_every_day_of_the_calendar_is_read(day: dt.date) -> None:
    for written in (f"{day.day:02} tháng {day.month:02} năm {day.year}", f"{day:%d/%m/%Y}"):
        (found,) = effects(f"Quyết định này có hiệu lực kể từ ngày {written}.", "")
        assert found.day == day


@given(DAYS, st.integers(0, 400))
def test_days_count_from_the_signing(signed: dt.date, days: int) -> None:
    assert Effect(None, "signing", days).from_day(signed) == signed + dt.timedelta(days)


@given(DAYS, st.integers(0, 60))
def test_months_count_to_the_same_day_or_the_last_of_a_shorter_month(
    signed: dt.date, months: int
) -> None:
    later = Effect(None, "signing", months=months).from_day(signed)
    assert (later.year - signed.year) * 12 + later.month - signed.month == months
    assert later.day == signed.day or (
        later.day < signed.day and (later + dt.timedelta(days=1)).day == 1
    )


def test_a_leap_day_counts() -> None:
    assert Effect(None, "signing", 15).from_day(dt.date(2024, 2, 14)) == dt.date(2024, 2, 29)
    assert Effect(None, "signing", months=12).from_day(dt.date(2024, 2, 29)) == dt.date(2025, 2, 28)
