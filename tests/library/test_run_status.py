"""How far a run is, read by those who look on."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.testclient import TestClient

from searchkit.library.run_status import EVERY, STATUS_FILE, RunStatus, run_status, told_beside
from searchkit.web.app import make_app
from searchkit.web.settings import ServeSettings
from tests.support import DOCUMENTS, make_index, write

if TYPE_CHECKING:
    import searchkit


class Onlooker:
    """Is told of a run, and looks from outside at what is told of it."""

    def __init__(self, index: searchkit.Index) -> None:
        self._index = index
        self.seen: list[RunStatus | None] = []

    def start(self, files: int, size: int) -> None:
        self.seen.append(self._index.running())
        time.sleep(EVERY)

    def advance(self, files: int, size: int) -> None:
        self.seen.append(self._index.running())


def test_a_run_says_how_far_it_is_and_leaves_nothing(tmp_path: Path) -> None:
    new = {"a.txt": "Tinh gọn bộ máy.", "b.txt": "Hỗ trợ hộ nghèo."}
    with make_index(tmp_path / "kho", DOCUMENTS) as index:
        onlooker = Onlooker(index)
        index.add([write(tmp_path / "mới", new)], progress=onlooker, jobs=1)
        assert onlooker.seen == [None, RunStatus(2, 2)]
        assert index.running() is None
        assert not list(tmp_path.rglob(STATUS_FILE))


def test_the_page_and_the_health_tell_of_a_run(tmp_path: Path) -> None:
    with make_index(tmp_path, DOCUMENTS) as index:
        client = TestClient(make_app(index, ServeSettings()), "http://localhost")
        client.headers["accept-language"] = "vi"
        assert client.get("/api/v1/health").json()["running"] is None
        with told_beside(index.name, None, every=0) as run:
            run.start(1200, 10)
            run.advance(1000, 5)
            told = client.get("/api/v1/health").json()["running"]
            assert told == {"files": 1000, "all_files": 1200}
            assert "đã xong 1.000 trên 1.200 tệp" in client.get("/index").text
        assert "đã xong" not in client.get("/index").text


def test_what_a_killed_run_has_left_is_not_believed(tmp_path: Path) -> None:
    status = tmp_path / STATUS_FILE
    status.write_text('{"files": 1, "all_files": 2}', "ascii")
    assert run_status(str(tmp_path)) == RunStatus(1, 2)
    os.utime(status, (time.time() - 3600, time.time() - 3600))
    assert run_status(str(tmp_path)) is None
    status.write_text("", "ascii")
    assert run_status(str(tmp_path)) is None


def test_a_killed_run_is_not_believed_for_a_moment(tmp_path: Path) -> None:
    code = (
        "import os, sys\n"
        "from searchkit.library.run_status import told_beside\n"
        "with told_beside(sys.argv[1], None, every=0) as run:\n"
        "    run.start(2, 10)\n"
        "    run.advance(1, 5)\n"
        "    print(flush=True)\n"
        "    sys.stdin.read()\n"
    )
    words = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as run:
        assert run.stdout
        assert run.stdout.readline()
        status = tmp_path / STATUS_FILE
        os.utime(status, (time.time() - 600, time.time() - 600))
        assert run_status(str(tmp_path)) == RunStatus(1, 2)  # it reads a thick file
        run.kill()
        run.wait()
        os.utime(status)
        assert status.exists()
        assert run_status(str(tmp_path)) is None


def test_a_folder_that_cannot_be_written_stops_no_run(tmp_path: Path) -> None:
    with told_beside(str(tmp_path / "none"), None, every=0) as run:
        run.start(2, 10)
        run.advance(1, 5)
    assert not (tmp_path / "none").exists()


def test_what_a_killed_run_has_left_goes_with_the_next(tmp_path: Path) -> None:
    with make_index(tmp_path / "kho", DOCUMENTS) as index:
        Path(index.name, STATUS_FILE).write_text('{"files": 1, "all_files": 2}', "ascii")
        Path(index.name, STATUS_FILE).with_suffix(".new").write_text("{", "ascii")
        index.add([write(tmp_path / "mới", DOCUMENTS)], jobs=1)
        assert not [path for path in Path(index.name).iterdir() if path.name.startswith(".running")]
