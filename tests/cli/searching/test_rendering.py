"""How hits look: on a terminal in colour, elsewhere in plain text, never with foreign controls."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from searchkit.cli.searching.rendering import PLAIN_WIDTH, print_result
from searchkit.search.results import Hit, SearchResult

if TYPE_CHECKING:
    import pytest

WORDS = "Ủy ban nhân dân tỉnh phê duyệt đề án tinh gọn bộ máy "


def _result(snippet: str, *marks: tuple[int, int], title: str = "Đề án") -> SearchResult:
    hit = Hit(
        rank=1,
        score=1.0,
        id="de-an.txt#1",
        document_id="de-an.txt",
        path="de-an.txt",
        title=title,
        heading=("Điều 1",),
        citation="Điều 1",
        page=None,
        text=snippet,
        snippet=snippet,
        marks=marks,
        start=0,
        end=len(snippet),
        metadata={"number": "15/ĐA-UBND"},
    )
    return SearchResult("tinh gọn", 1, 1.0, (hit,))


def _pretend_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")


def test_lines_fit_the_page_and_keep_every_word(capsys: pytest.CaptureFixture[str]) -> None:
    print_result(_result(WORDS * 8))
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= PLAIN_WIDTH
    assert " ".join(lines[3:-2]).split() == (WORDS * 8).split()
    assert all(line.startswith("    ") for line in lines[3:-2])


def test_a_terminal_shows_matches_in_colour(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _pretend_a_terminal(monkeypatch)
    monkeypatch.delenv("NO_COLOR", raising=False)
    print_result(_result("đề án tinh gọn bộ máy", (6, 14)))
    shown = capsys.readouterr().out
    assert "đề án \x1b[33m\x1b[1mtinh gọn\x1b[0m bộ máy\n" in shown
    assert "«" not in shown


def test_a_terminal_without_colour_has_marks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _pretend_a_terminal(monkeypatch)
    monkeypatch.setenv("NO_COLOR", "1")
    print_result(_result("đề án tinh gọn bộ máy", (6, 14)))
    shown = capsys.readouterr().out
    assert "đề án «tinh gọn» bộ máy" in shown
    assert "\x1b" not in shown


def test_lines_are_as_wide_as_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _pretend_a_terminal(monkeypatch)
    monkeypatch.setenv("NO_COLOR", "1")
    print_result(_result(WORDS * 3))
    assert max(map(len, capsys.readouterr().out.splitlines()[:-1])) <= 40


def test_a_document_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    steering = "đề án\x1b[2J\x02 mới\x03\x07"
    print_result(_result(steering, (0, len(steering)), title="Đề\x1b]0;x\x07 án"))
    shown = capsys.readouterr().out
    assert "«đề án [2J" in shown
    assert all(c.isprintable() or c == "\n" for c in shown)


def test_a_hit_says_where_when_and_by_whom(capsys: pytest.CaptureFixture[str]) -> None:
    result = _result("đề án")
    metadata = {
        "number": "15/ĐA-SNV",
        "place": "Nghệ An",
        "date": "2024-07-12",
        "superior": "UBND TỈNH NGHỆ AN",
        "issuer": "SỞ NỘI VỤ",
        "signer": "Nguyễn Viết Hưng",
    }
    print_result(replace(result, hits=(replace(result[0], metadata=metadata),)))
    shown = " ".join(capsys.readouterr().out.split())
    facts = "Nghệ An, 2024-07-12 · UBND TỈNH NGHỆ AN - SỞ NỘI VỤ · Nguyễn Viết Hưng · de-an.txt"
    assert f"15/ĐA-SNV · {facts}" in shown


def test_a_page_behind_the_last_says_how_much_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    behind = replace(
        _result("đề án"), hits=(), offset=990, passages=180, documents=26, available=60
    )
    print_result(behind)
    shown = capsys.readouterr().out
    assert "There is nothing on this page: all pages together have 60 hits." in shown
    assert "Nothing found" not in shown
