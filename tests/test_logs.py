"""Programs see in their logs what was done; nobody else is told anything."""

from __future__ import annotations

import logging
import subprocess
import sys
from typing import TYPE_CHECKING

import searchkit
from searchkit import NewDocument
from tests.support import DOCUMENTS, ROOT, make_index

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

BAD = """
import logging, sys, searchkit
index = searchkit.open_index(sys.argv[1], create=True)
print(index.add_documents([searchkit.NewDocument("", "Họp.")]).failed)
"""


def test_what_is_done_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "searchkit")
    index = make_index(tmp_path, DOCUMENTS)
    index.add_documents([NewDocument("a", "Họp."), NewDocument("b", " ")])
    index.search("bộ máy")
    index.remove("a")
    searchkit.rebuild_index(tmp_path / "index", jobs=1)
    told = [(record.name, record.levelname, record.getMessage()) for record in caplog.records]
    folder = tmp_path / "index"
    assert ("searchkit.index", "WARNING", "b: is empty (give it a text)") in told
    assert ("searchkit.index", "INFO", f"{folder}: 1 documents removed") in told
    assert [name for name, level, _ in told if level == "DEBUG"] == ["searchkit.search"]
    runs = [message for _, level, message in told if level == "INFO" and " added, " in message]
    assert [run.partition(", ")[0] for run in runs] == [
        f"{folder}: 3 added",
        f"{folder}: 1 added",
        f"{folder}: 3 added",
    ]


def test_nothing_is_printed_unless_it_is_asked_for(tmp_path: Path) -> None:
    command = [sys.executable, "-c", BAD, str(tmp_path / "index")]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert (ended.stdout, ended.stderr) == ("1\n", "")
