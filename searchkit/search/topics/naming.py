"""How topics are called: by name or title, in any spelling."""

from __future__ import annotations

import re

from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.normalization import normalize

_WORD = re.compile(r"[^\W_]+")


def call_name(name: str) -> str:
    """Return the one spelling of a name or title: ``tinh-gon-bo-may`` of ``Tinh gọn, bộ máy``."""
    return "-".join(_WORD.findall(fold(normalize(name).text).lower()))
