from __future__ import annotations

import pytest

from searchkit.text.spelling.offsets import Edit, OffsetMap

#: "abcdef" with "b" dropped, "de" made "X" and "f" made "YZ": "acXYZ".
_MAP = OffsetMap([Edit(1, 2, ""), Edit(3, 5, "X"), Edit(5, 6, "YZ")])


@pytest.mark.parametrize(
    ("after", "before"),
    [
        pytest.param((0, 1), (0, 1), id="before-the-first-edit"),
        pytest.param((1, 2), (2, 3), id="behind-what-was-dropped"),
        pytest.param((0, 2), (0, 3), id="around-what-was-dropped"),
        pytest.param((2, 3), (3, 5), id="two-made-one"),
        pytest.param((3, 4), (5, 6), id="first-half-of-one-made-two"),
        pytest.param((4, 5), (5, 6), id="second-half-of-one-made-two"),
        pytest.param((1, 5), (2, 6), id="to-the-end"),
        pytest.param((3, 3), (5, 5), id="empty"),
        pytest.param((5, 5), (6, 6), id="empty-at-the-end"),
    ],
)
def test_span(after: tuple[int, int], before: tuple[int, int]) -> None:
    assert _MAP.span(*after) == before


def test_without_edits_every_place_is_its_own() -> None:
    assert OffsetMap([]).span(3, 7) == (3, 7)


def test_one_for_one_edits_move_nothing() -> None:
    assert OffsetMap([Edit(0, 1, "x"), Edit(4, 5, "y")]).span(2, 5) == (2, 5)
