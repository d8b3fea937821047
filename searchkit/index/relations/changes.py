"""What acts did to a document or to a place in it, its own notes included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._named_tuple import NamedTuple
from searchkit.documents.relations.model import THIS, Relation, RelationKind
from searchkit.index.relations.wording import DONE
from searchkit.text.legal.place_lists import Place, holds, place_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.index.relations.graph import Link, Node, RelationGraph

_KINDS = (*DONE, RelationKind.RESUMES, RelationKind.EXTENDS)


class Change(NamedTuple):
    """What an act did to what is asked about: to all of it, or to a part."""

    link: Link
    whole: bool


def changes(graph: RelationGraph, node: Node, place: Place, *, part: bool) -> list[Change]:
    """Return the acts that change a document, or a place in it.

    ``part`` tells whether a part is asked about, which the whole may be that a record has.
    """
    links = _links(graph, node)
    placed = {_actor(link) for link in links if link.relation.places and link.kind in DONE}
    found = []
    for link in links:
        whole = _reach(link.relation, place)
        if whole is None:
            continue
        vague = not (link.relation.places or whole or link.relation.excepted)
        if vague and part and _actor(link) in placed:
            continue  # the same act names the places that it means elsewhere
        found.append(Change(link, whole))
    return found


def _links(graph: RelationGraph, node: Node) -> list[Link]:
    """Return what was done to a document, each said once."""
    own = graph.stated(node.first, lambda one: one.target == THIS and bool(one.source))
    links = [*graph.incoming(node.first, _KINDS), *own]
    return told_once([link for link in links if link.kind in _KINDS and _is_target(node, link)])


def told_once(links: Sequence[Link]) -> list[Link]:
    """Return links without those that a title only repeats, which has no day, term or places."""
    dated = {(_actor(link), link.kind) for link in links if link.day}
    said = {(_actor(link), link.kind, link.relation.places) for link in links if link.relation.day}
    ending = {_actor(link) for link in links if link.relation.until}
    return [
        link
        for link in links
        if (link.day or (_actor(link), link.kind) not in dated)
        and (link.relation.day or (_actor(link), link.kind, link.relation.places) not in said)
        and (
            link.kind is not RelationKind.SUSPENDS
            or link.relation.until
            or _actor(link) not in ending
        )
    ]


def _reach(relation: Relation, place: Place) -> bool | None:
    """Say whether all of a place is changed, or a part of it; None if nothing is."""
    places = [place_of(one) for one in relation.places]
    spared = [place_of(one) for one in relation.excepted]
    if spared:
        if any(holds(one, place) for one in spared) and place:
            return None
        return bool(place) and not any(holds(place, one) for one in spared)
    if not places:
        return relation.whole
    if not place:
        return False
    if any(holds(one, place) for one in places):
        return not relation.phrase
    return False if any(holds(place, one) for one in places) else None


def _is_target(node: Node, link: Link) -> bool:
    if link.relation.target == THIS:
        return link.stated_in == node.document.id
    return link.relation.target.key in node.keys


def _actor(link: Link) -> str:
    return link.source or link.relation.source.key
