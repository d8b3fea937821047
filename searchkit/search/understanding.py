"""How a query was read, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.search.query.language.notation import kind_of, written
from searchkit.search.query.language.syntax import top_parts
from searchkit.search.results import QueryPart

if TYPE_CHECKING:
    from searchkit.search.query.language.syntax import Node


def understood(root: Node) -> tuple[QueryPart, ...]:
    """Return the parts that stand side by side in a query."""
    return tuple(QueryPart(kind_of(part), written(part)) for part in top_parts(root))
