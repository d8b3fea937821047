from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from searchkit.engine.storage.section_file import SectionFile, SectionFileWriter
from searchkit.errors import IndexDamagedError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "segment.ski"
    with path.open("wb") as file:
        writer = SectionFileWriter(file)
        writer.add("numbers", np.arange(1000, dtype=np.int32))
        writer.add("nothing", np.zeros(0, np.int64))
        writer.close({"documents": 7})
    return path


def test_gives_back_sections_and_meta(path: Path) -> None:
    sections = SectionFile(path)
    sections.verify()
    assert sections.meta == {"documents": 7}
    assert sections["numbers"].tolist() == list(range(1000))
    assert sections["nothing"].size == 0
    assert "absent" not in sections


def test_opening_refuses_a_file_that_was_cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(IndexDamagedError, match=r"segment\.ski.*searchkit rebuild"):
        SectionFile(path)


@pytest.mark.parametrize("size", [0, 5, 12])
def test_opening_refuses_a_stump(path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(IndexDamagedError, match="cut short"):
        SectionFile(path)


def test_opening_refuses_another_format_with_advice(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[7] = 250
    path.write_bytes(data)
    with pytest.raises(IndexDamagedError, match=r"format 250.*searchkit rebuild"):
        SectionFile(path)


def test_every_flipped_byte_is_noticed(path: Path) -> None:
    whole = path.read_bytes()
    for at in range(len(whole)):
        data = bytearray(whole)
        data[at] ^= 0x10
        path.write_bytes(data)
        with pytest.raises(IndexDamagedError):
            SectionFile(path).verify()


@pytest.fixture
def long(tmp_path: Path) -> Path:
    path = tmp_path / "long.ski"
    with path.open("wb") as file:
        writer = SectionFileWriter(file)
        writer.add("small", np.arange(5))
        writer.add("long", *(np.full(7000, piece, np.uint8) for piece in range(20)))
        writer.add("last", np.arange(5))
        writer.close({"file": path.name})
    return path


def test_only_what_is_damaged_cannot_be_read(long: Path) -> None:
    data = bytearray(long.read_bytes())
    data[70_000] ^= 1
    long.write_bytes(data)
    sections = SectionFile(long)
    section = sections.section("long")
    assert sections["small"].tolist() == sections["last"].tolist() == [0, 1, 2, 3, 4]
    assert section[6999:7001].tolist() == [0, 1]
    assert section[139_999:140_000].tolist() == [19]
    for _ in range(2):  # also when it is asked for once more
        with pytest.raises(IndexDamagedError, match=r"long\.ski: bytes 65536 to 81920 .*rebuild"):
            section[69_000:70_000]
    with pytest.raises(IndexDamagedError, match="do not match their checksum"):
        sections["long"]


def test_damage_that_comes_later_is_found_by_verifying(long: Path) -> None:
    sections = SectionFile(long)
    sections.verify()
    with long.open("r+b") as file:
        file.seek(100_000)
        file.write(b"x")
    with pytest.raises(IndexDamagedError, match="bytes 98304 to 114688"):
        sections.verify()


def test_a_file_under_another_name_is_refused(long: Path) -> None:
    other = long.rename(long.with_name("other.ski"))
    with pytest.raises(IndexDamagedError, match=r"other\.ski: holds what belongs into long\.ski"):
        SectionFile(other)


def test_a_file_that_is_cut_while_it_is_open_is_an_error_wherever_it_is_read(long: Path) -> None:
    sections = SectionFile(long)
    section = sections.section("long")
    section[0:40_000]
    with long.open("rb+") as file:
        file.truncate(20_000)
    for read in (lambda: section[0:40_000], lambda: sections["last"], sections.verify):
        with pytest.raises(IndexDamagedError, match=r"long\.ski.*cut short"):
            read()


def test_a_file_that_is_written_over_while_it_is_open_gives_nothing_else(long: Path) -> None:
    sections = SectionFile(long)
    section = sections.section("long")
    data = long.read_bytes()
    before = [section[at : at + 100].tolist() for at in (0, 30_000)]
    with long.open("rb+") as file:
        file.write(bytes(len(data)))
    assert [section[at : at + 100].tolist() for at in (0, 30_000)] == before
    for start, end in ((60_000, 60_100), (0, 40_000), (0, 140_000)):
        with pytest.raises(IndexDamagedError, match="checksum"):
            section[start:end]
    with pytest.raises(IndexDamagedError, match="checksum"):
        sections.verify()
