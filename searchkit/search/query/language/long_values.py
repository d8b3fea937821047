"""Values of several words without quotation marks: ``co-quan:Sở Nội vụ biên chế``.

Where the value ends, only those can tell who know which values there are: it is the longest one
that is known. What stands behind it are words, as everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._dataclass import replace
from searchkit.search.query.language.fields import NAMES
from searchkit.search.query.language.syntax import (
    All,
    Any,
    Field,
    Must,
    Together,
    Without,
    Words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from searchkit.search.query.language.lexer import Tell
    from searchkit.search.query.language.syntax import Node

    Knows = Callable[[str, str], bool]
    """Says whether a field has a value."""

_OF_NAMES = ("issuer", "superior", "signer", "place")
_LONGEST = 15
"""Words of a name."""


def with_long_values(root: Node, text: str, knows: Knows, tell: Tell) -> Node:
    """Return a query whose names take in the words behind them that are part of them.

    ``text`` is what was parsed. A name that seems to go on, though no longer one is known, is told.
    """
    match root:
        case Together(parts=parts):
            joined = _joined(
                [with_long_values(p, text, knows, tell) for p in parts], text, knows, tell
            )
            return joined[0] if len(joined) == 1 else replace(root, parts=joined)
        case Any(parts=parts) | All(parts=parts):
            return replace(root, parts=tuple(with_long_values(p, text, knows, tell) for p in parts))
        case Without(part=part) | Must(part=part):
            return replace(root, part=with_long_values(part, text, knows, tell))
    return root


def _joined(side_by_side: Sequence[Node], text: str, knows: Knows, tell: Tell) -> tuple[Node, ...]:
    parts: list[Node] = []
    for part in side_by_side:
        before = parts[-1] if parts else None
        field = _field(before)
        if before is None or field is None or not isinstance(part, Words):
            parts.append(part)
            continue
        words = part.text.split()
        quoted = text[before.end - 1] == '"'
        lengths = () if quoted else range(min(len(words), _LONGEST), 0, -1)
        count = next((n for n in lengths if knows(field.name, _name(field, words, n))), 0)
        if count:
            parts[-1] = _with_value(before, field, _name(field, words, count))
        elif not quoted and words[0][:1].isupper() and field.value[:1].isupper():
            tell(field.start, _goes_on(field, words[0]))
        if words[count:]:
            parts.append(replace(part, text=" ".join(words[count:])))
    return tuple(parts)


def _goes_on(field: Field, word: str) -> str:
    written = NAMES[field.name].vietnamese
    return (
        f'the value is "{field.value}" alone; one of several words has quotation marks: '
        f'{written}:"{field.value} {word} …"'
    )


def _field(node: Node | None) -> Field | None:
    if isinstance(node, (Without, Must)):
        node = node.part
    return node if isinstance(node, Field) and node.name in _OF_NAMES else None


def _name(field: Field, words: list[str], count: int) -> str:
    return " ".join([field.value, *words[:count]])


def _with_value(node: Node, field: Field, value: str) -> Node:
    longer = replace(field, value=value)
    return replace(node, part=longer) if isinstance(node, (Without, Must)) else longer
