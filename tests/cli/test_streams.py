"""The command line ends well whatever its streams, its environment and its arguments are."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import searchkit
from tests.support import DOCUMENTS, ROOT, command, make_index, verify, write

if TYPE_CHECKING:
    from collections.abc import Mapping

posix = pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX is needed")
full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk is always full here")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("streams")
    make_index(folder, DOCUMENTS).close()
    return folder / "index"


def run(
    *words: str | Path | bytes, streams: str = "", environment: Mapping[str, str] | None = None
) -> tuple[int, str, str]:
    """Run the command line with streams as the shell writes them: exit code, output, errors."""
    ended = subprocess.run(
        ["/bin/sh", "-c", f'exec "$@" {streams}', "sh", *command(), *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        cwd=ROOT,
        env=environment,
        check=False,
    )
    return (
        ended.returncode,
        ended.stdout.decode("utf-8", "replace"),
        ended.stderr.decode("utf-8", "replace"),
    )


@posix
@pytest.mark.parametrize("words", [["list", "--json"], ["search", "hộ nghèo"]])
def test_a_closed_output_is_no_failure(index: Path, words: list[str]) -> None:
    assert run(*words, "--index", index, streams=">&-") == (0, "", "")
    assert run(*words, "--index", index, streams="<&- >&- 2>&-") == (0, "", "")


@posix
def test_errors_have_their_exit_code_though_nobody_can_read_them(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere"
    assert run("search", "x", "--index", missing, streams="2>&-") == (2, "", "")
    assert run("search", "x", "--index", missing, streams="<&- >&- 2>&-") == (2, "", "")


@posix
def test_what_is_printed_goes_into_no_file_of_the_index(tmp_path: Path) -> None:
    documents = write(tmp_path / "documents", {**DOCUMENTS, "trong.txt": ""})
    code, _, _ = run("index", documents, "--index", tmp_path / "index", streams="<&- >&- 2>&-")
    assert code == 3
    verify(tmp_path / "index")
    with searchkit.open_index(tmp_path / "index") as made:
        assert made.stats().documents == 3


@posix
@full
@pytest.mark.parametrize("words", [["list", "--json"], ["search", "hộ nghèo"]])
def test_an_output_on_a_full_disk_is_one_line(index: Path, words: list[str]) -> None:
    code, out, err = run(*words, "--index", index, streams=">/dev/full")
    assert (code, out) == (1, "")
    assert err == "searchkit: the system refuses it: No space left on device\n"


@posix
@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"HOME": "/nonexistent", "TERM": "dumb", "NO_COLOR": "1"},
        pytest.param(
            {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
            marks=pytest.mark.skipif(
                not f"{sys.prefix}{ROOT}".isascii(),
                reason="Python itself cannot start from a path with such letters without UTF-8",
            ),
        ),
        {"PYTHONIOENCODING": "cp1258"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii:strict"},
    ],
    ids=str,
)
def test_poor_surroundings_do(tmp_path: Path, environment: dict[str, str]) -> None:
    folder = write(tmp_path / "tài liệu", DOCUMENTS)
    target = tmp_path / "chỉ mục"
    for words in (
        ["index", folder, "--index", target],
        ["search", "tinh gon bo may", "--index", target],
        ["search", "hộ nghèo", "--index", target, "--json"],
        ["search", "--help"],
    ):
        code, out, err = run(*words, environment=environment)
        assert (code, err) == (0, ""), words
        assert out
    code, _, err = run("search", "x", "--index", tmp_path / "không có", environment=environment)
    assert code == 2
    assert err.startswith("searchkit: there is no folder ")


@posix
@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("cp1258", "Kế hoạch sửa chữa nhà ở"),
        ("latin-1", "Kê hoach sua chua nhà o"),
    ],
)
def test_letters_that_the_terminal_lacks_are_shown_as_the_nearest_and_stay_in_json(
    tmp_path: Path, encoding: str, title: str
) -> None:
    records = [{"id": "a", "text": "Nội dung.", "title": "Kế hoạch sửa chữa nhà ở"}]
    with searchkit.open_index(tmp_path / "index", create=True) as index:
        index.add_documents(records)
    poor = {"PYTHONIOENCODING": encoding}

    def printed(*words: str) -> str:
        arguments = command(*words, "--index", tmp_path / "index")
        ended = subprocess.run(arguments, capture_output=True, cwd=ROOT, env=poor, check=True)
        return unicodedata.normalize("NFC", ended.stdout.decode(encoding))

    assert title in printed("list")
    (shown,) = json.loads(printed("list", "--json"))
    assert shown["title"] == records[0]["title"]


@posix
@pytest.mark.parametrize(
    "words",
    [
        [b"search", b"t\xeanh g\xffn"],
        [b"search", b"x", b"--issuer", b"\xff"],
        [b"search", b"x", b"--since", b"\xff"],
        [b"search", b"x", b"--topic", b"\xff"],
        [b"show", b"\xff.txt"],
        [b"remove", b"\xff.txt"],
        [b"list", b"--folder", b"\xff"],
        [b"index", b"/nowhere/\xff"],
        [b"topics", b"show", b"\xff"],
        [b"evaluate", b"--queries", b"\xff", b"--qrels", b"\xff"],
    ],
    ids=str,
)
def test_arguments_that_are_no_utf8(index: Path, words: list[bytes]) -> None:
    where = [] if words[0] == b"topics" else [b"--index", os.fsencode(index)]
    code, _, err = run(*words, *where)
    assert code in (0, 2)
    assert "Traceback" not in err
    says_none = words[0] == b"list"  # that there is no document in such a folder
    assert len(err.splitlines()) == (code == 2 or says_none)
    assert code == 0 or "\\xff" in err


@posix
def test_names_that_are_no_utf8(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/t\xe0i li\xeau"
    try:
        os.mkdir(folder)  # noqa: PTH102 -- a Path has characters
    except OSError:
        pytest.skip("this file system takes names in UTF-8 alone")
    Path(os.fsdecode(folder + b"/\xfe.txt")).write_text("Tinh gọn bộ máy.", "utf-8")
    target = os.fsencode(tmp_path) + b"/ch\xed m\xf5c"
    assert run("index", folder, "--index", target)[0] == 0
    assert "1 added" in run("rebuild", "--index", target)[1]
    assert r"\xfe.txt" in run("search", "tinh gon", "--index", target)[1]
    assert run("list", "--folder", folder, "--index", target)[1].startswith(r"\xfe.txt")
    assert run("remove", folder, "--index", target)[1] == "1 removed\n"
