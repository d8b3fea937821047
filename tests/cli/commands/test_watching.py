"""``searchkit watch`` in a process of its own: searches see what happens to the files."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

import pytest

import searchkit
from searchkit.errors import SearchkitError
from tests.support import ROOT, command

pytest.importorskip("watchfiles", reason="searchkit-vi[watch] is not installed")

PATIENCE = 600.0
"""Seconds after which a change counts as missed, however busy the machine; two suffice if idle."""


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


def test_an_index_follows_its_folder(tmp_path: Path) -> None:
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
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
    assert process.returncode == 0
    assert out.endswith("stopped\n")
    assert not err
