"""Who does what to whom in one sentence: verbs and documents in order, and what joins them.

A verb at the head of a sentence, or behind ``Thông tư này``, is the act's own; one behind another
document belongs to that document's title (``Nghị định số 5 … sửa đổi Nghị định số 3``). Documents
that a comma or ``và`` joins are objects of one verb; a semicolon ends what a title says.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import NamedTuple

from searchkit.documents.relations.instructions import Frame, instruction
from searchkit.documents.relations.model import (
    ENDING,
    THIS,
    Cited,
    Relation,
    RelationKind,
    is_later,
)
from searchkit.documents.relations.references import AMENDING_LAW, Mention, days_of, mentions
from searchkit.documents.relations.verbs import Verb, ended, verbs
from searchkit.text.legal.place_lists import cited, place_lists
from searchkit.text.legal.symbols import document_types
from searchkit.text.spelling.folding import fold

_ITEM = (
    r"(?:(?:điều|khoản|mục|phần)\s+[\divx]+[a-zđ]?\s*[.:)]|\d{1,3}(?:\.\d{1,3})*\s*[.)-]"
    r"|[a-zđ]{1,2}\s?[.)]|[-–+*•]|[ivx]{1,5}[.)]"
    r"|\[?\d{1,3}\]?(?=\s+(?:khoản|điều|điểm|mẫu|cụm|nội dung|tên|phụ lục|đoạn)\s))"
)
_HEAD = re.compile(rf"[\s(\[“\"]*(?:{_ITEM}\s*)*")
_OPENINGS = (
    (re.compile(r"căn cứ(?:\s+vào)?(?!\w)"), RelationKind.BASIS),
    (
        re.compile(r"thực hiện(?:\s+theo)?\s+(?=\S+(?:\s\S+){0,3}?\s+(?:số\s+)?\d)"),
        RelationKind.BASIS,
    ),
    (re.compile(r"(?:ban hành\s+|được ban hành\s+)?kèm theo(?!\w)"), RelationKind.ISSUED_WITH),
)
_SOURCE_BEHIND = re.compile(
    r"[\s,(]*(?:của\s+[^;:()]{2,140}?)?[\s,]*(?:(?:v/v|về\s+việc|về|ban hành|quy định)\s*)?"
)
_TITLE_BEHIND = re.compile(r" (?:v/v|về|ban hành|quy định|của)(?!\w)[^;.]*\Z")
_AMENDED_AT = re.compile(
    r"(?:được|bị)\s+sửa đổi(?:\s*,?\s*(?:và\s+)?bổ sung)?\s+(?:tại|bởi)(?:\s+các)?[\s:]*"
)
_OBJECT = re.compile(
    r"[\s,:(]*(?:(?:một số|các|những|của|tại|cho|về|điều|khoản|điểm|nội dung|quy định|và|biện pháp"
    r"|thi hành|thực hiện|hướng dẫn|khoản,|tên|phụ lục|một phần|toàn bộ"
    r"|lần thứ \w+"
    r"|có hiệu lực (?:thi hành )?(?:kể )?từ ngày \d[\d/. thángăm]{7,20}\d{4})(?!\w)[\s,]*)*"
)
_FAR_OBJECT = re.compile(r" [^;.:]{3,200}\s(?:tại|của|trong|kèm theo)(?:\s+các)?\s*")
"""``bãi bỏ một số quy định về phí tại``: what a title says of another document, at length."""

_LIST = re.compile(
    r".{0,600}?(?:[,;(]|(?<!\w)và(?!\w)|(?<!\w)hoặc(?!\w))\s*(?:các\s+)?\s*"
    r"(?:(?:biểu mẫu|mẫu|phụ lục|quy định|nội dung|danh mục)\s+(?:tại|của|trong)\s+(?:các\s+)?)?\Z",
    re.DOTALL,
)
_BARRED = re.compile(r"(?<!kèm )(?<!\w)theo(?!\w)|(?<!\w)(?:trước ngày|để|khi)(?!\w)")
_NO_SUBJECT = re.compile(
    r"(?<!kèm )(?<!\w)(?:theo|cấp|trước|khi|nếu|trường hợp|giấy|chứng|hợp đồng|nhưng|mà)(?!\w)"
)
_PART = re.compile(
    r"(?<!\w)(?:một số|một phần|nội dung|quy định|cụm từ|từ|phụ lục|danh mục|biểu|mẫu|phần|đoạn"
    r"|dòng|số thứ tự)(?!\w)"
)
_WHOLE_ATTACHED = re.compile(r"(?:quy định|nội quy|quy chế|danh mục)[^;]*kèm theo\s*\Z")
_PASSIVE_HEAD = re.compile(
    r"(?:khoản|điều|điểm|mẫu|cụm từ|nội dung|tên|phụ lục|đoạn|chương|mục|văn bản|từ|số|câu|gạch)"
    r"(?!\w)"
)
_AND_BEFORE = re.compile(r"(?:[,;]|(?<!\w)và|(?<!\w)đồng thời)\s*\Z")
_FROM = re.compile(r"(?<!\w)từ\s+(?:0 giờ\s+)?(?:ngày\s+)?\Z")
_UNTIL = re.compile(r"(?<!\w)đến\s+(?:hết\s+)?(?:ngày\s+)?\Z")
"""What stands in front of the first day, and of the last one."""

_WITHIN = 400
_NEAR = 60
_ACTS_BEFORE = re.compile(r"(?<!\w)này(?!\w)|\d\s?[/-]|(?<!\w)(?:luật|lệnh|hiến pháp)(?!\w)")
_QUOTED = re.compile(r"“([^”]{1,2000})”|\"([^\"]{3,400})\"|‘([^’]{3,400})’")
_PHRASE = re.compile(r"(?<!\w)(?:cụm từ|từ ngữ|từ|chữ|dấu|số)\s*(?=[“\"‘])")
_TITLE = re.compile(
    r"(?:.*(?<!\w)ban hành\s+)?"
    rf"(?:{'|'.join(sorted({row.name.lower() for row in document_types()}, key=len)[::-1])})"
    r"\s*(?:[:.–-]\s*)?(?:v/v|về\s+việc|về)?\s*\Z",
    re.DOTALL,
)
_ABOUT = re.compile(r"[\s:]*(?:v/v|về\s+việc|về)\s*\Z")
_NAME = re.compile(r"\s+([A-ZĐÀ-Ỹ][^.;:(\n]{6,300})")
_MOST_WORDS = 24


class _Level(NamedTuple):
    """What further documents of a list are: objects of ``source``, or what acts on ``target``."""

    source: Cited
    kind: RelationKind
    target: Cited | None = None
    type: str = ""


def relate(sentence: str, frame: Frame, *, cites: bool = False) -> list[Relation]:
    """Return the relations in a normalised sentence, with ``cites`` mere citations, too.

    Their spans are those of the sentence.
    """
    clean = _QUOTED.sub(lambda quoted: f"“{' ' * (len(quoted[0]) - 2)}”", sentence)
    lowered = clean.lower()
    if len(lowered) != len(clean):  # a letter that is longer in small
        lowered = "".join(one if len(one := letter.lower()) == 1 else letter for letter in clean)
    own_verbs = verbs(lowered)
    if not (cites or frame.kind or frame.target or _may_relate(lowered, own_verbs)):
        return []
    found = _Sentence(clean, lowered, own_verbs, frame).relations()
    if not cites:
        found = [one for one in found if one.kind is not RelationKind.CITES]
    named = _PHRASE.search(lowered)
    quoted = _QUOTED.match(sentence, named.end()) if named else None
    phrase = next(filter(None, quoted.groups()), "")[:200] if quoted else ""
    return [
        replace(relation, end=len(sentence), phrase=phrase if relation.source == THIS else "")
        for relation in found
    ]


def _may_relate(lowered: str, found: list[Verb]) -> bool:
    """Say whether a sentence has a verb, or an opening, without which it only cites."""
    at = _head_end(lowered)
    if any(opening.match(lowered, at) for opening, _ in _OPENINGS) or ended(lowered):
        return True
    return any(
        verb.passive
        or verb.start - at < _NEAR
        or _ACTS_BEFORE.search(lowered, at, verb.start) is not None
        for verb in found
    )


def _head_end(lowered: str) -> int:
    """Return where a sentence begins behind its numbering."""
    head = _HEAD.match(lowered)
    return head.end() if head else 0


class _Sentence:
    def __init__(self, text: str, lowered: str, own_verbs: list[Verb], frame: Frame) -> None:
        self._text = text
        self._lowered = lowered
        self._frame = frame
        self._head = _head_end(lowered)
        self._mentions = mentions(text)
        self._verbs = own_verbs
        self._found: list[tuple[Relation, Mention]] = []
        self._days = days_of(text) if self._mentions else ()
        kind = frame.kind or RelationKind.CITES
        for opening, own in _OPENINGS:
            begins = opening.match(lowered, self._head)
            if begins and self._mentions[:1] and self._mentions[0].begin - begins.end() < _NEAR:
                kind = own
        self._stack = [_Level(THIS, kind)]

    def relations(self) -> list[Relation]:
        tokens: list[Mention | Verb] = [*self._mentions, *self._verbs]
        tokens.sort(key=lambda token: token.start)
        last: Mention | None = None
        verb: Verb | None = None
        level: _Level | None = None  # what the verb makes of the documents behind it
        for token in tokens:
            if isinstance(token, Verb):
                previous, verb = verb, token
                level = self._level_of(token, last, level if previous else None)
                continue
            if token.cited:
                self._take(token, last, verb, level)
            last, verb, level = token, None, None
        self._end()
        self._instruct()
        self._attach()
        return [self._dated(place) for place in range(len(self._found))]

    def _level_of(self, verb: Verb, last: Mention | None, before: _Level | None) -> _Level | None:
        """Return whose verb it is, None where it is nobody's: ``văn bản sửa đổi, bổ sung``."""
        attached = last is not None and self._is_attached(last, verb)
        if verb.passive:
            if attached and last and last.cited:
                return _Level(THIS, verb.kind, last.cited)
            if last is None and _PASSIVE_HEAD.match(self._lowered, self._head):
                return _Level(THIS, verb.kind, self._frame.target)
            return None
        if self._is_own(verb, last, before):
            return _Level(THIS, verb.kind)
        if attached and last and last.cited:
            return _Level(last.cited, verb.kind)
        if _AND_BEFORE.search(self._lowered, 0, verb.start) and len(self._stack) > 1:
            return self._stack[-1]._replace(kind=verb.kind)
        return None

    def _is_attached(self, last: Mention, verb: Verb) -> bool:
        gap = self._lowered[last.end : verb.start]
        if verb.passive and ";" not in gap[-40:] and len(gap) < _WITHIN:
            said = self._lowered.startswith("đã", verb.start)
            if _TITLE_BEHIND.match(gap) and _AMENDED_AT.fullmatch(
                self._lowered, verb.start, verb.end
            ):
                return True
            return said or _SOURCE_BEHIND.fullmatch(gap) is not None
        return _SOURCE_BEHIND.fullmatch(gap) is not None

    def _is_own(self, verb: Verb, last: Mention | None, before: _Level | None) -> bool:
        if last is not None and last.cited:
            if not _AND_BEFORE.search(self._lowered, last.end, verb.start):
                return False
            own = self._stack[0].kind
            if own in ENDING and verb.kind in ENDING and own is not verb.kind:
                return not self._frame.kind  # "Thông tư này thay thế A sửa đổi B và bãi bỏ C"
            own_list = len(self._stack) == 1 and own not in (RelationKind.CITES, RelationKind.BASIS)
            return own_list and ";" in self._lowered[last.end : verb.start]
        if last is not None:
            gap = self._lowered[last.end : verb.start]
            if verb.kind is RelationKind.GUIDES:
                return not gap.strip(" ,")
            return "hiệu lực" in gap or not gap.strip(" ,;và") or gap.strip() == "đồng thời"
        front = self._lowered[self._head : verb.start]
        if self._is_duty(verb):
            return False
        if not front.strip() or _ABOUT.fullmatch(front) or _TITLE.fullmatch(front):
            return True
        return (
            before is not None
            and before.source == THIS
            and before.target is None
            and bool(_AND_BEFORE.search(front))
        )

    def _is_duty(self, verb: Verb) -> bool:
        """Tell ``b) Hướng dẫn việc cấp thẻ …``, an item among what a body has to do."""
        return (
            0 < self._head == verb.start
            and verb.kind is RelationKind.GUIDES
            and self._lowered.startswith("hướng dẫn", verb.start)
        )

    def _take(
        self, mention: Mention, last: Mention | None, verb: Verb | None, level: _Level | None
    ) -> None:
        """Add what the sentence says of a document."""
        if verb and level and self._is_object(mention, verb, level):
            if level.source == THIS and level.target is None:
                self._stack = [level._replace(type=mention.type)]
            else:
                level = self._aimed(level, mention)
                self._stack.append(level._replace(type=mention.type))
            self._add(self._stack[-1], mention, self._lowered[verb.end : mention.begin])
            return
        after = last.end if last and last.cited else self._head
        gap = self._lowered[after : mention.begin]
        if last is None or not last.cited:
            opens = self._stack[0].kind is not RelationKind.CITES and not (
                self._frame.kind and _BARRED.search(gap)
            )
            self._add(self._stack[0] if opens else _CITED, mention, gap)
            self._stack = [self._stack[0]._replace(type=mention.type), *self._stack[1:]]
        elif _LIST.fullmatch(gap):
            if ";" in gap and not self._goes_on(mention, last):
                del self._stack[1:]
            while len(self._stack) > 1 and (
                self._stack[-1].type != mention.type or _contradict(self._stack[-1], mention.cited)
            ):
                self._stack.pop()
            if len(self._stack) > 1 and self._begins_anew(mention, gap):
                self._stack.pop()
            self._add(self._stack[-1], mention, gap)
        elif last.cited.key.startswith(AMENDING_LAW) and not gap:
            self._stack.append(_Level(last.cited, RelationKind.AMENDS, None, mention.type))
            self._add(self._stack[-1], mention, gap)
        elif self._stack[0].kind is RelationKind.CITES:  # else the title of another act cites it
            self._add(_CITED, mention, gap)

    def _aimed(self, level: _Level, agent: Mention) -> _Level:
        """Return what a passive verb says with the document that is meant by it.

        A circular changes the circular in front, not the decree in its title: ``Thông tư số 5 …
        hướng dẫn Nghị định số 3 (đã được sửa đổi bởi Thông tư số 8)``.
        """
        if level.target:
            types = {one.cited: one.type for one in self._mentions}
            sources = [upper.source for upper in reversed(self._stack) if upper.source]
            for one in (level.target, *sources):
                if types.get(one) == agent.type:
                    return level._replace(target=one)
        return level

    def _goes_on(self, mention: Mention, last: Mention) -> bool:
        """Tell ``hướng dẫn Luật X; Luật sửa đổi, bổ sung một số điều của Luật X``: one title."""
        name = last.cited.key.removeprefix("@")
        return (
            self._stack[-1].kind is RelationKind.GUIDES
            and mention.cited.key.startswith(AMENDING_LAW)
            and mention.cited.key.endswith(name)
        )

    def _begins_anew(self, mention: Mention, gap: str) -> bool:
        """Tell a document with a title of its own from one that the title before goes on with."""
        level = self._stack[-1]
        following = next((verb for verb in self._verbs if verb.start >= mention.end), None)
        if (
            level.target is not None
            or following is None
            or following.kind is not RelationKind.AMENDS
            or not self._is_attached(mention, following)
        ):
            return False
        further = [one for one in self._mentions if one.start >= mention.end]
        if further and further[0].start < following.start:
            return False  # the verb is that document's
        own = next((one.cited for one in further if one.start >= following.end), THIS)
        before = {one.target.key for one, _ in self._found if one.source == level.source}
        return "," in gap[-4:] or own.key not in before

    def _is_object(self, mention: Mention, verb: Verb, level: _Level) -> bool:
        gap = self._lowered[verb.end : mention.begin]
        if level.target is not None:
            return len(gap) < _WITHIN and ";" not in gap
        if level.source != THIS:
            far = level.kind is not RelationKind.GUIDES and _FAR_OBJECT.fullmatch(gap)
            return bool(far and not _BARRED.search(gap)) or _OBJECT.fullmatch(gap) is not None
        if verb.kind is RelationKind.GUIDES:
            return len(gap) < _WITHIN
        return not _BARRED.search(gap)

    def _add(self, level: _Level, mention: Mention, gap: str) -> None:
        kind = level.kind
        if level.target is not None:
            by = mention.places[0] if mention.places else ""
            places = self._places_of_subject()
            relation = Relation(
                kind, level.target, mention.cited, places, not places and _says_all(gap), by
            )
        else:
            attached = _WHOLE_ATTACHED.search(gap) is not None and not mention.places
            part = bool(mention.places) or (_PART.search(gap) is not None and not attached)
            whole = not part and kind not in _NEVER_WHOLE
            relation = Relation(kind, mention.cited, level.source, mention.places, whole)
        if relation.target != relation.source:
            self._found.append((relation, mention))

    def _places_of_subject(self) -> tuple[str, ...]:
        """Return the places at the head of ``Khoản 2 Điều 5 được sửa đổi bởi``."""
        lists = place_lists(self._lowered[self._head : self._head + 200])
        if lists and not lists[0].start and len(self._found) == 0:
            return tuple(map(cited, lists[0].places))
        return ()

    def _end(self) -> None:
        """Make what is only named the subject of ``hết hiệu lực``, if it is."""
        end = ended(self._lowered)
        if end is None:
            return
        subject = False
        for i, (relation, mention) in enumerate(self._found):
            if mention.start > end.start() or relation.source != THIS:
                continue
            if relation.kind is not RelationKind.CITES:
                continue
            if not subject:
                since = max(self._head, self._lowered.rfind("; ", 0, mention.begin) + 1)
                own = [
                    one.end for one in self._mentions if not one.cited and one.end <= mention.begin
                ]
                front = self._lowered[max([since, *own]) : mention.begin]
                subject = not _NO_SUBJECT.search(front)
                whole = not mention.places and not _PART.search(front)
            else:
                whole = not mention.places
            if subject:
                partly = self._lowered.startswith(" một phần", end.end())
                self._found[i] = (
                    replace(relation, kind=RelationKind.ENDS, whole=whole and not partly),
                    mention,
                )

    def _instruct(self) -> None:
        """Add what an item of an amending article does to the document that it is about."""
        if not self._frame.target or any(r.source == THIS for r, _ in self._found):
            return
        told = instruction(self._lowered, self._head, self._verbs, self._frame)
        if told:
            end = len(self._lowered)
            self._found.append((told, Mention(end, 0, end, self._frame.target, told.places, "")))

    def _attach(self) -> None:
        """Add what is issued with the act: ``Ban hành kèm theo Quyết định này Quy chế …``."""
        if self._stack[0].kind is not RelationKind.ISSUED_WITH or not self._mentions:
            return
        this = self._mentions[0]
        name = _NAME.match(self._text, this.end)
        if this.cited or name is None:
            return
        words = " ".join(fold(name[1]).lower().split()[:_MOST_WORDS])
        attached = Cited(f"@{words}", "", name[1].strip())
        self._found.append((Relation(RelationKind.ISSUED_WITH, THIS, attached), this))

    def _dated(self, place: int) -> Relation:
        """Return a relation with the day that the sentence gives for it, behind its document."""
        relation, mention = self._found[place]
        stop = len(self._lowered)
        if relation.source != THIS:
            later = [
                other.start for _, other in self._found[place + 1 :] if other.start > mention.end
            ]
            stop = min([stop, *later])
        day = until = ""
        for one in self._days:
            if not mention.end <= one.start < stop or one.precision != "day":
                continue
            front = self._lowered[max(0, one.start - 24) : one.start]
            if not day and _FROM.search(front):
                day = one.first.isoformat()
            elif _UNTIL.search(front):
                until = (one.last + dt.timedelta(days=1)).isoformat()
        return replace(relation, day=day, until=until)


_CITED = _Level(THIS, RelationKind.CITES)
_NEVER_WHOLE = (RelationKind.AMENDS, RelationKind.CORRECTS)


def _contradict(level: _Level, cited: Cited) -> bool:
    """Say whether a document cannot be meant: nobody acts on what comes later, or on itself."""
    if level.target is not None:
        return is_later(level.target, cited)
    return is_later(cited, level.source) or cited.key == level.source.key


def _says_all(gap: str) -> bool:
    return "toàn bộ" in gap
