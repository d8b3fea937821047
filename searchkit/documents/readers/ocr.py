"""Text of page pictures through the program tesseract with its Vietnamese data, when installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DOTS_PER_INCH = 250
"""The resolution to render pages at; between 200 and 300 tesseract reads best."""

ADVICE = "install tesseract with its Vietnamese data (package tesseract-ocr-vie) and index it again"
_LANGUAGE = "vie"
_SECONDS_PER_PAGE = 60


@lru_cache(maxsize=1)
def available() -> bool:
    """Tell whether tesseract is on the PATH and reads Vietnamese."""
    if not shutil.which("tesseract"):
        return False
    done = subprocess.run(["tesseract", "--list-langs"], capture_output=True, check=False)
    return _LANGUAGE in done.stdout.decode("ascii", "replace").split()


def recognise(picture: NDArray[np.uint8]) -> str:
    """Return the text of a grey picture (height x width), empty when tesseract gives up.

    Handwriting, such as the number and day that are filled in by hand, is often misread.
    """
    height, width = picture.shape[:2]
    image = f"P5 {width} {height} 255\n".encode("ascii") + picture.tobytes()
    command = ["tesseract", "stdin", "stdout", "-l", _LANGUAGE, "--psm", "3"]
    try:
        done = subprocess.run(
            command,
            input=image,
            capture_output=True,
            timeout=_SECONDS_PER_PAGE,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # its threads cost more than they bring
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode("utf-8", "replace")
