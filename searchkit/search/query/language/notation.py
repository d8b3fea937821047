"""Syntax trees as people write them, which shows them how their query was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._lazy import lazy_pattern
from searchkit.search.query.language.fields import NAMES
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
)

if TYPE_CHECKING:
    from searchkit.search.query.language.syntax import Node

_PLAIN = lazy_pattern(r'[^\s"()]+')
_TAKEN_WORDS = 2
"""A beginning of a word and the word before it are a phrase without quotation marks."""

_ALONE = lazy_pattern(r'(?![-+])(?:[^\s"()]+|[^\s"()]*"[^"]*"(?:~[0-9]+)?)')

_KINDS: dict[type[Node], str] = {
    Words: "words",
    Exact: "phrase",
    Near: "near",
    Field: "field",
    Without: "without",
    Must: "must",
    Any: "any",
    All: "all",
    Together: "all",
}


def kind_of(node: Node) -> str:
    """Return what a node is, as `searchkit.QueryPart` calls it."""
    return "prefix" if isinstance(node, Exact) and node.is_prefix else _KINDS[type(node)]


def written(node: Node) -> str:
    """Return a node as it could be typed; where it is parsed, it is the same node again."""
    match node:
        case Words(text=text):
            return text
        case Exact(text=text, slop=slop):
            if node.is_prefix and len(text.split()) <= _TAKEN_WORDS:
                return text
            return f'"{text}"' + (f"~{slop}" if slop else "")
        case Near(first=first, second=second, distance=distance):
            return f"{written(first)} NEAR/{distance} {written(second)}"
        case Field(name=name, value=value):
            shown = NAMES[name].vietnamese if name in NAMES else name
            return f"{shown}:{value}" if _PLAIN.fullmatch(value) else f'{shown}:"{value}"'
        case Without(part=part, whole=whole):
            return ("--" if whole else "-") + _bracketed(part)
        case Must(part=part, whole=whole):
            return ("++" if whole else "+") + _bracketed(part)
        case Any(parts=parts):
            return " OR ".join(map(written, parts))
        case All(parts=parts):
            return " AND ".join(map(_operand, parts))
        case Together(parts=parts):
            return " ".join(map(_operand, parts))
    raise TypeError(f"{node!r} is no part of a query")


def _bracketed(node: Node) -> str:
    """Return what a sign can stand before."""
    text = written(node)
    return text if _ALONE.fullmatch(text) else f"({text})"


def _operand(node: Node) -> str:
    return f"({written(node)})" if isinstance(node, (Any, All)) else written(node)
