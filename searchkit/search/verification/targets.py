"""The document of an index that a draft means, or those that are like what it says."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from searchkit.index.relations.wording import name_of
from searchkit.search.query.filter_values import like_numbers

if TYPE_CHECKING:
    from searchkit.documents.relations.model import Cited
    from searchkit.index.catalogue import Catalogue
    from searchkit.index.relations.graph import Node, RelationGraph

_LIKE = 0.78
_MOST_NEAR = 3
_MOST_TERMS = 20_000
"""Names that are compared with one that the index does not have."""


def targets(graph: RelationGraph, cited: Cited) -> list[Node]:
    """Return the documents of a number or name, whatever their dates; the latest first."""
    nodes = graph.nodes(graph.resolve(cited.key))
    return sorted(nodes, key=lambda node: node.date, reverse=True)


def near(catalogue: Catalogue, graph: RelationGraph, cited: Cited) -> tuple[str, ...]:
    """Return how documents of the index are called whose number or name is like another."""
    if cited.key.startswith("@"):
        return _near_names(catalogue, graph, cited.key[1:])
    close = like_numbers(catalogue.state, cited.key)
    found = (graph.resolve(term) for term in close)
    return tuple(dict.fromkeys(name_of(graph.node(firsts[0])) for firsts in found if firsts))


def _near_names(catalogue: Catalogue, graph: RelationGraph, name: str) -> tuple[str, ...]:
    words = name.split()
    prefix = " ".join(words[:2])
    terms = [term for term in catalogue.state.terms("title", prefix) if " @ " not in term]
    other_years = [term for term in terms if term.rsplit(" ", 1)[0] == " ".join(words[:-1])]
    close = other_years or get_close_matches(name, terms[:_MOST_TERMS], _MOST_NEAR, _LIKE)
    found = (graph.resolve(f"@{term}") for term in close[:_MOST_NEAR])
    return tuple(dict.fromkeys(graph.node(firsts[0]).document.title for firsts in found if firsts))
