"""From when to when an act says that it, or a part of it, has effect.

The forms are those of Luật Ban hành văn bản quy phạm pháp luật (64/2025/QH15) and of its
predecessors, of decisions and of texts of the Party: ``có hiệu lực thi hành kể từ ngày …``, ``sau
45 ngày kể từ ngày ký``, ``trừ khoản 2 Điều 5``, ``đến hết ngày …``.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, NamedTuple

from searchkit._dataclass import replace
from searchkit.documents.relations.model import Effect
from searchkit.documents.relations.references import Mention, days_of, mentions
from searchkit.text.legal.place_lists import cited, place_lists

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchkit.text.legal.dates import TextDate

_EFFECT = re.compile(
    r"[cđát](?<!\w.)(?:(?:(?<=c)ó|(?<=đ)ều có)\s+(?:giá trị\s+)?hiệu lực"
    r"(?:\s+(?:thi hành|pháp luật|áp dụng|thực hiện))?(?!\w)"
    r"|(?:(?<=á)p dụng|(?<=t)hực hiện|(?<=t)hi hành"
    r"|(?<=đ)ược\s+(?:áp dụng|thực hiện|thi hành))(?:\s+thí điểm)?"
    r"(?=\s+(?:kể\s+)?từ\s+(?:ngày|năm)|\s+(?:trong|đến)\s))"
)
"""The first letter is in front of what must not stand before it: a search goes by letters."""

_CARRIED_OUT = re.compile(
    r"chịu trách nhiệm (?:tổ chức )?(?:thi hành|thực hiện)"
    r" (?:nghị quyết|quyết định|chỉ thị|quy định) này,? (?:có hiệu lực )?(?:kể )?từ ngày ký"
)
_OWN_TYPES = ("quyết định", "nghị quyết", "nghị định", "thông tư", "chỉ thị", "quy định", "quy chế")
"""What may stand without ``này`` where an act begins to speak of its own effect."""

_WHEN_BEFORE = re.compile(r"(?<!\w)(?:ngày|khi|thời điểm|trước|sau|đến|lúc)(?:\s+mà)?\s*\Z")
_CONDITIONAL = re.compile(r"(?<!\w)(?:ngày|khi|thời điểm)\s+(?:[^\s,;.]+\s){1,6}này\s+\Z")
"""``kể từ ngày Thông tư này`` has effect, something else holds."""

_LONGEST_NAME = 60
_NUMBERS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười lăm": 15, "hai mươi": 20, "ba mươi": 30, "bốn mươi lăm": 45,
    "sáu mươi": 60, "chín mươi": 90,
}  # fmt: skip
_WORDS = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_COUNT = (
    rf"(?:(?P<count>\d{{1,3}})(?:\s*\([^)]{{2,30}}\))?"
    rf"|(?P<word>{_WORDS})(?:\s*\((?P<figure>\d{{1,3}})\))?)"
    r"\s*(?P<unit>ngày|tháng|năm)"
)
_ANCHOR = (
    r"(?:(?P<signing>(?:được\s+)?(?:ký|ban hành|thông qua)"
    r"|(?:được\s+)?[^,;.]{2,80}?\s(?:thông qua|ký)|(?:\S+\s){0,4}này được (?:công bố|thông qua|ký)"
    r"|(?:được\s+)?công bố)"
    r"|(?P<gazette>(?:được\s+)?đăng\s+(?:trên\s+|tải\s+trên\s+)?công báo))(?!\w)"
)
_AFTER = re.compile(
    rf"[\s,]*(?:sau\s+)?(?:thời hạn\s+)?{_COUNT}[\s,]*(?:kể\s+)?(?:từ|sau)\s+ngày\s+{_ANCHOR}"
)
_AT = re.compile(
    r"[\s,:]*(?:(?:bắt đầu\s+)?(?:kể\s+)?từ|ngay|vào|là)?\s*"
    r"(?:(?:0|00|không)\s*(?:giờ|h)\s*(?:00\s*(?:phút\s*)?)?,?\s*)?"
    r"(?:ngay\s+)?(?:(?:kể\s+)?từ\s+)?"
    r"(?:ngày\s+|(?=\d{1,2}(?:[/.-]\d{1,2}[/.-]|\s+tháng\s+\d{1,2}\s+năm\s+)\d))"
)
_ANCHORED = re.compile(_ANCHOR)
_UNTIL = re.compile(r"(?<!\w)đến\s+(?:khi\s+)?(?:hết\s+|trước\s+)?(?=ngày|năm|tháng)(?:ngày\s+)?")
_FOR = re.compile(
    rf"[\s,]*(?:trong\s+)?(?:thời gian\s+|thời hạn\s+)?(?:là\s+)?{_COUNT}[\s,]*(?:kể\s+)?từ\s+"
    r"(?:ngày|khi)\s+(?:[^\s,;.]+\s){0,4}?có hiệu lực"
)
_AND_FOR = re.compile(
    r"[\s,]*(?:và\s+)?(?:được\s+)?(?:áp dụng|thực hiện|thi hành)\s+(?:trong\s+)?"
    rf"(?:thời gian\s+|thời hạn\s+)?(?:là\s+)?{_COUNT}(?![\s,]*làm việc)"
    r"(?=\s*(?:\Z|[.;/,]|(?:kể\s+)?từ\s+(?:ngày|khi)\s+(?:[^\s,;.]+\s){0,4}?có hiệu lực))"
)
"""``và được thực hiện trong 05 năm``, counted from the day of effect in front of it."""

_ENDS = re.compile(
    r"(?<!\w)hết hiệu lực(?:\s+thi hành)?\s+(?P<after>sau|vào)?\s*(?:(?:kể\s+)?từ\s+)?"
    r"(?P<whole>(?:sau\s+)?hết\s+)?(?:ngày\s+)?(?=\d)"
)
_ALONE = re.compile(
    r"(?:(?<!\w)riêng(?!\w)[^.;]{0,200}|(?:;|\A(?:[\d.]+\s|[a-zđ]\)\s)?)\s*(?:(?:các|quy định"
    r"|nội dung|tại|của)\s+)*"
    r"(?=(?:điểm|khoản|điều|mục|chương|phụ lục)\s)[^.;]{0,200})\Z"
)
_NO_THIS = re.compile(rf"[\s\d.)a-zđ-]{{0,6}}(?:{'|'.join(_OWN_TYPES)})\s+\Z")
_EXCEPT = re.compile(
    r"(?<!\w)(?<!loại )(?<!khấu )(?<!giảm )(?<!miễn )(?<!bài )(?<!phòng )(?<!bù )(?<!cấn )"
    r"(?<!diệt )trừ(?!\w)"
)
_VAGUE = re.compile(r"(?:[\d.]+\s|[a-zđ]\)\s)?(?P<what>(?:các\s+)?(?:quy định|nội dung)\s)")
_WITH_IT = re.compile(
    r"(?:[\d.]+\s|[a-zđ]\)\s)?(?P<what>(?:các\s+)?(?:quy định|nội dung|quy chế|quy trình|danh mục"
    r"|quy chuẩn|định mức|bảng giá|biểu|phụ lục|chương trình|mẫu)\s.*(?:của|tại|trong"
    r"|kèm theo))\s*\Z"
)
"""``Quy chế ban hành kèm theo`` this act, ``Quy định về hóa đơn của`` it: described parts of it."""

_OWN_ARTICLE = re.compile(r"(?<!\w)điều này(?!\w)")
_BELONGING = re.compile(r"(?<!\w)(?:theo|của|tại|trong|với|bởi)\s*\Z")
_CONDITION = re.compile(r"(?<!\w)(?:trước|sau|đã|hết|khi|chưa|không)(?!\w)")
_SINCE_PERIOD = re.compile(r"\s+(?:kể\s+)?từ\s+(?=năm|tháng|quý)")
_FURTHEST = 40
_LONGEST_SUBJECT = 260


class Subject(NamedTuple):
    """What a sentence says that it has effect: the act as a whole, or places of it."""

    end: int
    places: tuple[str, ...]


def effects(sentence: str, article: str) -> list[Effect]:
    """Return what a normalised sentence says of its own act's effect; spans are the sentence's.

    ``article`` is the number of the article in which it stands, for ``khoản 2 Điều này``.
    """
    lowered = sentence.lower()
    if len(lowered) != len(sentence):
        return []
    found: list[Effect] = []
    if _CARRIED_OUT.search(lowered):
        found.append(Effect(None, "signing", end=len(sentence)))
    told = [
        said
        for said in _EFFECT.finditer(lowered)
        if not _CONDITIONAL.search(lowered, max(0, said.start() - _LONGEST_NAME), said.start())
    ]
    if not told and "hết hiệu lực" not in lowered:
        return found
    known = days_of(sentence)
    for said in told:
        dated = list(_from_and_until(lowered, said, known))
        subject = _subject(lowered, said.start(), mentions(sentence), article) if dated else None
        if subject is None:
            continue
        for effect in dated:
            excepted = _excepted(lowered, said.end()) if not subject.places else None
            if excepted is not None and not effect.ends:
                effect = replace(effect, excepted=excepted, has_exceptions=True)
            found.append(replace(effect, places=subject.places, end=len(sentence)))
    return [*found, *_own_ends(sentence, lowered, known, article)]


def _own_ends(
    sentence: str, lowered: str, known: Sequence[TextDate], article: str
) -> Iterator[Effect]:
    """Yield ``Khoản 3 Điều 8 của Luật này hết hiệu lực từ ngày …``."""
    for said in _ENDS.finditer(lowered):
        day = _date_at(known, said.end())
        if day is None or day.precision != "day":
            continue
        subject = _subject(lowered, said.start(), mentions(sentence), article)
        if subject is None:
            continue
        first = day.first + dt.timedelta(days=bool(said["after"] or said["whole"]))
        yield Effect(first, ends=True, places=subject.places, end=len(lowered))


def _subject(lowered: str, at: int, named: Sequence[Mention], article: str) -> Subject | None:
    """Return what stands before ``có hiệu lực``; None for another act, or a mere condition."""
    before = [one for one in named if one.end <= at]
    inside = [one for one in _OWN_ARTICLE.finditer(lowered, 0, at) if at - one.end() < _FURTHEST]
    last = before[-1] if before else None
    if inside and (last is None or inside[-1].end() > last.end):
        lists = place_lists(lowered[: inside[-1].start()])
        if not lists or not article:
            return None
        own = tuple(f"{cited(place)} Điều {article}" for place in lists[-1].places)
        return Subject(inside[-1].end(), own)
    if alone := _ALONE.search(lowered, 0, at):
        lists = place_lists(lowered[alone.start() : at])
        if lists and not lowered[alone.start() + lists[-1].end : at].strip():
            return Subject(at, tuple(map(cited, lists[-1].places)))
    if last is None and _NO_THIS.match(lowered, 0, at):
        return Subject(at, ())
    if last is None and (vague := _VAGUE.match(lowered)) and "này" in lowered[at:]:
        return Subject(at, (lowered[vague.start("what") : at].strip()[:_LONGEST_SUBJECT],))
    if last is None or last.cited or at - last.end > _LONGEST_SUBJECT:
        return None
    if _WHEN_BEFORE.search(lowered, 0, last.begin) or _WHEN_BEFORE.search(lowered, 0, last.start):
        return None
    gap = lowered[last.end : at]
    far = len(gap) > _FURTHEST and "thông qua" not in gap and not gap.startswith(" có hiệu lực")
    if ". " in gap or ";" in gap or far:
        return None
    front = lowered[: last.start]
    if not last.places and _BELONGING.search(front):
        part = _WITH_IT.match(front)
        what = lowered[part.start("what") : last.end] if part else ""
        return Subject(last.end, (what[-_LONGEST_SUBJECT:],)) if what else None
    if len(gap) > 1 and _CONDITION.search(gap):
        return None if "thông qua" not in gap else Subject(last.end, last.places)
    return Subject(last.end, last.places)


def _from_and_until(
    lowered: str, said: re.Match[str], known: Sequence[TextDate]
) -> Iterator[Effect]:
    at = said.end()
    if term := _FOR.match(lowered, at):
        days, months = _counted(term)
        yield Effect(None, "effect", days, months, ends=True)
        return
    if after := _AFTER.match(lowered, at):
        days, months = _counted(after)
        yield Effect(None, "gazette" if after["gazette"] else "signing", days, months)
        at = after.end()
    elif start := _AT.match(lowered, at):
        day = _date_at(known, start.end())
        anchor = _ANCHORED.match(lowered, start.end())
        if day is not None and day.precision == "day":
            yield Effect(day.first)
            at = day.end
        elif anchor:
            yield Effect(None, "gazette" if anchor["gazette"] else "signing")
            at = anchor.end()
        else:
            return
    else:
        since = _SINCE_PERIOD.match(lowered, at)
        period = _date_at(known, since.end()) if since else None
        if period:
            yield Effect(period.first)
            at = period.end
    if term := _AND_FOR.match(lowered, at):
        days, months = _counted(term)
        yield Effect(None, "effect", days, months, ends=True)
        return
    until = _UNTIL.search(lowered, at, at + _FURTHEST)
    if until and ". " not in lowered[at : until.start()]:
        last = _date_at(known, until.end())
        if last is not None:
            before = "trước" in until[0]
            yield Effect(last.first if before else last.last + dt.timedelta(days=1), ends=True)


def _date_at(known: Sequence[TextDate], start: int) -> TextDate | None:
    return next((day for day in known if day.start == start), None)


def _counted(match: re.Match[str]) -> tuple[int, int]:
    """Return days and months of ``45 ngày``, ``06 tháng``, ``mười lăm (15) ngày``."""
    count = int(match["count"] or match["figure"] or _NUMBERS[match["word"]])
    if match["unit"] == "ngày":
        return count, 0
    return 0, count * (12 if match["unit"] == "năm" else 1)


def _excepted(lowered: str, at: int) -> tuple[str, ...] | None:
    """Return the places behind ``trừ``; none named where the exception is described elsewhere."""
    word = _EXCEPT.search(lowered, at)
    if word is None:
        return None
    rest = lowered[word.end() : word.end() + 300]
    lists = place_lists(rest.partition(". ")[0])
    if not lists or re.match(r"[\s,]*điều này", rest[lists[0].end :]):
        return ()
    return tuple(cited(place) for place in lists[0].places)
