"""What a person reads about files that could not be indexed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.cli.failures import summary
from searchkit.index.records import Failure
from tests.support import NOTE, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import CommandLine


def test_few_files_have_a_line_each() -> None:
    failures = [
        Failure("/a.doc", "is empty", "fetch it"),
        Failure("/b.doc", "is empty", "fetch it"),
    ]
    assert summary(failures) == ["/a.doc: is empty (fetch it)", "/b.doc: is empty (fetch it)"]


def test_many_files_of_one_reason_share_a_line() -> None:
    failures = [Failure(f"/{n}.ppt", "is a presentation", "save it") for n in range(1_200)]
    assert summary([Failure("/a.doc", "is empty"), *failures]) == [
        "/a.doc: is empty",
        "/0.ppt and 1,199 other files: is a presentation (save it)",
        "`searchkit failures` lists all 1,201",
    ]


def test_many_reasons_are_cut_short() -> None:
    lines = summary(Failure(f"/{n}.doc", f"is damaged at byte {n}") for n in range(50))
    assert len(lines) == 21
    assert lines[-1] == "`searchkit failures` lists all 50"


def test_a_run_sums_up_and_the_command_lists(cli: CommandLine, tmp_path: Path) -> None:
    slides = {f"bai-{n}.ppt": "x" for n in range(200)}
    folder = write(tmp_path / "documents", {"a.txt": NOTE, "Thumbs.db": "x", **slides})
    answer = cli("index", folder, "--index", tmp_path / "index")
    assert answer.code == 3
    assert "1 added" in answer.out
    assert "200 failed" in answer.out
    assert f"{folder}/bai-0.ppt and 199 other files: is a PowerPoint presentation" in answer.err
    assert len(answer.err.splitlines()) == 2
    listed = cli("failures", "--index", tmp_path / "index").out.splitlines()
    assert len(listed) == 200
    assert all("save it as .pdf" in line for line in listed)
