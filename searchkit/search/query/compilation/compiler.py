"""What a passage must hold to be found by a query, as a query tree.

Words and phrases hold for the passage, fields for the whole document (``article`` for the passages
of the article, ``topic`` for those about the topic). A doubled sign holds for the whole document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.query_tree import And, Not, Nothing, Or
from searchkit.search.query.compilation.document_fields import of_field
from searchkit.search.query.compilation.phrases import all_words, near, phrase
from searchkit.search.query.language.syntax import (
    All,
    Any,
    Exact,
    Field,
    Must,
    Near,
    Together,
    Without,
    Words,
    is_free,
    top_parts,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from searchkit.index.catalogue import Catalogue
    from searchkit.query_tree import Query
    from searchkit.search.query.language.syntax import Node
    from searchkit.search.query.topic_conditions import TopicConditions


def conditions(
    catalogue: Catalogue, root: Node, topics: Callable[[], TopicConditions]
) -> list[Query]:
    """Return what must all match. ``topics`` are made when a query names one.

    Of a query that is free (`syntax.is_free`) the plain words are left to the ranking, which finds
    passages that have the telling ones.
    """
    free = is_free(root)
    return [
        _condition(catalogue, part, topics)
        for part in top_parts(root)
        if not (free and isinstance(part, Words))
    ]


def _condition(catalogue: Catalogue, node: Node, topics: Callable[[], TopicConditions]) -> Query:
    match node:
        case Words(text=text):
            return all_words(text)
        case Exact(text=text, slop=slop):
            return phrase(catalogue, text, slop)
        case Near(first=first, second=second, distance=distance):
            return near(catalogue, first.text, second.text, distance)
        case Field(name="topic", value=value):
            topic = topics().called(value)
            return topics().about(topic) if topic else Nothing()
        case Field(name=name, value=value):
            return of_field(catalogue, name, value)
        case Without(part=part, whole=whole):
            return Not(_signed(catalogue, part, topics, whole=whole))
        case Must(part=part, whole=whole):
            return _signed(catalogue, part, topics, whole=whole)
        case Any(parts=parts):
            return Or(tuple(_condition(catalogue, part, topics) for part in parts))
        case All(parts=parts) | Together(parts=parts):
            return And(tuple(_condition(catalogue, part, topics) for part in parts))
    raise TypeError(f"{node!r} is no part of a query")


def _signed(
    catalogue: Catalogue, node: Node, topics: Callable[[], TopicConditions], *, whole: bool
) -> Query:
    """Return what holds for what stands behind a sign, if ``whole`` for all of its documents.

    Words are a phrase there: who excludes ``sáp nhập`` means both together.
    """
    if isinstance(node, Words):
        holds = phrase(catalogue, node.text)
    else:
        holds = _condition(catalogue, node, topics)
    if not whole:
        return holds
    return catalogue.whole_documents(catalogue.holding(holds))
