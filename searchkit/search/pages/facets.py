"""Facets: the values that the documents of an answer have, and how many have each.

They are counted over all that is found, exactly. What was chosen of a facet (`Filters.chosen`)
narrows what is found and the counts of all other facets, but not its own: they say what choosing
another of its values would give.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit.query_tree import Nothing, Or
from searchkit.search.answers.answer import HEADS, condition
from searchkit.search.number_sets import distinct
from searchkit.search.pages.facet_kinds import FacetTables
from searchkit.search.pages.page import Totals
from searchkit.search.query.filters import VALIDITY
from searchkit.search.results import FacetValue

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from searchkit.backends.base import Held, Longs
    from searchkit.index.catalogue import Catalogue
    from searchkit.query_tree import Query
    from searchkit.search.answers.answer import Answer
    from searchkit.search.pages.facet_kinds import FacetTable
    from searchkit.search.query.topic_conditions import TopicConditions

TOPIC = "topic"
_APART = (TOPIC, VALIDITY)
"""Facets whose values are no terms of a field."""

_BY_VALUE = ("year",)
"""Facets whose values stand in their own order, the last first; the others by their counts."""


class Facets:
    """Counts the values of facets in one state of the index."""

    def __init__(self, catalogue: Catalogue, topics: TopicConditions) -> None:
        self._catalogue = catalogue
        self._tables = FacetTables(catalogue)
        self._topics = topics

    def holds(self, name: str, values: Sequence[str], on: dt.date) -> Query:
        """Return what holds for passages of documents with any of the values chosen of a facet.

        ``on`` is the day for which their validity is asked. Raises UsageError for a facet or a
        topic that there is not.
        """
        if name == TOPIC:
            return self._topics.any_of(values)
        if name == VALIDITY:
            from searchkit.index.relations.in_force import InForce  # few pages count it

            states = self._catalogue.kept(InForce).by_state(on)
            return Or(tuple(states.get(value, Nothing()) for value in values))
        return self._tables[name].holds(values)

    def count(
        self,
        answer: Answer,
        names: Sequence[str],
        limit: int,
        chosen: Mapping[str, Sequence[str]],
        on: dt.date,
    ) -> tuple[Totals, dict[str, tuple[FacetValue, ...]]]:
        """Count all that is found, and the values of some facets, ``limit`` of each at most.

        Validity is that of the day ``on``.
        """
        tables = {name: self._tables[name] for name in dict.fromkeys(names) if name not in _APART}
        shared = [name for name in tables if name not in answer.filters.chosen]
        columns = [tables[name].column for name in shared]
        counted = self._catalogue.state.count_blocks(condition(answer), HEADS, columns)
        held = dict(zip(shared, counted.held, strict=True))
        for name in tables.keys() - held.keys():
            others = condition(answer, without=name)
            apart = self._catalogue.state.count_blocks(others, HEADS, [tables[name].column])
            held[name] = apart.held[0]
        matching = _Matching(self._catalogue, answer)
        facets = {
            name: _values(name, tables[name], held[name], limit, chosen.get(name, ()))
            if name not in _APART
            else self._topic_values(matching(name), limit, chosen.get(name, ()))
            if name == TOPIC
            else self._validity_values(matching(name), chosen.get(name, ()), on)
            for name in names
        }
        return Totals(counted.sizes), facets

    def _validity_values(
        self, found: Longs, chosen: Sequence[str], on: dt.date
    ) -> tuple[FacetValue, ...]:
        from searchkit.index.relations.in_force import InForce
        from searchkit.index.relations.states import STATE_NAMES, ValidityState

        states, places = self._catalogue.kept(InForce).states(on)
        passages = np.bincount(places[found], minlength=len(states) + 1)
        owners = distinct(self._catalogue.owner(found))
        documents = np.bincount(places[owners], minlength=len(states) + 1)
        values = [
            FacetValue(
                state,
                STATE_NAMES[ValidityState(state)],
                int(documents[place]),
                int(passages[place]),
                state in chosen,
            )
            for place, state in enumerate(states)
            if documents[place] or state in chosen
        ]
        return tuple(sorted(values, key=_rank))

    def _topic_values(
        self, found: Longs, limit: int, chosen: Sequence[str]
    ) -> tuple[FacetValue, ...]:
        flags = np.zeros(int(found[-1]) + 1 if len(found) else 0, bool)
        flags[found] = True
        selected = {topic.name for name in chosen if (topic := self._topics.called(name))}
        values = []
        for topic in self._topics.all():
            about = self._topics.members(topic)
            about = about[about < len(flags)]
            own = about[flags[about]]
            documents = len(distinct(self._catalogue.owner(own)))
            is_chosen = topic.name in selected
            if documents or is_chosen:
                values.append(
                    FacetValue(topic.name, topic.title, documents, len(own), chosen=is_chosen)
                )
        return tuple(sorted(values, key=_rank)[:limit])


class _Matching:
    """The passages of an answer but for what was chosen of one facet, looked up once for many."""

    def __init__(self, catalogue: Catalogue, answer: Answer) -> None:
        self._catalogue = catalogue
        self._answer = answer
        self._found: dict[str, Longs] = {}

    def __call__(self, facet: str) -> Longs:
        key = facet if facet in self._answer.filters.chosen else ""
        if key not in self._found:
            query = condition(self._answer, without=facet)
            self._found[key] = self._catalogue.state.matching(query)
        return self._found[key]


def _values(
    name: str, table: FacetTable, held: Held, limit: int, chosen: Sequence[str]
) -> tuple[FacetValue, ...]:
    documents, passages = table.sums(held.blocks), table.sums(held.documents)
    selected = {table.places[own] for own in map(table.find, chosen) if own is not None}
    least = np.partition(documents, -limit)[-limit] if limit < len(documents) else 0
    # All that tie with the last one are sorted by their values, so that none is left to chance.
    places = (documents >= max(1, least)).nonzero()[0].tolist()
    places = [place for place in places if table.values[place]]
    places.sort(key=lambda place: (-documents[place], table.values[place]))
    values = [
        FacetValue(
            table.values[place],
            table.label(table.values[place]),
            int(documents[place]),
            int(passages[place]),
            chosen=place in selected,
        )
        for place in [*dict.fromkeys([*places[:limit], *sorted(selected)])]
    ]
    if name in _BY_VALUE:
        return tuple(sorted(values, key=lambda own: own.value, reverse=True))
    return tuple(sorted(values, key=_rank))


def _rank(value: FacetValue) -> tuple[int, str]:
    return -value.count, value.label
