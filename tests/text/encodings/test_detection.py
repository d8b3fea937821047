"""How Vietnamese a text reads, and which legacy encoding makes it so."""

from __future__ import annotations

import pytest

from searchkit.text.encodings.detection import (
    convert_by_evidence,
    has_unicode_only_letters,
    legal_share,
    non_ascii_words,
    reads_as_vietnamese,
)


@pytest.mark.parametrize("word", ["nghị", "Quyết", "ỦY", "“quyết”", "nghị-quyết", "hòa"])
def test_words_that_read_as_vietnamese(word: str) -> None:
    assert reads_as_vietnamese(word)


@pytest.mark.parametrize("word", ["tÕ", "®ịnh", "café", "123", "", "ệệ", "nghị" * 20])
def test_words_that_do_not(word: str) -> None:
    assert not reads_as_vietnamese(word)


def test_only_words_of_letters_beyond_ascii_are_evidence() -> None:
    words = non_ascii_words("Kế hoạch 16º54’ kế-5 café kế")
    assert words == {"Kế": 1, "hoạch": 1, "café": 1, "kế": 1}
    assert legal_share(words) == 0.75
    assert legal_share(non_ascii_words("ke hoach 5")) == 1.0


def test_letters_that_no_western_encoding_has() -> None:
    assert has_unicode_only_letters("đề án")
    assert not has_unicode_only_letters("hành chính, café")


@pytest.mark.parametrize(
    "text",
    ["Kế hoạch cải cách hành chính", "få gå så på", "Le café est fermé à Noël", "plain", ""],
)
def test_without_clear_evidence_a_text_stays(text: str) -> None:
    converted, found, evidence = convert_by_evidence(text)
    assert (converted, found, evidence.words) == (text, (), 0)
