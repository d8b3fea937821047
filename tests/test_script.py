"""The script for cron and CI: quiet on success, one line and an exit code on failure."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import searchkit
from tests.support import DOCUMENTS, ROOT, found, write

if TYPE_CHECKING:
    from pathlib import Path


def rebuild(*arguments: str | Path) -> tuple[int, str, str]:
    script = ROOT / "scripts" / "rebuild_index.py"
    ended = subprocess.run(
        [sys.executable, script, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
    )
    return ended.returncode, ended.stdout, ended.stderr


def test_a_rebuild_is_quiet_and_can_be_repeated(tmp_path: Path) -> None:
    folder = write(tmp_path / "documents", DOCUMENTS)
    for _ in range(2):
        assert rebuild("--source", folder, "--index", tmp_path / "index") == (0, "", "")
    assert found(searchkit.open_index(tmp_path / "index"), "tinh gọn bộ máy")


def test_a_missing_source_is_one_line_and_2(tmp_path: Path) -> None:
    code, out, err = rebuild("--source", tmp_path / "none", "--index", tmp_path / "index")
    assert (code, out) == (2, "")
    assert err == f"rebuild_index: {tmp_path / 'none'}: no such file or folder; check the path\n"


def test_a_file_that_fails_is_one_line_and_1_and_the_rest_is_indexed(tmp_path: Path) -> None:
    folder = write(tmp_path / "documents", DOCUMENTS | {"trong.txt": "", "trong-2.txt": ""})
    code, out, err = rebuild("--source", folder, "--index", tmp_path / "index")
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert "2 files failed, the first is " in err
    assert searchkit.open_index(tmp_path / "index").stats().documents == 3


def test_an_index_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    folder = write(tmp_path / "documents", DOCUMENTS)
    code, out, err = rebuild("--source", folder, "--index", folder)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "holds files and is no index" in err
