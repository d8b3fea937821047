"""Why something holds or does not, with the sentence that proves it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from searchkit._named_tuple import NamedTuple
from searchkit.documents.relations.model import RelationKind
from searchkit.index.relations.states import Validity, ValidityState
from searchkit.index.relations.wording import DONE, PHRASE_DONE, name_of, shown_day

if TYPE_CHECKING:
    from searchkit.documents.relations.model import Effect
    from searchkit.index.relations.graph import Link, Node, RelationGraph


class Reasons(NamedTuple):
    """Tells states of a document; ``brief`` without the reasons, which cost reading texts."""

    graph: RelationGraph
    node: Node
    brief: bool = False

    def by_itself(
        self, state: ValidityState, reason: str, effect: Effect, since: dt.date | None
    ) -> Validity:
        """Return a state that a document's own words give it."""
        if self.brief:
            return Validity(state, reason)
        sentence = self.graph.stretch(self.node, effect.field, effect.start, effect.end)
        day = since.isoformat() if since else ""
        return Validity(state, reason, day, "", "", self.node.document.id, sentence)

    def by_act(self, state: ValidityState, link: Link, done: str = "", why: str = "") -> Validity:
        """Return a state that another act gives it; ``why`` says what is not known of that."""
        if self.brief:
            return Validity(state, "")
        relation = link.relation
        name = relation.source.text or relation.source.key
        if not relation.source and link.source_first is not None:
            name = name_of(self.graph.node(link.source_first))
        joint = "theo" if link.kind is RelationKind.ENDS else "bởi"
        if not done:
            done = PHRASE_DONE[link.kind] if relation.phrase else DONE[link.kind]
        reason = f"{done} {joint} {name}"
        if relation.places:
            reason = f"{', '.join(relation.places)} {reason}"
        if why:
            reason = f"{reason} ({why})"
        elif link.day:
            reason = f"{reason} từ ngày {shown_day(dt.date.fromisoformat(link.day))}"
        if relation.excepted:
            reason = f"{reason}, trừ {', '.join(relation.excepted)}"
        return Validity(
            state,
            reason,
            link.day,
            name,
            link.source,
            link.stated_in,
            self.graph.sentence(link),
            self.graph.passage_id(link),
        )
