"""``searchkit-rebuild`` and the script of the checkout: quiet on success, else an exit code."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import searchkit
import searchkit.cli
from tests.support import DOCUMENTS, NOTE, ROOT, CommandLine, found, local_index, write

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = ROOT / "scripts" / "rebuild_index.py"


@pytest.fixture
def rebuild(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(monkeypatch, capsys, searchkit.cli.rebuild)


def run(words: list[str], *arguments: str | Path, **environment: str) -> tuple[int, str, str]:
    """Run a program in a process of its own: exit code, output, errors."""
    ended = subprocess.run(
        [*words, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", **environment},
    )
    return ended.returncode, ended.stdout, ended.stderr


def script(*arguments: str | Path) -> tuple[int, str, str]:
    return run([sys.executable, str(SCRIPT)], *arguments)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "documents", DOCUMENTS)


@pytest.mark.parametrize("more", [[], ["--incremental"], ["--quiet", "--jobs", "1"]], ids=str)
def test_a_run_is_quiet_and_can_be_repeated(
    rebuild: CommandLine, tmp_path: Path, folder: Path, more: list[str]
) -> None:
    for _ in range(2):
        arguments: list[str | Path] = ["--source", folder, "--index", tmp_path / "index", *more]
        assert rebuild(*arguments) == (0, "", "")
    assert found(searchkit.open_index(tmp_path / "index"), "tinh gọn bộ máy")


def test_several_sources_are_remembered(
    monkeypatch: pytest.MonkeyPatch, rebuild: CommandLine, tmp_path: Path, folder: Path
) -> None:
    other = write(tmp_path / "khac", {"khac.txt": "Phòng cháy, chữa cháy rừng."})
    index = tmp_path / "index"
    assert rebuild("--source", folder, "--source", other, "--index", index) == (0, "", "")
    write(other, {"moi.txt": NOTE + "Mới."})
    assert rebuild("--index", index, "--incremental") == (0, "", "")
    assert searchkit.open_index(index).stats().documents == 5
    joined = os.pathsep.join([str(folder), str(other)])
    monkeypatch.setenv("SEARCHKIT_SOURCES", joined)
    assert rebuild("--index", tmp_path / "index-2") == (0, "", "")
    assert searchkit.open_index(tmp_path / "index-2").stats().documents == 5


def test_a_missing_source_is_one_line_and_2(rebuild: CommandLine, tmp_path: Path) -> None:
    missing = tmp_path / "none"
    said = f"{missing}: no such file or folder; check the path\n"
    arguments: list[str | Path] = ["--source", missing, "--index", tmp_path / "index"]
    assert rebuild(*arguments) == (2, "", f"searchkit-rebuild: {said}")
    assert rebuild(*arguments, "--incremental") == (2, "", f"searchkit-rebuild: {said}")
    assert script(*arguments) == (2, "", f"rebuild_index: {said}")


def test_files_that_fail_are_one_line_and_3_and_the_rest_is_indexed(
    rebuild: CommandLine, tmp_path: Path, folder: Path
) -> None:
    write(folder, {"trong.txt": "", "trong-2.txt": ""})
    code, out, err = rebuild("--source", folder, "--index", tmp_path / "index")
    assert (code, out) == (3, "")
    assert err.count("\n") == 1
    assert err.startswith("searchkit-rebuild: 2 files failed, the first is ")
    assert searchkit.open_index(tmp_path / "index").stats().documents == 3


def test_nothing_but_files_that_fail_is_a_failure(rebuild: CommandLine, tmp_path: Path) -> None:
    folder = write(tmp_path / "documents", {"trong.txt": ""})
    assert rebuild("--source", folder, "--index", tmp_path / "index")[0] == 1


@pytest.mark.parametrize("more", [[], ["--incremental"]], ids=str)
def test_quiet_tells_of_new_failures_alone(
    rebuild: CommandLine, tmp_path: Path, folder: Path, more: list[str]
) -> None:
    arguments: list[str | Path] = [
        "--source",
        folder,
        "--index",
        tmp_path / "index",
        "--quiet",
        *more,
    ]
    write(folder, {"trong.txt": ""})
    code, out, err = rebuild(*arguments)
    assert (code, out, err.count("\n")) == (3, "", 1)
    assert err.startswith(f"{folder / 'trong.txt'}: is empty")
    assert rebuild(*arguments) == (3, "", "")
    write(folder, {"trong-2.txt": ""})
    code, out, err = rebuild(*arguments)
    assert (code, out, err.count("\n")) == (3, "", 1)
    assert err.startswith(f"{folder / 'trong-2.txt'}: is empty")


def test_a_locked_index_is_one_line_and_4(
    rebuild: CommandLine, tmp_path: Path, folder: Path
) -> None:
    index = tmp_path / "index"
    assert rebuild("--source", folder, "--index", index)[0] == 0
    with local_index(index).writer(memory=1 << 20):
        for more in ([], ["--incremental"], ["--quiet"]):
            code, out, err = rebuild("--index", index, *more)
            assert (code, out, err.count("\n")) == (4, "", 1)
            assert "another process is writing to this index" in err


def test_json_and_log(rebuild: CommandLine, tmp_path: Path, folder: Path) -> None:
    write(folder, {"trong.txt": ""})
    log = tmp_path / "nhật ký.log"
    arguments: list[str | Path] = ["--source", folder, "--index", tmp_path / "index", "--log", log]
    code, out, err = rebuild(*arguments, "--quiet", "--json")
    assert (code, err) == (3, "")
    assert json.loads(out)["added"] == 3
    rebuild(*arguments)
    rebuild("--index", tmp_path / "none", "--log", log)
    lines = log.read_text("utf-8").splitlines()
    kinds = [line.split()[1] for line in lines]
    assert kinds == ["WARNING", "INFO", "WARNING", "INFO", "ERROR"]
    assert "trong.txt: is empty" in lines[0]
    assert " 3 added, 0 changed, " in lines[1]
    assert rebuild(*arguments[:-1], tmp_path)[0] == 2


def test_an_index_that_cannot_be_made_is_one_line(tmp_path: Path, folder: Path) -> None:
    code, out, err = script("--source", folder, "--index", folder)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "holds files and is no index" in err


@pytest.mark.parametrize(
    "words",
    [["--jobs", "0"], ["--wait", "-1"], ["--nothing"], ["--memory", "x"], ["stray"]],
    ids=str,
)
def test_wrong_usage_is_2(rebuild: CommandLine, words: list[str]) -> None:
    code, out, err = rebuild(*words)
    assert (code, out) == (2, "")
    assert "Usage: searchkit-rebuild" in err


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout that has the script and documents, in a path that people have."""
    place = tmp_path / "tài liệu của tôi"
    (place / "scripts").mkdir(parents=True)
    shutil.copy(SCRIPT, place / "scripts")
    write(place / "seeds", DOCUMENTS)
    return place


@pytest.mark.skipif(sys.platform == "win32", reason="files are executable by their name there")
def test_the_script_is_executable() -> None:
    assert os.access(SCRIPT, os.X_OK)
    code, out, err = run([str(SCRIPT)], "--help", PATH=os.environ["PATH"])
    assert code == 0 or "rebuild_index: " in err
    assert code == 1 or "Usage: rebuild_index" in out


def test_the_script_takes_the_seeds_into_the_index_of_its_checkout(checkout: Path) -> None:
    copy = str(checkout / "scripts" / SCRIPT.name)
    assert run([sys.executable, copy]) == (0, "", "")
    assert searchkit.open_index(checkout / "index").stats().documents == 3


def test_the_script_goes_on_with_the_python_of_its_checkout(checkout: Path) -> None:
    copy = str(checkout / "scripts" / SCRIPT.name)
    bare = [sys.executable, "-S", "-E", copy]  # a Python without packages
    code, out, err = run(bare)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert f"run `make demo` in {checkout}" in err
    assert "pip install searchkit-vi" in err
    python = checkout / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    if os.name == "posix":
        assert run(bare) == (0, "", "")
        assert searchkit.open_index(checkout / "index").stats().documents == 3
