"""Words that were typed without spaces are put apart by what the index knows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.text.correction.joined_words import split_joined_words
from tests.text.small_counts import SENTENCES, counts_of, small_counts
from tests.text.strategies import texts


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hànhchính", "hành chính"),
        ("thủ tục hànhchính", "thủ tục hành chính"),
        ("hanhchinh", "hanh chinh"),
        ("HànhChính", "Hành Chính"),
        ("THỦTỤC HÀNHCHÍNH", "THỦ TỤC HÀNH CHÍNH"),
        ("tinhgọn bộmáy", "tinh gọn bộ máy"),
        ("tinhgonbomay", "tinh gon bo may"),
        ("ủybannhândân huyện", "ủy ban nhân dân huyện"),
        ("uybannhandan, nghiquyet.", "uy ban nhan dan, nghi quyet."),
        ("nghịquyet", "nghị quyet"),
        ("kinhtế xãhội", "kinh tế xã hội"),
        ("huyện2025", "huyện 2025"),
        ("xa15", "xa 15"),
        ("nghịquyết18", "nghị quyết 18"),
        ("hanhchinh18", "hanh chinh 18"),
    ],
)
def test_joined_words_are_put_apart(typed: str, meant: str) -> None:
    assert split_joined_words(typed, small_counts()) == meant


@pytest.mark.parametrize(
    "text",
    [
        "hành chính",
        "hanh chinh",
        "internet",
        "hoan nghenh",
        "bộtỉnh",  # both are known, never side by side
        "covid19",
        "qh15",
        "30/2020/NĐ-CP",
        "hanhchinh@huyen.example",
        "https://hanhchinh.example",
        "tu1c tu5c",  # VNI, which is read as keystrokes
        "",
    ],
)
def test_everything_else_stays(text: str) -> None:
    assert split_joined_words(text, small_counts()) == text


def test_a_bare_syllable_stays_whole_though_a_damaged_text_cuts_it() -> None:
    counts = counts_of(["thực hi ện quy ền", "thực hi ện", "hiện nay", "quyền lợi"])
    assert split_joined_words("thuc hien quyen", counts) == "thuc hien quyen"


def test_a_word_that_the_index_has_stays_joined() -> None:
    counts = counts_of(["cổng hànhchính công", "thủ tục hành chính"])
    assert split_joined_words("hànhchính", counts) == "hànhchính"


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SENTENCES.splitlines()), st.data())
def test_two_neighbours_of_the_index_are_found_however_they_are_joined(
    sentence: str, data: st.DataObject
) -> None:
    words = [word.strip(",.").lower() for word in sentence.split()]
    place = data.draw(st.integers(0, len(words) - 2))
    joined = words[place] + words[place + 1]
    assert split_joined_words(joined, small_counts()).replace(" ", "") == joined
    if "," not in sentence:
        assert " " in split_joined_words(joined, small_counts())


@settings(max_examples=150, deadline=None)
@given(texts)
def test_only_spaces_are_put_in(text: str) -> None:
    apart = split_joined_words(text, small_counts())
    rest = iter(apart)
    assert all(character in rest for character in text)
    assert apart.replace(" ", "") == text.replace(" ", "")


def test_a_long_run_of_one_letter_syllables_ends() -> None:
    counts = counts_of(["a ba à"])
    assert split_joined_words("a" * 40 + " " + "ba" * 20, counts) == "a" * 40 + " " + "ba" * 20
