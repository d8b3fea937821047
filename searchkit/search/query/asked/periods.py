"""Periods as people ask for them: ``quý II/2025``, ``trước năm 2010``, ``từ 2019 đến 2021``.

What `searchkit.text.legal.dates` reads is a point in time here; words before and behind it make
periods of such points. ``Trước`` and ``sau`` leave the day or year out that they name, as the law
counts (Bộ luật Dân sự 2015, Điều 147), ``từ`` and ``đến`` take it in.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange

from searchkit._lazy import lazy_pattern
from searchkit._named_tuple import NamedTuple
from searchkit.text.legal.dates import dates, parse_date

_POINT = "\x01\x02*"
"""A date or period of `dates`, as it is masked."""

_AT = "\x03" * 3
_HOI = lazy_pattern(r"(?<![^\W_])hồi(?![^\W_])", re.IGNORECASE)
"""What is masked so: without diacritics it is ``hội``, as names of bodies end."""

_YEAR = r"(?<![0-9/.,-])(?:19|20)[0-9]{2}(?![0-9/.,-])"
_T = rf"(?:ngay |nam )?(?:{_POINT}|{_YEAR})"
_TO = r"(?: (?:cho )?(?:den|toi)(?: het)?| va)"
_PERIOD = lazy_pattern(
    rf"(?<![^\W_])(?:"
    rf"(?P<part>(?:[1-9]|1[01]|mot|hai|ba|bon|nam|sau|bay|tam|chin) thang|nua) (?P<half>dau|cuoi)"
    rf"(?: cua)? (?P<whole>{_POINT})"
    rf"|(?:(?:ke |tinh )?tu|giua|trong) (?P<first>{_T}){_TO} (?P<last>{_T})"
    r"|(?:nam |giai doan |trong )*"
    r"(?P<begin>(?:19|20)[0-9]{2}) ?[-–] ?(?P<finish>(?:19|20)[0-9]{2})"
    rf"|(?:ke |tinh )?tu (?:sau (?P<after1>{_T})|(?P<since>{_T}))"
    r"(?: (?:cho )?(?:den|toi) (?:nay|hien nay|hien tai|bay gio)| tro (?:di|lai day|ve sau))?"
    rf"|(?:tu )?truoc (?P<before>{_T})|(?P<upto>{_T}) tro ve truoc"
    rf"|(?:cho )?(?:den|toi) (?:het )?(?P<until>{_T})"
    rf"|sau (?P<after>{_T})"
    rf"|(?:trong |vao |{_AT} )?(?P<bare>{_POINT})"
    r"|(?:trong )?(?P<unit>nam|thang|quy|tuan|hom) (?P<which>nay|ngoai|truoc|qua)"
    r")(?![^\W_])"
)
_PROVINCE = lazy_pattern(
    r"tỉnh(?= t[ừu] )|(?:(?<=nh[aâ]n d[aâ]n )|(?<=[hu][bdđ]nd ))tinh(?= tu )", re.IGNORECASE
)
"""Where ``tinh tu`` is the end of a body's name and ``từ``, and no ``tính từ``."""

_MONTHS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9}
_HALF = 6
_MONTHS_OF_YEAR = 12


class Period(NamedTuple):
    """The days from ``first`` to ``last``, None for an open end, said at ``[start:end]``.

    ``is_point``: nothing but a point in time was said, ``is_day``: that of a day; ``is_plain``:
    what was before or after a time can only have been issued then.
    """

    start: int
    end: int
    first: dt.date | None
    last: dt.date | None
    is_point: bool = False
    is_day: bool = False
    is_plain: bool = False

    @property
    def is_newest(self) -> bool:
        """Whether no days are meant, but the newest documents."""
        return self.first is None and self.last is None


def find_period(text: str, folded: str, start: int, today: dt.date) -> Period | None:
    """Return the first period that a query says behind an offset; None if there is none.

    ``folded`` is the query letter by letter without diacritics, in small letters. ``năm nay`` and
    the like count from ``today``.
    """
    known = {day.start: day for day in dates(text)}
    masked = list(folded)
    for day in known.values():
        masked[day.start : day.end] = "\x01" + "\x02" * (day.end - day.start - 1)
    for word in _HOI.finditer(text):
        masked[slice(*word.span())] = _AT
    points = {at: (day.first, day.last) for at, day in known.items()}
    for own in _PROVINCE.finditer(text):  # "HĐND tỉnh từ 2023", no "tính từ 2023"
        masked[own.start()] = "\x02"
    found = _PERIOD.search("".join(masked), start)
    if found is None:
        return None
    try:
        first, last = _days(text, found, points, today)
    except (ValueError, OverflowError):
        return None
    if first and last and first > last:
        return None
    bare = found.start("bare")
    is_day = bare >= 0 and known[bare].precision == "day"
    is_plain = any(found[name] for name in ("before", "after", "after1", "upto"))
    return Period(*found.span(), first, last, bare >= 0, is_day, is_plain)


def _days(
    text: str,
    found: re.Match[str],
    points: dict[int, tuple[dt.date, dt.date]],
    today: dt.date,
) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last day; raises ValueError where no calendar has them."""

    def point(name: str) -> tuple[dt.date, dt.date] | None:
        start, end = found.span(name)
        if start < 0:
            return None
        known = next((points[at] for at in range(start, end) if at in points), None)
        if known is not None:
            return known
        year = parse_date(text[start:end][-len("2025") :])
        if year is None:
            raise ValueError
        return year.first, year.last

    one = dt.timedelta(days=1)
    if whole := point("whole"):
        return _part_of_year(found["part"], found["half"], whole)
    if both := point("first") or point("begin"):
        end = point("last") or point("finish")
        return both[0], end[1] if end else None
    if since := point("since"):
        return since[0], None
    if after := point("after") or point("after1"):
        return after[1] + one, None
    if before := point("before"):
        return None, before[0] - one
    if until := point("until") or point("upto"):
        return None, until[1]
    return point("bare") or _counted_from(today, found["unit"], found["which"])


def _part_of_year(part: str, half: str, year: tuple[dt.date, dt.date]) -> tuple[dt.date, dt.date]:
    """Return the first or the last months of a year; raises ValueError for what is no year."""
    if (year[0].month, year[1].month) != (1, _MONTHS_OF_YEAR):
        raise ValueError
    word = part.split(" ")[0]
    months = _HALF if word == "nua" else _MONTHS.get(word) or int(word)
    if half == "dau":
        last = monthrange(year[0].year, months)[1]
        return year[0], dt.date(year[0].year, months, last)
    return dt.date(year[0].year, _MONTHS_OF_YEAR + 1 - months, 1), year[1]


def _counted_from(today: dt.date, unit: str, which: str) -> tuple[dt.date, dt.date]:
    """Return the days of ``tháng này``, ``tháng trước``, ``năm ngoái``, ``hôm qua``."""
    back = which != "nay"
    if unit == "hom":
        day = today - dt.timedelta(days=back)
        return day, day
    if unit == "tuan":
        monday = today - dt.timedelta(days=today.weekday() + 7 * back)
        return monday, monday + dt.timedelta(days=6)
    length = {"thang": 1, "quy": 3, "nam": 12}[unit]
    begun = (today.year * 12 + today.month - 1) // length - back
    first, last = begun * length, begun * length + length - 1
    year, month = last // 12, last % 12 + 1
    return dt.date(first // 12, first % 12 + 1, 1), dt.date(year, month, monthrange(year, month)[1])
