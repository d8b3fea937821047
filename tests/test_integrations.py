"""The pieces of docs/integrations.md run as they stand, where their packages are installed."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support import DOCUMENTS, ROOT, make_index

if TYPE_CHECKING:
    from pathlib import Path

PIECES = re.findall(
    r"```python\n(# needs: (\S+)\n.*?)```", (ROOT / "docs/integrations.md").read_text("utf-8"), re.S
)


def is_installed(package: str) -> bool:
    try:
        return importlib.util.find_spec(package) is not None
    except ModuleNotFoundError:  # not even the package above it
        return False


@pytest.mark.parametrize(("code", "package"), PIECES, ids=[package for _, package in PIECES])
def test_a_piece_finds_the_plan(tmp_path: Path, code: str, package: str) -> None:
    compile(code, "docs/integrations.md", "exec")
    if not is_installed(package):
        pytest.skip(f"{package} is not installed")
    make_index(tmp_path, DOCUMENTS).close()
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("ke-hoach.txt#")
    assert "Tinh gọn bộ máy" in ended.stdout or "tinh gọn bộ máy" in ended.stdout


def test_there_is_a_piece_for_each_framework() -> None:
    assert [package for _, package in PIECES] == ["langchain_core", "llama_index.core", "haystack"]
