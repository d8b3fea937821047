"""The command line speaks the language of whoever reads; what programs read never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support import run_searchkit

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import CommandLine


@pytest.fixture
def in_vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEARCHKIT_LANG", "vi")


@pytest.mark.usefixtures("in_vietnamese")
def test_results_and_notes_are_vietnamese(cli: CommandLine, home: Path) -> None:
    found = cli("search", "tinh gọn", "--index", home / "index").out
    assert "Hà Nội, 5/3/2025" in found
    assert " văn bản, " in found.splitlines()[-1]
    nothing = cli("search", "zzzz", "--index", home / "index").out
    assert nothing.startswith('Không tìm thấy gì cho "zzzz"')


@pytest.mark.usefixtures("in_vietnamese")
def test_errors_are_vietnamese(cli: CommandLine, tmp_path: Path) -> None:
    missing = cli("search", "a", "--index", tmp_path / "không có")
    assert f"không có thư mục {tmp_path / 'không có'}" in missing.err
    assert missing.code == 2


def test_json_is_the_same_in_every_language(
    cli: CommandLine, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words: list[str | Path] = [
        "search",
        "zzzz",
        "--type",
        "kế hoạch",
        "--json",
        "--index",
        home / "index",
    ]
    english = cli(*words).json
    monkeypatch.setenv("SEARCHKIT_LANG", "vi")
    vietnamese = cli(*words).json
    assert {**english, "took_ms": 0} == {**vietnamese, "took_ms": 0}


def test_help_and_usage_errors_are_vietnamese() -> None:
    shown = run_searchkit("show", "--help", SEARCHKIT_LANG="vi")
    assert "Tùy chọn" in shown.stdout
    assert "Cách dùng: searchkit show [TÙY CHỌN]" in shown.stdout
    assert "Usage" not in shown.stdout
    assert "Hiện trợ giúp này rồi thoát." in shown.stdout
    assert "Thư mục của chỉ mục" in shown.stdout
    wrong = run_searchkit("show", SEARCHKIT_LANG="vi")
    assert wrong.returncode == 2
    assert "để xem trợ giúp" in wrong.stderr
    assert wrong.stderr.lstrip().startswith("Cách dùng:")


@pytest.mark.usefixtures("in_vietnamese")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["search", "x", "--limit", "0"], "0 không nằm trong khoảng x>=1."),
        (["search", "x", "--limit", "abc"], "'abc' không phải là số nguyên"),
        (["search", "x", "--limt", "2"], "Không có tùy chọn --limt (có thể là: "),
        (["search", "x", "--page"], "Tùy chọn '--page' cần một giá trị."),
        (["serch", "x"], "Không có lệnh 'serch'. Ý bạn là 'search', 'serve'?"),
        (["show"], "Thiếu tham số 'document'."),
        (["stats", "a", "b"], "Thừa tham số (a b)"),
    ],
)
def test_what_is_typed_wrong_is_said_in_vietnamese(
    cli: CommandLine, words: list[str], said: str
) -> None:
    answer = cli(*words)
    assert answer.code == 2
    assert said in answer.err
