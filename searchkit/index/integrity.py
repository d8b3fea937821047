"""Reading an index from end to end to prove that its files are as they were written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.errors import IndexDamagedError
from searchkit.index.language_counts import LANGUAGE, must_have_roots

if TYPE_CHECKING:
    from searchkit.backends.base import Backend


def verify(backend: Backend) -> dict[str, int]:
    """Check all that an index has stored; returns the files and their bytes.

    What was added from folders must have its syllable counts; an index that was made otherwise may
    lack them. Raises IndexMissingError when there is no index, IndexDamagedError for a file that is
    missing, cut short, altered, or of another format; the message names it and the way out.
    """
    roots = backend.roots()
    files = backend.verify([LANGUAGE] if roots else [])
    if not roots and must_have_roots(backend):
        raise IndexDamagedError(
            f"{backend.name}: the list of its folders is missing; "
            f"run `searchkit rebuild PATH... --index {backend.name}`"
        )
    return files
