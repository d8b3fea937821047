from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.support import load_script

if TYPE_CHECKING:
    from pathlib import Path

measure_letterheads = load_script("measure_letterheads")


@pytest.mark.parametrize(
    ("field", "truth", "value", "verdict"),
    [
        ("number", "05/2024/TT-BXD", "5/2024/TT-BXD", "right"),
        ("number", "05/2024/TT-BXD", "6/2024/TT-BXD", "wrong"),
        ("date", "2024-07-31", "", "empty"),
        ("date", "-", "", "right"),
        ("date", "-", "2024-07-31", "wrong"),
        ("issuer", "SỞ VĂN HÓA & THỂ THAO", "Sở Văn hoá  và Thể thao", "wrong"),
        ("issuer", "SỞ VĂN HÓA & THỂ THAO", "Sở Văn hoá & Thể thao", "right"),
        ("title", "đơn xin nghỉ", "ĐƠN XIN NGHỈ PHÉP", "right"),
        ("summary", "về chợ", "về chợ quê", "wrong"),
    ],
)
def test_verdicts(field: str, truth: str, value: str, verdict: str) -> None:
    assert measure_letterheads.judge(field, truth, value) == verdict


def test_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files/a.txt").write_text(
        "SỞ Y TẾ\nSố: 5/TB-SYT\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTHÔNG BÁO\nLịch nghỉ\n", "utf-8"
    )
    marks = tmp_path / "marks.tsv"
    marks.write_text(
        "group\tfile\tnumber\tdate\ttype\nletters\ta.txt\t5/TB-SYT\t2026-01-02\tCông văn\n"
        "letters\tlost.txt\t1/TB-SYT\t\t\n",
        "utf-8",
    )
    monkeypatch.setattr(sys, "argv", ["measure", str(marks), str(tmp_path / "files")])
    measure_letterheads.main()
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert "letters number 1 0 0" in lines
    assert "letters date 0 1 0" in lines
    assert "letters type 0 0 1" in lines
    assert "lost.txt: not read" in lines
