"""The benchmark of the engines, on a corpus of a few sentences."""

from __future__ import annotations

import importlib.util
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WORDS = ["cấp", "giấy", "phép", "xây", "dựng", "nhà", "ở", "cho", "tổ", "chức", "cá", "nhân"]
ENGINES = ["searchkit", "fts5", "whoosh", "tantivy"]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    dice = random.Random(2)
    path = tmp_path / "corpus.jsonl"
    records = [{"title": "Điều 1", "text": " ".join(dice.choices(WORDS, k=40))} for _ in range(60)]
    path.write_text("\n".join(json.dumps(record) for record in records))
    return path


def test_engines_agree_and_every_row_is_written(corpus: Path, tmp_path: Path) -> None:
    present = [
        name for name in ENGINES if name != "tantivy" or importlib.util.find_spec(name) is not None
    ]
    command = [sys.executable, "-W", "ignore", "scripts/bench_engines.py", "--corpus", str(corpus)]
    options = ["--count", "3", "--passes", "1", "--json", str(tmp_path / "rows.json")]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*command, *options, "--engines", *present],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = json.loads((tmp_path / "rows.json").read_text())
    assert {row["engine"] for row in rows} == set(present)
    kinds = {row["kind"] for row in rows if row["engine"] == "searchkit"}
    assert kinds == {"or", "streams", "and2", "and3", "phrase", "phrase+filter", "prefix"}
    wanted = {"kind", "engine", "p50_ms", "p99_ms", "build_s", "index_bytes", "peak_rss_bytes"}
    assert all(wanted <= row.keys() for row in rows)
    assert "| streams | searchkit |" in done.stdout


def test_whole_questions_are_timed_with_both_stages(corpus: Path, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text(json.dumps({"id": "1", "text": "ai cấp giấy phép xây dựng nhà ở"}))
    command = [sys.executable, "scripts/bench_engines.py", "--corpus", str(corpus)]
    done = subprocess.run(
        [*command, "--queries", str(questions), "--kinds", "question", "--passes", "1"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "question: first stage p50" in done.stdout
    assert "ratio of p50" in done.stdout
