"""Ctrl-C is one line and exit code 130, whatever is under way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from searchkit.cli.interrupts import ending_in_order
from tests.support import DOCUMENTS, ROOT, make_index, write

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals differ there")

WHILE_LOADING = """
import os, signal, sys
from searchkit.cli import main

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Finder())
main()
"""


def interrupted(module: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command line, and interrupt it when it is about to load a module."""
    return subprocess.run(
        [sys.executable, "-c", WHILE_LOADING.format(module=module), *map(str, words)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )


@pytest.mark.parametrize(
    ("module", "options"),
    [
        ("searchkit.cli.app", ["--page", "1"]),
        ("typer", ["--page", "1"]),
        ("searchkit.cli.searching.running", []),
        ("searchkit.library.searchable", []),
        ("numpy", []),
        ("searchkit.search.results", []),
    ],
)
def test_ctrl_c_while_a_search_is_loaded(tmp_path: Path, module: str, options: list[str]) -> None:
    make_index(tmp_path, DOCUMENTS).close()
    words = ["search", "tinh gọn bộ máy", "--index", str(tmp_path / "index"), *options]
    ended = interrupted(module, *words)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "searchkit: stopped\n")


@pytest.mark.parametrize("module", ["searchkit.index.ingest.updater", "pathspec"])
@pytest.mark.parametrize("command", ["index", "rebuild"])
def test_ctrl_c_before_anything_is_indexed(tmp_path: Path, module: str, command: str) -> None:
    folder = write(tmp_path / "documents", {".searchkitignore": "x\n", **DOCUMENTS})
    ended = interrupted(module, command, folder, "--index", tmp_path / "index")
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "searchkit: stopped\n")


def test_ctrl_c_that_is_ignored_stays_so(tmp_path: Path) -> None:
    make_index(tmp_path, DOCUMENTS).close()
    ended = subprocess.run(
        [
            sys.executable,
            "-c",
            "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)"
            + WHILE_LOADING.format(module="numpy"),
            *["search", "tinh gọn bộ máy", "--index", str(tmp_path / "index")],
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        check=False,
    )
    assert ended.returncode == 0
    assert "ke-hoach.txt" in ended.stdout


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_work_is_interrupted_in_order(number: signal.Signals) -> None:
    with pytest.raises(KeyboardInterrupt), ending_in_order() as stopped:
        os.kill(os.getpid(), number)
    assert stopped.is_set()


def test_sigterm_ends_what_a_shell_runs_in_the_background_where_ctrl_c_is_ignored() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with ending_in_order() as stopped:
            os.kill(os.getpid(), signal.SIGINT)
            assert not stopped.is_set()
            with pytest.raises(KeyboardInterrupt):
                os.kill(os.getpid(), signal.SIGTERM)
        assert stopped.is_set()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_an_interrupt_that_python_drops_is_seen_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Careless:
        def __del__(self) -> None:  # whatever is raised in here is dropped
            os.kill(os.getpid(), signal.SIGINT)

    dropped: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", dropped.append)
    with ending_in_order() as stopped:
        Careless()
    assert stopped.is_set()
    assert not dropped  # or it would be shown


def test_other_errors_that_python_drops_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Careless:
        def __del__(self) -> None:
            raise ValueError

    dropped: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", dropped.append)
    with ending_in_order():
        Careless()
    assert len(dropped) == 1
