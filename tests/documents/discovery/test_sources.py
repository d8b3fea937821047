import os
import sys
from pathlib import Path

import pytest

from searchkit.documents.discovery.sources import Source, content_hash, discover
from searchkit.errors import UsageError


def ids(*paths: Path) -> list[str]:
    return [source.id for source in discover(paths)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a/2.html", "a/1.md", "phim.mp4", ".an.txt", "~$a.docx", "nhap/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("Nội dung", "utf-8")
    return tmp_path


def test_files_come_sorted_with_posix_ids(folder: Path) -> None:
    assert ids(folder) == ["a/1.md", "a/2.html", "b.txt", "nhap/x.txt"]


def test_the_ignore_file_speaks_gitignore(folder: Path) -> None:
    (folder / ".searchkitignore").write_text("# nháp\nnhap/\n*.html\n", "utf-8")
    assert ids(folder) == ["a/1.md", "b.txt"]


def ignore(folder: Path, *rules: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / ".searchkitignore").write_text("\n".join(rules), "utf-8")


def test_an_ignore_file_holds_for_its_folder_only(folder: Path) -> None:
    ignore(folder / "a", "*.html", "/1.md")
    (folder / "2.html").write_text("x")
    assert ids(folder) == ["2.html", "b.txt", "nhap/x.txt"]


def test_an_inner_ignore_file_decides_before_an_outer_one(folder: Path) -> None:
    ignore(folder, "*.txt", "*.html")
    ignore(folder / "nhap", "!x.txt")
    assert ids(folder) == ["a/1.md", "nhap/x.txt"]


def test_what_lies_in_a_folder_left_out_cannot_be_brought_back(folder: Path) -> None:
    ignore(folder, "nhap/")
    ignore(folder / "nhap", "!x.txt")
    assert ids(folder) == ["a/1.md", "a/2.html", "b.txt"]


def test_rules_with_a_path_count_from_their_own_folder(folder: Path) -> None:
    (folder / "a" / "a").mkdir()
    (folder / "a" / "a" / "3.txt").write_text("x")
    ignore(folder / "a", "/a/*.txt")
    ignore(folder, "a/2.html")
    assert ids(folder) == ["a/1.md", "b.txt", "nhap/x.txt"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"], ids=["with-mark", "utf-16"])
def test_an_ignore_file_of_notepad_is_understood(folder: Path, encoding: str) -> None:
    (folder / "nh\u00e1p").mkdir()
    (folder / "nh\u00e1p" / "x.txt").write_text("x")
    text = "nha\u0301p/\r\nb.txt\r\n"  # the name in NFD, though the folder has it in NFC
    (folder / ".searchkitignore").write_bytes(text.encode(encoding))
    assert ids(folder) == ["a/1.md", "a/2.html", "nhap/x.txt"]


def test_lines_that_are_no_rule_are_passed_over(folder: Path) -> None:
    ignore(folder, "!", "\\", "[", "", "a/")
    assert ids(folder) == ["b.txt", "nhap/x.txt"]


def test_an_ignore_file_that_cannot_be_read_is_reported(folder: Path) -> None:
    (folder / ".searchkitignore").mkdir()
    told: list[Path] = []
    found = [source.id for source in discover([folder], lambda path, _: told.append(path))]
    assert found == ["a/1.md", "a/2.html", "b.txt", "nhap/x.txt"]
    assert told == [folder / ".searchkitignore"]


def test_documents_of_a_kind_that_is_not_read_are_told(folder: Path) -> None:
    left_out = (
        "trinh-chieu.pptx",
        "Thumbs.db",
        "cai-dat.exe",
        "thu-vien.dll",
        "~$bai.ppt",
        "b.RAR",
    )
    for name in (*left_out, ".bai.ppt"):
        (folder / name).write_bytes(b"x")
    told: list[Source] = []
    found = [source.id for source in discover([folder], on_unread=told.append)]
    assert found == ["a/1.md", "a/2.html", "b.txt", "nhap/x.txt"]
    assert [source.id for source in told] == ["b.RAR", "trinh-chieu.pptx"]


def test_a_file_that_is_named_counts_whatever_its_suffix(folder: Path) -> None:
    assert ids(folder / "phim.mp4") == ["phim.mp4"]


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


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("name", ["ống.txt", "kho.jsonl", "con/.searchkitignore"])
def test_pipes_are_told_of_and_not_opened(tmp_path: Path, name: str) -> None:
    (tmp_path / "con").mkdir()
    (tmp_path / "a.txt").write_text("Nội dung", "utf-8")
    os.mkfifo(tmp_path / name)
    told: list[Path] = []
    found = discover([tmp_path], lambda path, error: told.append(path))
    assert [source.id for source in found] == ["a.txt"]
    assert told == [tmp_path / name]


@pytest.mark.parametrize("pattern", ["*a" * 12 + "b", "*" * 30 + "b", "*a*?*a*[a]*aa*b"])
def test_a_pattern_with_many_stars_fails_promptly(tmp_path: Path, pattern: str) -> None:
    (tmp_path / ".searchkitignore").write_text(pattern, "utf-8")
    (tmp_path / ("a" * 120 + ".txt")).write_text("Nội dung", "utf-8")
    (tmp_path / ("a" * 120 + "b")).write_text("%PDF-", "utf-8")
    assert ids(tmp_path) == ["a" * 120 + ".txt"], "what is not left out, without taking for ever"


@pytest.mark.parametrize(
    ("pattern", "left_out"),
    [("b*o*cáo*.txt", True), ("b*o*cáo*.md", False), ("*o*năm*", True), ("**/a*o*o*/x", False)],
)
def test_stars_match_as_git_has_them(tmp_path: Path, pattern: str, left_out: bool) -> None:
    (tmp_path / ".searchkitignore").write_text(pattern, "utf-8")
    (tmp_path / "báo cáo, báo cáo năm.txt").write_text("Nội dung", "utf-8")
    assert (ids(tmp_path) == []) == left_out
