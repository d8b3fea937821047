"""Which passages are about a topic: the index says the same as a look at every passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import searchkit
from searchkit import Filters, Topic, TopicPhrase
from searchkit.search.query.topic_conditions import TopicConditions
from searchkit.search.query.topic_phrases import Citations, score_passage
from searchkit.search.topics.scoring import TopicScorer
from tests.support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit import Index
    from searchkit.index.catalogue import Catalogue

WORDS = ("y", "tế", "bộ", "trạm", "xã", "te", "18-NQ/TW", "nghị quyết 18 của trung ương")
WEIGHTS = [(1.0, False), (0.5, False), (0.5, True), (0.0, False), (-0.5, False), (-1.0, False)]
PHRASES = st.builds(
    lambda text, kind: TopicPhrase(text, *kind),
    st.lists(st.sampled_from(WORDS[:7]), min_size=1, max_size=3).map(" ".join),
    st.sampled_from(WEIGHTS),
)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Index:
    opened = searchkit.open_index(tmp_path_factory.mktemp("seeds") / "index", create=True)
    opened.add(ROOT / "seeds", jobs=1)
    return opened


def catalogue_of(index: Index) -> Catalogue:
    return index._current().catalogue


def by_looking(catalogue: Catalogue, topic: Topic, passages: list[int]) -> list[int]:
    scorer, cited = TopicScorer(topic), Citations(catalogue, topic)
    return [n for n in passages if score_passage(catalogue, scorer, cited, n).total > 0]


def passages_of(catalogue: Catalogue) -> list[int]:
    numbers = catalogue.whole_documents(catalogue.boundaries).numbers
    return [n for n in numbers if has_text(catalogue, n)]


def test_the_topics_that_come_along_hold_for_what_their_phrases_say(seeds: Index) -> None:
    catalogue = catalogue_of(seeds)
    conditions = TopicConditions(catalogue, seeds.topics)
    passages = passages_of(catalogue)
    for topic in seeds.topics().values():
        found = catalogue.state.matching(conditions.about(topic)).tolist()
        assert found == by_looking(catalogue, topic, passages), topic.name


def has_text(catalogue: Catalogue, number: int) -> bool:
    (stored,) = catalogue.state.stored([number], body=False)
    return "passage" in stored


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """An index of all pairs and of many triples of the words."""
    folder: Path = tmp_path_factory.mktemp("van-ban")
    texts = [f"{a} {b} {c}" for a in WORDS for b in WORDS for c in ("", *WORDS[:2])]
    for i, text in enumerate(texts):
        (folder / f"{i}.txt").write_text(text, "utf-8")
    opened = searchkit.open_index(tmp_path_factory.mktemp("generated") / "index", create=True)
    opened.add(folder, jobs=1)
    return opened


@settings(max_examples=30, deadline=None)
@given(phrases=st.lists(PHRASES, min_size=1, max_size=4, unique_by=lambda p: p.text.lower()))
def test_any_topic_holds_for_what_its_phrases_say(
    generated: Index, phrases: list[TopicPhrase]
) -> None:
    topic = Topic("t", "T", "", tuple(phrases))
    catalogue = catalogue_of(generated)
    found = catalogue.state.matching(TopicConditions(catalogue, dict).about(topic)).tolist()
    assert found == by_looking(catalogue, topic, passages_of(catalogue))


def test_a_topic_filters_a_search(seeds: Index) -> None:
    about = seeds.search(topic="tinh-gon-bo-may", limit=500, per_document=500)
    among = seeds.search(
        "cán bộ", filters=Filters(topic="Tinh gọn bộ máy"), limit=500, per_document=500
    )
    anywhere = seeds.search("cán bộ", limit=500, per_document=500)
    ids = {hit.id for hit in about}
    assert about.total == len(ids)
    assert {hit.id for hit in among} == {hit.id for hit in anywhere if hit.id in ids}
    assert 0 < among.total < anywhere.total


@pytest.mark.parametrize(
    "query",
    ["chu-de:tinh-gon-bo-may", "topic:tinh-gon-bo-may", 'chủ-đề:"Tinh gọn bộ máy"'],
)
def test_a_topic_is_a_field_of_a_query(seeds: Index, query: str) -> None:
    about = seeds.search(topic="tinh-gon-bo-may", limit=50)
    assert [hit.id for hit in seeds.search(query, limit=50)] == [hit.id for hit in about]
    assert seeds.search(query).total == about.total
    beside = seeds.search(f"{query} cán bộ", limit=50)
    filtered = seeds.search("cán bộ", filters=Filters(topic="tinh-gon-bo-may"), limit=50)
    assert [hit.id for hit in beside] == [hit.id for hit in filtered]


def test_topics_are_joined_and_excluded(seeds: Index) -> None:
    def total(query: str) -> int:
        return seeds.search(query).total

    both = total("chu-de:dat-dai AND chu-de:dau-tu-cong")
    either = total("chu-de:dat-dai OR chu-de:dau-tu-cong")
    assert either == total("chu-de:dat-dai") + total("chu-de:dau-tu-cong") - both
    assert either == seeds.search(filters=Filters(topic=("dat-dai", "dau-tu-cong"))).total
    assert total("chu-de:dat-dai -chu-de:dau-tu-cong") == total("chu-de:dat-dai") - both


def test_a_topic_alone_ranks_under_other_filters(seeds: Index) -> None:
    filters = Filters(topic="tinh-gon-bo-may", type="kế hoạch")
    hits = seeds.search(filters=filters)
    ranked = seeds.search(topic="tinh-gon-bo-may", filters=Filters(type="kế hoạch"))
    assert [hit.id for hit in hits] == [hit.id for hit in ranked]
    assert hits.total == ranked.total > 0


def test_an_unknown_topic_in_a_query_is_told(seeds: Index) -> None:
    result = seeds.search("chu-de:tinh-gon cán bộ")
    assert result.total == 0
    assert any("did you mean tinh-gon-bo-may?" in note for note in result.notes)


def test_an_unknown_topic_to_filter_by_is_wrong_usage(seeds: Index) -> None:
    with pytest.raises(searchkit.UsageError, match="did you mean tinh-gon-bo-may"):
        seeds.search("cán bộ", filters=Filters(topic="tinh-gon"))
