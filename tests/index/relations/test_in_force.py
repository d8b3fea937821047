"""The states of all documents at once agree with those of each."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

import searchkit
from searchkit import Filters
from searchkit.index.relations.graph import RelationGraph
from searchkit.index.relations.in_force import InForce
from searchkit.index.relations.validity import judge
from tests.index.relations.acts import index_of
from tests.index.relations.test_validity import AMENDING, NEW, OLD
from tests.support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

DAYS = st.dates(dt.date(2019, 1, 1), dt.date(2028, 1, 1))


def test_every_document_has_the_state_that_it_has_alone(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("states")
    texts = {"cu": OLD, "sua": AMENDING, "moi": NEW}
    for path in sorted((ROOT / "seeds/nghi-quyet").glob("*.txt")):
        texts[path.stem] = path.read_text("utf-8")
    catalogue = index_of(folder, texts)._current().catalogue
    graph = catalogue.kept(RelationGraph)

    @settings(max_examples=25)
    @given(DAYS)
    def agree(day: dt.date) -> None:
        for state, query in catalogue.kept(InForce).by_state(day).items():
            found = set(catalogue.owner(catalogue.state.matching(query)).tolist())
            alone = set()
            for first in catalogue.boundaries.tolist():
                own = judge(graph, first, day).state.value
                if own.replace("in_part", "in_force") == state:
                    alone.add(first)
                assert own != "ended" or graph.may_have_ended(first)
            assert found == alone, (state, day)

    agree()


def test_the_facet_counts_what_holds_and_narrows_by_it(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("facet")
    index = index_of(folder, {"cu": OLD, "sua": AMENDING, "moi": NEW})
    counted = index.search("giá nước sạch", facets=["validity"]).facets["validity"]
    assert Counter({value.value: value.count for value in counted}) == {"in_force": 2, "ended": 1}
    assert {value.label for value in counted} == {"còn hiệu lực", "hết hiệu lực"}
    ended = index.search("giá nước sạch", filters=Filters(chosen={"validity": "ended"}))
    assert {hit.document_id for hit in ended} == {"cu.txt"}
    assert isinstance(ended, searchkit.SearchResult)


def test_the_facet_counts_by_the_day_that_is_asked_about(tmp_path: Path) -> None:
    index = index_of(tmp_path, {"cu": OLD, "moi": NEW})
    counted = []
    for day in (dt.date(2025, 10, 31), dt.date(2025, 11, 1)):  # the new act takes effect
        found = index.search("giá nước sạch", facets=["validity"], filters=Filters(on=day))
        counted.append({value.value: value.count for value in found.facets["validity"]})
    assert counted == [{"in_force": 1, "not_yet": 1}, {"in_force": 1, "ended": 1}]
