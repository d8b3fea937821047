from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.text.segmentation.words import pyvi_tokens, segment_words

# pyvi's own pattern (pyvi 0.1.1, ViTokenizer.sylabelize), joined as pyvi joins it.
PATTERN = re.compile(
    r"([A-ZĐ]+\.|Tp\.|Mr\.|Mrs\.|Ms\.|Dr\.|ThS\.|==>|->|\.\.\.|>>|\n|\w+://[^\s]+"
    r"|([a-zA-Z0-9_.+-]+@([a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+)|\d+([\.,_]\d+)+|[^\w\s]|\w+)"
)
AROUND_ADDRESSES = st.text(st.sampled_from("aA1@.-_+,:/> \t\nđ"), max_size=30)


@settings(max_examples=1500, deadline=None)
@given(AROUND_ADDRESSES)
def test_tokens_are_those_of_pyvis_pattern(text: str) -> None:
    assert pyvi_tokens(text) == [match[0] for match in PATTERN.findall(text)]


# Each would take pyvi's pattern hours.
@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        pytest.param("." * 300_000, ["..."] * 100_000, id="dotted line"),
        pytest.param("-" * 200_000, ["-"] * 200_000, id="dashes"),
        pytest.param("=" * 200_000, ["="] * 200_000, id="equal signs"),
        pytest.param("+-" * 100_000, ["+", "-"] * 100_000, id="mixed run"),
        pytest.param("_" * 200_000, ["_" * 200_000], id="underscores"),
        pytest.param(
            ".-" * 100_000 + "@ x@y.vn", [".", "-"] * 100_000 + ["@", "x@y.vn"], id="at sign"
        ),
        pytest.param("-" * 99_999 + "@y.vn", ["-" * 99_999 + "@y.vn"], id="long address"),
        pytest.param("x@" + "-" * 99_999, ["x", "@"] + ["-"] * 99_999, id="no domain"),
        pytest.param("x@" * 99_999, ["x", "@"] * 99_999, id="at signs"),
    ],
)
def test_time_is_linear_on_runs_of_address_characters(text: str, tokens: list[str]) -> None:
    assert pyvi_tokens(text) == tokens
    assert (
        segment_words([text])[0].replace("_", " ").split()
        == " ".join(tokens).replace("_", " ").split()
    )
