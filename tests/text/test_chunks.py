from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from searchkit.text import chunks
from searchkit.text.chunks import ChunkEncoder

if TYPE_CHECKING:
    import pytest


def words_and_line_ends(text: str) -> list[str]:
    return text.replace("\n", " | ").split()


def decoded(encoder: ChunkEncoder, texts: list[str]) -> list[list[str]]:
    tokens = encoder.tokens()
    result: list[list[str]] = [[]]
    for number in encoder.encode(texts).tolist():
        if number:
            tokens = encoder.tokens()
            result[-1].append(tokens[number])
        else:
            result.append([])
    return result[:-1]


@given(st.lists(st.text(st.sampled_from("ab \n\t"), max_size=20), max_size=5))
def test_the_tokens_are_those_of_each_text_by_itself(texts: list[str]) -> None:
    encoder = ChunkEncoder(words_and_line_ends)
    assert decoded(encoder, texts) == [words_and_line_ends(text) for text in texts]


def test_the_cache_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "_MOST_CHUNKS", 10)
    encoder = ChunkEncoder(str.split)
    for batch in range(5):
        texts = [f"x{batch} y{number} z{'z' * 100}" for number in range(15)]
        assert decoded(encoder, texts) == [text.split() for text in texts]
        assert len(encoder._chunks) <= 10


def test_an_encoder_with_too_many_tokens_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "_MOST_TOKENS", 20)
    encoder = ChunkEncoder(str.split)
    encoder.encode(["a b a b"] * 20)
    assert not encoder.full
    encoder.encode([f"a{number}" for number in range(20)])
    assert encoder.full


def test_an_encoder_with_too_long_tokens_is_full() -> None:
    encoder = ChunkEncoder(str.split)
    encoder.encode(["x" * 1_000_000, "y" * 1_000_000])
    assert not encoder.full
    encoder.encode([letter * 1_000_000 for letter in "abc"])
    assert encoder.full
