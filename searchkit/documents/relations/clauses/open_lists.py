"""The lists of documents that are open in a sentence, one in the title of another's document.

A document that a comma or ``và`` joins may go on with any of them: ``Bãi bỏ Thông tư số 5 hướng dẫn
Nghị định số 3 và Thông tư số 8``. Types and years of documents, brackets and what follows decide.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit.documents.relations.clauses.attachment import is_attached
from searchkit.documents.relations.clauses.level import Level
from searchkit.documents.relations.model import THIS, Cited, RelationKind, is_later
from searchkit.documents.relations.references import AMENDING_LAW, Mention

if TYPE_CHECKING:
    from searchkit.documents.relations.clauses.sentence import Found, Sentence

_SHORT = re.compile(r"(?<!\w)(?:gọi|viết)\s+(?:(?:tắt|chung|gọn)\s+)?là:?\s*[“\"]?\Z")
_OWN_NAME = re.compile(r"(?:Bộ luật|Luật|Pháp lệnh) (?!số|sửa đổi|bổ sung)")
_NO_NAME = re.compile(r"(?:Bộ luật|Luật|Pháp lệnh) số ")
_HIGHER = (("qh", 4), ("@", 4), ("/nd-cp", 3), ("/nq-cp", 3), ("-ttg", 2), ("/ttg", 2))
"""What numbers of acts have that circulars and local decisions guide, with their ranks."""


class OpenLists:
    """Lists of a sentence, the act's own in front; ``found`` is what it has said so far."""

    def __init__(self, sentence: Sentence, kind: RelationKind, found: list[Found]) -> None:
        self._sentence = sentence
        self._lowered = sentence.lowered
        self._mentions = sentence.mentions
        self._found = found
        self.levels = [Level(THIS, kind)]

    @property
    def own(self) -> Level:
        """What the act itself does to the documents that it lists."""
        return self.levels[0]

    def has_type(self, kind: str) -> bool:
        """Say whether the documents of any list are of a type."""
        return any(level.type == kind for level in self.levels)

    def close(self, mention: Mention) -> None:
        """End the lists that a bracket closes, and a title that is followed by its short name."""
        stack = self.levels
        while len(stack) > 1 and _is_closed(self._lowered, stack[-1].since, mention.start):
            stack.pop()
        if len(stack) > 1 and _SHORT.search(self._lowered, 0, mention.start):
            key = mention.cited.key
            for place, level in enumerate(stack[1:], start=1):
                if key == level.source.key or (level.target and key == level.target.key):
                    del stack[place:]
                    break

    def choose(self, mention: Mention, last: Mention, gap: str) -> Level:
        """Return the list to which a further document belongs, behind ``last``; others are over."""
        if ";" in gap and not self._is_of_title(mention, last):
            del self.levels[1:]
        while len(self.levels) > 1 and self._is_over(self.levels[-1], mention):
            self.levels.pop()
        if self.levels[-1].target and _NO_NAME.match(last.cited.text) and _has_name(mention):
            self.levels.pop()  # "theo Luật số 5, Luật số 6, Luật Khiếu nại số 7 hết hiệu lực"
        if len(self.levels) > 1 and self._begins_anew(mention, gap):
            self.levels.pop()
        return self.levels[-1]

    def _is_over(self, level: Level, mention: Mention) -> bool:
        """Say whether a list cannot go on with a document."""
        if _contradict(level, mention.cited):
            return True
        if level.type == mention.type:
            return False
        guided = level.kind is RelationKind.GUIDES and level.target is None
        above = _rank(mention.cited) > _rank(level.source)
        return not (guided and above and mention.type != self.levels[0].type)

    def aimed(self, level: Level, agent: Mention) -> Level:
        """Return what a verb says with the document that is meant by it.

        A circular changes the circular in front, not the decree in its title: ``Thông tư số 5 …
        hướng dẫn Nghị định số 3 (đã được sửa đổi bởi Thông tư số 8)``.
        """
        level = self._shared(level)
        if level.target:
            types = {one.cited: one.type for one in self._mentions}
            sources = [upper.source for upper in reversed(self.levels) if upper.source]
            for one in (level.target, *sources):
                alike = types.get(one) == agent.type
                if level.kind is RelationKind.CORRECTS:  # by a decision on a circular
                    alike = _issuer(one) == _issuer(agent.cited)
                if alike and not is_later(one, agent.cited):
                    return level._replace(target=one)
        elif level.kind is RelationKind.REPLACES:  # "Thông tư số 5 hướng dẫn Luật X (thay thế …)"
            same = [one.cited for one in self._mentions if one.type == agent.type]
            if level.source not in same and same[0] != agent.cited:
                return level._replace(source=same[0])
        return level

    def _shared(self, level: Level) -> Level:
        """Return a list of which only those share the title that stand in none themselves."""
        named = {
            one.relation.target
            for one in self._found
            if one.relation.source == THIS and not one.nested
        }
        return level._replace(others=tuple(one for one in level.others if one in named))

    def _is_of_title(self, mention: Mention, last: Mention) -> bool:
        """Tell ``hướng dẫn Luật X; Luật sửa đổi, bổ sung một số điều của Luật X``: one title."""
        name = last.cited.key.removeprefix("@")
        return (
            self.levels[-1].kind is RelationKind.GUIDES
            and mention.cited.key.startswith(AMENDING_LAW)
            and mention.cited.key.endswith(name)
        )

    def _begins_anew(self, mention: Mention, gap: str) -> bool:
        """Tell a document with a title of its own from one that the title before goes on with."""
        level = self.levels[-1]
        later = [verb for verb in self._sentence.verbs if verb.start >= mention.end]
        following = later[0] if later else None
        if level.target is not None:  # what is amended itself amends nothing here
            return (
                following is not None
                and not self._lowered[mention.end : following.start].strip(" ,(")
                and following.passive
            )
        if (
            following is None
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


def _contradict(level: Level, cited: Cited) -> bool:
    """Say whether a document cannot be meant: nobody acts on what comes later, or on itself."""
    if level.target is not None:
        named = cited.key.startswith("@") and not cited.key.startswith(AMENDING_LAW)
        if named and not cited.year:
            return True
        return is_later(level.target, cited) or _is_as_old(level.target, cited)
    return is_later(cited, level.source) or cited.key == level.source.key


def _is_as_old(target: Cited, law: Cited) -> bool:
    """Tell a law with a name of its own, of the year of the one in front, which it cannot amend."""
    own = _OWN_NAME.match(law.text) is not None
    return own and bool(law.year) and law.year == target.year


def _issuer(cited: Cited) -> str:
    """Return ``btc`` of ``5/2021/tt-btc``."""
    return cited.key.rpartition("-")[2]


def _has_name(mention: Mention) -> bool:
    return _OWN_NAME.match(mention.cited.text) is not None


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


def is_short_name(gap: str) -> bool:
    """Say whether what stands in front of a document makes it a short name: ``(gọi tắt là``."""
    return _SHORT.search(gap) is not None
