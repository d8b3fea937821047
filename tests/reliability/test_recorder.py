"""The recorder of the experiments misses no operation that strace sees."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = """
import json, random, sys
from collections import Counter
from pathlib import Path
sys.path.insert(0, "scripts")
from reliability.recorder import recording
from reliability.workload import history
place, seen = Path(sys.argv[1]), Counter()
with recording(place / "archive" / "index", lambda operation: seen.update([operation.kind])):
    history(place, random.Random(5))
(place / "seen.json").write_text(json.dumps(seen))
"""
CALLS = {
    r"(write|pwrite64|writev)\(\d+<PATH[^>]*>": "write",
    r"(fsync|fdatasync)\(\d+<PATH[^>]*>": "sync",
    r"ftruncate\(\d+<PATH[^>]*>": "truncate",
    r'rename(at2?)?\([^"]*"PATH': "rename",
    r'unlink(at)?\([^"]*"PATH(?!.*AT_REMOVEDIR)|unlinkat\(\d+<PATH(?!.*AT_REMOVEDIR)': "unlink",
    r"(rmdir\(|unlinkat\(.*AT_REMOVEDIR)": "rmdir",
    r'mkdir(at)?\([^"]*"PATH': "mkdir",
}
"""What strace prints, by what the recorder calls it."""


def strace_works() -> bool:
    strace = shutil.which("strace")
    command = [strace or "strace", "-o", "/dev/null", "true"]
    return strace is not None and subprocess.run(command, check=False).returncode == 0


@pytest.mark.skipif(not strace_works(), reason="strace is not installed, or may not trace")
def test_every_write_rename_and_sync_is_recorded(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    tracing = ["strace", "-f", "-y", "-s", "0", "-e", "trace=file,desc", "-o", str(trace)]
    subprocess.run(
        [*tracing, sys.executable, "-c", SCRIPT, str(tmp_path)],
        cwd=ROOT,
        check=True,
    )
    seen = Counter(json.loads((tmp_path / "seen.json").read_text("utf-8")))
    folder = re.escape(str(tmp_path / "archive" / "index"))
    calls = {re.compile(call.replace("PATH", folder)): kind for call, kind in CALLS.items()}
    traced: Counter[str] = Counter()
    for line in trace.read_text("utf-8", "replace").splitlines():
        if str(tmp_path / "archive" / "index") not in line:
            continue
        assert "MAP_SHARED" not in line or "PROT_WRITE" not in line, "written through memory"
        traced.update({kind for call, kind in calls.items() if call.search(line)})
    seen["sync"] += seen.pop("sync folder")
    assert traced["write"] > 20
    assert traced == Counter({kind: seen[kind] for kind in traced})
