"""What each phrase adds is what its absence takes away."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import searchkit
from searchkit import Index, MarkedPassage, Topic, TopicPhrase
from searchkit.search.learning.trial import try_topic
from searchkit.search.query.topic_conditions import TopicConditions
from tests.support import ROOT


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    opened = searchkit.open_index(tmp_path_factory.mktemp("seeds") / "index", create=True)
    opened.add(ROOT / "seeds", jobs=1)
    return opened


OWN = Topic(
    "rieng",
    "Riêng",
    "",
    (
        TopicPhrase("bộ máy"),
        TopicPhrase("tổ chức bộ máy", 0.5),
        TopicPhrase("cán bộ", 0.4, near=True),
        TopicPhrase("tổ chức bộ máy của hệ thống chính trị", 0),
        TopicPhrase("cấp huyện", -1),
        TopicPhrase("18-NQ/TW", 0.7),
    ),
)


@pytest.mark.parametrize("name", ["rieng", "dat-dai", "tinh-gian-bien-che"])
def test_a_phrase_adds_what_is_missing_without_it(index: Index, name: str) -> None:
    topic = OWN if name == "rieng" else index.topic(name)
    catalogue = index._current().catalogue
    conditions = TopicConditions(catalogue, dict)
    members = conditions.members(topic)
    trial = try_topic(catalogue, topic)
    assert trial.passages == len(members) > 0
    for i, own in enumerate(trial.phrases):
        rest = topic.phrases[:i] + topic.phrases[i + 1 :]
        without = conditions.members(replace(topic, phrases=rest))
        assert own.phrase == topic.phrases[i]
        assert own.only == len(np.setdiff1d(members, without)), own
        assert own.kept_out == len(np.setdiff1d(without, members)), own
    if name == "rieng":
        assert any(own.kept_out for own in trial.phrases)
        assert any(own.only for own in trial.phrases)


def test_passages_with_a_phrase_are_those_that_a_search_finds(index: Index) -> None:
    trial = index.try_topic("đất đai")
    counted = {own.phrase.text: own.passages for own in trial.phrases}
    for text in ("thu hồi đất", "quyền sử dụng đất"):
        assert counted[text] == index.search(f'"{text}"').total > 0


def test_marked_passages_are_counted_by_phrase(index: Index) -> None:
    marked = [
        MarkedPassage("1", "Thu hồi đất của 12 hộ."),
        MarkedPassage("2", "Chia lại ruộng cho dân."),
        MarkedPassage("3", "Tòa án xử vụ tranh chấp đất đai.", about=False),
    ]
    trial = index.try_topic("dat-dai", marked)
    assert (trial.about, trial.about_marked) == (1, 2)
    assert (trial.not_about, trial.not_about_marked) == (1, 1)
    by_phrase = {own.phrase.text: (own.about, own.not_about) for own in trial.phrases}
    assert by_phrase["thu hồi đất"] == (1, 0)
    assert by_phrase["tranh chấp đất đai"] == (0, 1)
