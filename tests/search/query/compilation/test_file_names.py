"""Files are found by the words of their names, wherever and however they lie."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

import searchkit
from searchkit.search.query.compilation import file_names
from tests.support import write

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit import Index

FILES = {
    "ke-hoach.txt": "Kế hoạch kiểm tra công vụ năm nay.",
    "ban-sao.txt": "Kế hoạch kiểm tra công vụ năm nay.",
    "1.QD.phe.duyet.txt": "Quyết định phê duyệt.",
    "BáoCáoQuý03.txt": "Báo cáo quý 3.",
    "45_kh-ubnd.txt": "Kế hoạch số 45.",
    "tin.jsonl": '{"id": "ke-toan", "text": "Tin kế toán."}',
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("tệp của xã")
    write(folder / "văn bản", FILES)
    with zipfile.ZipFile(folder / "văn bản" / "hop.zip", "w") as archive:
        archive.writestr("trong/bien-ban.txt", "Biên bản họp.")
    opened = searchkit.open_index(folder / "index", create=True)
    assert not opened.add(folder / "văn bản", jobs=1).failures
    opened.add_bytes("tai-len/thong-bao.txt", "Thông báo.".encode())
    return opened


@pytest.mark.parametrize("few", [0, 64], ids=["many", "few"])
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ban-sao", ["ban-sao.txt"]),
        ("ke-hoach", ["ban-sao.txt"]),
        ("ke-hoach.txt", ["ban-sao.txt"]),
        ("phe-duyet", ["1.QD.phe.duyet.txt"]),
        ("duyet-phe", []),
        ("báo-cáo", ["BáoCáoQuý03.txt"]),
        ("baocaoquy03", ["BáoCáoQuý03.txt"]),
        ("quy3", ["BáoCáoQuý03.txt"]),
        ("ubnd", ["45_kh-ubnd.txt"]),
        ("45-KH", ["45_kh-ubnd.txt"]),
        ("bien-ban", ["hop.zip/trong/bien-ban.txt"]),
        ("hop", ["hop.zip/trong/bien-ban.txt"]),
        ("thong-bao", ["tai-len/thong-bao.txt"]),
        ("tin", ["ke-toan"]),
        ("ke-toan", []),
        ("ke-ban", []),
    ],
)
def test_a_file_is_found_by_words_of_its_name(
    index: Index, monkeypatch: pytest.MonkeyPatch, few: int, name: str, expected: list[str]
) -> None:
    monkeypatch.setattr(file_names, "_FEW", few)
    assert [hit.document_id for hit in index.search(f"ten-tep:{name}")] == expected


def test_a_file_that_was_renamed_is_found_by_its_new_name(tmp_path: Path) -> None:
    folder = write(tmp_path / "documents", {"ke-hoach.txt": "Kế hoạch kiểm tra công vụ."})
    with searchkit.open_index(tmp_path / "index", create=True) as index:
        index.add(folder, jobs=1)
        (folder / "ke-hoach.txt").rename(folder / "tong-hop.txt")
        assert index.add(folder, jobs=1).moved == 1
        assert [hit.document_id for hit in index.search("ten-tep:tong-hop")] == ["ke-hoach.txt"]
        assert index.search("ten-tep:ke-hoach").total == 0
        assert [hit.document_id for hit in index.search("tong-hop.txt")] == ["ke-hoach.txt"]
