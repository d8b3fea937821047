"""Fixtures for the tests of the command line: a way to call it, and an index to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support import DOCUMENTS, CommandLine, make_index

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(monkeypatch, capsys)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``documents`` and their ``index``; nothing changes them."""
    folder = tmp_path_factory.mktemp("home")
    make_index(folder, DOCUMENTS).close()
    return folder
