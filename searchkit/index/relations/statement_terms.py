"""Statements as an index keeps them: terms by which they are found, and values that are stored.

A relation is found by the document at either end of it, in the field ``relations``: the first part
of a term is a canonical number (``30/2020/nd-cp``) or ``@`` and a name. Nothing is resolved when a
document is added, so that one that comes later is met by what is there.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from searchkit._dataclass import replace
from searchkit._named_tuple import NamedTuple
from searchkit.documents.relations.model import (
    ENDING,
    THIS,
    Cited,
    Effect,
    Relation,
    RelationKind,
    Statements,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

_GAP = "\t"
_FEWEST_VALUES = 12
"""Values that each relation is stored with; behind them stand the excepted places, if any."""

_DONE = "done"
_DOES = "does"
_ENDS = tuple(f"{_GAP}{_DONE}{_GAP}{kind}{_GAP}" for kind in ENDING)


class RelationTerm(NamedTuple):
    """A relation as its term tells it, from the side of ``key``.

    ``key`` is what it is done to, or with ``does`` what does it. ``other`` is the other end, ""
    for the document that has the term. ``day`` is "" where the sentence gives none.
    """

    key: str
    does: bool
    kind: RelationKind
    whole: bool
    day: str
    other: str

    def __str__(self) -> str:
        """Return the term."""
        side, whole = _DOES if self.does else _DONE, "whole" if self.whole else "part"
        return _GAP.join([self.key, side, self.kind.value, whole, self.day, self.other])

    def is_done(self, kinds: Collection[RelationKind]) -> bool:
        """Say whether it is something of some kinds that is done to ``key``."""
        return not self.does and self.kind in kinds

    @classmethod
    def read(cls, term: str) -> RelationTerm:
        """Return what a term of the field says."""
        key, side, kind, whole, day, other = term.split(_GAP)
        return cls(key, side == _DOES, RelationKind(kind), whole == "whole", day, other)


def prefix_of(key: str) -> str:
    """Return how all terms of a document begin, given by its number or name."""
    return f"{key}{_GAP}"


def range_of(key: str) -> tuple[str, str]:
    """Return between what all terms of a document stand, in the order of code points."""
    return prefix_of(key), f"{key}{chr(ord(_GAP) + 1)}"


def tells_an_end(term: str) -> bool:
    """Say whether a term tells that something ended, as a whole or in part."""
    return any(end in term for end in _ENDS)


def relation_terms(said: Statements) -> tuple[str, ...]:
    """Return the terms of what a document states, each once."""
    if not said.relations:
        return ()
    terms: dict[str, None] = {}
    for one in said.relations:
        if one.target:
            term = RelationTerm(one.target.key, False, one.kind, one.whole, one.day, one.source.key)
            terms[str(term)] = None
        if one.source:
            term = RelationTerm(one.source.key, True, one.kind, one.whole, one.day, one.target.key)
            terms[str(term)] = None
    return tuple(terms)


def effect_days(said: Statements, date: str) -> tuple[str, str]:
    """Return the first day of a document's effect and the first without, each "" if unknown.

    ``date`` is when it was issued, from which ``kể từ ngày ký`` counts.
    """
    if len(said.effects) == 1 and not said.relations:  # as of most records
        return _only_day(said.effects[0], date)
    begins = first_day(said, date)
    ends = last_day(said, date, begins)
    return begins.isoformat() if begins else "", ends.isoformat() if ends else ""


def _only_day(effect: Effect, date: str) -> tuple[str, str]:
    """Return the days of a document of which no more is said than one of them."""
    day = None if effect.places else day_of(effect, date)
    told = day.isoformat() if day else ""
    return ("", told) if effect.ends else (told, "")


def first_day(said: Statements, date: str) -> dt.date | None:
    """Return the day from which a document has effect as a whole, None where it is unknown.

    What is said in a field of a record counts more than its text, and the first that is said in a
    text more than what follows. An article that another act added has effect from that act's day.
    """
    added = [
        dt.date.fromisoformat(one.day)
        for one in said.relations
        if one.kind is RelationKind.AMENDS and one.whole and one.target == THIS and one.day
    ]
    for effect in said.effects:
        if not effect.ends and not effect.places and (day := day_of(effect, date)):
            return max([day, *added]) if added else day
    return None


def last_day(said: Statements, date: str, begins: dt.date | None) -> dt.date | None:
    """Return the first day on which a document has no effect any more, None if none is said."""
    days = [
        day
        for effect in said.effects
        if effect.ends and not effect.places and (day := day_of(effect, date, begins))
    ]
    days += [
        dt.date.fromisoformat(one.day)
        for one in said.relations
        if one.kind in ENDING and one.whole and one.target == THIS and one.day
    ]
    return min(days, default=None)


def day_of(effect: Effect, date: str, begins: dt.date | None = None) -> dt.date | None:
    """Return the day that is meant, counted from ``date``, the signing, or from ``begins``."""
    if effect.day is not None:
        return effect.day
    anchor = None
    if effect.anchor == "signing" and len(date) == len("2025-01-01"):
        anchor = dt.date.fromisoformat(date)
    elif effect.anchor == "effect":
        anchor = begins
    try:
        return effect.from_day(anchor) if anchor else None
    except (OverflowError, ValueError):  # behind the last year that calendars here have
        return None


def pack_statements(said: Statements) -> list[Any]:
    """Return statements as values that JSON knows; ``[]`` where there are none."""
    if not said.relations and not said.effects:
        return []
    return [
        [
            [
                one.kind.value,
                list(_pack(one.target)),
                list(_pack(one.source)),
                list(one.places),
                one.whole,
                one.by,
                one.day,
                one.until,
                one.phrase,
                one.start,
                one.end,
                one.field,
                *([list(one.excepted)] if one.excepted else []),
            ]
            for one in said.relations
        ],
        [
            [
                one.day.isoformat() if one.day else "",
                one.anchor,
                one.days,
                one.months,
                one.ends,
                list(one.places),
                list(one.excepted),
                one.has_exceptions,
                one.start,
                one.end,
                one.field,
            ]
            for one in said.effects
        ],
    ]


def unpack_statements(stored: Mapping[str, Any]) -> Statements:
    """Rebuild statements from the stored fields of a document's first passage."""
    packed: Sequence[Any] = stored.get("statements") or ()
    if not packed:
        return Statements()
    relations, effects = packed
    return Statements(tuple(map(_relation, relations)), tuple(map(_effect, effects)))


def _pack(document: Cited) -> tuple[str, str, str]:
    return document.key, document.date, document.text


def _relation(values: Sequence[Any]) -> Relation:
    kind, target, source, places, *others = values
    excepted = others.pop() if len(values) > _FEWEST_VALUES else ()
    one = Relation(RelationKind(kind), Cited(*target), Cited(*source), tuple(places), *others)
    return replace(one, excepted=tuple(excepted)) if excepted else one


def _effect(values: Sequence[Any]) -> Effect:
    day, anchor, days, months, ends, places, excepted, *others = values
    first = dt.date.fromisoformat(day) if day else None
    return Effect(first, anchor, days, months, ends, tuple(places), tuple(excepted), *others)
