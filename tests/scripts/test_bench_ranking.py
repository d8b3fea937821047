"""The table of rankings, on a corpus of a few articles."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ARTICLES = {
    "1": "Chủ bến thuyền bố trí áo phao cho khách.",
    "2": "Người chèo đò ghi sổ lượt khách mỗi ngày.",
    "3": "Xe qua phà phải trả phí theo bảng niêm yết.",
}


def test_every_ranking_is_measured_with_every_typing(tmp_path: Path) -> None:
    folder = tmp_path / "alqac2024"
    folder.mkdir()
    records = [
        {"id": number, "title": f"Luật Bến - Điều {number}", "text": text}
        for number, text in ARTICLES.items()
    ]
    lines = "\n".join(json.dumps(record) for record in records)
    (folder / "corpus.jsonl").write_text(lines, "utf-8")
    question = {"id": "q", "text": "ai bố trí áo phao cho khách"}
    (folder / "queries.jsonl").write_text(json.dumps(question), "utf-8")
    (folder / "qrels.txt").write_text("q 0 1 1\n", "utf-8")
    command = [sys.executable, "-W", "ignore", "scripts/bench_ranking.py", "--data", str(tmp_path)]
    done = subprocess.run(
        [*command, "--indexes", str(tmp_path / "indexes"), "--sets", "alqac2024"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    head, rule, *rows = [line for line in done.stdout.splitlines() if line.startswith("|")]
    assert (head, rule) == ("| RR@10 | alqac2024 |", "|---|---|")
    assert "| searchkit | 1.000 1.000 1.000 |" in rows
    assert "| its first stage | 1.000 1.000 1.000 |" in rows
    assert len(rows) + done.stdout.count("is left out") == 7
