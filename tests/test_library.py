"""The library: typed, safe to share between threads and processes, always up to date."""

from __future__ import annotations

import gc
import html
import os
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import searchkit
from tests.support import DOCUMENTS, ROOT, counts, found, make_index, write

if TYPE_CHECKING:
    from collections.abc import Iterator

WRITER = """
import sys
from tests.support import local_index

with local_index(sys.argv[1]).writer(memory=1 << 20):
    print("locked", flush=True)
    sys.stdin.read()
"""


def python(code: str, *arguments: str | Path) -> list[str]:
    return [sys.executable, "-c", code, *map(str, arguments)]


def test_the_documented_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "van-ban", DOCUMENTS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # for the process that reads the files
    index = searchkit.open_index("index", create=True)
    report = index.add(["van-ban/"])
    assert report.added == 3
    hits = [(h.score, h.title, h.heading, h.snippet) for h in index.search("tinh gon bo may")]
    score, title, heading, snippet = hits[0]
    assert score > 0
    assert "Tinh gọn bộ máy" in title
    assert heading == ("Điều 1. Mục tiêu",)
    assert "tinh gọn bộ máy" in snippet


@pytest.mark.parametrize("name", [n for n in searchkit.__all__ if n != "__version__"])
def test_every_public_name_is_there_and_says_what_it_is(name: str) -> None:
    assert getattr(searchkit, name).__doc__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Nothing'"):
        _ = searchkit.Nothing  # type: ignore[attr-defined]


def test_the_package_is_typed_and_cheap_to_import() -> None:
    assert (ROOT / "searchkit" / "py.typed").is_file()
    code = "import searchkit, sys; print({'numpy', 'whoosh', 'pyvi', 'rich'} & set(sys.modules))"
    ended = subprocess.run(python(code), capture_output=True, text=True, check=True, cwd=ROOT)
    assert ended.stdout == "set()\n"


def test_a_result_is_a_sequence(tmp_path: Path) -> None:
    result = make_index(tmp_path, DOCUMENTS).search("điều 1")
    assert len(result) == len(list(result)) == len(result.hits)
    assert result[0] is result.hits[0]
    assert result[:1] == result.hits[:1]


def test_an_index_must_be_there_unless_it_may_be_made(tmp_path: Path) -> None:
    with pytest.raises(searchkit.IndexMissingError):
        searchkit.open_index(tmp_path / "index")
    assert not (tmp_path / "index").exists()


def test_an_open_index_sees_what_others_commit(tmp_path: Path) -> None:
    reader = make_index(tmp_path, DOCUMENTS)
    assert "lich.txt#1" not in found(reader, "lịch tiếp công dân")
    writer = searchkit.open_index(tmp_path / "index")
    writer.add([write(tmp_path / "more", {"lich.txt": "Lịch tiếp công dân tháng này."})])
    assert found(reader, "lịch tiếp công dân") == ["lich.txt#1"]
    assert not reader.refresh(), "the search has seen to it"
    writer.add([write(tmp_path / "again", {"hop.txt": "Lịch họp giao ban."})])
    assert reader.refresh()


def test_what_another_process_commits_is_seen(tmp_path: Path) -> None:
    index = make_index(tmp_path, DOCUMENTS)
    folder = write(tmp_path / "more", {"lich.txt": "Lịch tiếp công dân tháng này."})
    code = "import sys, searchkit; searchkit.open_index(sys.argv[1]).add([sys.argv[2]])"
    subprocess.run(python(code, tmp_path / "index", folder), check=True, cwd=ROOT)
    assert found(index, "lịch tiếp công dân") == ["lich.txt#1"]


def test_a_closed_index_says_that_it_is_closed(tmp_path: Path) -> None:
    with make_index(tmp_path, DOCUMENTS) as index:
        assert repr(index) == f"<searchkit.Index in '{tmp_path / 'index'}', open>"
    index.close()
    assert repr(index).endswith("closed>")
    for use in (
        lambda: index.search("bộ máy"),
        lambda: index.add([tmp_path / "documents"]),
        lambda: index.add_documents([]),
        lambda: index.writer().__enter__(),
        lambda: index.remove("ke-hoach.txt"),
        lambda: next(index.documents()),
        lambda: index.document("ke-hoach.txt"),
        index.stats,
        index.check,
        index.roots,
        index.refresh,
        index.failures,
    ):
        with pytest.raises(searchkit.IndexClosedError, match="is closed; open it again"):
            use()


