"""Where the installed pyvi keeps what it has learnt; asked at every start, so nothing is read."""

from __future__ import annotations

import importlib.util
from pathlib import Path

MODEL, WORDS = "pyvi3.pkl", "words.txt"


def models_folder() -> Path | None:
    """Return the folder of ``MODEL`` and ``WORDS``, None where pyvi is not installed."""
    spec = importlib.util.find_spec("pyvi")  # locates the package, does not import it
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0]) / "models"
