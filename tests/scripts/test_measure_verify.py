"""Faults that are planted in drafts are found, and what is right is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support import load_script

if TYPE_CHECKING:
    from pathlib import Path

measure_verify = load_script("measure_verify")

RECALL, ALARMS = 0.95, 1 / 20


def test_planted_faults_are_found(tmp_path: Path) -> None:
    figures, alarms, citations = measure_verify.measure(tmp_path, 16, 7, misses=True)
    assert len(figures) == 8
    for kind, (found, planted) in figures.items():
        assert planted, kind
        assert found / planted >= RECALL, kind
    assert alarms / citations <= ALARMS
