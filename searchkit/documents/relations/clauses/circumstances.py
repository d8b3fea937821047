"""What a sentence says beside a relation: from when, until when, and but for which places."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from searchkit._dataclass import replace
from searchkit.documents.relations.model import ENDING, THIS, Relation, RelationKind
from searchkit.text.legal.place_lists import cited, place_lists

if TYPE_CHECKING:
    from searchkit.documents.relations.clauses.sentence import Found, Sentence

_FROM = re.compile(r"(?<!\w)từ\s+(?:0 giờ\s+)?(?:ngày\s+)?\Z")
_HAS_EFFECT_FROM = re.compile(r"(?<!\w)có hiệu lực(?: thi hành)?\s+(?:kể\s+)?từ\s+(?:ngày\s+)?\Z")
_HAS_EFFECT_UNTIL = re.compile(
    r"(?<!\w)(?:có hiệu lực|áp dụng|thực hiện"
    r"|thi hành)(?:\s+thi hành)?\s+(?:cho\s+)?đến\s+(?:hết\s+)?(?:ngày\s+)?\Z"
)
_UNTIL = re.compile(r"(?<!\w)đến\s+(?:hết\s+)?(?:ngày\s+)?\Z")
"""What stands in front of the first day, and of the last one."""

_WHOLE = re.compile(r"(?<!\w)hết\s+(?:ngày\s+)?\Z")

_BUT_FOR = re.compile(
    r"[\s,(]trừ\s+(?:(?:quy định|nội dung|các|tại)\s+)*(?=(?:điểm|khoản|điều|mục|chương|phụ lục)\s)"
)
_OF_THIS = re.compile(r"[\s,]*(?:của\s+)?(?:\S+\s){0,3}?này(?!\w)")
_LASTING = (RelationKind.SUSPENDS, RelationKind.EXTENDS)
_LONGEST_FRONT = 40


def circumstanced(sentence: Sentence, found: list[Found], place: int) -> Relation:
    """Return a relation with what its sentence says beside it."""
    return _dated(sentence, found, place, _excepting(sentence, found, place))


def _dated(sentence: Sentence, found: list[Found], place: int, relation: Relation) -> Relation:
    """Return a relation with the days that its sentence gives for it, behind its document."""
    mention = found[place].mention
    stop = len(sentence.lowered)
    if relation.source != THIS:
        starts = [other.mention.start for other in found[place + 1 :]]
        later = [start for start in starts if start > mention.end]
        stop = min([stop, *later])
    day = until = ""
    postponed = relation.kind is RelationKind.SUSPENDS and "lùi " in sentence.lowered
    for one in sentence.days:
        front = sentence.lowered[max(0, one.start - _LONGEST_FRONT) : one.start]
        behind = mention.end <= one.start < stop
        if behind and not day and one.precision == "day" and _FROM.search(front):
            if relation.source == THIS and _HAS_EFFECT_FROM.search(front):
                continue  # from when that document had effect
            day = one.first.isoformat()
        elif _UNTIL.search(front) and (behind or relation.source != THIS):
            is_first = postponed and not _WHOLE.search(front)
            until = (one.first if is_first else one.last + dt.timedelta(days=1)).isoformat()
            if relation.kind is RelationKind.ENDS and _HAS_EFFECT_UNTIL.search(front):
                day = until
    if relation.source == THIS:
        day = day or sentence.since
    until = until if relation.kind in _LASTING else ""
    return replace(relation, day=day, until=until) if day or until else relation


def _excepting(sentence: Sentence, found: list[Found], place: int) -> Relation:
    """Return a relation with the places that it leaves as they are: ``trừ Điều 5 và Điều 6``."""
    relation, mention, _ = found[place]
    if relation.kind not in ENDING or relation.source != THIS or not relation.whole:
        return relation
    later = [
        one.mention.start
        for one in found[place + 1 :]
        if one.relation.source == THIS and one.mention.start > mention.start and not one.nested
    ]
    stop = min([len(sentence.lowered), *later])
    but = _BUT_FOR.search(sentence.lowered, mention.end, stop)
    lists = place_lists(sentence.lowered[but.end() : stop])[:1] if but else []
    for listed in lists:
        if but and not _OF_THIS.match(sentence.lowered, but.end() + listed.end):
            excepted = tuple(map(cited, listed.places))
            return replace(relation, whole=False, excepted=excepted)
    return relation
