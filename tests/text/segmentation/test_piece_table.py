"""Both tables of pieces number alike, and as splitting a text at its spaces says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.text import kernels
from searchkit.text.segmentation.piece_table import CompiledTable, DictTable, PieceTable, split

LETTERS = st.sampled_from("aộđ \n\r\t\0\u00a0\ud800\U0001f600")
TEXTS = st.lists(st.text(LETTERS, max_size=24), max_size=6)
BATCHES = st.lists(TEXTS, max_size=3)


def tables() -> list[PieceTable]:
    return [DictTable(), *([] if kernels.native is None else [CompiledTable(kernels.native)])]


@given(BATCHES, TEXTS)
def test_the_pieces_of_texts_are_numbered_as_they_come(
    batches: list[list[str]], single: list[str]
) -> None:
    for table in tables():
        known: dict[str, int] = {}
        for texts in batches:
            expected: list[int] = []
            for text in texts:
                expected += [known.setdefault(piece, len(known) + 1) for piece in split(text)]
                expected.append(0)
            assert table.cut(texts).tolist() == expected
        numbers = [known.setdefault(piece, len(known) + 1) for piece in single]
        assert table.numbers(single).tolist() == numbers
        assert table.pieces(1) == list(known)
        assert table.pieces(len(known)) == list(known)[len(known) - 1 :] if known else True
        assert table.pieces(len(known) + 1) == []


def test_a_line_end_is_a_piece_of_its_own() -> None:
    for table in tables():
        assert table.cut(["bộ máy\nbộ", "", "\n"]).tolist() == [1, 2, 3, 1, 0, 4, 0, 4, 3, 4, 0]
        assert table.pieces(1) == ["bộ", "máy", "\n", ""]


def test_many_pieces_find_room() -> None:
    words = [f"từ{number}" for number in range(5000)]
    for table in tables():
        for _ in range(2):
            assert table.numbers(words).tolist() == list(range(1, 5001))
        assert table.pieces(4999) == words[4998:]


@pytest.mark.parametrize("length", [0, 1, 7, 8, 9, 16, 100])
def test_pieces_of_any_length_are_told_apart(length: int) -> None:
    for table in tables():
        pieces = ["x" * length, "x" * length + "y", "z" * length + "y"]
        expected = [1, 2, 3] if length else [1, 2, 2]
        assert table.numbers(pieces).tolist() == expected
