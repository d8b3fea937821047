from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchkit.text.segmentation.spelled_texts import spelled_texts
from searchkit.text.spelling.normalization import normalize
from tests.text.strategies import texts

_PIECES = st.sampled_from(
    [
        *("Uỷ", "ban", "hoà", "lựơng", "30/2020/NÐ-CP", "Ｓố", "A", "Q", "U", "Y", "Ế", "T"),
        *("\u200b", "\u200bB", "\u00a0", "a\tb", "\r\n", "\n", "", " ", "½", "5"),
        *("\u0301", "e\u0302\u0301"),
    ]
)
_JOINED = st.lists(_PIECES, max_size=12).map(" ".join)


@given(st.lists(_JOINED | texts, max_size=4))
@example([])
@example([""])
@example(["Q U Y Ế T", "A \u200bB C D E", "N G H Ị  Q U Y Ế T"])
@settings(max_examples=200, deadline=None)
def test_each_text_is_spelled_and_cut_as_by_itself(many: list[str]) -> None:
    expected = [normalize(text).text for text in many]
    spelled = spelled_texts(many)
    assert spelled.texts == expected
    assert spelled.numbers.tolist() == spelled.chunks.split(expected).tolist()


@pytest.mark.parametrize("repeated", [1, 300])
def test_long_texts_are_spelled_as_short_ones(repeated: int) -> None:
    text = "Uỷ ban nhân dân tỉnh Hoà Bình\r\n  ban hành Quyết\u00ad định " * repeated
    assert spelled_texts([text, "và"]).texts == [normalize(text).text, "và"]
