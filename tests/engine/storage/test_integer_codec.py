from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.engine.storage.integer_codec import IntegerReader, IntegerWriter, Spans, SpansWriter
from searchkit.engine.storage.section_file import SectionFile, SectionFileWriter

if TYPE_CHECKING:
    from pathlib import Path

numbers = st.lists(st.one_of(st.integers(0, 20), st.integers(0, 2**31 - 1)), max_size=300)


pytestmark = pytest.mark.usefixtures("both_ways")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("integers") / "file"


def written(path: Path, writer: IntegerWriter | SpansWriter) -> SectionFile:
    path.unlink(missing_ok=True)  # the file before may still be mapped
    with path.open("wb") as file:
        sections = SectionFileWriter(file)
        writer.write(sections, "name")
        sections.close({})
    return SectionFile(path)


@settings(max_examples=150, deadline=None)
@given(numbers, st.sampled_from([(4, 4, 8), (0, 8), (8,), (4,)]), st.data())
def test_any_slice_decodes_to_what_was_appended_in_pieces(
    path: Path, values: list[int], widths: tuple[int, ...], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(values)))
    writer = IntegerWriter(*widths)
    writer.append(np.array(values[:cut], np.int64))
    writer.append(np.array(values[cut:], np.int64))
    integers = IntegerReader(written(path, writer), "name")
    first = data.draw(st.integers(0, len(values)))
    end = data.draw(st.integers(first, len(values)))
    assert len(integers) == len(values)
    assert integers[first:end].tolist() == values[first:end]


def test_slices_far_into_long_codes_find_their_remainders(path: Path) -> None:
    values = np.random.default_rng(0).geometric(1 / 300, 40_000)
    writer = IntegerWriter(4, 4, 8)
    writer.append(values)
    integers = IntegerReader(written(path, writer), "name")
    for first in (0, 4095, 4096, 4097, 32_768, 39_990):
        assert np.array_equal(integers[first : first + 50], values[first : first + 50])


def test_small_numbers_take_little_room(path: Path) -> None:
    writer = IntegerWriter(4, 4, 8)
    writer.append(np.full(80_000, 7))
    written(path, writer)
    assert path.stat().st_size < 80_000 * 5 / 8 * 1.02 + 1000


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 5000), min_size=1, max_size=200))
def test_spans_are_the_running_sums_of_their_sizes(path: Path, sizes: list[int]) -> None:
    writer = SpansWriter()
    writer.append(np.array(sizes[:70]))
    writer.append(np.array(sizes[70:], np.int64))
    spans = Spans(written(path, writer), "name")
    ends = np.cumsum(sizes).tolist()
    expected = [(end - size, end) for end, size in zip(ends, sizes, strict=True)]
    assert [spans.span(i) for i in range(len(sizes))] == expected
    assert spans.start(len(sizes)) == sum(sizes)
