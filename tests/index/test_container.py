from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from searchkit.errors import IndexDamagedError
from searchkit.index.container import Container, ContainerWriter

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "segment.ski"
    with path.open("wb") as file:
        writer = ContainerWriter(file)
        writer.add("numbers", np.arange(1000, dtype=np.int32))
        writer.add("nothing", np.zeros(0, np.int64))
        writer.close({"documents": 7})
    return path


def test_gives_back_sections_and_meta(path: Path) -> None:
    container = Container(path)
    container.verify()
    assert container.meta == {"documents": 7}
    assert container["numbers"].tolist() == list(range(1000))
    assert container["nothing"].size == 0
    assert "absent" not in container


def test_opening_refuses_a_file_that_was_cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(IndexDamagedError, match=r"segment\.ski.*searchkit rebuild"):
        Container(path)


@pytest.mark.parametrize("size", [0, 5, 12])
def test_opening_refuses_a_stump(path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(IndexDamagedError, match="cut short"):
        Container(path)


def test_opening_refuses_another_format_with_advice(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[7] = 250
    path.write_bytes(data)
    with pytest.raises(IndexDamagedError, match=r"format 250.*searchkit rebuild"):
        Container(path)


def test_every_flipped_byte_is_noticed(path: Path) -> None:
    whole = path.read_bytes()
    padding = {len(whole)}  # none: sections here end on multiples of 8
    for at in range(0, len(whole), 13):
        if at in padding:
            continue
        data = bytearray(whole)
        data[at] ^= 0x10
        path.write_bytes(data)
        with pytest.raises(IndexDamagedError):
            Container(path).verify()
