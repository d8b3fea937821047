"""Whether a document, or a part of it, holds on a day, and by which sentence.

The rules are those of Luật Ban hành văn bản quy phạm pháp luật (64/2025/QH15, amended by
87/2025/QH15): a text has effect from the day that it says; it ends when its term is over, or when
a text of its own issuer, or a repeal by a body above, replaces or repeals it; what is amended ends
in part. A text that guides a law does not end because that law was amended; whether it goes on
when the law has ended as a whole, only a person can say. What nothing in the index tells is
unknown, and never "in force".
"""

from __future__ import annotations

import datetime as dt
from copy import copy
from typing import TYPE_CHECKING

from searchkit.documents.relations.model import ENDING, THIS, RelationKind
from searchkit.index.relations.changes import Change, changes
from searchkit.index.relations.grounds.periods import first_day, is_spared, last_day, parts
from searchkit.index.relations.grounds.reasons import Reasons
from searchkit.index.relations.states import Validity, ValidityState
from searchkit.index.relations.wording import shown_day
from searchkit.text.legal.place_lists import Place, cited, place_lists, place_of

if TYPE_CHECKING:
    from searchkit.index.relations.graph import Link, Node, RelationGraph


def judge(graph: RelationGraph, first: int, on: dt.date, place: str = "") -> Validity:
    """Return whether a document, or a place in it (``khoản 2 Điều 5``), holds on a day."""
    return Judgement(graph, first, place).validity(on)


