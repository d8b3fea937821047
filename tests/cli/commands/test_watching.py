"""``searchkit watch`` in a process of its own: searches see what happens to the files."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import searchkit
from searchkit.errors import SearchkitError
from tests.support import ROOT, CommandLine, command, write

if sys.platform == "linux":
    from resource import RLIMIT_FSIZE, prlimit

pytest.importorskip("watchfiles", reason="searchkit-vi[watch] is not installed")

PATIENCE = 600.0
"""Seconds after which a change counts as missed, however busy the machine; two suffice if idle."""

IMPATIENT = """
from searchkit.cli import main
from searchkit.cli.commands import watching
watching._TROUBLED = 0.5
main()
"""
"""The command, which tries again after half a second instead of thirty."""

FULL = 4.0
"""Seconds without room on the disk: enough for a change to be seen, if the machine is idle."""

TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d  ")


def answers(index: Path, query: str) -> list[str]:
    """Return the names of the files that a query finds, nothing while there is no index yet."""
    try:
        with searchkit.open_index(index) as target:
            return sorted({Path(hit.path).name for hit in target.search(query)})
    except SearchkitError:
        return ["no index"]


def wait_for(index: Path, query: str, documents: list[str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while (found := answers(index, query)) != documents:
        assert time.monotonic() < deadline, f"{query}: {found}"
        time.sleep(0.2)


def wait_for_line(log: Path, text: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while text not in log.read_text("utf-8"):
        assert time.monotonic() < deadline, text
        time.sleep(0.2)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_index_follows_its_folder(tmp_path: Path, number: signal.Signals) -> None:
    folder, index = tmp_path / "documents", tmp_path / "index"
    folder.mkdir()
    (folder / "a.txt").write_text("Tinh gọn bộ máy hành chính.", "utf-8")
    process = subprocess.Popen(
        command("watch", folder, "--index", index),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    try:
        wait_for(index, '"bộ máy"', ["a.txt"])
        (folder / "b.txt").write_text("Hỗ trợ hộ nghèo sửa nhà.", "utf-8")
        wait_for(index, '"hộ nghèo"', ["b.txt"])
        (folder / "a.txt").write_text("Phòng cháy, chữa cháy rừng.", "utf-8")
        wait_for(index, '"cháy rừng"', ["a.txt"])
        assert answers(index, '"bộ máy"') == []
        (folder / "b.txt").rename(folder / "c.txt")
        wait_for(index, '"hộ nghèo"', ["c.txt"])
        (folder / "c.txt").unlink()
        wait_for(index, '"hộ nghèo"', [])
        process.send_signal(number)
        out, err = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
    assert (process.returncode, err) == (0, "")
    lines = out.splitlines()
    assert all(TIME.match(line) for line in lines)
    said = [TIME.sub("", line).partition(" (")[0] for line in lines]
    assert said[:2] == [f"following {folder}", "1 added: a.txt"]
    assert said[-1] == "stopped"
    assert {"1 added: b.txt", "1 changed: a.txt", "1 moved: b.txt", "1 removed: b.txt"} <= set(said)


def test_a_folder_that_goes_and_comes_is_told_and_followed(tmp_path: Path) -> None:
    folder, index, log = tmp_path / "documents", tmp_path / "index", tmp_path / "watch.log"
    write(folder, {"a.txt": "Tinh gọn bộ máy hành chính."})
    process = subprocess.Popen(
        command("watch", folder, "--index", index, "--log", log, "--json"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    try:
        wait_for(index, '"bộ máy"', ["a.txt"])
        folder.rename(tmp_path / "elsewhere")
        wait_for_line(log, f"{folder} is gone")
        assert answers(index, '"bộ máy"') == ["a.txt"]
        write(folder, {"b.txt": "Hỗ trợ hộ nghèo sửa nhà."})
        wait_for(index, '"hộ nghèo"', ["b.txt"])
        wait_for_line(log, f"{folder} is back")
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
    assert process.returncode == 0
    assert json.loads(out.splitlines()[0])["names"] == {"added": ["a.txt"]}
    assert "time" in json.loads(out.splitlines()[0])


@pytest.mark.skipif(sys.platform != "linux", reason="other systems limit no other process")
def test_it_goes_on_after_a_full_disk_and_a_damaged_index(tmp_path: Path) -> None:
    folder, index, log = tmp_path / "documents", tmp_path / "index", tmp_path / "watch.log"
    write(folder, {"a.txt": "Tinh gọn bộ máy hành chính."})
    with (tmp_path / "watch.out").open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", IMPATIENT, "watch", folder, "--index", index, "--log", log],
            stdout=out,
            stderr=out,
            cwd=ROOT,
        )
    try:
        wait_for(index, '"bộ máy"', ["a.txt"])
        usual = prlimit(process.pid, RLIMIT_FSIZE)
        prlimit(process.pid, RLIMIT_FSIZE, (0, usual[1]))  # as on a full disk no file can grow
        write(folder, {"b.txt": "Hỗ trợ hộ nghèo sửa nhà."})
        time.sleep(FULL)
        assert process.poll() is None
        assert answers(index, '"hộ nghèo"') == []
        prlimit(process.pid, RLIMIT_FSIZE, usual)
        wait_for(index, '"hộ nghèo"', ["b.txt"])
        for table in index.glob("_MAIN_*.toc"):
            table.write_bytes(b"")
        write(folder, {"c.txt": "Phòng cháy, chữa cháy rừng."})
        wait_for_line(log, "searchkit rebuild")
        searchkit.rebuild_index(index, folder, jobs=1, wait=PATIENCE)
        wait_for(index, '"cháy rừng"', ["c.txt"])
        write(folder, {"d.txt": "Thông báo tuyển dụng công chức."})
        wait_for(index, '"công chức"', ["d.txt"])
    finally:
        process.kill()
        process.wait()


def test_without_folders_there_is_nothing_to_follow(cli: CommandLine, tmp_path: Path) -> None:
    assert cli("watch", "--index", tmp_path / "index").code == 2
    assert cli("watch", tmp_path / "nowhere", "--index", tmp_path / "index").code == 2


def test_a_name_that_is_no_utf_8_does_not_end_it(tmp_path: Path) -> None:
    """The system's watcher cannot say which file it is; the folders are looked through."""
    folder, index = tmp_path / "documents", tmp_path / "index"
    write(folder, {"a.txt": "Tinh gọn bộ máy hành chính."})
    strange = os.fsencode(folder) + b"/b\xe1o c\xe1o.txt"
    process = subprocess.Popen(
        command("watch", folder, "--index", index),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    try:
        wait_for(index, '"bộ máy"', ["a.txt"])
        try:
            with open(strange, "wb") as file:  # noqa: PTH123 -- a name of bytes
                file.write("Hỗ trợ hộ nghèo sửa nhà.".encode())
        except OSError:
            pytest.skip("names of files must be UTF-8 here")
        wait_for(index, '"hộ nghèo"', [r"b\xe1o c\xe1o.txt"])
        write(folder, {"c.txt": "Phòng cháy, chữa cháy rừng."})
        wait_for(index, '"cháy rừng"', ["c.txt"])
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
    assert (process.returncode, err) == (0, "")
