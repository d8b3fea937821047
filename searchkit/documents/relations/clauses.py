"""Who does what to whom in one sentence: verbs and documents in order, and what joins them.

Documents that a comma or ``và`` joins are objects of one verb; a semicolon ends what a title says.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from searchkit.documents.relations.attachment import (
    Level,
    is_attached,
    is_noun,
    is_object,
    level_of,
)
from searchkit.documents.relations.circumstances import circumstanced
from searchkit.documents.relations.instructions import instruction, with_added
from searchkit.documents.relations.model import (
    THIS,
    Cited,
    Relation,
    RelationKind,
    is_later,
)
from searchkit.documents.relations.predicates import NEVER_WHOLE, PART, ended_list, predicated
from searchkit.documents.relations.references import AMENDING_LAW, Mention
from searchkit.documents.relations.sentence import Found, Sentence, head_end
from searchkit.documents.relations.verbs import Verb, ended, lasting, verbs
from searchkit.text.legal.place_lists import cited, place_lists
from searchkit.text.spelling.folding import fold

if TYPE_CHECKING:
    from searchkit.documents.relations.instructions import Frame

_OPENINGS = (
    (re.compile(r"căn cứ(?:\s+vào)?(?!\w)"), RelationKind.BASIS),
    (
        re.compile(r"thực hiện(?:\s+theo)?\s+(?=\S+(?:\s\S+){0,3}?\s+(?:số\s+)?\d)"),
        RelationKind.BASIS,
    ),
    (re.compile(r"(?:ban hành\s+|được ban hành\s+)?kèm theo(?!\w)"), RelationKind.ISSUED_WITH),
)
_LIST = re.compile(
    r".{0,600}?(?:[,;(]|(?<!\w)và(?!\w)|(?<!\w)hoặc(?!\w))(?P<item>\s*(?:các\s+)?\s*"
    r"(?:(?:biểu mẫu|mẫu|phụ lục|quy định|nội dung|danh mục)\s+(?:tại|của"
    r"|trong)\s+(?:các\s+)?)?)\Z",
    re.DOTALL,
)
_BARRED = re.compile(r"(?<!kèm )(?<!\w)theo(?!\w)|(?<!\w)(?:trước ngày|để|khi)(?!\w)")
_ALL_OF_THEM = re.compile(r"(?<!\w)(?:các|những)\s+[^\s,;]+(?:\s[^\s,;]+){0,4}\s*:?\s*\Z")
_SHORT = re.compile(r"(?<!\w)(?:gọi|viết)\s+(?:(?:tắt|chung|gọn)\s+)?là:?\s*[“\"]?\Z")
_WHOLE_ATTACHED = re.compile(r"(?:quy định|nội quy|quy chế|danh mục)[^;]*kèm theo\s*\Z")
_NEAR = 60
_ACTS_BEFORE = re.compile(r"(?<!\w)này(?!\w)|\d\s?[/-]|(?<!\w)(?:luật|lệnh|hiến pháp)(?!\w)")
_QUOTED = re.compile(r"“([^”]{1,2000})”|\"([^\"]{3,400})\"|‘([^’]{3,400})’")
_PHRASE = re.compile(r"(?<!\w)(?:cụm từ|từ ngữ|từ|chữ|dấu|số)\s*(?=[“\"‘])")
_NAME = re.compile(r"\s+([A-ZĐÀ-Ỹ][^.;:(\n]{6,300})")
_MOST_WORDS = 24
_HIGHER = (("qh", 4), ("@", 4), ("/nd-cp", 3), ("/nq-cp", 3), ("-ttg", 2), ("/ttg", 2))
"""What numbers of acts have that circulars and local decisions guide, with their ranks."""


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
    found = _Walk(Sentence(clean, lowered, own_verbs, frame)).relations()
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
    at = head_end(lowered)
    if any(opening.match(lowered, at) for opening, _ in _OPENINGS):
        return True
    if ended(lowered) or lasting(lowered):
        return True
    return any(
        verb.passive
        or verb.start - at < _NEAR
        or _ACTS_BEFORE.search(lowered, at, verb.start) is not None
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
        self._stack = [Level(THIS, self._opened())]

    def _opened(self) -> RelationKind:
        """Return what the first words of the sentence make of the documents in it."""
        lowered, head = self._lowered, self._sentence.head
        kind = self._frame.kind or RelationKind.CITES
        for opening, own in _OPENINGS:
            begins = opening.match(lowered, head)
            if begins and self._mentions[:1] and self._mentions[0].begin - begins.end() < _NEAR:
                kind = own
        begin = ended_list(lowered, head)
        if begin >= 0:
            self._begin, kind = begin, RelationKind.ENDS
        return kind

    def relations(self) -> list[Relation]:
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
                outer = (verb, before) if verb and before and before.is_own else None
                verb = token
                level = level_of(self._sentence, token, last, before, self._stack)
                continue
            if token.cited:
                if level is None and outer and verb and is_noun(self._sentence, verb, token):
                    verb, level = outer
                self._take(token, last, verb, level)
            last, verb, level, outer = token, None, None, None
        predicated(self._sentence, self._found)
        self._instruct()
        self._attach()
        places = range(len(self._found))
        return [circumstanced(self._sentence, self._found, place) for place in places]

    def _take(
        self, mention: Mention, last: Mention | None, verb: Verb | None, level: Level | None
    ) -> None:
        """Add what the sentence says of a document."""
        self._close(mention)
        if verb and level and is_object(self._sentence, mention, verb, level):
            self._aside = ""
            gap = self._lowered[verb.end : mention.begin]
            if level.is_own:
                part = PART.search(gap) is not None and _ALL_OF_THEM.search(gap) is not None
                self._stack = [level._replace(type=mention.type, part=part)]
            else:
                level = self._aimed(self._shared(level), mention)
                self._stack.append(level._replace(type=mention.type))
            self._add(self._stack[-1], mention, gap)
            return
        first = last is None or not last.cited
        after = max(self._begin, last.end if last and not first else 0)
        gap = self._lowered[after : mention.begin]
        listed = None if first else _LIST.fullmatch(gap)
        if first:
            opens = self._stack[0].kind is not RelationKind.CITES and not (
                self._frame.kind and _BARRED.search(gap)
            )
            self._add(self._stack[0] if opens else _CITED, mention, gap)
            self._stack = [self._stack[0]._replace(type=mention.type), *self._stack[1:]]
        elif listed and not self._is_aside(mention, gap):
            self._go_on(mention, last, gap, listed["item"])
        elif last and last.cited.key.startswith(AMENDING_LAW) and not gap:
            since = mention.start
            self._stack.append(
                Level(last.cited, RelationKind.AMENDS, None, mention.type, since=since)
            )
            self._add(self._stack[-1], mention, gap)
        else:
            self._aside = "" if _SHORT.search(gap) else mention.type
            if self._stack[0].kind is RelationKind.CITES:  # else the title of another act cites it
                self._add(_CITED, mention, gap, nested=True)

    def _shared(self, level: Level) -> Level:
        """Return a list of which only those share the title that stand in none themselves."""
        named = {
            one.relation.target
            for one in self._found
            if one.relation.source == THIS and not one.nested
        }
        return level._replace(others=tuple(one for one in level.others if one in named))

    def _close(self, mention: Mention) -> None:
        """End the lists that a bracket closes, and a title that is followed by its short name."""
        stack = self._stack
        while len(stack) > 1 and _is_closed(self._lowered, stack[-1].since, mention.start):
            stack.pop()
        if len(stack) > 1 and _SHORT.search(self._lowered, 0, mention.start):
            key = mention.cited.key
            for place, level in enumerate(stack[1:], start=1):
                if key == level.source.key or (level.target and key == level.target.key):
                    del stack[place:]
                    break

    def _is_aside(self, mention: Mention, gap: str) -> bool:
        """Say whether a list goes on with documents that a title only cites."""
        if not self._aside or ";" in gap:
            return False
        return all(level.type != mention.type for level in self._stack)

    def _go_on(self, mention: Mention, last: Mention | None, gap: str, item: str) -> None:
        """Add a further document of a list to the list to which it belongs."""
        self._aside = ""
        if ";" in gap and not (last and self._is_of_title(mention, last)):
            del self._stack[1:]
        while len(self._stack) > 1 and self._is_over(self._stack[-1], mention):
            self._stack.pop()
        if len(self._stack) > 1 and self._begins_anew(mention, gap):
            self._stack.pop()
        self._add(self._stack[-1], mention, item)

    def _is_over(self, level: Level, mention: Mention) -> bool:
        """Say whether a list cannot go on with a document."""
        if _contradict(level, mention.cited):
            return True
        if level.type == mention.type:
            return False
        guided = level.kind is RelationKind.GUIDES and level.target is None
        above = _rank(mention.cited) > _rank(level.source)
        return not (guided and above and mention.type != self._stack[0].type)

    def _aimed(self, level: Level, agent: Mention) -> Level:
        """Return what a verb says with the document that is meant by it.

        A circular changes the circular in front, not the decree in its title: ``Thông tư số 5 …
        hướng dẫn Nghị định số 3 (đã được sửa đổi bởi Thông tư số 8)``.
        """
        if level.target:
            types = {one.cited: one.type for one in self._mentions}
            sources = [upper.source for upper in reversed(self._stack) if upper.source]
            for one in (level.target, *sources):
                if types.get(one) == agent.type and not is_later(one, agent.cited):
                    return level._replace(target=one)
        elif level.kind is RelationKind.REPLACES:  # "Thông tư số 5 hướng dẫn Luật X (thay thế …)"
            same = [one.cited for one in self._mentions if one.type == agent.type]
            if level.source not in same and same[0] != agent.cited:
                return level._replace(source=same[0])
        return level

    def _is_of_title(self, mention: Mention, last: Mention) -> bool:
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
        later = [verb for verb in self._sentence.verbs if verb.start >= mention.end]
        following = later[0] if later else None
        if (
            level.target is not None
            or following is None
            or following.passive
            or following.kind is not RelationKind.AMENDS
            or not is_attached(self._lowered, mention, following)
        ):
            return False
        further = [one for one in self._mentions if one.start >= mention.end]
        if further and further[0].start < following.start:
            return False  # the verb is that document's
        own = next((one.cited for one in further if one.start >= following.end), THIS)
        before = {
            one.relation.target.key for one in self._found if one.relation.source == level.source
        }
        return "," in gap[-4:] or own.key not in before

    def _add(self, level: Level, mention: Mention, gap: str, *, nested: bool = False) -> None:
        kind = level.kind
        if level.target is not None:
            by = mention.places[0] if mention.places else ""
            places = self._places_of_subject()
            whole = not places and self._ends_whole(level, gap)
            relation = Relation(kind, level.target, mention.cited, places, whole, by)
        else:
            attached = _WHOLE_ATTACHED.search(gap) is not None and not mention.places
            part = level.part or (PART.search(gap) is not None and not attached)
            whole = not (part or mention.places) and kind not in NEVER_WHOLE
            places = with_added(gap, mention.places) if level.is_own else mention.places
            relation = Relation(kind, mention.cited, level.source, places, whole)
        shared = [one for one in level.others if not is_later(mention.cited, one)]
        for source in (*shared, relation.source):
            if relation.target != source:
                self._found.append(Found(replace(relation, source=source), mention, nested))

    def _ends_whole(self, level: Level, gap: str) -> bool:
        """Say whether all of a document is meant by ``được thay thế bởi``."""
        if "toàn bộ" in gap:
            return True
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
        if self._stack[0].kind is not RelationKind.ISSUED_WITH or not self._mentions:
            return
        this = self._mentions[0]
        name = _NAME.match(self._sentence.text, this.end)
        if this.cited or name is None:
            return
        words = " ".join(fold(name[1]).lower().split()[:_MOST_WORDS])
        attached = Cited(f"@{words}", "", name[1].strip())
        relation = Relation(RelationKind.ISSUED_WITH, THIS, attached)
        self._found.append(Found(relation, this))


_CITED = Level(THIS, RelationKind.CITES)


def _contradict(level: Level, cited: Cited) -> bool:
    """Say whether a document cannot be meant: nobody acts on what comes later, or on itself."""
    if level.target is not None:
        named = cited.key.startswith("@") and not cited.key.startswith(AMENDING_LAW)
        return is_later(level.target, cited) or (named and not cited.year)
    return is_later(cited, level.source) or cited.key == level.source.key


def _is_closed(lowered: str, start: int, end: int) -> bool:
    """Say whether a bracket ends between two places that was opened before them."""
    depth = 0
    if ")" in (text := lowered[start:end]):
        for letter in text:
            depth += (letter == "(") - (letter == ")")
            if depth < 0:
                return True
    return False


def _rank(cited: Cited) -> int:
    """Return how high an act stands whose details others regulate, 1 for the lowest."""
    own = (rank for mark, rank in _HIGHER if mark in cited.key)
    return next(own, 1)
