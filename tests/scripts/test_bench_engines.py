"""The benchmark of the engines, on a corpus of a few sentences."""

from __future__ import annotations

import importlib.util
import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
WORDS = ["cấp", "giấy", "phép", "xây", "dựng", "nhà", "ở", "cho", "tổ", "chức", "cá", "nhân"]
KINDS = {"or", "streams", "and2", "and3", "phrase", "phrase+filter", "prefix"}
KINDS |= {"and-not", "must", "count-or", "count-and2", "or-1000"}


def present() -> list[str]:
    """The engines that are here; Lucene only if an earlier run has fetched it."""
    fetched = any((ROOT / "build" / "lucene").glob("*.class"))
    there = [name for name in ["tantivy", "bm25s"] if importlib.util.find_spec(name) is not None]
    return ["searchkit", "fts5", "whoosh", *there, *(["lucene"] if fetched else [])]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    dice = random.Random(2)
    path = tmp_path / "corpus.jsonl"
    records = [{"title": "Điều 1", "text": " ".join(dice.choices(WORDS, k=40))} for _ in range(60)]
    path.write_text("\n".join(json.dumps(record) for record in records))
    return path


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The parts of the benchmark, which its script finds beside it."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    from bench import dataset, tables

    yield dataset, tables
    for name in [name for name in sys.modules if name.partition(".")[0] == "bench"]:
        del sys.modules[name]


def run(corpus: Path, *options: str) -> str:
    """What the benchmark says."""
    command = [sys.executable, "-W", "ignore", "scripts/bench_engines.py", "--corpus", str(corpus)]
    done = subprocess.run(
        [*command, "--count", "3", "--passes", "1", *options],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_engines_agree_and_every_row_is_written(corpus: Path, tmp_path: Path) -> None:
    written = tmp_path / "rows.json"
    said = run(
        corpus, "--columns", "warm", "first", "--json", str(written), "--engines", *present()
    )
    rows = json.loads(written.read_text())
    here = {row["engine"] for row in rows}
    assert here | {"lucene"} == {*present(), "lucene"}, said  # a JDK that is too old is left out
    assert {row["kind"] for row in rows if row["engine"] == "searchkit"} == KINDS
    wanted = {"passages", "index", "p50_ms", "p99_ms", "build_s", "index_bytes", "peak_rss_bytes"}
    assert all(wanted <= row.keys() for row in rows)
    assert all("first_p50_ms" in row for row in rows if row["engine"] != "bm25s")
    assert all(row["agreement"] >= 0.9 for row in rows)
    assert "| whole ranking (`streams`) | " in said
    assert "60 passages: first use of the terms" in said


def test_a_new_process_and_memory_are_measured(corpus: Path, tmp_path: Path) -> None:
    written = tmp_path / "rows.json"
    options = ["--engines", "searchkit", "--kinds", "or", "--json", str(written)]
    said = run(corpus, *options, "--columns", "cold", "memory", "--passages", "20")
    (row,) = json.loads(written.read_text())
    assert row["passages"] == 20
    assert row["cold_p50_ms"] > 0
    assert row["kept_bytes"] > 0
    assert "20 passages: cold process" in said


def test_passages_beyond_those_analysed_are_these_with_changes(
    corpus: Path, tmp_path: Path, bench: Any
) -> None:
    dataset, _ = bench
    prepared = tmp_path / "passages.pickle"
    count = dataset.prepare(corpus, None, prepared)
    once, twice, again = dataset.Passages(prepared, 2 * count + 5)
    assert [len(batch.kinds) for batch in (once, twice, again)] == [count, count, 5]
    for name, stream in once.streams.items():
        changed = twice.streams[name].tokens
        assert sorted(changed) == sorted(stream.tokens)
        assert 0 < np.mean(changed != stream.tokens) <= 0.2
        assert again.streams[name].lengths.sum() == len(again.streams[name].tokens)


def test_tables_set_the_times_to_those_of_the_better(bench: Any) -> None:
    _, tables = bench
    costs = {"passages": 1000, "index": "text", "agreement": 1.0, "build_s": 1, "build_cpu_s": 1}
    costs |= {"index_bytes": 5e6, "peak_rss_bytes": 7e6}
    times = {"searchkit": (2.0, 4.0), "tantivy": (4.0, 2.0), "lucene": (1.0, 8.0)}
    rows = [
        {"kind": "or", "engine": name, "p50_ms": p50, "p99_ms": p99} | costs
        for name, (p50, p99) in times.items()
    ]
    said = tables.tables(rows)
    assert (
        "| query | searchkit | tantivy | lucene | to tantivy | to lucene | to the better |" in said
    )
    assert "| 2 / 4 | 4 / 2 | 1 / 8 | 0.50 / 2.00 | 2.00 / 0.50 | 2.00 / 2.00 |" in said
    assert "| text | searchkit | 1.0 | 1.0 | 5 | 7 | – | 1.000 |" in said


def test_whole_questions_are_timed_with_both_stages(corpus: Path, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text(json.dumps({"id": "1", "text": "ai cấp giấy phép xây dựng nhà ở"}))
    said = run(corpus, "--queries", str(questions), "--kinds", "question")
    assert "question: first stage p50" in said
    assert "ratio of p50" in said
