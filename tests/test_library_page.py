"""The page on the library: its examples run, and its program does what it says."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

from searchkit.documents.record_fields import LETTERHEAD, field_key
from tests.support import DOCUMENTS, ROOT, write

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

PAGE = (ROOT / "docs" / "library.md").read_text("utf-8")
PROGRAM = ROOT / "tests" / "typing" / "archive_search.py"
*EXAMPLES, WHOLE = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
ROWS = [
    (1, "48/NQ-HĐND", "Sắp xếp <thôn>", "2025-04-25", "Sắp xếp các thôn.", "HS-17", 12),
    (2, "49/NQ-HĐND", "Sắp xếp các phòng", "2024-04-25", "Sắp xếp các phòng.", "HS-18", 3),
    *((n, None, f"Tin {n}", "2025-01-02", f"Sắp xếp lần {n}.", "HS-18", n) for n in range(3, 10)),
    (10, None, "Hỏng", "2025-01-02", " ", "HS-18", "mười"),
]


def test_the_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "van-ban", DOCUMENTS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # for the process that reads the files
    names: dict[str, object] = {}
    for example in EXAMPLES:
        exec(compile(example, "docs/library.md", "exec"), names)


def test_the_program_is_the_one_that_type_checkers_read() -> None:
    assert PROGRAM.read_text("utf-8") == WHOLE
    assert len(WHOLE.splitlines()) <= 60


def test_the_program_searches_a_database(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "van-ban.db") as database:
        database.execute("CREATE TABLE van_ban (id, so, trich_yeu, ngay, noi_dung, ho_so, trang)")
        database.executemany("INSERT INTO van_ban VALUES (?, ?, ?, ?, ?, ?, ?)", ROWS)
    database.close()
    ended = subprocess.run(
        [sys.executable, PROGRAM, str(tmp_path / "van-ban.db"), str(tmp_path / "index")],
        input="sap xep\n>\nho-so=HS-17\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )
    lines = ended.stdout.splitlines()
    assert [line for line in lines if " documents, page " in line] == [
        "9 documents, page 1 of 2",
        "9 documents, page 2 of 2",
        "1 documents, page 1 of 1",
    ]
    assert "ho-so: HS-18 (8), HS-17 (1)" in lines
    assert "year: 2025 (8), 2024 (1)" in lines or "year: 2024 (1), 2025 (8)" in lines
    assert any("<mark>" in line for line in lines)
    assert ended.stderr.startswith('vb-10: the field "trang" is a text (')


def test_the_table_of_keys_is_complete() -> None:
    table = PAGE.partition("## Corpora")[2].partition("## Search")[0]
    named = {field_key(name) for name in re.findall(r"`([^`]+)`", table)}
    assert {field_key(name) for names in LETTERHEAD.values() for name in names[:2]} <= named
