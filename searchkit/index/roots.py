"""The folders and files that an index was made of, from which a rebuild makes it anew."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchkit.backends.base import Backend


def add_roots(backend: Backend, roots: Iterable[Path]) -> None:
    """Remember what was indexed; what lies within a known folder needs no entry of its own."""
    known = [Path(root) for root in backend.roots()]
    for root in roots:
        path = root.resolve()
        if not any(path.is_relative_to(other) for other in known):
            known = [other for other in known if not other.is_relative_to(path)] + [path]
    backend.save_roots([os.fspath(root) for root in known])
