"""Faults that are planted in drafts are found, and what is right is left alone."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "scripts/measure_verify.py"
SPEC = importlib.util.spec_from_file_location("measure_verify", SCRIPT)
assert SPEC
assert SPEC.loader
measure_verify = importlib.util.module_from_spec(SPEC)
sys.modules["measure_verify"] = measure_verify
SPEC.loader.exec_module(measure_verify)

RECALL, ALARMS = 0.95, 1 / 20


def test_planted_faults_are_found(tmp_path: Path) -> None:
    figures, alarms, citations = measure_verify.measure(tmp_path, 16, 7, misses=True)
    assert len(figures) == 8
    for kind, (found, planted) in figures.items():
        assert planted, kind
        assert found / planted >= RECALL, kind
    assert alarms / citations <= ALARMS
