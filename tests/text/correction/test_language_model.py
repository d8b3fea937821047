"""The likeliest of several syllables at each place, by what follows what in the index."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.text.correction.language_model import Choice, best_paths
from searchkit.text.correction.syllable_counts import SyllableCounts
from tests.text.small_counts import small_counts


def _places(*syllables: str) -> list[list[Choice]]:
    return [[Choice(syllable) for syllable in place.split("|")] for place in syllables]


def test_neighbours_of_the_index_win() -> None:
    paths = best_paths(_places("bò|bộ", "may|máy"), small_counts())
    assert paths[0].syllables == ("bộ", "máy")
    assert len(paths) == 4
    assert [path.score for path in paths] == sorted((path.score for path in paths), reverse=True)


def test_a_prior_outweighs_counts() -> None:
    places = [[Choice("bộ", -50.0), Choice("bò")], [Choice("máy")]]
    assert best_paths(places, small_counts())[0].syllables == ("bò", "máy")


@pytest.mark.parametrize("counts", [SyllableCounts.empty(), small_counts()], ids=["none", "some"])
def test_unknown_syllables_are_possible(counts: SyllableCounts) -> None:
    assert best_paths(_places("xyz", "ủy"), counts)[0].syllables == ("xyz", "ủy")


def test_no_place_is_one_empty_path() -> None:
    assert [path.syllables for path in best_paths([], small_counts())] == [()]


_SYLLABLES = st.lists(st.sampled_from(small_counts().terms), min_size=1, max_size=3, unique=True)


@settings(max_examples=100, deadline=None)
@given(st.lists(_SYLLABLES, min_size=1, max_size=3))
def test_all_paths_are_found_where_they_are_few(places: list[list[str]]) -> None:
    paths = best_paths(_places(*("|".join(place) for place in places)), small_counts())
    assert {path.syllables for path in paths} == set(itertools.product(*places))
