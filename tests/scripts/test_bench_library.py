from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.support import DOCUMENTS, ROOT, make_index

if TYPE_CHECKING:
    from pathlib import Path


def test_each_way_is_set_against_a_plain_search(tmp_path: Path) -> None:
    make_index(tmp_path, DOCUMENTS).close()
    queries = tmp_path / "queries.jsonl"
    queries.write_text(json.dumps({"id": "1", "text": "tinh gọn bộ máy"}) + "\n", "utf-8")
    script = [sys.executable, str(ROOT / "scripts" / "bench_library.py"), "--passes", "1"]
    ended = subprocess.run(
        [*script, "--index", str(tmp_path / "index"), "--queries", str(queries)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        cwd=ROOT,
    )
    ways = [line.split("  ")[0].strip() for line in ended.stdout.splitlines()]
    assert {"plain", "facets", "page 1,000", "similar", "suggest"} <= set(ways)
    assert "1.00 times plain" in ended.stdout
