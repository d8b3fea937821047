from __future__ import annotations

import json
import lzma
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINES = [
    json.dumps({"id": f"{i}", "title": f"Điều {i}. Hộ tịch", "text": "Ủy ban nhân dân xã đăng ký."})
    for i in range(30)
]


def test_searchkit_is_timed_beside_the_plain_script(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl.xz"
    corpus.write_bytes(lzma.compress("\n".join(LINES).encode()))
    script = str(ROOT / "scripts" / "bench_index.py")
    command = [sys.executable, script, "--corpus", str(corpus)]
    options = ["--documents", "20", "--json", str(tmp_path / "rows.json")]
    run = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    ours, two, one = json.loads((tmp_path / "rows.json").read_text())
    assert [ours["way"], ours["times"]] == ["searchkit index", 1.0]
    for row in (two, one):
        assert row["way"].startswith("plain script")
        assert row["times"] == pytest.approx(row["seconds"] / ours["seconds"])
        assert row["cpu_seconds"] > 0
        assert row["peak_rss_bytes"] > 10_000_000
        assert row["index_bytes"] > 1000
    assert two["index_bytes"] > one["index_bytes"]
