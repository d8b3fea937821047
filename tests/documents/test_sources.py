import os
import sys
from pathlib import Path

import pytest

from searchkit.documents import content_hash, discover
from searchkit.errors import UsageError


def ids(*paths: Path) -> list[str]:
    return [source.id for source in discover(paths)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a/2.html", "a/1.md", "anh.jpg", ".an.txt", "~$a.docx", "nhap/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("Nội dung", "utf-8")
    return tmp_path


def test_files_come_sorted_with_posix_ids(folder: Path) -> None:
    assert ids(folder) == ["a/1.md", "a/2.html", "b.txt", "nhap/x.txt"]


def test_the_ignore_file_speaks_gitignore(folder: Path) -> None:
    (folder / ".searchkitignore").write_text("# nháp\nnhap/\n*.html\n", "utf-8")
    assert ids(folder) == ["a/1.md", "b.txt"]


def test_a_file_that_is_named_counts_whatever_its_suffix(folder: Path) -> None:
    assert ids(folder / "anh.jpg") == ["anh.jpg"]


def test_a_missing_path_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="khong-co"):
        ids(tmp_path / "khong-co")


def test_loops_of_symbolic_links_end(folder: Path) -> None:
    (folder / "a" / "vong").symlink_to(folder)
    (folder / "treo.txt").symlink_to(folder / "khong-co")
    assert ids(folder) == ["a/1.md", "a/2.html", "b.txt", "nhap/x.txt"]


def test_names_become_nfc(tmp_path: Path) -> None:
    (tmp_path / "Nghi\u0323 quye\u0302\u0301t.txt").write_text("x", "utf-8")
    assert ids(tmp_path) == ["Nghị quyết.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux allows names that are no UTF-8")
def test_names_that_are_no_utf8_can_be_printed_and_read(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"b\xe1o.txt")).write_text("Báo cáo tuần", "utf-8")
    (source,) = discover([tmp_path])
    assert source.id == r"b\xe1o.txt"
    assert source.path.read_text("utf-8") == "Báo cáo tuần"
    source.label.encode("utf-8")


def test_a_hash_depends_on_content_alone(folder: Path) -> None:
    first, second = list(discover([folder]))[:2]
    assert content_hash(first) == content_hash(second) == content_hash("Nội dung".encode())
    assert content_hash(b"") != content_hash(first)


def test_a_folder_that_is_named_twice_is_walked_once(folder: Path) -> None:
    assert ids(folder, folder, folder / "a") == ["a/1.md", "a/2.html", "b.txt", "nhap/x.txt"]
