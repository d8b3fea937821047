"""Topics: which phrases count where, and for how much."""

from __future__ import annotations

import pytest

from searchkit import Topic, TopicPhrase
from searchkit.search.topics.scoring import TopicScorer
from searchkit.text.tokens import tokenize

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


def scored(text: str, *phrases: TopicPhrase, head: str = "") -> tuple[float, dict[str, float]]:
    topic = Topic("t", "T", "", phrases) if phrases else TOPIC
    score = TopicScorer(topic).score(head, text)
    return score.total, score.parts


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
    score, parts = scored(text)
    assert set(parts) == phrases
    assert score == pytest.approx(sum(parts.values()))
    assert (score > 0) == bool(phrases)


def test_repetition_counts_less_each_time() -> None:
    scores = [scored("Bộ máy. " * n)[0] for n in (1, 2, 3, 50)]
    assert scores == sorted(set(scores))
    assert scores[0] == pytest.approx(0.4)
    assert scores[-1] < 0.8


def test_tokens_bear_the_weight_of_their_phrase() -> None:
    text = tokenize("Xã tinh gọn bộ máy nhanh")
    assert TopicScorer(TOPIC).token_weights(text) == [0, 1, 1, 1, 1, 0]


def test_a_heading_counts_half() -> None:
    below, above = scored("Bộ máy")[0], scored("Điều 1", head="Bộ máy")[0]
    assert above == pytest.approx(below / 2)


def test_a_phrase_may_run_from_the_heading_into_the_text() -> None:
    assert set(scored("bộ máy", head="Tinh gọn")[1]) == {"tinh gọn bộ máy"}


MEDICINE = TopicPhrase("y tế", 0.8)


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("Bộ Y tế ban hành", set()),
        ("Bộ Y tế giao trạm y tế", {"y tế"}),
        ("BO Y TE", set()),
        ("bỏ y tế", {"y tế"}),
    ],
    ids=["within", "both", "no-marks", "other-marks"],
)
def test_a_phrase_of_weight_0_takes_its_words(text: str, phrases: set[str]) -> None:
    assert set(scored(text, MEDICINE, TopicPhrase("Bộ Y tế", 0))[1]) == phrases


def test_a_negative_phrase_takes_its_share() -> None:
    alone = scored("Y tế ở xã")[0]
    both, parts = scored("Y tế ở xã, thú y", MEDICINE, TopicPhrase("thú y", -0.3))
    assert alone == 0
    assert both == pytest.approx(0.8 * 0.7)
    assert parts == {"y tế": pytest.approx(0.8), "thú y": pytest.approx(-0.24)}
    assert scored("Thú y", MEDICINE, TopicPhrase("thú y", -0.3)) == (0, {})
    assert scored("Y tế, thú y", MEDICINE, TopicPhrase("thú y", -1))[0] == 0


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("PAR INDEX", "chỉ số par index", True),
        ("giam ngheo", "giảm nghèo", True),
        ("tinh gọn", "tinh gon", True),
        ("tinh gọn", "tính gọn", False),
    ],
)
def test_marks_count_where_a_phrase_has_any(phrase: str, text: str, found: bool) -> None:
    assert (scored(text, TopicPhrase(phrase))[0] > 0) == found
