"""A drawing of the documents around one: what acts on it to the left, what it acts on to the right.

It is SVG that the server writes, so that it needs no script; what it shows stands in a list, too.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from searchkit._dataclass import dataclass
from searchkit.web.pages.rendering import document_address

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from searchkit import DocumentRelations, RelatedDocument

MOST = 8
"""Documents on either side of the drawing."""

WIDTH = 960
BOX_WIDTH = 264
BOX_HEIGHT = 84
_GAP = 18
_LETTERS = 30
"""Letters on a line of a box."""

_BETWEEN_OTHERS = " → "
"""What stands between two documents of which neither is the one that is drawn."""

_FAINT = ("cites", "basis")
"""What is drawn last, where there is not room for all."""


@dataclass(frozen=True, slots=True)
class Box:
    """A document of the drawing, at its left upper corner.

    ``kinds`` are what is done, ``lines`` its name on two lines at most, ``state`` is whether it
    holds, empty where the index does not have it; ``address`` then is empty, too.
    """

    x: int
    y: int
    name: str
    lines: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    address: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The boxes, and how high the drawing is; ``more`` are those for which there was no room."""

    height: int
    own: Box
    left: tuple[Box, ...]
    right: tuple[Box, ...]
    more: int


def draw(found: DocumentRelations, state: Callable[[str], str]) -> Drawing | None:
    """Return the drawing of a document's relations, None where it has none.

    ``state`` tells whether the document of an id holds.
    """
    acting = _several([one for one in found.related if one.does])
    acted_on = _several([one for one in found.related if not one.does])
    if not acting and not acted_on:
        return None
    rows = max(min(len(acting), MOST), min(len(acted_on), MOST), 1)
    height = rows * (BOX_HEIGHT + _GAP) + _GAP

    def column(x: int, several: list[_Neighbour]) -> tuple[Box, ...]:
        shown = several[:MOST]
        top = (height - len(shown) * (BOX_HEIGHT + _GAP) + _GAP) // 2
        return tuple(
            Box(
                x,
                top + place * (BOX_HEIGHT + _GAP),
                one.name,
                _lines(one.name),
                one.kinds,
                document_address(one.id) if one.id else "",
                state(one.id) if one.id else "",
            )
            for place, one in enumerate(shown)
        )

    own = Box(
        (WIDTH - BOX_WIDTH) // 2,
        (height - BOX_HEIGHT) // 2,
        found.name,
        _lines(found.name, _LETTERS - 4),  # in bold
        state=found.validity.state.value,
    )
    left, right = column(4, acting), column(WIDTH - BOX_WIDTH - 4, acted_on)
    return Drawing(height, own, left, right, len(acting) + len(acted_on) - len(left) - len(right))


@dataclass(slots=True)
class _Neighbour:
    name: str
    id: str
    kinds: tuple[str, ...]


def _several(related: Sequence[RelatedDocument]) -> list[_Neighbour]:
    """Return each document once with all that is done, what is merely cited last."""
    found: dict[str, _Neighbour] = {}
    for one in related:
        if _BETWEEN_OTHERS in one.name:
            continue
        own = found.setdefault(one.id or one.name, _Neighbour(one.name, one.id, ()))
        own.kinds = tuple(dict.fromkeys([*own.kinds, one.kind]))
    return sorted(found.values(), key=lambda own: all(kind in _FAINT for kind in own.kinds))


def _lines(name: str, letters: int = _LETTERS) -> tuple[str, ...]:
    return tuple(textwrap.wrap(name, letters, max_lines=2, placeholder="…"))
