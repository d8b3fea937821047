from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.text.segmentation import chunks
from searchkit.text.segmentation.chunks import ChunkEncoder, Chunks, thread_chunks

pytestmark = pytest.mark.usefixtures("both_ways")

TEXTS = st.lists(st.text(st.sampled_from("ab \n\t"), max_size=20), max_size=5)


def words_and_line_ends(text: str) -> list[str]:
    return text.replace("\n", " | ").split()


def letters(text: str) -> list[str]:
    return list("".join(text.split()))


def decoded(encoder: ChunkEncoder, texts: list[str]) -> list[list[str]]:
    numbers = encoder.encode(encoder.chunks.split(texts)).tolist()
    tokens = encoder.tokens()
    result: list[list[str]] = [[]]
    for number in numbers:
        if number:
            result[-1].append(tokens[number])
        else:
            result.append([])
    return result[:-1]


@given(st.lists(TEXTS, max_size=3))
def test_the_tokens_are_those_of_each_text_by_itself(batches: list[list[str]]) -> None:
    encoder = ChunkEncoder(Chunks(), words_and_line_ends)
    for texts in batches:
        assert decoded(encoder, texts) == [words_and_line_ends(text) for text in texts]


@given(TEXTS)
def test_tokenisers_share_the_chunks(texts: list[str]) -> None:
    shared = Chunks()
    first, second = ChunkEncoder(shared, words_and_line_ends), ChunkEncoder(shared, letters)
    assert decoded(first, texts) == [words_and_line_ends(text) for text in texts]
    assert decoded(second, texts) == [letters(text) for text in texts]


def test_a_piece_is_tokenised_once() -> None:
    seen: list[str] = []

    def tokenize(piece: str) -> list[str]:
        seen.append(piece)
        return [piece]

    encoder = ChunkEncoder(Chunks(), tokenize)
    assert decoded(encoder, ["bộ máy bộ", "máy"]) == [["bộ", "máy", "bộ"], ["máy"]]
    assert decoded(encoder, ["bộ"]) == [["bộ"]]
    assert seen == ["bộ", "máy"]


def test_a_table_with_too_many_chunks_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "_MOST_CHUNKS", 20)
    table = Chunks()
    table.split(["a b a b"] * 20)
    assert not table.full
    table.split([f"a{number}" for number in range(20)])
    assert table.full


def test_a_table_with_too_long_chunks_is_full() -> None:
    table = Chunks()
    table.split(["x" * 2_000_000, "y" * 2_000_000])
    assert not table.full
    table.split(["z" * 1_000_000])
    assert table.full


def test_a_thread_has_a_table_of_its_own_until_it_is_full() -> None:
    table = thread_chunks()
    others: list[Chunks] = []
    thread = threading.Thread(target=lambda: others.append(thread_chunks()))
    thread.start()
    thread.join()
    assert thread_chunks() is table
    assert others[0] is not table
    table.split(["x" * 5_000_000])
    assert thread_chunks() is not table
