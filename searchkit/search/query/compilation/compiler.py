"""What a passage must hold to be found by a query, as a query tree.

Words and phrases hold for the passage, fields for the whole document (``article`` for the passages
of the article, ``topic`` for those about the topic). A doubled sign holds for the whole document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

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
    from searchkit.text.legal.names.gazetteer import Gazetteer


class Known(NamedTuple):
    """What a query is read against; topics and names are made when a query has any.

    ``names`` is None where only those that are typed are meant.
    """

    catalogue: Catalogue
    topics: Callable[[], TopicConditions]
    names: Callable[[], Gazetteer] | None = None


def conditions(known: Known, root: Node) -> list[Query]:
    """Return what must all match.

    Of a query that is free (`syntax.is_free`) the plain words are left to the ranking, which finds
    passages that have the telling ones.
    """
    free = is_free(root)
    return [
        _condition(known, part)
        for part in top_parts(root)
        if not (free and isinstance(part, Words))
    ]


def _condition(known: Known, node: Node) -> Query:
    match node:
        case Words(text=text):
            return all_words(text)
        case Exact(text=text, slop=slop):
            return phrase(known.catalogue, text, slop)
        case Near(first=first, second=second, distance=distance):
            return near(known.catalogue, first.text, second.text, distance)
        case Field(name="topic", value=value):
            topic = known.topics().called(value)
            return known.topics().about(topic) if topic else Nothing()
        case Field(name=name, value=value):
            return of_field(known.catalogue, name, value, known.names)
        case Without(part=part, whole=whole):
            # Who excludes one name does not exclude the other.
            return Not(_signed(known._replace(names=None), part, whole=whole))
        case Must(part=part, whole=whole):
            return _signed(known, part, whole=whole)
        case Any(parts=parts):
            return Or(tuple(_condition(known, part) for part in parts))
        case All(parts=parts) | Together(parts=parts):
            return And(tuple(_condition(known, part) for part in parts))
    raise TypeError(f"{node!r} is no part of a query")


def _signed(known: Known, node: Node, *, whole: bool) -> Query:
    """Return what holds for what stands behind a sign, if ``whole`` for all of its documents.

    Words are a phrase there: who excludes ``sáp nhập`` means both together.
    """
    if isinstance(node, Words):
        holds = phrase(known.catalogue, node.text)
    else:
        holds = _condition(known, node)
    if not whole:
        return holds
    return known.catalogue.whole_documents(known.catalogue.holding(holds))
