"""Who does what to whom in one sentence: verbs and documents in order, and what joins them.

Documents that a comma or ``và`` joins are objects of one verb; a semicolon ends what a title says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit._dataclass import replace
from searchkit.documents.relations.clauses.agents import done_by
from searchkit.documents.relations.clauses.attachment import (
    is_direct_object,
    is_object,
    is_object_of_outer,
    level_of,
)
from searchkit.documents.relations.clauses.circumstances import circumstanced
from searchkit.documents.relations.clauses.decided import OF_BODIES
from searchkit.documents.relations.clauses.instructions import instruction, with_added
from searchkit.documents.relations.clauses.level import Level
from searchkit.documents.relations.clauses.open_lists import OpenLists, is_short_name
from searchkit.documents.relations.clauses.openings import attached, opened, opens
from searchkit.documents.relations.clauses.predicates import (
    PART,
    ended_list,
    predicated,
)
from searchkit.documents.relations.clauses.sentence import Found, Sentence, head_end
from searchkit.documents.relations.model import (
    NEVER_WHOLE,
    THIS,
    Cited,
    Relation,
    RelationKind,
    is_later,
)
from searchkit.documents.relations.references import AMENDING_LAW, Mention
from searchkit.documents.relations.states import state
from searchkit.documents.relations.verbs import Verb, verbs
from searchkit.text.legal.place_lists import cited, place_lists

if TYPE_CHECKING:
    from searchkit.documents.relations.clauses.instructions import Frame

_LIST = re.compile(
    r".{0,600}?(?:[,;(]|(?<!\w)và(?!\w)"
    r"|(?<!\w)hoặc(?!\w))(?P<item>\s*(?:[a-zđ]{1,2}[.)]\s*)?(?:(?:các|những)\s+)?\s*"
    r"(?:(?:biểu mẫu|mẫu|phụ lục|hướng dẫn|quy định|nội dung|danh mục)(?:\s+khác)?"
    r"(?:\s+về\s[^,;()]{2,60})?\s+(?:tại|của|trong)\s+(?:các\s+)?)?)\Z",
    re.DOTALL,
)
_BARRED = re.compile(r"(?<!kèm )(?<!\w)theo(?!\w)|(?<!\w)(?:trước ngày|để|khi)(?!\w)")
_ALL_OF_THEM = re.compile(r"(?<!\w)(?:các|những)\s+[^\s,;]+(?:\s[^\s,;]+){0,4}\s*:?\s*\Z")
_WHOLE_ATTACHED = re.compile(r"(?:quy định|nội quy|quy chế|danh mục)[^;]*kèm theo\s*\Z")
_NEAR, _FAR = 60, 160
_ACT_BEHIND = re.compile(r"[0-9][a-zđ]?\s{0,3}[/.‐‑–-]|luật|lệnh|hiến pháp|điều lệ|số \d")
_PART_OF_THIS = re.compile(
    r"\W*(?:\d{1,3}\W+)?(?:điều|khoản|điểm|tiết|chương|mục|phần|đoạn|câu|cụm từ|từ|nội dung|phụ lục"
    r"|biểu|mẫu)\s(?:(?:\S+\s){0,2}này(?!\w)|[“\"]"
    r"|[^.;:“\"\d]{0,200}\s(?:tại|của|trong|ở)\s(?:điều|khoản|điểm|tiết|chương|mục|phần)\snày\s)"
)
"""How notes on a consolidated text begin: ``Khoản này được bãi bỏ theo quy định tại …``,
``Nội dung về thuế tại Khoản này``."""

_ACTS_BEFORE = re.compile(r"(?<!\w)này(?!\w)|\d\s?[/-]|(?<!\w)(?:luật|lệnh|hiến pháp)(?!\w)")
_BY_ACT = re.compile(
    r"[đb](?:(?<=đ)ược|(?<=b)ị)(?<!\wđược)(?<!\wbị)\s+(?:các\s+)?(?:luật|bộ luật|pháp lệnh"
    r"|nghị định|nghị quyết|thông tư|quyết định|quy định|chỉ thị|văn bản)\s"
)
"""``được Nghị định số 5 sửa đổi``."""

_QUOTED = re.compile(r"“([^”]{1,2000})”|\"([^\"]{3,400})\"|‘([^’]{3,400})’")
_PHRASE = re.compile(r"(?<!\w)(?:cụm từ|từ ngữ|từ|chữ|dấu|số)\s*(?=[“\"‘])")


def relate(sentence: str, frame: Frame, *, cites: bool = False) -> list[Relation]:
    """Return the relations in a normalised sentence, with ``cites`` mere citations, too.

    Whoever knows where the sentence stands gives them their spans.
    """
    clean = _QUOTED.sub(lambda quoted: f"“{' ' * (len(quoted[0]) - 2)}”", sentence)
    lowered = clean.lower()
    if len(lowered) != len(clean):  # a letter that is longer in small
        lowered = "".join(one if len(one := letter.lower()) == 1 else letter for letter in clean)
    own_verbs = verbs(lowered)
    if not (cites or frame.kind or frame.target or _may_relate(lowered, own_verbs)):
        return []
    taken_apart = Sentence(sentence, clean, lowered, own_verbs, frame)
    if not (cites or taken_apart.may_relate()):
        return []
    found = _Walk(taken_apart).relations(cites=cites)
    named = _PHRASE.search(lowered) if "“" in lowered else None
    quoted = _QUOTED.match(sentence, named.end()) if named else None
    phrase = next(filter(None, quoted.groups()), "")[:200] if quoted else ""
    if not phrase:
        return found
    return [replace(one, phrase=phrase) if one.source == THIS else one for one in found]


def _may_relate(lowered: str, found: list[Verb]) -> bool:
    """Say whether a sentence has a verb, or an opening, without which it only cites."""
    at = head_end(lowered)
    if opens(lowered, at) or state(lowered, at):
        return True
    if found and _BY_ACT.search(lowered, at):
        return True
    return any(
        verb.passive
        or verb.predicate
        or (
            _ACT_BEHIND.search(lowered, verb.end) is not None
            and (
                verb.start - at < (_FAR if verb.kind in OF_BODIES else _NEAR)
                or _ACTS_BEFORE.search(lowered, at, verb.start)
            )
        )
        for verb in found
    )


class _Walk:
    """Goes through a sentence from left to right and keeps the lists that are open."""

    def __init__(self, sentence: Sentence) -> None:
        self._sentence = sentence
        self._lowered = sentence.lowered
        self._frame = sentence.frame
        self._mentions = sentence.mentions
        self._found: list[Found] = []
        self._begin = sentence.head
        self._aside = ""  # the type of the documents in a list that a title only cites
        self._lists = OpenLists(sentence, self._opened(), self._found)

    def _opened(self) -> RelationKind:
        """Return what the first words of the sentence make of the documents in it."""
        begin = ended_list(self._lowered, self._sentence.head)
        if begin >= 0:
            self._begin = begin
            return RelationKind.ENDS
        return opened(self._sentence) or self._frame.kind or RelationKind.CITES

    def relations(self, *, cites: bool) -> list[Relation]:
        """Return what the sentence says, in its order."""
        acting = [verb for verb in self._sentence.verbs if verb.agent or not verb.passive]
        tokens: list[Mention | Verb] = [*self._mentions, *acting]
        tokens.sort(key=lambda token: token.start)
        last: Mention | None = None
        verb: Verb | None = None
        level: Level | None = None  # what the verb makes of the documents behind it
        outer: tuple[Verb, Level] | None = None  # the verb that has the one before as its object
        for token in tokens:
            if isinstance(token, Verb):
                before = level if verb else None
                if verb and before and before.is_own:
                    outer = verb, before
                level = level_of(self._sentence, token, last, before, self._lists.levels)
                verb, outer = token, None if level else outer
                if level is None and (done := done_by(self._sentence, token, last)):
                    self._found.append(done)
                continue
            if token.cited:
                if verb and outer and is_object_of_outer(self._sentence, outer[0], verb, token):
                    verb, level = outer
                self._take(token, last, verb, level)
                self._found += [_amending(token, law) for law in token.amended]
            elif verb and level and level.source != THIS and not level.target:
                self._change_this(level, verb, token)
            last, verb, level, outer = token, None, None, None
        predicated(self._sentence, self._found)
        self._instruct()
        self._attach()
        return [
            circumstanced(self._sentence, self._found, place)
            for place, one in enumerate(self._found)
            if cites or one.relation.kind is not RelationKind.CITES
        ]

    def _take(
        self, mention: Mention, last: Mention | None, verb: Verb | None, level: Level | None
    ) -> None:
        """Add what the sentence says of a document."""
        lists = self._lists
        lists.close(mention)
        if verb and level and is_object(self._sentence, mention, verb, level):
            self._aside = ""
            gap = self._lowered[verb.end : mention.begin]
            if level.is_own:
                part = PART.search(gap) is not None and _ALL_OF_THEM.search(gap) is not None
                lists.levels[:] = [level._replace(type=mention.type, part=part)]
            else:
                level = lists.aimed(level, mention)
                lists.levels.append(level._replace(type=mention.type))
            self._add(lists.levels[-1], mention, gap)
        elif last is None or not last.cited:
            gap = self._lowered[self._begin : mention.begin]
            opens = lists.own.kind is not RelationKind.CITES and not (
                self._frame.kind and _BARRED.search(gap)
            )
            self._add(lists.own if opens else _CITED, mention, gap)
            lists.levels[0] = lists.own._replace(type=mention.type)
        else:
            self._join(mention, last)

    def _change_this(self, level: Level, verb: Verb, this: Mention) -> None:
        """Add that another document changes the one that speaks: ``Luật số 5 sửa đổi Luật này``."""
        if is_direct_object(self._lowered, verb, this):
            whole = not this.places and level.kind not in NEVER_WHOLE
            relation = Relation(level.kind, THIS, level.source, this.places, whole)
            self._found.append(Found(relation, this))

    def _join(self, mention: Mention, last: Mention) -> None:
        """Add a document that stands behind another and is no object of a verb between them."""
        lists, gap = self._lists, self._lowered[last.end : mention.begin]
        listed = _LIST.fullmatch(gap)
        if lists.own.kind is RelationKind.CONSOLIDATES and gap.strip() == "với":
            listed = _LIST.fullmatch(", ")
        aside = self._aside and ";" not in gap and not lists.has_type(mention.type)
        if listed and not aside:
            self._aside = ""
            self._add(lists.choose(mention, last, gap), mention, listed["item"])
        elif last.cited.key.startswith(AMENDING_LAW) and not gap:
            of_law = Level(last.cited, RelationKind.AMENDS, type=mention.type, since=mention.start)
            lists.levels.append(of_law)
            self._add(of_law, mention, gap)
        else:
            self._aside = "" if is_short_name(gap) else mention.type
            if lists.own.kind is RelationKind.CITES:  # else the title of another act cites it
                self._add(_CITED, mention, gap, nested=True)

    def _add(self, level: Level, mention: Mention, gap: str, *, nested: bool = False) -> None:
        kind = level.kind
        if level.target is not None:
            by = mention.places[0] if mention.places else ""
            places = self._places_of_subject()
            if mention.begin < level.since:  # "bị ngưng hiệu lực khoản 8 Điều 8 theo …"
                places, by = mention.places, ""
            whole = not places and self._ends_whole(level, gap)
            relation = Relation(kind, level.target, mention.cited, places, whole, by)
        else:
            attached = _WHOLE_ATTACHED.search(gap) is not None and not mention.places
            part = level.part or (PART.search(gap) is not None and not attached)
            whole = not (part or mention.places) and kind not in NEVER_WHOLE
            places = with_added(gap, mention.places) if level.is_own else mention.places
            relation = Relation(kind, mention.cited, level.source, places, whole)
        shared = [one for one in level.others if not is_later(mention.cited, one)]
        for source in shared:
            if relation.target.key != source.key:
                self._found.append(Found(replace(relation, source=source), mention, nested))
        if relation.target.key != relation.source.key:
            self._found.append(Found(relation, mention, nested))

    def _ends_whole(self, level: Level, gap: str) -> bool:
        """Say whether all of a document is meant by ``được thay thế bởi``."""
        if "toàn bộ" in gap:
            return True
        if _PART_OF_THIS.match(self._lowered, self._sentence.head):
            return False
        named = [one for one in self._mentions if one.cited == level.target]
        return level.kind not in NEVER_WHOLE and not any(one.places for one in named)

    def _places_of_subject(self) -> tuple[str, ...]:
        """Return the places at the head of ``Khoản 2 Điều 5 được sửa đổi bởi``."""
        head = self._sentence.head
        lists = place_lists(self._lowered[head : head + 200])
        if lists and not lists[0].start and len(self._found) == 0:
            return tuple(map(cited, lists[0].places))
        return ()

    def _instruct(self) -> None:
        """Add what an item of an amending article does to the document that it is about."""
        if not self._frame.target or any(one.relation.source == THIS for one in self._found):
            return
        told = instruction(self._lowered, self._sentence.head, self._sentence.verbs, self._frame)
        if told:
            end = len(self._lowered)
            nobody = Mention(end, 0, end, self._frame.target, told.places, "")
            self._found.append(Found(told, nobody))

    def _attach(self) -> None:
        """Add what is issued with the act: ``Ban hành kèm theo Quyết định này Quy chế …``."""
        if self._lists.own.kind is RelationKind.ISSUED_WITH and (own := attached(self._sentence)):
            self._found.append(Found(own, self._mentions[0]))


def _amending(mention: Mention, law: Cited) -> Found:
    """Return that an amending law amends one of the laws in its name."""
    return Found(Relation(RelationKind.AMENDS, law, mention.cited, whole=False), mention, True)


_CITED = Level(THIS, RelationKind.CITES)
