"""Lines that were drawn late go up into the gap that was left for them, and no others move."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.documents.readers.pdf.page_lines import Line
from searchkit.documents.readers.pdf.reading_order import in_reading_order


def line(text: str, left: float, right: float, height: float, upright: bool = True) -> Line:
    return Line(text, left, right, height, 0, upright)


HEADER = line("CÔNG BÁO", 200, 400, 800)
BODY = [line("LUẬT", 250, 320, 650), line("Điều 1.", 100, 500, 630), line("Điều 2.", 100, 500, 610)]
LEFT = [line("CHÍNH PHỦ", 110, 200, 760), line("Số: 1", 110, 200, 720)]
RIGHT = [line("CỘNG HÒA", 250, 520, 760), line("Độc lập", 300, 480, 742)]
NUMBER = line("7", 300, 305, 40)


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        pytest.param([HEADER, *BODY, *LEFT, *RIGHT], [HEADER, *LEFT, *RIGHT, *BODY], id="head"),
        pytest.param([*BODY, HEADER], [HEADER, *BODY], id="running-header-last"),
        pytest.param(
            [*BODY[:2], *LEFT, *RIGHT, BODY[2]], [*LEFT, *RIGHT, *BODY], id="head-amid-the-body"
        ),
        pytest.param(
            [line("LUẬT", 205, 245, 650), *BODY[1:], *LEFT, *RIGHT],
            [*LEFT, *RIGHT, line("LUẬT", 205, 245, 650), *BODY[1:]],
            id="a-type-between-the-columns",
        ),
        pytest.param([NUMBER, *BODY], [*BODY, NUMBER], id="page-number-first"),
        pytest.param([*RIGHT, *BODY, *LEFT], [*LEFT, *RIGHT, *BODY], id="left-column-last"),
        pytest.param([*LEFT, *BODY, *RIGHT], None, id="right-column-last"),
        pytest.param([HEADER, *LEFT, *RIGHT, *BODY], None, id="in-order"),
        pytest.param([*LEFT, *RIGHT], None, id="columns-of-a-head"),
        pytest.param(
            [line(str(at), x, x + 200, 700 - 15 * at) for x in (60, 320) for at in range(20)],
            None,
            id="columns-of-a-page",
        ),
        pytest.param(
            [*BODY, line("dọc", 300, 300, 760, upright=False)], None, id="text-along-the-margin"
        ),
    ],
)
def test_the_order_of_reading(drawn: list[Line], read: list[Line] | None) -> None:
    assert in_reading_order(drawn) == (read or drawn)


PLACES = st.integers(0, 800).map(float)


@given(st.lists(st.tuples(PLACES, PLACES, PLACES), max_size=40))
def test_no_line_is_lost(places: list[tuple[float, float, float]]) -> None:
    lines = [line(str(at), min(x, y), max(x, y), z) for at, (x, y, z) in enumerate(places)]
    assert sorted(in_reading_order(lines)) == sorted(lines)
