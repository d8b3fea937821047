"""The folders and files that an index was made of, from which a rebuild makes it anew.

Whether programs have added documents is remembered with them, for no file gives those anew.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.documents.file_names import printable
from searchkit.index.schema import RECORD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchkit.backends.base import Backend


def is_there(path: str | Path) -> bool | None:
    """Say whether something is at a path; None where nobody may look.

    A file is not there when what should be its folder is a file.
    """
    try:
        Path(path).stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return None
    return True


def note_records(backend: Backend) -> None:
    """Remember that programs have added documents, even if nothing else can be read."""
    roots = backend.roots()
    if RECORD not in roots:
        backend.save_roots([*roots, RECORD])


def folders(backend: Backend) -> list[str]:
    """Return the folders and files that were indexed."""
    return _without_mark(backend.roots())


def add_roots(backend: Backend, roots: Iterable[Path]) -> None:
    """Remember what was indexed; what lies within a known folder needs no entry of its own."""
    before = backend.roots()
    known = [Path(root) for root in _without_mark(before)]
    for root in roots:
        path = root.resolve()
        if not any(path.is_relative_to(other) for other in known):
            known = [other for other in known if not other.is_relative_to(path)] + [path]
    records = [RECORD] if RECORD in before else []
    backend.save_roots([*records, *map(os.fspath, known)])


def drop_roots(backend: Backend, paths: Iterable[str]) -> None:
    """Forget folders that are no more and of which nothing is indexed; ``paths`` are all files."""
    roots = backend.roots()
    lost = [root for root in _without_mark(roots) if is_there(root) is False]
    for path in paths if lost else ():
        lost = [root for root in lost if not Path(path).is_relative_to(printable(root))]
    if lost:
        backend.save_roots([root for root in roots if root not in lost])


def _without_mark(roots: Iterable[str]) -> list[str]:
    return [root for root in roots if root != RECORD]
