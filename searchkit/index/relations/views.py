"""What is told of one document's relations: both directions, and its history day by day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from searchkit._dataclass import dataclass
from searchkit.documents.relations.model import ENDING, THIS, RelationKind
from searchkit.index.document_view import find_first
from searchkit.index.relations.changes import told_once
from searchkit.index.relations.graph import RelationGraph
from searchkit.index.relations.statement_terms import day_of
from searchkit.index.relations.validity import judge
from searchkit.index.relations.wording import HAPPENING, KIND_NAMES, name_of

if TYPE_CHECKING:
    from searchkit.documents.relations.model import Cited
    from searchkit.index.catalogue import Catalogue
    from searchkit.index.relations.graph import Link, Node
    from searchkit.index.relations.states import Validity


@dataclass(frozen=True, slots=True)
class RelatedDocument:
    """A document at the other end of a relation.

    ``does`` tells that it acts on the document that was asked about; otherwise that one acts on it.
    ``kind`` is what is done, ``kind_name`` the same in Vietnamese; ``name`` is how the other is
    called, ``id`` its id if the index has it, else empty. ``places`` are the parts that are meant,
    ``day`` is from when it holds, if anybody says. ``sentence`` proves it: ``[start:end]`` of the
    text of the document ``stated_in``, or of its field ``field``.
    """

    kind: str
    does: bool
    name: str
    id: str
    places: tuple[str, ...]
    whole: bool
    day: str
    sentence: str
    stated_in: str
    start: int
    end: int
    field: str = ""

    @property
    def identity(self) -> tuple[object, ...]:
        """What two sentences that say the same have in common."""
        return self.kind, self.does, self.id or self.name, self.places, self.day

    @property
    def kind_name(self) -> str:
        """What is done, in Vietnamese."""
        return KIND_NAMES[RelationKind(self.kind)]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, as ``--json`` prints it."""
        return {
            "kind": self.kind,
            "kind_name": self.kind_name,
            "direction": "incoming" if self.does else "outgoing",
            "name": self.name,
            "id": self.id,
            "places": list(self.places),
            "whole": self.whole,
            "day": self.day,
            "sentence": self.sentence,
            "stated_in": self.stated_in,
            "start": self.start,
            "end": self.end,
            "field": self.field,
        }


@dataclass(frozen=True, slots=True)
class DocumentRelations:
    """A document, whether it holds, and the documents that it is related to.

    ``related`` are first those on which it acts, in the order of its text, then those that act on
    it.
    """

    id: str
    name: str
    title: str
    validity: Validity
    related: tuple[RelatedDocument, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, as ``--json`` prints it."""
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title,
            "validity": self.validity.to_dict(),
            "related": [one.to_dict() for one in self.related],
        }


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """What happened to a document on a day; ``id`` is the document that did it, if any."""

    day: str
    text: str
    id: str = ""
    sentence: str = ""


def related_documents(
    catalogue: Catalogue, name: str, on: dt.date, *, cites: bool = True
) -> DocumentRelations:
    """Return the relations of a document, called as `find_document` takes it, on a day."""
    graph = catalogue.kept(RelationGraph)
    first = find_first(catalogue, name)
    node = graph.node(first)
    found = [_related(graph, node, link) for link in graph.outgoing(first, cites=cites)]
    found += [_related(graph, node, link) for link in graph.incoming(first)]
    return DocumentRelations(
        node.document.id,
        name_of(node),
        node.document.title,
        judge(graph, first, on),
        tuple({one.identity: one for one in reversed(found) if one.name}.values())[::-1],
    )


def validity_of(catalogue: Catalogue, name: str, on: dt.date, place: str = "") -> Validity:
    """Return whether a document, or a place in it, holds on a day."""
    return judge(catalogue.kept(RelationGraph), find_first(catalogue, name), on, place)


def timeline(catalogue: Catalogue, name: str) -> list[TimelineEvent]:
    """Return what happened to a document, the oldest first; what has no day is left out."""
    graph = catalogue.kept(RelationGraph)
    first = find_first(catalogue, name)
    node = graph.node(first)
    events = []
    if node.date:
        events.append(TimelineEvent(node.date, "ban hành"))
    links = told_once([*graph.outgoing(first), *graph.incoming(first)])
    terms = [link.relation.until for link in links if link.kind is RelationKind.EXTENDS]
    for effect in node.said.effects:
        day = day_of(effect, node.date, node.begins)
        if day is not None and effect.ends and not effect.places:  # or as others extended it
            day = max([day, *map(dt.date.fromisoformat, filter(None, terms))])
        if day is not None:
            what = "hết hiệu lực" if effect.ends else "có hiệu lực"
            text = f"{', '.join(effect.places)} {what}".strip()
            sentence = graph.stretch(node, effect.field, effect.start, effect.end)
            events.append(TimelineEvent(day.isoformat(), text, "", sentence))
    for link in links:
        on_it = link.relation.target == THIS or link.target == node.document.id
        if not on_it or not link.day or link.kind not in HAPPENING:
            continue
        one = _related(graph, node, link)
        places = f"{', '.join(one.places)} " if one.places else ""
        joint = "theo" if link.kind is RelationKind.ENDS else "bởi"
        part = not (one.places or one.whole) and link.kind in ENDING
        text = f"{places}{HAPPENING[link.kind]}{' một phần' if part else ''} {joint} {one.name}"
        events.append(TimelineEvent(link.day, text, one.id, one.sentence))
    once: dict[tuple[str, str], TimelineEvent] = {}
    for event in events:
        once.setdefault((event.day, event.text), event)
    return sorted(once.values(), key=lambda event: event.day)


def _related(graph: RelationGraph, node: Node, link: Link) -> RelatedDocument:
    """Return the other end of a link, seen from a document."""
    relation = link.relation
    own_target = link.target_first == node.first or relation.target.key in node.keys
    does = own_target and link.source_first != node.first
    other = link.source_first if does else link.target_first
    cited: Cited = relation.source if does else relation.target
    if not does and relation.source and link.source_first != node.first:
        # Two other documents are meant: "Luật A đã được sửa đổi bởi Luật B".
        name = f"{relation.source.text} → {relation.target.text}"
    else:
        name = name_of(graph.node(other)) if other is not None else cited.text
    return RelatedDocument(
        relation.kind.value,
        does,
        name,
        graph.node(other).document.id if other is not None else "",
        relation.places,
        relation.whole,
        link.day,
        graph.sentence(link),
        link.stated_in,
        relation.start,
        relation.end,
        relation.field,
    )
