"""Which files there are: folders walked in order, with ignore rules, and a hash of content."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.documents.formats import CORPUS_SUFFIXES, SUFFIXES
from searchkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pathspec import PathSpec
    from pathspec.pattern import Pattern

IGNORE_FILE = ".searchkitignore"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    r"""A file to read: where it is, how it is called in the index, and its size and time.

    ``id`` is the path relative to ``root`` in NFC with ``/``; bytes of a name that are no UTF-8
    appear in it as ``\\xNN``. ``mtime_ns`` is the time of the last change in nanoseconds.
    """

    path: Path
    root: Path
    id: str
    size: int
    mtime_ns: int

    @property
    def label(self) -> str:
        """The absolute path in characters that can be printed and stored."""
        return printable(os.fspath(self.path))

    @property
    def is_corpus(self) -> bool:
        """Whether the file holds one document a line."""
        return self.path.name.lower().endswith(CORPUS_SUFFIXES)


def printable(name: str) -> str:
    r"""Return a file name with undecodable bytes written as ``\\xNN``."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def discover(paths: Iterable[str | Path]) -> Iterator[Source]:
    """Yield the files of ``paths`` in order of their names; folders are walked.

    Inside folders only files with a known suffix count; hidden files, lock files of editors
    (``~$a.docx``) and what ``.searchkitignore`` names (the syntax of ``.gitignore``) are left out.
    A folder that is reached twice, as through a loop of symbolic links, is walked once.

    Raises:
        UsageError: one of ``paths`` does not exist.

    """
    for given in paths:
        # One file has one path, however the folder was named.
        path = Path(given).resolve()
        if path.is_dir():
            yield from _walk(path, path, _ignore_rules(path), set())
        elif path.exists():
            yield from _source(path, path.parent)
        else:
            raise UsageError(f"{given}: no such file or folder; check the path")


def content_hash(content: Source | bytes) -> str:
    """Return the blake2b hash of a file's bytes, 32 hexadecimal digits.

    Raises:
        OSError: the file cannot be read.

    """
    digest = hashlib.blake2b(digest_size=16)
    if isinstance(content, bytes):
        digest.update(content)
        return digest.hexdigest()
    with content.path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _walk(
    folder: Path, root: Path, ignored: PathSpec[Pattern], seen: set[tuple[int, int]]
) -> Iterator[Source]:
    try:
        status = folder.stat()
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    if (status.st_dev, status.st_ino) in seen:
        return
    seen.add((status.st_dev, status.st_ino))
    for entry in entries:
        path = Path(entry.path)
        inside = path.relative_to(root).as_posix()
        if entry.name.startswith((".", "~$")) or ignored.match_file(printable(inside)):
            continue
        if entry.is_dir():
            if not ignored.match_file(printable(inside) + "/"):
                yield from _walk(path, root, ignored, seen)
        elif entry.name.lower().endswith(SUFFIXES):
            yield from _source(path, root)


def _source(path: Path, root: Path) -> Iterator[Source]:
    try:
        status = path.stat()
    except OSError:  # a dangling link, or gone since the folder was listed
        return
    name = unicodedata.normalize("NFC", printable(path.relative_to(root).as_posix()))
    yield Source(path, root, name, status.st_size, status.st_mtime_ns)


def _ignore_rules(root: Path) -> PathSpec[Pattern]:
    import pathspec

    try:
        rules = (root / IGNORE_FILE).read_text("utf-8", errors="replace").splitlines()
    except OSError:
        rules = []
    return pathspec.PathSpec.from_lines("gitignore", rules)
