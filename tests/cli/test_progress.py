"""The progress bar: for people at a terminal, and only for what lasts."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from searchkit.cli import progress
from searchkit.cli.progress import progress_bar

if TYPE_CHECKING:
    import pytest


class Terminal(io.StringIO):
    """A standard error that is a terminal."""

    def isatty(self) -> bool:
        return True


def shown(patch: pytest.MonkeyPatch, patience: float) -> str:
    """Return what a run over two of three files shows where a bar appears after ``patience``."""
    screen = Terminal()
    patch.setattr(sys, "stderr", screen)
    patch.setattr(progress, "PATIENCE", patience)
    patch.setenv("TERM", "xterm")
    patch.setenv("COLUMNS", "100")
    for name in ("NO_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        patch.delenv(name, raising=False)
    with progress_bar() as bar:
        assert bar is not None
        bar.start(3, 3_000)
        bar.advance(1, 1_000)
        bar.advance(1, 500)
    return screen.getvalue()


def test_a_long_run_shows_the_files_and_the_share_of_bytes_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = shown(monkeypatch, 0.0)
    assert "2 of 3 files" in text
    assert "50 %" in text


def test_a_short_run_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not shown(monkeypatch, 1e9)


def test_an_output_that_is_no_terminal_gets_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with progress_bar() as bar:
        assert bar is None
