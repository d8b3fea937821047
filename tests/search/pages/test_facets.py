"""Facets count what is found, exactly, and say what choosing a value would give."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING

import pytest

from searchkit import Filters, UsageError
from tests.search.pages.corpus import COUNT, make

if TYPE_CHECKING:
    from collections.abc import Callable

    from searchkit import Hit, Index

NAMES = ("type", "issuer", "place", "year", "folder")
VALUE: dict[str, Callable[[Hit], str]] = {
    "type": lambda hit: hit.metadata["type"],
    "issuer": lambda hit: ", ".join(
        filter(None, [hit.metadata["issuer"], hit.metadata.get("superior", "")])
    ),
    "place": lambda hit: hit.metadata["place"],
    "year": lambda hit: hit.metadata["date"][:4],
    "folder": lambda hit: str(PurePath(hit.path).parent),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return make(tmp_path_factory.mktemp("facets"))


def counted(index: Index, query: str, name: str, filters: Filters | None = None) -> dict[str, int]:
    (own,) = index.search(query, facets=[name], filters=filters).facets.values()
    return {value.label: value.count for value in own}


def by_hand(index: Index, query: str, name: str, filters: Filters | None = None) -> dict[str, int]:
    hits = index.search(query, limit=5000, group="document", filters=filters)
    return dict(Counter(map(VALUE[name], hits)))


@pytest.mark.parametrize("query", ["sửa đường", "liên thôn dieu:3", "loai:QĐ", "", "-xyz"])
@pytest.mark.parametrize("name", NAMES)
def test_counts_are_those_of_all_that_is_found(index: Index, query: str, name: str) -> None:
    filters = Filters(since="2019") if not query else None
    assert counted(index, query, name, filters) == by_hand(index, query, name, filters)
    assert counted(index, query, name, filters)


def test_values_tell_how_many_passages_they_have(index: Index) -> None:
    passages = Counter(
        hit.metadata["place"] for hit in index.search("sửa đường", limit=5000, per_document=5000)
    )
    places = index.search("sửa đường", facets=["place"]).facets["place"]
    assert {value.label: value.passages for value in places} == passages


def test_the_most_frequent_come_first_and_years_in_their_order(index: Index) -> None:
    facets = index.search("sửa đường", facets=["place", "year"]).facets
    assert [v.count for v in facets["place"]] == sorted(
        (v.count for v in facets["place"]), reverse=True
    )
    years = [value.value for value in facets["year"]]
    assert years == sorted(years, reverse=True)
    few = index.search("sửa đường", facets=["place"], facet_limit=2).facets["place"]
    assert [v.value for v in few] == [v.value for v in facets["place"]][:2]


@pytest.mark.parametrize("name", NAMES)
def test_a_value_chosen_gives_what_its_count_said(index: Index, name: str) -> None:
    for value in index.search("sửa đường", facets=[name]).facets[name]:
        chosen = Filters(chosen={name: value.value})
        result = index.search("sửa đường", filters=chosen, facets=[name])
        assert (result.documents, result.passages) == (value.count, value.passages)
        again = next(own for own in result.facets[name] if own.value == value.value)
        assert (again.count, again.chosen) == (value.count, True)


def test_a_choice_narrows_the_other_facets_and_not_its_own(index: Index) -> None:
    free = index.search("sửa đường", facets=["place", "year"]).facets
    chosen = Filters(chosen={"place": "bac ha", "year": ["2019", "2020"]})
    result = index.search("sửa đường", filters=chosen, facets=["place", "year"])
    only_years = Filters(chosen={"year": ["2019", "2020"]})
    only_place = Filters(chosen={"place": ["Bắc Hà"]})
    assert {v.label: v.count for v in result.facets["place"]} == by_hand(
        index, "sửa đường", "place", only_years
    )
    assert {v.label: v.count for v in result.facets["year"]} == by_hand(
        index, "sửa đường", "year", only_place
    )
    both = {(hit.metadata["place"], hit.metadata["date"][:4]) for hit in result}
    assert {place for place, _ in both} == {"Bắc Hà"}
    assert {year for _, year in both} <= {"2019", "2020"}
    assert sum(v.count for v in free["place"]) == COUNT


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("năm", "year"),
        ("Cơ quan", "issuer"),
        ("co-quan", "issuer"),
        ("nơi", "place"),
        ("thư mục", "folder"),
        ("hieu_luc", "validity"),
        ("chủ-đề", "topic"),
        ("loai", "type"),
    ],
)
def test_facets_go_by_their_vietnamese_names(index: Index, written: str, meant: str) -> None:
    assert (
        index.search("sửa đường", facets=[written]).facets
        == index.search("sửa đường", facets=[meant]).facets
    )


def test_values_are_chosen_by_vietnamese_names_too(index: Index) -> None:
    found = index.search("sửa đường", filters=Filters(chosen={"năm": "2019"}), facets=["năm"])
    assert {hit.metadata["date"][:4] for hit in found} == {"2019"}
    assert [value.value for value in found.facets["year"] if value.chosen] == ["2019"]
    either = index.search("sửa đường", filters=Filters(chosen={"năm": "2019", "year": "1945"}))
    assert either.documents == found.documents


def test_what_cannot_be_counted_is_told_with_the_names_that_can(index: Index) -> None:
    with pytest.raises(UsageError, match=r"type \(loai\), issuer \(co-quan\)"):
        index.search("sửa đường", facets=["màu"])


def test_a_filter_holds_for_every_facet(index: Index) -> None:
    result = index.search("sửa đường", filters=Filters(place="Bắc Hà"), facets=["place"])
    assert [value.label for value in result.facets["place"]] == ["Bắc Hà"]


def test_what_nothing_has_can_be_chosen_and_finds_nothing(index: Index) -> None:
    result = index.search("sửa đường", filters=Filters(chosen={"place": "Huế"}), facets=["place"])
    assert (len(result), result.documents) == (0, 0)
    assert len(result.facets["place"]) == 3


def test_topics_are_counted(index: Index) -> None:
    topics = index.search("sửa đường", facets=["topic"]).facets["topic"]
    for value in topics:
        found = index.search("sửa đường", filters=Filters(chosen={"topic": value.value}))
        assert (found.documents, found.passages) == (value.count, value.passages)
