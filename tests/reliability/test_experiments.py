"""Short forms of the experiments of ``scripts/torture.py``: nothing lost, leaked or wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the experiments need /proc"),
]

SCALES = {
    "crash": 0.005,
    "power_loss": 0.01,
    "failing_operations": 0.01,
    "damage": 0.01,
    "concurrency": 0.01,
    "queries": 0.001,
    "files": 0.005,
    "hostile": 0.005,
    "running_time": 0.005,
    "resources": 0.01,
}


@pytest.mark.parametrize("name", SCALES)
def test_nothing_fails(name: str, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    options = ["--only", name, "--scale", str(SCALES[name]), "--seed", "11"]
    done = subprocess.run(
        [sys.executable, "scripts/torture.py", *options, "--json", str(report)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    (result,) = json.loads(report.read_text("utf-8"))
    assert not result["failures"], done.stdout + done.stderr
    assert done.returncode == 0
    assert result["name"] == name
    assert result["cases"] > 0
    assert sum(kind["cases"] for kind in result["kinds"].values()) == result["cases"]
