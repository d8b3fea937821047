"""From when to when a document, or a place in it, has effect by its own words.

A place without any is the whole document.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from searchkit.index.relations.statement_terms import day_of
from searchkit.text.legal.place_lists import Place, holds, place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from searchkit.documents.relations.model import Effect
    from searchkit.index.relations.graph import Node


def first_day(node: Node, place: Place) -> tuple[dt.date | None, Effect | None]:
    """Return from when a place has effect, and what says so: a part may have a day of its own."""
    whole: tuple[dt.date | None, Effect | None] = (None, None)
    for effect in node.said.effects:
        day = None if effect.ends else day_of(effect, node.date)
        if day is None:
            continue
        if effect.places and _is_in(place, effect.places):
            return day, effect
        if not effect.places and whole[0] is None:
            whole = day, effect
    return whole


def last_day(
    node: Node, place: Place, extended: Iterable[str]
) -> tuple[dt.date | None, Effect | None]:
    """Return the first day without effect, and what says so.

    ``extended`` are the days (``2026-01-01``) to which others extended it, "" where none is told.
    """
    effects = [one for one in node.said.effects if one.ends and _is_in(place, one.places)]
    dated = [(day_of(one, node.date, node.begins), one) for one in effects]
    known = [(day, one) for day, one in dated if day is not None]
    if not known:
        return None, None
    ends, effect = min(known, key=lambda pair: pair[0])
    return max([ends, *map(dt.date.fromisoformat, filter(None, extended))]), effect


def parts(node: Node, place: Place, begins: dt.date) -> Iterator[tuple[Effect, dt.date]]:
    """Yield what is said of less than a place, with the first day of it, or the first without."""
    for effect in node.said.effects:
        day = day_of(effect, node.date, begins)
        if day is not None and any(_is_part(one, place) for one in effect.places):
            yield effect, day


def is_spared(effect: Effect, place: Place) -> bool:
    """Say whether a place is among those for which an effect does not hold."""
    spared = filter(None, map(place_of, effect.excepted))
    return bool(place) and any(holds(one, place) for one in spared)


def _is_in(place: Place, places: tuple[str, ...]) -> bool:
    """Say whether all of a place is meant by places, none of which mean the whole."""
    if not places:
        return True
    return bool(place) and any(holds(one, place) for one in filter(None, map(place_of, places)))


def _is_part(citation: str, place: Place) -> bool:
    """Say whether what is cited is less than a place, a part of it."""
    other = place_of(citation)
    return not place or (other != place and holds(place, other))
