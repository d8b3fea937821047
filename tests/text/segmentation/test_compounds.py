from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.text.segmentation.chunks import thread_chunks
from searchkit.text.segmentation.compounds import compounds
from searchkit.text.segmentation.pyvi_model import load_pyvi_model
from searchkit.text.segmentation.words import segment_words
from searchkit.text.spelling.syllables import fold_term

pytestmark = pytest.mark.usefixtures("both_ways")

_SYLLABLES = "bộ máy hành chính Nhà nước TỔ CHỨC, sắp xếp. hợp tác xã khu công nghiệp cơ quan to"
TEXTS = st.lists(st.sampled_from(_SYLLABLES.split()), max_size=12).map(" ".join)


@pytest.fixture(scope="module")
def word_list() -> set[str]:
    return set(load_pyvi_model().words)


def by_text(texts: list[str]) -> list[Counter[str]]:
    chunks = thread_chunks()
    terms, tokens, lengths = compounds(chunks, chunks.split(texts))
    rest = iter([terms[token] for token in tokens.tolist()])
    return [Counter(next(rest) for _ in range(length)) for length in lengths.tolist()]


def by_definition(text: str, word_list: set[str]) -> Counter[str]:
    """The spans of pyvi's own words of 2 to 4 tokens, and those that are in its word list."""
    words = segment_words([text])[0].split(" ")
    tokens = [token for word in words for token in word.split("_")]
    spans, place = set(), 0
    for word in words:
        size = word.count("_") + 1
        if 2 <= size <= 4:
            spans.add((place, size))
        place += size
    for size in (2, 3, 4):
        for start in range(len(tokens) - size + 1):
            if " ".join(tokens[start : start + size]).lower() in word_list:
                spans.add((start, size))
    return Counter(
        "_".join(fold_term(token) for token in tokens[start : start + size])
        for start, size in spans
    )


@settings(max_examples=200, deadline=None)
@given(texts=st.lists(TEXTS, max_size=4))
def test_compounds_are_pyvis_words_and_those_of_its_word_list(
    texts: list[str], word_list: set[str]
) -> None:
    assert by_text(texts) == [by_definition(text, word_list) for text in texts]


def test_capitals_and_context_do_not_hide_a_compound() -> None:
    expected = {"bo_may", "hanh_chinh", "nha_nuoc", "cong_nghiep", "khu_cong_nghiep"}
    text = "BỘ MÁY HÀNH CHÍNH nhà nước; ban quản lý khu công nghiệp"
    assert expected <= set(by_text([text])[0])


def test_punctuation_parts_a_compound() -> None:
    assert by_text(["bộ, máy", "bộ máy"]) == [Counter(), Counter({"bo_may": 1})]
