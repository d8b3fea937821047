from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.engine import kernels
from searchkit.engine.storage.integer_blocks import encoded
from searchkit.engine.storage.integer_codec import IntegerReader, IntegerWriter, Spans, SpansWriter
from searchkit.engine.storage.section_file import SectionFile, SectionFileWriter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

numbers = st.lists(st.one_of(st.integers(0, 20), st.integers(0, 2**31 - 1)), max_size=300)
like: dict[str, Callable[[np.random.Generator], Any]] = {  # they decide how a block is written
    "equal": lambda dice: np.full(3000, dice.integers(0, 3)),
    "flat": lambda dice: dice.integers(0, 1 << dice.integers(1, 32), 3000),
    "mostly small": lambda dice: dice.geometric(0.3, 3000) ** dice.integers(1, 7),
    "few large": lambda dice: (dice.random(3000) < 0.01) * dice.integers(0, 2**31, 3000),
    "of all sizes": lambda dice: 1 << dice.integers(0, 31, 3000),
    "dense": lambda dice: np.diff(np.flatnonzero(dice.random(9000) < 0.4), prepend=-1)[:3000] - 1,
}


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
@given(numbers, st.booleans(), st.data())
def test_any_slice_decodes_to_what_was_appended_in_pieces(
    path: Path, values: list[int], unary: bool, data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(values)))
    writer = IntegerWriter(unary=unary)
    writer.append(np.array(values[:cut], np.int64))
    writer.append(np.array(values[cut:], np.int64))
    integers = IntegerReader(written(path, writer), "name")
    first = data.draw(st.integers(0, len(values)))
    end = data.draw(st.integers(first, len(values)))
    assert len(integers) == len(values)
    assert integers[first:end].tolist() == values[first:end]


@pytest.mark.parametrize("unary", [False, True])
@pytest.mark.parametrize("kind", like)
def test_slices_begin_and_end_anywhere_in_blocks(path: Path, kind: str, unary: bool) -> None:
    dice = np.random.default_rng(0)
    values = np.concatenate([like[kind](dice) for _ in range(4)])
    writer = IntegerWriter(unary=unary)
    writer.append(values)
    integers = IntegerReader(written(path, writer), "name")
    for first, end in [(0, 1), (1023, 1025), (1024, 2048), (1500, 1600), (7, 11_999)]:
        assert np.array_equal(integers[first:end], values[first:end])


@pytest.mark.skipif(kernels.native is None, reason="no kernels are compiled here")
@pytest.mark.parametrize("unary", [False, True])
@pytest.mark.parametrize("kind", like)
def test_both_ways_write_the_same(kind: str, unary: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    values = like[kind](np.random.default_rng(1))
    ours = encoded(values, unary=unary)
    monkeypatch.setattr(kernels, "native", None)
    again = encoded(values, unary=unary)
    assert [part.tobytes() for part in again] == [part.tobytes() for part in ours]


def test_dense_numbers_are_a_set_of_bits() -> None:
    members = np.random.default_rng(2).random(4096) < 0.3
    members[members.cumsum() > 1024] = False
    data, heads = encoded(np.diff(members.nonzero()[0], prepend=-1) - 1, unary=True)
    bits = np.unpackbits(data, bitorder="little")
    assert heads.tolist() == [63]
    assert np.array_equal(bits.nonzero()[0], members.nonzero()[0])


def test_small_numbers_take_little_room(path: Path) -> None:
    writer = IntegerWriter()
    writer.append(np.full(80_000, 7))
    written(path, writer)
    assert path.stat().st_size < 80_000 * 3 / 8 * 1.03 + 1000


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