def test_an_index_stays_the_same_wherever_the_program_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # for the process that reads the files
    make_index(tmp_path, DOCUMENTS).close()
    (tmp_path / "topics.toml").write_text('[du-lich]\nphrases = ["du khách"]\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    with searchkit.open_index(Path("index"), topics="topics.toml") as index:
        monkeypatch.chdir("/")
        assert found(index, "bộ máy")
        assert index.topic("du-lich")
        assert index.add_documents([searchkit.NewDocument("a", "Họp.")]).added == 1
        assert index.stats().documents == 4


def test_results_outlive_the_index(tmp_path: Path) -> None:
    with make_index(tmp_path, DOCUMENTS) as index:
        result = index.search("bộ máy")
    assert result[0].text
    assert result.to_dict()["hits"]


@contextmanager
def another_writer(index: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lock of an index until the block ends."""
    with subprocess.Popen(
        python(WRITER, index), stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "locked\n"
        yield other


def test_only_one_process_writes_at_a_time(tmp_path: Path) -> None:
    index = make_index(tmp_path, DOCUMENTS)
    with another_writer(tmp_path / "index"):
        more = write(tmp_path / "more", {"lich.txt": "Lịch tiếp công dân tháng này."})
        with pytest.raises(searchkit.IndexLockedError, match="another process is writing"):
            index.add([more], wait=0)
        with pytest.raises(searchkit.IndexLockedError, match="another process is writing"):
            searchkit.rebuild_index(tmp_path / "index", wait=0)
        assert found(index, "bộ máy"), "searches go on meanwhile"
    assert counts(index.add([more])) == (1, 0, 0, 0, 0)


def test_a_lock_does_not_outlive_its_process(tmp_path: Path) -> None:
    index = make_index(tmp_path, DOCUMENTS)
    with another_writer(tmp_path / "index") as other:
        other.kill()
    assert counts(index.add([tmp_path / "documents"])) == (0, 0, 0, 3, 0)


@pytest.mark.parametrize("what", ["folder", "content"])
def test_an_index_that_was_deleted_while_open_is_missing(tmp_path: Path, what: str) -> None:
    index = make_index(tmp_path, DOCUMENTS)
    if what == "folder":
        shutil.rmtree(tmp_path / "index")
    else:
        for path in (tmp_path / "index").iterdir():
            path.unlink()
    for use in (
        lambda: index.search("bộ máy"),
        index.stats,
        lambda: index.add([tmp_path / "documents"]),
    ):
        with pytest.raises(searchkit.IndexMissingError, match="searchkit index PATH --index"):
            use()


def test_threads_search_while_another_adds(tmp_path: Path) -> None:
    index = make_index(tmp_path, DOCUMENTS)
    folder = tmp_path / "more"
    done = threading.Event()
    problems: list[object] = []

    def search() -> None:
        try:
            while not done.is_set():
                hits = index.search("tinh gon bo may", limit=100).hits
                if not hits or any(
                    index.document(h.path).text[h.start : h.end] != h.text for h in hits
                ):
                    problems.append(hits)
        except Exception as error:
            problems.append(error)

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(6):
        write(folder, {f"{number}.txt": f"Xã {number} tinh gọn bộ máy theo kế hoạch."})
        assert index.add([folder]).added == 1
    done.set()
    for thread in threads:
        thread.join()
    assert not problems
    assert index.search("tinh gon bo may").total == 9


def test_threads_close_and_search(tmp_path: Path) -> None:
    expected = found(make_index(tmp_path, DOCUMENTS), "bộ máy")
    answers: list[list[str]] = []

    def use(index: searchkit.Index) -> None:
        try:
            while True:
                answers.append(found(index, "bộ máy"))
        except searchkit.IndexClosedError:
            answers.append(expected)

    for _ in range(5):
        index = searchkit.open_index(tmp_path / "index")
        threads = [threading.Thread(target=use, args=(index,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        index.close()
        for thread in threads:
            thread.join()
    assert answers == [expected] * len(answers)
    assert len(answers) >= 20


def test_topics_and_their_errors(tmp_path: Path) -> None:
    make_index(tmp_path, DOCUMENTS).close()
    file = tmp_path / "topics.toml"
    file.write_text('[du-lich]\nphrases = ["du khách"]\n', "utf-8")
    index = searchkit.open_index(tmp_path / "index", topics=file)
    assert index.topic("Du lịch").name == "du-lich"
    assert "tinh-gon-bo-may" in index.topics()
    with pytest.raises(searchkit.UsageError, match="there is no topic"):
        index.search(topic="không có")


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts open files through /proc")
def test_files_of_older_commits_do_not_stay_open(tmp_path: Path) -> None:
    index = make_index(tmp_path, DOCUMENTS)
    before = len(list(Path("/proc/self/fd").iterdir()))
    gc.disable()  # what only a collector lets go of piles up in a busy process
    try:
        for number in range(6):
            index.add([write(tmp_path / "more", {f"{number}.txt": f"Tin số {number}."})])
            found(index, "bộ máy")
            index.add([write(tmp_path / "more", {f"{number}.txt": f"Tin đổi số {number}."})])
        segments = index.stats().segments
        assert len(list(Path("/proc/self/fd").iterdir())) <= before + 4 * segments
    finally:
        gc.enable()
        index.close()


@pytest.mark.parametrize(
    ("name", "matters"),
    [
        pytest.param("a.docx", True, id="document"),
        pytest.param("thu-muc", True, id="folder"),
        pytest.param(".searchkitignore", True, id="rules"),
        pytest.param("~$a.docx", False, id="lock"),
        pytest.param(".a.txt.swp", False, id="hidden"),
        pytest.param("index/MAIN_1.toc", False, id="index"),
    ],
)
def test_what_editors_and_the_index_write_is_no_change(
    tmp_path: Path, name: str, *, matters: bool
) -> None:
    index = searchkit.open_index(tmp_path / "index", create=True)
    assert index.is_affected_by(tmp_path / name) is matters


def test_a_folder_that_is_replaced_by_another_index_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "1").mkdir()
    (tmp_path / "2").mkdir()
    live = make_index(tmp_path / "1", {"a.txt": "Lịch tiếp công dân."})
    make_index(tmp_path / "2", {"b.txt": "Thông báo tuyển dụng."}).close()
    assert found(live, "tiếp công dân")
    (tmp_path / "1/index").rename(tmp_path / "old")
    (tmp_path / "2/index").rename(tmp_path / "1/index")
    assert found(live, "tuyển dụng")
    assert not live.refresh()
    live.close()


def test_commits_within_one_tick_of_the_clock_are_seen(tmp_path: Path) -> None:
    index = make_index(tmp_path, {"a.txt": "Lịch tiếp công dân."})
    with searchkit.open_index(tmp_path / "index") as reader:
        assert found(reader, "tiếp công dân")
        status = (tmp_path / "index").stat()
        index.add([write(tmp_path / "documents", {"b.txt": "Thông báo tuyển dụng."})])
        os.utime(tmp_path / "index", ns=(status.st_atime_ns, status.st_mtime_ns))
        assert found(reader, "tuyển dụng")
    index.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_folder_that_is_made_is_for_its_owner_alone(tmp_path: Path) -> None:
    make_index(tmp_path, DOCUMENTS).close()
    assert (tmp_path / "index").stat().st_mode & 0o077 == 0


def test_damaged_counts_are_told_of_where_they_are_needed(tmp_path: Path) -> None:
    index = make_index(tmp_path, DOCUMENTS)
    assert index.search("tinh gon bo may").notes == ()
    counted = tmp_path / "index/language.skl"
    counted.write_bytes(bytes(counted.stat().st_size))
    with searchkit.open_index(tmp_path / "index") as damaged:
        (note,) = damaged.search("tinh gon bo may").notes
        assert "language.skl" in note
        assert "searchkit rebuild" in note
    index.close()


def test_the_list_of_roots_is_checked(tmp_path: Path) -> None:
    index = make_index(tmp_path, DOCUMENTS)
    roots = tmp_path / "index/roots.json"
    sound = roots.read_bytes()
    roots.write_bytes(sound.replace(b"documents", b"documentt"))
    with pytest.raises(searchkit.IndexDamagedError, match="checksum"):
        index.check()
    roots.unlink()
    with pytest.raises(searchkit.IndexDamagedError, match="missing"):
        index.check()
    roots.write_bytes(sound)
    assert index.check()
    index.close()


@pytest.mark.parametrize("name", ["type", "issuer", "superior", "signer", "place", "number"])
def test_a_filter_is_no_longer_than_a_name(name: str) -> None:
    values: dict[str, Any] = {name: "18-NQ/TW " * 100}
    with pytest.raises(searchkit.UsageError, match=f"filter for {name}"):
        searchkit.Filters(**values)


def test_the_public_names_are_shown_and_no_others() -> None:
    assert dir(searchkit) == sorted(searchkit.__all__)
    assert all(hasattr(searchkit, name) for name in dir(searchkit))


def test_a_hit_is_shown_in_a_web_page(tmp_path: Path) -> None:
    text = "Hỗ trợ hộ nghèo <b>sửa nhà</b> & xây bếp.\n"
    with make_index(tmp_path, {"a.txt": text}) as index:
        (hit,) = index.search("sửa nhà")
    shown = hit.html()
    assert "&lt;b&gt;<mark>sửa nhà</mark>&lt;/b&gt; &amp; xây bếp" in shown
    assert html.unescape(shown.replace("<mark>", "").replace("</mark>", "")) == hit.snippet


@pytest.mark.parametrize(
    "wrong",
    [
        {"limit": "5"},
        {"limit": 1.5},
        {"offset": "0"},
        {"query": None},
        {"filters": {"type": "NQ"}},
    ],
    ids=str,
)
def test_what_a_search_cannot_count_by_is_an_error_of_usage(
    tmp_path: Path, wrong: dict[str, Any]
) -> None:
    with searchkit.open_index(tmp_path / "index", create=True) as index:
        index.add_documents([searchkit.NewDocument("a", "Giao ban tuần.")])
        with pytest.raises(searchkit.UsageError, match=r"whole number|is a text|filters are"):
            index.search(**{"query": "giao ban", **wrong})
