"""Acts that stand between ``được`` and what they do: ``Nghị định A được Nghị định B sửa đổi``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit.documents.relations.clauses.sentence import Found
from searchkit.documents.relations.model import NEVER_WHOLE, Relation, RelationKind

if TYPE_CHECKING:
    from searchkit.documents.relations.clauses.sentence import Sentence
    from searchkit.documents.relations.references import Mention
    from searchkit.documents.relations.verbs import Verb

_PASSIVE = re.compile(r"[^;]{0,240}(?<!\w)(?:được|bị)\s+(?:các\s+)?\Z")
_OF_ITS_ISSUER = re.compile(r"(?:\s+của\s[^;,:()]{2,80}?)?\s+(?:(?:đã|tạm)\s+)?")
_OBJECT = re.compile(r"\s+(?:điểm|khoản|điều|nghị định|nghị quyết|thông tư|quyết định|luật)(?!\w)")


def is_done_by(sentence: Sentence, verb: Verb, agent: Mention | None) -> Mention | None:
    """Return the document to which ``agent`` in front of a verb does what it says, if any."""
    if agent is None or not agent.cited or verb.passive or verb.kind is RelationKind.CONSOLIDATES:
        return None
    lowered = sentence.lowered
    if not _OF_ITS_ISSUER.fullmatch(lowered, agent.end, verb.start):
        return None
    place = sentence.mentions.index(agent)
    subject = sentence.mentions[place - 1] if place else None
    if subject is None or not subject.cited or subject.cited.key == agent.cited.key:
        return None
    if not _PASSIVE.fullmatch(lowered, subject.end, agent.begin):
        return None
    return None if _OBJECT.match(lowered, verb.end) else subject


def done_by(sentence: Sentence, verb: Verb, agent: Mention | None) -> Found | None:
    """Return what the document in front of a verb does to the one before it."""
    subject = is_done_by(sentence, verb, agent)
    if subject is None or agent is None:
        return None
    whole = not subject.places and verb.kind not in NEVER_WHOLE
    by = agent.places[0] if agent.places else ""
    relation = Relation(verb.kind, subject.cited, agent.cited, subject.places, whole, by)
    return Found(relation, agent, nested=True)