class Judgement:
    """What is known of a document, or of a place in it, by which it can be judged on any day."""

    def __init__(self, graph: RelationGraph, first: int, place: str = "") -> None:
        self._graph = graph
        self._node: Node = graph.node(first)
        self._reasons = Reasons(graph, self._node)
        own: Place = place_of(place)
        article = self._node.article
        if article and not any(unit == "điều" for unit, _ in own):
            own = (*own, ("điều", article.lower()))
        self._place = own
        self._asked_for_part = bool(place) or bool(article)
        self._changes = changes(graph, self._node, own, part=self._asked_for_part)

    def state(self, on: dt.date) -> ValidityState:
        """Return whether it holds on a day, without the reason, which costs reading texts."""
        own = copy(self)  # threads share this one
        own._reasons = self._reasons._replace(brief=True)
        return own._judged(on).state

    def validity(self, on: dt.date) -> Validity:
        """Return whether it holds on a day, and why."""
        return copy(self)._judged(on)

    def _judged(self, on: dt.date) -> Validity:
        """Go through the rules in the order in which one makes another idle."""
        self._on = on
        self._day = on.isoformat()
        return (
            self._ended()
            or self._suspended()
            or self._not_yet()
            or self._unclear()
            or self._guided()
            or self._in_part()
            or self._begun()
        )

    def _happened(self, link: Link) -> bool:
        return bool(link.day) and link.day <= self._day

    def _of(self, *kinds: RelationKind) -> list[Change]:
        found = [one for one in self._changes if one.link.kind in kinds and one.link.may]
        # Of two that say the same the one that does it proves it better, and the later wins.
        return sorted(found, key=lambda one: (one.link.day, one.link.stated_in == one.link.source))

    def ended(self, on: dt.date) -> Validity | None:
        """Return by what it has ended on a day, None if it has not."""
        own = copy(self)
        own._on, own._day = on, on.isoformat()
        return own._ended()

    def _ended(self) -> Validity | None:
        for change in self._of(*ENDING):
            if change.whole and self._happened(change.link):
                return self._reasons.by_act(ValidityState.ENDED, change.link)
        extended = [one.link.relation.until for one in self._of(RelationKind.EXTENDS)]
        ends, effect = last_day(self._node, self._place, extended)
        if ends and ends <= self._on and effect is not None:
            return self._reasons.by_itself(
                ValidityState.ENDED, f"hết hiệu lực từ ngày {shown_day(ends)}", effect, ends
            )
        status = next((one for one in self._node.said.effects if one.anchor == "status"), None)
        if status is not None and self._on >= dt.date.today():
            return self._reasons.by_itself(
                ValidityState.ENDED, "được ghi là hết hiệu lực", status, None
            )
        return None

    def _suspended(self) -> Validity | None:
        for change in self._of(RelationKind.SUSPENDS):
            if change.whole and self._happened(change.link) and self._lasts(change.link):
                return self._reasons.by_act(ValidityState.SUSPENDED, change.link)
        return None

    def _lasts(self, link: Link) -> bool:
        until = link.relation.until
        resumed = [
            one.link.day
            for one in self._of(RelationKind.RESUMES)
            if one.link.day > link.day and self._happened(one.link)
        ]
        return not resumed and (not until or self._day < until)

    def _not_yet(self) -> Validity | None:
        begins, effect = first_day(self._node, self._place)
        if begins is not None and effect is not None and self._on < begins:
            text = f"có hiệu lực từ ngày {shown_day(begins)}"
            return self._reasons.by_itself(ValidityState.NOT_YET, text, effect, None)
        added = [
            one
            for one in self._of(RelationKind.AMENDS)
            if one.link.relation.whole and one.link.relation.target == THIS
        ]
        for change in added:
            if change.link.day and not self._happened(change.link):
                return self._reasons.by_act(ValidityState.NOT_YET, change.link, "được bổ sung")
        if begins is None and self._node.date and self._day < self._node.date:
            text = f"ban hành ngày {shown_day(dt.date.fromisoformat(self._node.date))}"
            return Validity(ValidityState.NOT_YET, text)
        return None

    def _unclear(self) -> Validity | None:
        """Tell what may have ended it, though nobody knows when, or whether it might."""
        for change in self._changes:
            link = change.link
            if link.kind not in (*ENDING, RelationKind.SUSPENDS) or not change.whole:
                continue
            if link.day and not self._happened(link):
                continue
            if not link.day and (day := self._issued(link)) and day > self._day:
                continue
            if link.kind is RelationKind.SUSPENDS and link.day and link.may:
                continue  # it is over
            why = "không rõ từ ngày nào" if link.may else "của cơ quan khác ban hành"
            return self._reasons.by_act(ValidityState.UNKNOWN, link, why=why)
        return None

    def _issued(self, link: Link) -> str:
        if link.source_first is None:
            return link.relation.source.date
        return self._graph.node(link.source_first).date

    def _guided(self) -> Validity | None:
        """Tell a text whose law, which it guides, has ended as a whole."""
        for link in self._graph.stated(
            self._node.first,
            lambda relation: relation.kind is RelationKind.GUIDES and relation.source == THIS,
        ):
            law = link.target_first
            if law is None or law == self._node.first or self._graph.node(law).article:
                continue
            of_law = Judgement(self._graph, law).ended(self._on)
            if of_law is not None:
                return Validity(
                    ValidityState.UNKNOWN,
                    f"văn bản được hướng dẫn, {link.relation.target.text}, {of_law.reason}",
                    of_law.since,
                    of_law.by,
                    of_law.by_document,
                    of_law.stated_in,
                    of_law.sentence,
                )
        return None

    def _in_part(self) -> Validity | None:
        begins, _ = first_day(self._node, self._place)
        if begins is None:
            return None
        done = self._of(*ENDING, RelationKind.SUSPENDS, RelationKind.AMENDS)
        for change in reversed(done):
            link = change.link
            known = self._happened(link)
            if not link.day:
                issued = self._issued(link)
                known = not issued or issued <= self._day
            if not known or (link.kind is RelationKind.SUSPENDS and not self._lasts(link)):
                continue
            if link.relation.target == THIS and link.kind is not RelationKind.SUSPENDS:
                continue  # its text is the one after the change
            vague = not (link.relation.places or link.relation.excepted or change.whole)
            if self._asked_for_part and vague:
                return self._reasons.by_act(
                    ValidityState.UNKNOWN, link, why="không rõ điều, khoản nào"
                )
            return self._reasons.by_act(ValidityState.IN_PART, link)
        for effect, day in parts(self._node, self._place, begins):
            if effect.ends == (day <= self._on):  # it has ended, or waits
                what = "hết hiệu lực" if effect.ends else "có hiệu lực"
                text = f"{', '.join(effect.places)} {what} từ ngày {shown_day(day)}"
                return self._reasons.by_itself(ValidityState.IN_PART, text, effect, None)
        return None

    def _begun(self) -> Validity:
        begins, effect = first_day(self._node, self._place)
        if begins is None or effect is None:
            return Validity(ValidityState.UNKNOWN, "không rõ ngày có hiệu lực")
        amended = [
            one.link
            for one in self._of(RelationKind.AMENDS)
            if one.link.relation.target == THIS and self._happened(one.link)
        ]
        if amended:
            return self._reasons.by_act(ValidityState.IN_FORCE, amended[-1])
        if is_spared(effect, self._place):
            return Validity(
                ValidityState.UNKNOWN, "thuộc trường hợp loại trừ của điều khoản thi hành"
            )
        text = f"có hiệu lực từ ngày {shown_day(begins)}"
        return self._reasons.by_itself(ValidityState.IN_FORCE, text, effect, begins)


def passage_place(citation: str) -> str:
    """Return the one place of a passage's citation, of several what they have in common.

    What stands in an appendix or an attached document is no place that other acts cite.
    """
    lists = place_lists(citation.lower())
    if not lists or "kèm theo" in citation or "hụ lục" in citation:
        return ""
    first, *others = lists[0].places
    return cited(tuple(unit for unit in first if all(unit in other for other in others)))
