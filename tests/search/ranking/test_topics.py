"""Topics: which phrases count where, and what a user's own file may and may not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from searchkit import Topic, TopicPhrase, UsageError, load_topics
from searchkit.search.ranking.topics import find_topic
from searchkit.text.tokens import tokenize

if TYPE_CHECKING:
    from pathlib import Path

TOPIC = Topic(
    "tinh-gon",
    "Tinh gọn",
    "",
    (
        TopicPhrase("tinh gọn bộ máy", 1.0),
        TopicPhrase("bộ máy", 0.4),
        TopicPhrase("hợp nhất", 0.5, near=True),
    ),
)
FAR = " và" * 40


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("Tinh gọn bộ máy.", {"tinh gọn bộ máy"}),
        ("TINH GON BO MAY", {"tinh gọn bộ máy"}),
        ("tinh gọn, bộ máy", {"tinh gọn bộ máy"}),
        ("Bộ máy của xã", {"bộ máy"}),
        ("Hợp nhất văn bản pháp luật", set()),
        ("Hợp nhất hai phòng để bộ máy gọn hơn", {"hợp nhất", "bộ máy"}),
        (f"Bộ máy{FAR} hợp nhất", {"bộ máy"}),
        ("bò mây", set()),
        ("", set()),
    ],
    ids=[
        "as-written",
        "no-marks",
        "punctuation",
        "part",
        "near-alone",
        "near",
        "far",
        "other-marks",
        "empty",
    ],
)
def test_phrases_count_where_they_mean_something(text: str, phrases: set[str]) -> None:
    score, parts = TOPIC.score(tokenize(text))
    assert set(parts) == phrases
    assert score == pytest.approx(sum(parts.values()))
    assert (score > 0) == bool(phrases)


def test_repetition_counts_less_each_time() -> None:
    scores = [TOPIC.score(tokenize("Bộ máy. " * n))[0] for n in (1, 2, 3, 50)]
    assert scores == sorted(set(scores))
    assert scores[0] == pytest.approx(0.4)
    assert scores[-1] < 0.8


def test_tokens_bear_the_weight_of_their_phrase() -> None:
    text = tokenize("Xã tinh gọn bộ máy nhanh")
    assert TOPIC.token_weights(text) == [0, 1, 1, 1, 1, 0]


def test_the_topics_that_come_along() -> None:
    topics = load_topics()
    assert len(topics) >= 15
    assert all(topic.title and topic.phrases for topic in topics.values())
    assert max(topics.values(), key=lambda topic: len(topic.phrases)).name == "tinh-gon-bo-may"


@pytest.mark.parametrize(
    "name", ["tinh-gon-bo-may", "tinh gọn bộ máy", "Tinh Gọn Bộ Máy", "tinh gon, bo may"]
)
def test_a_topic_is_found_by_name_or_title(name: str) -> None:
    assert find_topic(load_topics(), name).name == "tinh-gon-bo-may"


def test_every_topic_is_found_by_its_title() -> None:
    topics = load_topics()
    for topic in topics.values():
        assert find_topic(topics, topic.title) is topic


@pytest.mark.parametrize("name", ["Du_Lich", "du-lich", "hồ và thác", "Hồ, và thác"])
def test_a_topic_of_a_users_file_is_found_however_it_is_written(tmp_path: Path, name: str) -> None:
    file = tmp_path / "topics.toml"
    file.write_text('[Du_Lich]\ntitle = "Hồ và thác"\nphrases = ["du khách"]\n', "utf-8")
    assert find_topic(load_topics(file), name).name == "Du_Lich"


def test_a_users_file_adds_and_replaces(tmp_path: Path) -> None:
    file = tmp_path / "topics.toml"
    file.write_text(
        '[du-lich]\nphrases = ["du khách", { text = "mùa vụ", weight = 0.5, near = true }]\n'
        '[tinh-gon-bo-may]\ntitle = "Riêng"\nphrases = ["tinh gọn"]\n',
        "utf-8",
    )
    topics = load_topics(file)
    assert topics["du-lich"].phrases == (
        TopicPhrase("du khách"),
        TopicPhrase("mùa vụ", 0.5, near=True),
    )
    assert topics["tinh-gon-bo-may"].title == "Riêng"
    assert len(topics) == len(load_topics()) + 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[du-lich", "not valid TOML"),
        ("[du-lich]\n", r"topic \[du-lich\] is wrong"),
        ("[du-lich]\nphrases = []\n", "no phrase that counts"),
        ('[du-lich]\nphrases = [{ text = "hồ", near = true }]\n', "no phrase that counts"),
        ('[du-lich]\nphrases = [{ text = "hồ", weight = 2 }]\n', r"weight 2.0 of \"hồ\" is not in"),
        ('[du-lich]\nphrases = [{ text = "hồ", weight = "x" }]\n', r"topic \[du-lich\] is wrong"),
        ("[du-lich]\nphrases = [3]\n", r"topic \[du-lich\] is wrong"),
        ('[du-lich]\nphrases = "hồ"\n', r"topic \[du-lich\] is wrong"),
        ('[du-lich]\nphrases = ["…"]\n', r"topic \[du-lich\] is wrong"),
        ("du-lich = 3\n", r"topic \[du-lich\] is wrong"),
    ],
    ids=[
        "toml",
        "no-phrases",
        "none",
        "only-near",
        "weight",
        "word",
        "number",
        "text",
        "no-word",
        "value",
    ],
)
def test_a_wrong_file_is_refused_with_the_place(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "topics.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=reason) as caught:
        load_topics(file)
    assert str(file) in str(caught.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_topics(tmp_path / "none.toml")
