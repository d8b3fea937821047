from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchkit.text.analyzer import token_streams
from searchkit.text.query_streams import query_streams
from searchkit.text.spelling.normalization import normalize
from searchkit.text.spelling.syllables import syllables

if TYPE_CHECKING:
    from searchkit.token_stream import Stream

pytestmark = pytest.mark.usefixtures("both_ways")

PASSAGES = [
    "Nghị quyết số 18-NQ/TW về tinh gọn bộ máy, sắp xếp tổ chức.\nĐiều 1. Phạm vi",
    "",
    "UBND tỉnh báo cáo kết quả sắp xếp 1.250 cơ quan, đơn vị (đợt 2) theo Luật số 15/2025/QH15.",
    "BỘ MÁY HÀNH CHÍNH nhà nước; ban quản lý khu công nghiệp",
    " … — !",
]

_LISTED = "bộ máy bo may hành chính Nhà nước tổ chức TỔ CHỨC, sắp xếp. Ủy ban nhân dân công nghiệp"
SYLLABLES = st.sampled_from([*_LISTED.split(), "18-NQ/TW", "T.Ư", "1.000", "hoá", ";", "é", "北京"])
TEXTS = st.lists(SYLLABLES, max_size=12).flatmap(
    lambda tokens: st.sampled_from([" ", "\n"]).map(lambda space: space.join(tokens))
) | st.text(max_size=30)

APOSTROPHES = str.maketrans("", "", "'’ʼ‘`")
"""``H'Niê`` is one token, and meets ``HNiê``."""


def passages_of(stream: Stream) -> list[list[str]]:
    """The terms of each passage, read back from the columns."""
    terms = [stream.terms[token] for token in stream.tokens.tolist()]
    ends = np.cumsum(stream.lengths).tolist()
    return [terms[end - length : end] for end, length in zip(ends, stream.lengths, strict=True)]


def test_a_passage_becomes_five_streams() -> None:
    streams = token_streams(["Nghị quyết về tinh gọn bộ máy"])
    assert {name: passages_of(stream)[0] for name, stream in streams.items()} == {
        "text": ["nghị", "quyết", "về", "tinh", "gọn", "bộ", "máy"],
        "folded": ["nghi", "quyet", "ve", "tinh", "gon", "bo", "may"],
        "pairs": ["nghi quyet", "quyet ve", "ve tinh", "tinh gon", "gon bo", "bo may"],
        "skips": ["nghi ve", "quyet tinh", "ve gon", "tinh bo", "gon may"],
        "words": ["nghi_quyet", "tinh_gon", "bo_may"],
    }


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXTS, max_size=5))
@example(["B'A", "xã R’lấp"])
def test_streams_follow_the_syllables_of_each_passage(texts: list[str]) -> None:
    texts = [normalize(text).text for text in texts]
    streams = token_streams(texts)
    expected = [
        [syllable.text.lower().translate(APOSTROPHES) for syllable in syllables(text)]
        for text in texts
    ]
    assert passages_of(streams["text"]) == expected
    queries = [query_streams(text) for text in texts]
    folded = [[syllable.folded for syllable in query.syllables] for query in queries]
    assert passages_of(streams["folded"]) == folded
    assert passages_of(streams["pairs"]) == [query.pairs for query in queries]
    assert passages_of(streams["skips"]) == [query.skips for query in queries]


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, max_size=4))
def test_columns_fit_together(texts: list[str]) -> None:
    for stream in token_streams(texts).values():
        assert len(stream.lengths) == len(texts)
        assert stream.lengths.sum() == len(stream.tokens)
        assert len(set(stream.terms)) == len(stream.terms)
        assert np.unique(stream.tokens).tolist() == list(range(len(stream.terms)))
        assert stream.tokens.dtype == stream.lengths.dtype == np.int32


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("tinh gọn bộ máy", id="accented"),
        pytest.param("tinh gon bo may", id="bare"),
        pytest.param("tinh gọn bo may", id="half-accented"),
        pytest.param("TINH GỌN BỘ MÁY", id="capitals"),
    ],
)
def test_every_spelling_of_a_query_has_the_same_folded_terms(query: str) -> None:
    streams = query_streams(query)
    assert [syllable.folded for syllable in streams.syllables] == ["tinh", "gon", "bo", "may"]
    assert streams.pairs == ["tinh gon", "gon bo", "bo may"]
    assert streams.skips == ["tinh bo", "gon may"]
    assert streams.words == [
        *["tinh_gon", "gon_bo", "bo_may"],
        *["tinh_gon_bo", "gon_bo_may"],
        "tinh_gon_bo_may",
    ]


def test_each_syllable_of_a_query_tells_whether_it_bears_marks() -> None:
    accented = [syllable.accented for syllable in query_streams("Đổi mới bo máy 2025").syllables]
    assert accented == [True, True, False, True, False]


def test_every_compound_of_a_passage_is_a_candidate_of_the_same_words_as_a_query() -> None:
    words = passages_of(token_streams(PASSAGES)["words"])
    for text, found in zip(PASSAGES, words, strict=True):
        assert set(found) <= set(query_streams(text).words)


def test_a_document_number_is_found_by_its_parts() -> None:
    pairs = passages_of(token_streams(["theo 18-NQ/TW và 15/2025/QH15"])["pairs"])[0]
    assert {"18 nq", "nq tw", "15 2025", "2025 qh15"} <= set(pairs)


def test_an_empty_batch_has_empty_streams() -> None:
    for stream in token_streams([]).values():
        assert (list(stream.terms), len(stream.tokens), len(stream.lengths)) == ([], 0, 0)


def test_batches_do_not_depend_on_what_came_before() -> None:
    """Also past the point at which the tables are emptied."""
    before = [passages_of(stream) for stream in token_streams(PASSAGES).values()]
    token_streams([" ".join(f"chữ{number}" for number in range(140_000))])
    assert [passages_of(stream) for stream in token_streams(PASSAGES).values()] == before


def test_threads_do_not_disturb_each_other() -> None:
    batches = [[f"{text} cơ quan {thread}" for text in PASSAGES * 20] for thread in range(4)]
    results: dict[int, list[list[str]]] = {}

    def work(thread: int) -> None:
        results[thread] = passages_of(token_streams(batches[thread])["pairs"])

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number, batch in enumerate(batches):
        assert results[number] == [query_streams(text).pairs for text in batch]
