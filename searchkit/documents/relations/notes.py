"""Notes on one article in one sentence, as the Pháp điển has them.

``(Điều 7 Nghị định số 152/2020/NĐ-CP, có hiệu lực thi hành kể từ ngày 15/02/2021, có nội dung được
sửa đổi, có nội dung bị bãi bỏ bởi Điều 1 Nghị định số 70/2023/NĐ-CP có hiệu lực thi hành kể từ ngày
18/09/2023; Điều 2 …)``: what the article belongs to, from when it has effect, what changed it. The
text that it goes with is the one after these changes (Pháp lệnh Pháp điển hệ thống quy phạm pháp
luật, 03/2012/UBTVQH13, Điều 4 and 11).
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from searchkit._dataclass import replace
from searchkit.documents.relations.model import (
    THIS,
    Effect,
    Relation,
    RelationKind,
    Statements,
)
from searchkit.documents.relations.references import Mention, mentions
from searchkit.text.legal.dates import dates
from searchkit.text.legal.place_lists import cited, place_lists
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from searchkit.text.legal.dates import TextDate

_FROM = re.compile(r"có hiệu lực(?: thi hành)?,?\s*(?:kể\s+)?từ ngày\s*(?=\d)")
_OWN = re.compile(rf"{_FROM.pattern}|(?<=, )\s*kể từ ngày\s*(?=\d)")
_SINCE = ", có hiệu lực thi hành kể từ ngày "
_UNCHANGED = re.compile(r"(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)[\s.)]*")
"""The rest of nine notes of ten."""

_UNTIL = re.compile(r"có hiệu lực(?: thi hành)? đến (?:hết )?ngày\s*(?=\d)")
_AGENT = re.compile(r"(?<!\w)(?:bởi|theo quy định(?: tại)*|theo|tại)(?=\s+(?:các\s+)?\w)")
_DONE = (
    (RelationKind.AMENDS, re.compile(r"(?P<part>nội dung )?(?:được|bị) (?:sửa đổi|bổ sung)")),
    (
        RelationKind.REPEALS,
        re.compile(
            r"(?P<part>nội dung )?(?:được |bị )?(?:(?:sửa đổi, )?(?:bổ sung, )?bãi bỏ|h(?:ủy|uỷ) bỏ"
            r"|hết hiệu lực)"
        ),
    ),
    (RelationKind.REPLACES, re.compile(r"(?P<part>nội dung )?(?:được|bị) thay thế")),
    (
        RelationKind.SUSPENDS,
        re.compile(r"(?P<part>nội dung )?(?:được |bị )?(?:tạm )?ngưng hiệu lực"),
    ),
    (RelationKind.CORRECTS, re.compile(r"(?P<part>nội dung )?(?:được )?đính chính")),
)
_ADDED = re.compile(r"(?<!nội dung )được bổ sung")
_LISTED = re.compile(r"(?:[\s,]*|.*(?:;|(?<!\w)và|,)\s*)\Z", re.DOTALL)


def read_note(note: str, field: str) -> Statements:
    """Return what a note says; spans are those of the note, whose key is ``field``."""
    front, _, rest = note.partition(_SINCE)
    if rest and ";" not in front and (day := _only_day(rest)):
        return Statements((), (Effect(day, end=len(note), field=field),))
    text = normalize(note).text
    lowered = text.lower()
    own = _OWN.search(lowered)
    if own is None or len(lowered) != len(text):
        return Statements()
    agent = _AGENT.search(lowered, own.end())
    stop = agent.start() if agent else len(lowered)
    known = {day.start: day for day in dates(text[:stop])}
    own_day = known.get(own.end())
    if own_day is None:
        return Statements()
    done = lowered[own_day.end : stop] if agent else ""
    acts = _changes(text[agent.end() :], done) if agent else ()
    relations = tuple(replace(act, end=len(note), field=field) for act in acts)
    if _ADDED.search(done) and relations:
        # The act behind `bởi` added all of the article, which has effect from then on.
        relations = (replace(relations[0], whole=True), *relations[1:])
    effects = [Effect(own_day.first, end=len(note), field=field)]
    for until in _UNTIL.finditer(lowered, own_day.end, stop):
        last = known.get(until.end())
        if last:
            day = last.last + dt.timedelta(days=1)
            effects.append(Effect(day, ends=True, end=len(note), field=field))
    effects += _parts(lowered, own_day.end, stop, known, field)
    return Statements(relations, tuple(effects))


@lru_cache(maxsize=4096)  # the articles of an act have effect from one day
def _only_day(rest: str) -> dt.date | None:
    """Return the day that a note ends with which tells of no change."""
    unchanged = _UNCHANGED.fullmatch(rest)
    try:
        return dt.date(*map(int, reversed(unchanged.groups()))) if unchanged else None
    except ValueError:  # no calendar has it
        return None


def _parts(
    lowered: str, start: int, stop: int, known: Mapping[int, TextDate], field: str
) -> Iterator[Effect]:
    """Yield ``khoản 2 có hiệu lực thi hành kể từ ngày …``: parts of the article that wait."""
    article = next(iter(place_lists(lowered[:40])), None)
    number = cited(article.places[0]) if article else ""
    at = start
    for part in _FROM.finditer(lowered, start, stop):
        lists = place_lists(lowered[at : part.start()])
        day = known.get(part.end())
        if lists and day:
            places = tuple(f"{cited(p)} {number}".strip() for one in lists for p in one.places)
            yield Effect(day.first, places=places, end=len(lowered), field=field)
        at = part.end()


@lru_cache(maxsize=256)  # the articles of an act were changed by the same acts
def _changes(text: str, done: str) -> tuple[Relation, ...]:
    """Return each change by each act that is listed; which of several did what, no note says."""
    lowered = text.lower()
    kinds = [
        (kind, found["part"] is None) for kind, said in _DONE if (found := said.search(done))
    ] or [(RelationKind.AMENDS, False)]
    named = mentions(text)
    acting = [one for one in named if one.cited and _is_listed(lowered, one, named)]
    known = {day.start: day for day in dates(text)}
    changes = []
    for place, act in enumerate(acting):
        stop = acting[place + 1].begin if place + 1 < len(acting) else len(text)
        effect = _FROM.search(lowered, act.end, stop)
        day = known.get(effect.end()) if effect else None
        for kind, whole in kinds:
            changes.append(
                Relation(
                    kind,
                    THIS,
                    act.cited,
                    whole=whole and kind is not RelationKind.AMENDS and len(acting) == 1,
                    by=", ".join(act.places),
                    day=day.first.isoformat() if day else "",
                )
            )
    return tuple(changes)


def _is_listed(lowered: str, act: Mention, named: tuple[Mention, ...]) -> bool:
    """Tell an act of the list from one that stands in the title of another."""
    before = [one for one in named if one.end <= act.begin]
    gap = lowered[before[-1].end if before else 0 : act.begin]
    if before and ";" not in gap and "hiệu lực" not in gap:
        return False
    return _LISTED.fullmatch(gap) is not None
