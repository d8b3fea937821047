"""What stands near a document: those that it is related to, those like it, links in its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from searchkit.web.pages.document_text import Link
from searchkit.web.pages.rendering import document_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchkit import DocumentRelations, DocumentView, RelatedDocument, SimilarDocument
    from searchkit.web.site import Site

MOST_SIMILAR = 5


@dataclass(frozen=True, slots=True)
class Nearby:
    """What the page of a document tells beside its text."""

    relations: DocumentRelations
    similar: tuple[SimilarDocument, ...]
    links: tuple[Link, ...]


def nearby(site: Site, view: DocumentView) -> Nearby:
    """Return what stands near a document."""
    relations = site.index.relations(view.id)
    similar = site.index.similar(view.id, MOST_SIMILAR)
    return Nearby(relations, similar, tuple(_links(view, relations.related)))


def related_address(related: RelatedDocument) -> str:
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
                link = Link(start, start + len(words), related_address(one))
                found.setdefault(start, link)
                break
    end = 0
    for link in sorted(found.values(), key=lambda link: link.start):
        if link.start >= end:
            yield link
            end = link.end
