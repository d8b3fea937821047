from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "bench_text.py"), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_every_stage_is_measured_beside_the_other_libraries(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    row = json.dumps({"text": "Ủy ban nhân dân tỉnh ban hành Quyết định số 05/2025/QĐ-UBND."})
    corpus.write_text(f"{row}\n" * 50, encoding="utf-8")
    run = _run("--corpus", str(corpus), "--json")
    assert run.returncode == 0, run.stderr
    speeds = {row["stage"]: row for row in json.loads(run.stdout)}
    assert {"normalize", "fold", "syllables", "segment_words", "raw text to streams"} <= set(speeds)
    assert {"Unidecode (other)", "pyvi (other)"} <= set(speeds)
    assert speeds["fold"]["beside"] == "Unidecode"
    assert speeds["segment_words"]["beside"] == "pyvi"
    assert speeds["fold"]["times"] == pytest.approx(
        speeds["fold"]["megabytes_per_second"] / speeds["Unidecode (other)"]["megabytes_per_second"]
    )
    assert all(row["megabytes_per_second"] > 0 for row in speeds.values())


def test_an_empty_corpus_is_a_failure(tmp_path: Path) -> None:
    run = _run("--corpus", str(tmp_path))
    assert run.returncode == 1
    assert "holds no text" in run.stderr
