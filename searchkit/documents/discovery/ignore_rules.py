"""The rules of ``.searchkitignore`` files: those of a folder, and of the folders above it."""

from __future__ import annotations

import errno
import os
import re
from stat import S_ISREG
from typing import TYPE_CHECKING

from searchkit._dataclass import dataclass
from searchkit.documents.file_names import composed, printable
from searchkit.text.encodings.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pathspec import PathSpec
    from pathspec.pattern import Pattern

IGNORE_FILE = ".searchkitignore"

_LARGEST = 1 << 20  # bytes
_STAR = "[^/]*"


@dataclass(frozen=True, slots=True)
class IgnoreRules:
    """What is left out below a folder, as git decides it (gitignore(5)).

    ``layers`` are folders, the innermost first, each with the rules of its own ignore file. The
    first folder of which a rule speaks of a file decides; within a folder it is the last rule.
    """

    layers: tuple[tuple[str, PathSpec[Pattern]], ...] = ()

    def with_file(self, folder: Path) -> IgnoreRules:
        """Return the rules that hold in ``folder``, which has an ignore file of its own.

        Lines that are no pattern are passed over. Raises OSError when the file cannot be read,
        is larger than 1 MB, or is no file.
        """
        text = decode(_content(folder / IGNORE_FILE)).text
        return self.with_rules(os.fspath(folder), text.splitlines())

    def with_rules(self, folder: str, lines: Iterable[str]) -> IgnoreRules:
        """Return the rules that hold in ``folder``, to which these lines are added."""
        import pathspec

        patterns = [pattern for line in lines for pattern in _patterns(line)]
        return IgnoreRules(((folder, pathspec.PathSpec(patterns)), *self.layers))

    def ignores(self, path: str, *, folder: bool) -> bool:
        """Say whether a file or folder is left out; ``path`` lies below all the layers."""
        for above, rules in self.layers:
            inside = composed(printable(path[len(above) :].lstrip(os.sep)))
            decision = rules.check_file(f"{inside}/" if folder else inside).include
            if decision is not None:
                return decision
        return False


def _content(path: Path) -> bytes:
    status = path.stat()
    if not S_ISREG(status.st_mode) or status.st_size > _LARGEST:
        raise OSError(errno.EINVAL, "it is no file of rules", os.fspath(path))
    return path.read_bytes()


def _patterns(line: str) -> Iterator[Pattern]:
    """Yield the pattern of a line, nothing for a line that is none, such as a lone ``!``."""
    import pathspec

    try:
        for pattern in pathspec.PathSpec.from_lines("gitignore", [composed(line)]).patterns:
            yield _prompt(pattern)
    except ValueError:
        return


def _prompt(pattern: Pattern) -> Pattern:
    """Return a pattern that fails promptly however many ``*`` it has.

    What stands between two stars of a name may match where it first occurs: to try other places,
    as regular expressions do, takes exponential time and finds no more.
    """
    from pathspec.pattern import RegexPattern

    if not isinstance(pattern, RegexPattern) or pattern.regex is None:
        return pattern
    first, *rest = pattern.regex.pattern.split(_STAR)
    if len(rest) < 2 or any("(" in part for part in rest[:-1]):
        return pattern
    middle = "".join(f"(?>{_STAR}?{part})" for part in rest[:-1])
    return RegexPattern(re.compile(f"{first}{middle}{_STAR}{rest[-1]}"), pattern.include)
