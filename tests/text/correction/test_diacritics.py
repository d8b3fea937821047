"""Queries without diacritics get them back from what the indexed texts say."""

from __future__ import annotations

import json
import lzma
import random
import re
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.text.correction.diacritics import likely_syllables, restore_diacritics
from searchkit.text.correction.syllable_counts import SyllableCounts
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.normalization import normalize
from tests.text.small_counts import counts_of, small_counts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("nghi quyet", "nghị quyết", id="two syllables"),
        pytest.param("tinh gon bo may", "tinh gọn bộ máy", id="a bare syllable among others"),
        pytest.param("uy ban nhan dan huyen", "ủy ban nhân dân huyện", id="five syllables"),
        pytest.param("Uy ban nhan dan", "Ủy ban nhân dân", id="a capital"),
        pytest.param("NGHI QUYET", "NGHỊ QUYẾT", id="capitals"),
        pytest.param("can bo, cong chuc xa", "cán bộ, công chức xã", id="punctuation stays"),
        pytest.param("thu hoi dat nam 2024", "thu hồi đất nam 2024", id="numbers stay"),
        pytest.param("nghị quyet", "nghị quyết", id="half accented"),
    ],
)
def test_the_likeliest_reading_comes_first(typed: str, meant: str) -> None:
    assert restore_diacritics(typed, small_counts())[0].text == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nghi may thang", "nghỉ mấy tháng"),
        ("nghi may tháng", "nghỉ mấy tháng"),
        ("may thang nghi", "mấy tháng nghỉ"),
        ("nghi bao lau", "nghỉ bao lâu"),
        ("nghi o dau", "nghỉ ở đâu"),
        ("nghi o dau thang", "nghỉ ở đầu tháng"),
        ("máy thang", "máy tháng"),
    ],
)
def test_questions_are_read_as_they_are_asked_though_texts_ask_none(typed: str, meant: str) -> None:
    said = ["nghỉ ở đầu tháng", "máy tháng", "báo lâu", "máy thang", "nghỉ máy"]
    counts = counts_of(said * 3)
    assert restore_diacritics(typed, counts)[0].text == meant


def test_a_syllable_with_marks_is_kept_as_typed() -> None:
    assert all(r.text.startswith("nghĩ ") for r in restore_diacritics("nghĩ quyet", small_counts()))


def test_other_readings_follow_with_their_shares() -> None:
    readings = restore_diacritics("cho", counts_of(["chó", "chó", "chó cho", "chờ"]), limit=3)
    assert [reading.text for reading in readings] == ["chó", "cho", "chờ"]
    assert readings[0].share > 0.5 > readings[1].share
    assert sum(reading.share for reading in readings) == pytest.approx(1)


@pytest.mark.parametrize("typed", ["", "  ", "2024", "website", "nghị quyết", "日本", "u3y"])
def test_where_nothing_is_to_be_read_there_is_no_reading(typed: str) -> None:
    assert restore_diacritics(typed, small_counts()) == []


def test_without_counts_there_is_no_reading() -> None:
    assert restore_diacritics("nghi quyet", SyllableCounts.empty()) == []


def test_each_syllable_of_the_likeliest_reading_has_the_share_of_readings_that_agree() -> None:
    counts = counts_of(["chó", "chó", "chó cho", "chờ"])
    readings = restore_diacritics("cho 2024 cho", counts, limit=32)
    best, *_ = (reading.text.split() for reading in readings)
    found = likely_syllables(["cho", "2024", "cho"], counts)
    assert [syllable for syllable, _ in found] == best
    for place, (syllable, share) in enumerate(found):
        agree = sum(r.share for r in readings if r.text.split()[place] == syllable)
        assert share == pytest.approx(agree)
    assert found[1] == ("2024", 1.0)
    assert likely_syllables([], counts) == ()
    assert likely_syllables(["cho"], SyllableCounts.empty()) == (("cho", 1.0),)


@given(st.text(alphabet="abcdeghiknuy ủịĐđ 1/.-ßıİ𝐚", max_size=40), st.integers(1, 9))
@settings(max_examples=150, deadline=None)
def test_readings_differ_in_marks_only_and_are_ranked(text: str, limit: int) -> None:
    readings = restore_diacritics(text, small_counts(), limit)
    assert len(readings) <= limit
    assert len({reading.text for reading in readings}) == len(readings)
    assert [r.score for r in readings] == sorted((r.score for r in readings), reverse=True)
    for reading in readings:
        assert fold(reading.text).lower() == fold(text).lower()


def test_a_long_text_is_read_at_its_beginning_only() -> None:
    readings = restore_diacritics("nghi quyet " * 50_000, small_counts())
    assert readings[0].text.startswith("nghị quyết nghị quyết")
    assert readings[0].text.endswith("nghi quyet ")


def test_phrases_of_unseen_legal_articles_are_read_as_written(shared: Path) -> None:
    corpus = shared / "data/phapdien/corpus.jsonl.xz"
    if not corpus.exists():
        pytest.skip(f"the legal code is not at {corpus}")
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        texts = [normalize(json.loads(line)["text"]).text.lower() for line in islice(lines, 6000)]
    counts = counts_of([text for i, text in enumerate(texts) if i % 10]).pruned()
    phrases = _phrases([text for i, text in enumerate(texts) if not i % 10], 400)
    exact = 0
    for phrase in phrases:
        readings = restore_diacritics(fold(phrase), counts)
        exact += bool(readings) and readings[0].text == phrase
    # .92 is asked of counts of the whole code (.947 there); this is a thirteenth of it.
    assert exact / len(phrases) > 0.88


def _phrases(texts: list[str], wanted: int) -> list[str]:
    rng = random.Random(7)
    runs = [run.split() for text in texts for run in re.findall(r"[^\W\d_]+(?: [^\W\d_]+)+", text)]
    phrases = []
    for run in rng.sample([run for run in runs if len(run) >= 3], wanted):
        size = rng.randint(3, min(10, len(run)))
        start = rng.randrange(len(run) - size + 1)
        phrases.append(" ".join(run[start : start + size]))
    return phrases
