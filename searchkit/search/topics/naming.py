"""How topics are called: by name or title, in any spelling."""

from __future__ import annotations

import re

from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.normalization import normalize

_WORD = re.compile(r"[^\W_]+")


def topic_name(title: str) -> str:
    """Return how a topic of a title is called: ``tinh-gon-bo-may`` for ``Tinh gọn, bộ máy``."""
    return "-".join(_WORD.findall(fold(normalize(title).text).lower()))
