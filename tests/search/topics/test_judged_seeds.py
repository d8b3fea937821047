"""Every topic that comes along finds the documents of the sample corpus that are about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import searchkit
from tests.search.topics.measuring import script
from tests.support import ROOT

if TYPE_CHECKING:
    from searchkit import Index

TOPICS = searchkit.load_topics()
QRELS = script.read_qrels()


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Index:
    opened = searchkit.open_index(tmp_path_factory.mktemp("seeds") / "index", create=True)
    opened.add(ROOT / "seeds", jobs=1)
    return opened


def test_there_are_at_least_forty_topics_and_all_are_judged() -> None:
    assert len(TOPICS) >= 40
    assert {*QRELS} == {*TOPICS}


def test_judgements_name_documents_that_exist_once_each() -> None:
    for topic, qrels in QRELS.items():
        documents = [one.doc_id for one in qrels]
        assert len({*documents}) == len(documents), topic
        assert [name for name in documents if not (ROOT / "seeds" / name).is_file()] == []
        assert 2 in {one.relevance for one in qrels}, topic
        assert {one.relevance for one in qrels} <= {1, 2}, topic


@pytest.mark.parametrize("topic", TOPICS)
def test_what_is_about_a_topic_comes_first(seeds: Index, topic: str) -> None:
    measured = script.measure_documents(seeds, topic, QRELS[topic])
    assert measured["P(rel=2)@1"] == 1
    assert measured["nDCG@10"] >= 0.6


def test_topics_do_well_on_the_whole(seeds: Index) -> None:
    figures = [
        script.measure_documents(seeds, topic, own)["nDCG@10"] for topic, own in QRELS.items()
    ]
    assert sum(figures) / len(figures) >= 0.9
