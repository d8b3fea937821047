"""An index with a damaged file gives the hits of the sound one or says what is damaged."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

import pytest
from whoosh.index import open_dir

from searchkit import IndexDamagedError, open_index, rebuild_index

if TYPE_CHECKING:
    from pathlib import Path

QUERIES = ["xây dựng nhà ở", '"cấp giấy phép"', "giay phep kinh doanh", "-nhà đường phố"]
WORDS = ["cấp", "giấy", "phép", "xây", "dựng", "nhà", "ở", "riêng", "lẻ", "kinh", "doanh", "đường"]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("sound")
    chance = random.Random(3)
    (base / "files").mkdir()
    for number in range(40):
        text = ". ".join(" ".join(chance.choices(WORDS, k=12)).capitalize() for _ in range(9))
        (base / "files" / f"{number}.txt").write_text(text, "utf-8")
    with open_index(base / "index", create=True) as index:
        index.add([base / "files"])
    return base / "index"


def hits(folder: Path) -> list[list[tuple[str, float, str]]]:
    with open_index(folder) as index:
        return [
            [(hit.path, hit.score, str(hit.snippet)) for hit in index.search(query)]
            for query in QUERIES
        ]


@pytest.mark.parametrize("extension", ["ski", "skd", "toc"])
def test_a_flipped_bit_is_an_error_or_harmless(sound: Path, tmp_path: Path, extension: str) -> None:
    expected = hits(sound)
    folder = tmp_path / "index"
    shutil.copytree(sound, folder)
    path = next(folder.glob("*." + extension))
    whole = path.read_bytes()
    chance = random.Random(extension)
    refusals: list[str] = []
    for _ in range(40):
        data = bytearray(whole)
        data[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path.unlink()  # the one before may still be mapped
        path.write_bytes(data)
        try:
            assert hits(folder) == expected
        except IndexDamagedError as error:
            refusals.append(str(error))
    assert len(refusals) > 10
    assert all("searchkit rebuild" in refusal for refusal in refusals)


def test_a_rebuild_undoes_what_a_writer_with_another_codec_did(sound: Path, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    shutil.copytree(sound, folder)
    open_dir(str(folder)).optimize()
    with pytest.raises(IndexDamagedError, match="ArrayCodec"):
        hits(folder)
    rebuild_index(folder)
    assert hits(folder) == hits(sound)
