"""Fixtures for every test: where the shared real texts are, if this machine has them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real texts: ``SEARCHKIT_SHARED``, or ``shared`` beside the repository."""
    folder = Path(os.environ.get("SEARCHKIT_SHARED") or _REPOSITORY.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"the real texts are not here: {folder} (set SEARCHKIT_SHARED)")
    return folder
