"""All documents of an index that hold on a day, as a condition of a search."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from searchkit._lazy import cached_property
from searchkit.documents.relations.model import ENDING, RelationKind
from searchkit.index.relations.graph import RelationGraph
from searchkit.index.relations.statement_terms import prefix_of
from searchkit.index.relations.states import ValidityState
from searchkit.index.relations.validity import Judgement
from searchkit.query_tree import And, Every, Kept, Not, Nothing, Or, TermRange

if TYPE_CHECKING:
    import datetime as dt

    import numpy.typing as npt

    from searchkit.index.catalogue import Catalogue
    from searchkit.query_tree import Query

_CHANGING = (*ENDING, RelationKind.SUSPENDS, RelationKind.RESUMES, RelationKind.EXTENDS)


class InForce:
    """Answers which documents hold on a day; safe to share between threads.

    Most of them are told by the first day of their effect alone, one range of terms. Those that
    another document may have ended are judged one by one, and remembered for the day.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._graph = catalogue.kept(RelationGraph)
        self._judgement = cache(lambda first: Judgement(self._graph, first))
        self._judged = lru_cache(maxsize=32)(self._judge)
        self.states = lru_cache(maxsize=2)(self._states)
        self.condition = lru_cache(maxsize=32)(self._condition)
        self.unknown = lru_cache(maxsize=32)(self._unknown)

    def _condition(self, on: dt.date) -> Query:
        """Return what documents meet that hold on a day."""
        day = on.isoformat()
        holding, others = self._judged(on)
        begun, over = TermRange("effective", None, day), TermRange("expires", None, day)
        return Kept(Or((And((begun, Not(over), Not(Or(tuple(others.values()))))), holding)))

    def _unknown(self, on: dt.date) -> Query:
        """Return what documents meet of which nobody can say whether they hold on a day."""
        holding, others = self._judged(on)
        known = Or((holding, TermRange("expires", None, on.isoformat()), *others.values()))
        silent = And((Not(Every("effective")), Not(_issued_later(on)), Not(known)))
        return Kept(Or((silent, others[ValidityState.UNKNOWN])))

    def by_state(self, on: dt.date) -> dict[str, Query]:
        """Return what documents meet by their state on a day.

        ``in_force`` are all that hold at least in part.
        """
        day = on.isoformat()
        holding, others = self._judged(on)
        alone = Not(Or((holding, *others.values())))
        over = TermRange("expires", None, day)
        begun = TermRange("effective", None, day)
        waiting = Or((And((Every("effective"), Not(begun))), _issued_later(on)))
        later = And((waiting, Not(over), alone))
        return {
            ValidityState.IN_FORCE.value: self.condition(on),
            ValidityState.NOT_YET.value: Or((later, others[ValidityState.NOT_YET])),
            ValidityState.SUSPENDED.value: others[ValidityState.SUSPENDED],
            ValidityState.ENDED.value: Or((And((over, alone)), others[ValidityState.ENDED])),
            ValidityState.UNKNOWN.value: self.unknown(on),
        }

    def _states(self, on: dt.date) -> tuple[tuple[str, ...], npt.NDArray[np.int8]]:
        """Return the states, and for each passage the place among them of its own on a day.

        A passage of none has the place behind the last.
        """
        found = self.by_state(on)
        state = self._catalogue.state
        last = state.matching(Every())[-1:]
        places = np.full(int(last[0]) + 1 if len(last) else 0, len(found), np.int8)
        for place, query in enumerate(found.values()):
            places[state.matching(query)] = place
        return tuple(found), places

    def _judge(self, on: dt.date) -> tuple[Query, dict[ValidityState, Query]]:
        """Return the documents that others may have ended: those that hold, the rest by state."""
        found: dict[ValidityState, list[int]] = {}
        for first in self._touched:
            found.setdefault(self._judgement(first).state(on), []).append(first)
        holding = [*found.get(ValidityState.IN_FORCE, ()), *found.get(ValidityState.IN_PART, ())]
        return self._of(holding), {state: self._of(found.get(state, [])) for state in _OUT}

    def _of(self, firsts: list[int]) -> Query:
        if not firsts:
            return Nothing()
        return self._catalogue.whole_documents(np.array(sorted(firsts), np.int64))

    @cached_property
    def _touched(self) -> tuple[int, ...]:
        """Return the documents that a term says to be ended, suspended or extended."""
        keys: dict[str, None] = {}
        for term in self._graph.terms:
            if term.kind in _CHANGING:
                keys[term.other if term.does else term.key] = None
        firsts: dict[int, None] = {}
        for key in filter(None, keys):
            own = dict.fromkeys(self._graph.resolve(key))
            firsts |= own
            if own:  # and what guides it
                firsts |= dict.fromkeys(self._guiding(key))
        return tuple(firsts)

    def _guiding(self, key: str) -> list[int]:
        prefix = f"{prefix_of(key)}done\t{RelationKind.GUIDES.value}"
        found: list[int] = self._catalogue.holding(TermRange("relations", prefix=prefix)).tolist()
        return found


def _issued_later(on: dt.date) -> Query:
    """Return what documents meet that say no day of effect, and were not even issued on a day."""
    dated = And((Every("date"), Not(TermRange("date", None, on.isoformat()))))
    return And((dated, Not(Every("effective"))))


_OUT = (
    ValidityState.ENDED,
    ValidityState.SUSPENDED,
    ValidityState.NOT_YET,
    ValidityState.UNKNOWN,
)
