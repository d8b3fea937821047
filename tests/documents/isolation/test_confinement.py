"""The reading process, and what it starts, changes no file elsewhere and reaches no network."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from searchkit.documents.discovery.sources import Source
from tests.support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

ATTEMPTS = """
import os, socket, subprocess
from pathlib import Path
here, there = Path(os.environ["TMPDIR"]), Path(os.environ["THERE"])

def said(act):
    try:
        act()
    except OSError as error:
        return type(error).__name__
    return "done"

ATTEMPTS = {
    "write here": lambda: (here / "a").write_text("a"),
    "make here": lambda: (here / "b").mkdir(),
    "rename here": lambda: (here / "a").rename(here / "b" / "c"),
    "remove here": lambda: (here / "b" / "c").unlink(),
    "write away": lambda: Path(os.devnull).write_text("a"),
    "read there": lambda: (there / "old").read_text(),
    "write there": lambda: (there / "new").write_text("a"),
    "change there": lambda: (there / "old").open("r+").close(),
    "cut there": lambda: os.truncate(there / "old", 0),
    "remove there": lambda: (there / "old").unlink(),
    "rename there": lambda: (there / "old").rename(there / "new"),
    "make there": lambda: (there / "new").mkdir(),
    "link there": lambda: (there / "new").symlink_to("old"),
    "by a program": lambda: subprocess.run(
        ["sh", "-c", 'echo a > "$THERE/new"'], check=False, stderr=subprocess.DEVNULL
    ),
    "internet": lambda: socket.socket(socket.AF_INET),
    "internet 6": lambda: socket.socket(socket.AF_INET6),
    "this machine": lambda: socket.socket(socket.AF_UNIX),
}
"""
HERE = ("write here", "make here", "rename here", "remove here", "write away", "read there")
THERE = (
    *("write there", "change there", "cut there", "remove there", "rename there", "make there"),
    "link there",
)
NETWORK = ("internet", "internet 6")

CONFINED = """
import json, sys
from pathlib import Path
from attempts import ATTEMPTS, said
from searchkit.documents.isolation.confinement import confine
confined = confine(Path(sys.argv[1]), with_office=False)
print(json.dumps(confined._asdict() | {name: said(act) for name, act in ATTEMPTS.items()}))
"""

TAKEN_OVER = """
import json, os, sys
from attempts import ATTEMPTS, said
from searchkit.documents.isolation import worker
from searchkit.errors import DocumentError

told = {}

def confine(*where, **how):
    told.update(real(*where, **how)._asdict())

def read(source, data):
    told.update({name: said(act) for name, act in ATTEMPTS.items()})
    yield DocumentError("", json.dumps(told))

real, worker.confine, worker.read = worker.confine, confine, read
sys.argv[1:1] = [str(1 << 30), "60", str(os.getppid())]
worker.main()
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux alone can be asked for this")


def run(tmp_path: Path, script: str) -> bytes:
    here, there = tmp_path / "ở đây", tmp_path / "ở kia"
    for folder in (here, there):
        folder.mkdir()
    (there / "old").write_text("cũ", "utf-8")
    (tmp_path / "attempts.py").write_text(ATTEMPTS, "utf-8")
    path = os.pathsep.join((str(ROOT), str(tmp_path)))
    done = subprocess.run(
        [sys.executable, "-c", script, str(here)],
        env=os.environ | {"PYTHONPATH": path, "TMPDIR": str(here), "THERE": str(there)},
        input=pickle.dumps((Source(str(there / "old"), str(there), "old", 3, 0), None)),
        stdout=subprocess.PIPE,
        check=True,
    )
    return done.stdout


def check(tmp_path: Path, told: dict[str, Any], network: tuple[str, ...]) -> None:
    assert {told[name] for name in HERE} == {"done"}
    if told["files"]:
        assert {told[name] for name in THERE} == {"PermissionError"}
        assert [path.name for path in (tmp_path / "ở kia").iterdir()] == ["old"]
        assert (tmp_path / "ở kia" / "old").read_text("utf-8") == "cũ"
    if told["network"]:
        assert {told[name] for name in network} == {"PermissionError"}
    if not (told["files"] and told["network"]):
        pytest.skip(f"this system cannot refuse all of it: {told}")


def test_files_elsewhere_and_sockets_are_refused(tmp_path: Path) -> None:
    check(tmp_path, json.loads(run(tmp_path, CONFINED)), (*NETWORK, "this machine"))


def test_a_reader_that_was_taken_over_is_confined(tmp_path: Path) -> None:
    _, told, _ = pickle.loads(run(tmp_path, TAKEN_OVER))
    check(tmp_path, json.loads(told), NETWORK)
