"""The checks of pages find the page that was changed, both ways."""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.engine.kernels.checksums import ChecksWriter, damaged_page

pytestmark = pytest.mark.usefixtures("both_ways")


def checks_of(data: bytes, size: int) -> Any:
    pages = [data[start : start + size] for start in range(0, len(data), size)]
    return np.array([zlib.crc32(page) for page in pages], np.uint32)


@given(st.binary(max_size=700), st.integers(1, 300), st.data())
def test_the_page_that_was_changed_is_found(data: bytes, size: int, choose: st.DataObject) -> None:
    checks = checks_of(data, size)
    assert damaged_page(data, size, checks, 0) == -1
    if data:
        at = choose.draw(st.integers(0, len(data) - 1))
        bit = choose.draw(st.integers(0, 7))
        changed = bytearray(data)
        changed[at] ^= 1 << bit
        assert damaged_page(bytes(changed), size, checks, 0) == at // size


@given(st.lists(st.binary(max_size=300)), st.integers(1, 200))
def test_checks_are_those_of_the_whole_however_it_comes(pieces: list[bytes], size: int) -> None:
    writer = ChecksWriter(size)
    for piece in pieces:
        writer.add(piece)
    data = b"".join(pieces)
    expected = checks_of(data, size).tolist()
    assert writer.all().tolist() == expected
    assert writer.full().tolist() == expected[: len(data) // size]


def test_pages_may_begin_anywhere() -> None:
    data = np.random.default_rng(5).bytes(80_000)
    checks = checks_of(data, 16384)
    assert damaged_page(data[2 * 16384 :], 16384, checks, 2) == -1
    assert damaged_page(data[16384:-16384], 16384, checks, 2) == 2
