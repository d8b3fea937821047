"""The rules of ``.searchkitignore`` files: those of a folder, and of the folders above it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from searchkit.documents.file_names import composed, printable
from searchkit.text.encodings.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pathspec import PathSpec
    from pathspec.pattern import Pattern

IGNORE_FILE = ".searchkitignore"


@dataclass(frozen=True, slots=True)
class IgnoreRules:
    """What is left out below a folder, as git decides it (gitignore(5)).

    ``layers`` are folders, the innermost first, each with the rules of its own ignore file. The
    first folder of which a rule speaks of a file decides; within a folder it is the last rule.
    """

    layers: tuple[tuple[str, PathSpec[Pattern]], ...] = ()

    def with_file(self, folder: Path) -> IgnoreRules:
        """Return the rules that hold in ``folder``, which has an ignore file of its own.

        Lines that are no pattern are passed over. Raises OSError when the file cannot be read.
        """
        import pathspec

        text = decode((folder / IGNORE_FILE).read_bytes()).text
        patterns = [pattern for line in text.splitlines() for pattern in _patterns(line)]
        return IgnoreRules(((os.fspath(folder), pathspec.PathSpec(patterns)), *self.layers))

    def ignores(self, path: str, *, folder: bool) -> bool:
        """Say whether a file or folder is left out; ``path`` lies below all the layers."""
        for above, rules in self.layers:
            inside = composed(printable(path[len(above) :].lstrip(os.sep)))
            decision = rules.check_file(f"{inside}/" if folder else inside).include
            if decision is not None:
                return decision
        return False


def _patterns(line: str) -> Iterator[Pattern]:
    """Yield the pattern of a line, nothing for a line that is none, such as a lone ``!``."""
    import pathspec

    try:
        yield from pathspec.PathSpec.from_lines("gitignore", [composed(line)]).patterns
    except ValueError:
        return
