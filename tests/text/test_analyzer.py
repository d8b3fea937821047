from __future__ import annotations

import pytest

from searchkit.text.analyzer import query_streams


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
