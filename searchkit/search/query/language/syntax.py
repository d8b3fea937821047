"""A query as it was read: the nodes of its syntax tree.

``start`` and ``end`` of a node are offsets into the query in one spelling
(:func:`searchkit.text.spelling.normalization.normalize`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Node:
    """Any part of a query."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Words(Node):
    """Words typed one behind the other."""

    text: str


@dataclass(frozen=True, slots=True)
class Exact(Node):
    """A phrase; ``slop`` other words may stand between its neighbours.

    The last word of one that ends with a star is the beginning of a word.
    """

    text: str
    slop: int = 0

    @property
    def is_prefix(self) -> bool:
        """Whether the last word is only the beginning of one."""
        return self.text.endswith("*")


@dataclass(frozen=True, slots=True)
class Near(Node):
    """Two phrases, in either order, with at most ``distance`` words between them."""

    first: Words | Exact
    second: Words | Exact
    distance: int


@dataclass(frozen=True, slots=True)
class Field(Node):
    """A value of a field; ``name`` is one of `fields.NAMES` or that of an own field."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Without(Node):
    """What must not be there; ``whole``: in the whole document, not only in the passage."""

    part: Node
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Must(Node):
    """What must be there; ``whole``: anywhere in the document, not only in the passage."""

    part: Node
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Together(Node):
    """Parts that stand side by side without an operator."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class All(Node):
    """Parts joined by AND."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any(Node):
    """Parts joined by OR."""

    parts: tuple[Node, ...]


def wanted_words(node: Node) -> Iterator[Words | Exact]:
    """Yield what is looked for in texts, in order, without what is excluded."""
    if isinstance(node, (Words, Exact)):
        yield node
    elif isinstance(node, Near):
        yield node.first
        yield node.second
    elif isinstance(node, Must):
        yield from wanted_words(node.part)
    elif isinstance(node, (Together, All, Any)):
        for part in node.parts:
            yield from wanted_words(part)


def fields(node: Node) -> Iterator[Field]:
    """Yield every field that a query asks for, excluded ones too."""
    if isinstance(node, Field):
        yield node
    elif isinstance(node, (Must, Without)):
        yield from fields(node.part)
    elif isinstance(node, (Together, All, Any)):
        for part in node.parts:
            yield from fields(part)


def top_parts(node: Node) -> tuple[Node, ...]:
    """Return the parts that stand side by side in the whole query."""
    return node.parts if isinstance(node, Together) else (node,)


def is_free(node: Node) -> bool:
    """Say whether the plain words of a query may be ranked as a question.

    They may where nothing but phrases, fields and signs stands beside them. An operator between
    words, or a star, says exactly what is to be found.
    """
    return all(
        isinstance(part, (Words, Field, Without, Must))
        or (isinstance(part, Exact) and not part.is_prefix and not part.slop)
        for part in top_parts(node)
    )


def is_of_documents(root: Node) -> bool:
    """Say whether a query holds for whole documents: it asks for fields only."""
    match root:
        case Field(name=name):
            return name not in ("article", "topic")
        case Without(part=part) | Must(part=part):
            return is_of_documents(part)
        case Any(parts=parts) | All(parts=parts) | Together(parts=parts):
            return all(map(is_of_documents, parts))
    return False
