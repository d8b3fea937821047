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
    A folder that is reached twice, named twice or through symbolic links, is walked once. Folders
    that may not be read are left out.

    Raises:
        UsageError: one of ``paths`` does not exist.

    """
    seen: set[tuple[int, int]] = set()
    for given in paths:
        # One file has one path, however the folder was named.
        path = Path(given).resolve()
        if path.is_dir():
            yield from _walk(path, seen)
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


def _walk(root: Path, seen: set[tuple[int, int]]) -> Iterator[Source]:
    """Yield the files under ``root``; a stack, since folders may be nested deeper than calls."""
    ignored = _ignore_rules(root)
    stack = [root]
    while stack:
        path = stack.pop()
        if path.is_dir():
            stack.extend(_children(path, root, ignored, seen))
        else:
            yield from _source(path, root)


def _children(
    folder: Path, root: Path, ignored: PathSpec[Pattern], seen: set[tuple[int, int]]
) -> list[Path]:
    """Return what is to be read in a folder, last first; nothing when it was walked before."""
    try:
        status = folder.stat()
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name, reverse=True)
    except OSError:
        return []
    if (status.st_dev, status.st_ino) in seen:
        return []
    seen.add((status.st_dev, status.st_ino))
    prefix = "" if folder == root else printable(folder.relative_to(root).as_posix()) + "/"
    return [Path(entry.path) for entry in entries if _wanted(entry, prefix, ignored)]


def _wanted(entry: os.DirEntry[str], prefix: str, ignored: PathSpec[Pattern]) -> bool:
    if entry.name.startswith((".", "~$")):
        return False
    inside = prefix + printable(entry.name)
    try:
        folder = entry.is_dir()
    except OSError:  # a link that leads in circles
        return False
    if ignored.match_file(f"{inside}/" if folder else inside):
        return False
    return folder or entry.name.lower().endswith(SUFFIXES)


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
