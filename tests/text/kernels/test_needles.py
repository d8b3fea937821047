"""Words of a list are found wherever they stand, both ways."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.text import kernels
from searchkit.text.kernels.needles import Needles

pytestmark = pytest.mark.usefixtures("both_ways")

LETTERS = "aàạ ạ\u0300\n\U0001f78c\ud800"


@given(
    st.lists(st.text("aàạ ", min_size=1, max_size=4), max_size=12), st.text(LETTERS, max_size=60)
)
def test_each_place_of_each_word_is_found_in_order(words: list[str], text: str) -> None:
    expected = [
        figure
        for at in range(len(text))
        for number, word in enumerate(words)
        if text.startswith(word, at)
        for figure in (at, number)
    ]
    assert Needles(words).find(text) == expected


@pytest.mark.parametrize("text", ["", "x", "h", "hi", "\U0001f78chi", "hihi", "Bãi bỏ hi"])
def test_the_end_of_a_text_is_the_end(text: str) -> None:
    found = Needles(["hi", "h", "hih", "i\0", "bỏ "]).find(text)
    words = [("hi", "h", "hih", "i\0", "bỏ ")[number] for number in found[1::2]]
    assert all(text.startswith(word, at) for word, at in zip(words, found[::2], strict=True))
    assert len(words) == text.count("h") + text.count("hi") + text.count("hih") + text.count("bỏ ")


@pytest.mark.parametrize(
    "words",
    [
        [""],
        ["\U0001f78c"],
        [1],
        ("a",),
        "a",
        None,
        ["a"] * 256,
        ["a" * 40_000],
        [chr(first) + chr(first + 1) for first in range(0x4E00, 0x4E00 + 260, 2)],
    ],
)
def test_the_compiled_one_refuses_what_it_cannot_look_for(words: Any) -> None:
    if kernels.native is None:
        pytest.skip("the other one has no limits")
    with pytest.raises((ValueError, TypeError)):
        kernels.native.make_needles(words)
