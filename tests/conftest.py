"""What holds for every test: where the real texts are, if this machine has them, and no clock."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A slow or busy machine is no fault of ours: examples take as long as they take.
settings.register_profile("searchkit", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("searchkit")

_REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real texts: ``SEARCHKIT_SHARED``, or ``shared`` beside the repository."""
    folder = Path(os.environ.get("SEARCHKIT_SHARED") or _REPOSITORY.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"the real texts are not here: {folder} (set SEARCHKIT_SHARED)")
    return folder
