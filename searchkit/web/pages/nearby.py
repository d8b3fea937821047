"""What stands near a document: what it is related to, what changed it, what is like it, links."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from searchkit._dataclass import dataclass
from searchkit.web.pages.document_text import Link
from searchkit.web.pages.neighbourhood import Drawing, draw
from searchkit.web.pages.rendering import address_of, compared_address, document_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchkit import (
        Amendment,
        DocumentRelations,
        DocumentView,
        RelatedDocument,
        SimilarDocument,
        Stretch,
        TimelineEvent,
    )
    from searchkit.web.site import Site

MOST_SIMILAR = 5
_VERSIONS = ("replaces", "repeals", "ends", "consolidates", "corrects")
"""Relations between documents that are worth laying side by side."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an act did to a place; ``wording`` is its new one, the address that of the passage."""

    act: Amendment
    address: str
    wording: tuple[tuple[Stretch, ...], ...]


@dataclass(frozen=True, slots=True)
class Related:
    """A related document, the address of what is meant of it, and that of both side by side."""

    one: RelatedDocument
    address: str
    compared: str


@dataclass(frozen=True, slots=True)
class Nearby:
    """What the page of a document tells beside its text; ``changes`` are by passage."""

    relations: DocumentRelations
    related: tuple[Related, ...]
    changes: dict[int, list[Change]]
    timeline: tuple[TimelineEvent, ...]
    drawing: Drawing | None
    similar: tuple[SimilarDocument, ...]
    links: tuple[Link, ...]


def nearby(site: Site, view: DocumentView, on: str | None = None) -> Nearby:
    """Return what stands near a document; ``on`` is the day on which it may hold, else today."""
    index = site.index
    relations = index.relations(view.id, on=on)
    changes: dict[int, list[Change]] = {}
    for act in index.amendments(view.id):
        changes.setdefault(act.passage, []).append(_change(act))
    return Nearby(
        relations,
        tuple(_related(view, one) for one in relations.related),
        changes,
        tuple(index.timeline(view.id)),
        draw(relations, lambda other: index.validity(other, on=on).state.value),
        index.similar(view.id, MOST_SIMILAR),
        tuple(_links(view, relations.related)),
    )


def _change(act: Amendment) -> Change:
    meant = act.by_passage or act.id
    address = address_of(meant) if meant else ""
    pairs = act.side_by_side() if act.new else []
    return Change(act, address, tuple(pair.other for pair in pairs if pair.other))


def _related(view: DocumentView, one: RelatedDocument) -> Related:
    compared = one.id and one.id != view.id and one.kind in _VERSIONS
    older, newer = (view.id, one.id) if one.does else (one.id, view.id)
    return Related(one, _address(one), compared_address(older, newer) if compared else "")


def _address(related: RelatedDocument) -> str:
    """Return the address of a related document, of the place in it that is meant, if there is one.

    Empty for a document that the index does not have.
    """
    if not related.id:
        return ""
    if related.does or not related.places:
        return document_address(related.id)
    return f"{document_address(related.id)}?{urlencode({'go': related.places[0]})}"


def _links(view: DocumentView, related: Sequence[RelatedDocument]) -> Iterator[Link]:
    """Yield links where the text names documents of the index, in order, none over another."""
    found: dict[int, Link] = {}
    for one in related:
        if one.does or not one.id or one.field or one.stated_in != view.id:
            continue
        for words in (one.name, *(word for word in one.name.split() if "/" in word)):
            start = view.text.find(words, one.start, one.end)
            if start >= 0:
                link = Link(start, start + len(words), _address(one))
                found.setdefault(start, link)
                break
    end = 0
    for link in sorted(found.values(), key=lambda link: link.start):
        if link.start >= end:
            yield link
            end = link.end
