"""The folder for temporary files goes with the process that made it, or with the next one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING

import pytest

from searchkit.documents.discovery.sources import discover
from searchkit.documents.isolation.reader import IsolatedReader
from searchkit.documents.isolation.workplace import Workplace
from tests.support import ROOT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "tạm thời"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


def test_two_have_two_folders_and_each_removes_its_own(place: Path) -> None:
    one, other = Workplace(), Workplace()
    assert one.path != other.path
    (one.path / "tệp").write_text("nội dung", "utf-8")
    one.close()
    assert list(place.iterdir()) == [other.path]
    other.close()
    assert list(place.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_what_a_killed_process_leaves_is_removed_by_the_next(place: Path) -> None:
    script = "from searchkit.documents.isolation.workplace import Workplace as W\n"
    script += "import os, signal\nw = W(); (w.path / 'a').mkdir(); os.kill(os.getpid(), 9)"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert len(list(place.iterdir())) == 1
    mine = Workplace()
    assert list(place.iterdir()) == [mine.path]
    mine.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_forked_process_leaves_it_to_its_parent(place: Path) -> None:
    own = Workplace()
    if not (child := os.fork()):
        own.close()
        os._exit(0)
    os.waitpid(child, 0)
    assert own.path.is_dir()
    Workplace().close()
    assert list(place.iterdir()) == [own.path]
    own.close()


def test_reading_leaves_nothing_behind(place: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Báo cáo", "utf-8")
    with IsolatedReader() as reader:
        assert [len(list(reader.read(found))) for found in discover([tmp_path / "a.txt"])] == [1]
        assert len(list(place.iterdir())) == 1
    assert list(place.iterdir()) == []
