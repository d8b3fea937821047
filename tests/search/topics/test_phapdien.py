"""The topic on the streamlining of the apparatus, measured on marked passages of real law."""

from __future__ import annotations

from typing import TYPE_CHECKING

import searchkit
from tests.search.topics.measuring import script

if TYPE_CHECKING:
    from pathlib import Path


def test_marks_are_many_and_of_every_grade() -> None:
    grades = [grade for own in script.read_marks().values() for _, _, grade in own]
    assert len(grades) >= 60
    assert all(grades.count(grade) >= 20 for grade in (0, 1, 2))


def test_the_first_twenty_passages_are_about_the_topic(shared: Path, tmp_path: Path) -> None:
    corpus = shared / "data" / "phapdien" / "corpus.jsonl.xz"
    marks = script.read_marks()
    topic = searchkit.load_topics()[script.MARKED_TOPIC]
    index = script.index_records(script.records_for(corpus, topic, marks), tmp_path)
    measured = script.measure_passages(index, script.MARKED_TOPIC, marks)
    assert measured["P@20"] >= 0.9
    assert measured["P(rel=2)@20"] >= 0.75
    assert measured["nDCG@20"] >= 0.9
