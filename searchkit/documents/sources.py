"""Which files there are: folders walked in order, with ignore rules, and a hash of content."""

from __future__ import annotations

import errno
import hashlib
import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.documents.formats import CORPUS_SUFFIXES, SUFFIXES
from searchkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pathspec import PathSpec
    from pathspec.pattern import Pattern

    OnError = Callable[[Path, OSError], None]

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


def _leave_out(_path: Path, _error: OSError) -> None:
    """Say nothing of what cannot be reached."""


def discover(paths: Iterable[str | Path], on_error: OnError = _leave_out) -> Iterator[Source]:
    """Yield the files of ``paths`` in order of their names; folders are walked.

    Inside folders only files with a known suffix count; hidden files, lock files of editors
    (``~$a.docx``) and what ``.searchkitignore`` names (the syntax of ``.gitignore``) are left out.
    A folder that is reached twice, named twice or through symbolic links, is walked once.
    ``on_error`` is called with each folder that may not be listed and each file that may not be
    looked at; they are left out.

    Raises:
        UsageError: one of ``paths`` does not exist.

    """
    seen: set[tuple[int, int]] = set()
    for given in paths:
        # One file has one path, however the folder was named.
        path = Path(given).resolve()
        if path.is_dir():
            yield from _walk(path, seen, on_error)
        elif path.exists():
            yield from _source(path, path.parent, on_error)
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


def _walk(root: Path, seen: set[tuple[int, int]], on_error: OnError) -> Iterator[Source]:
    """Yield the files under ``root``; a stack, since folders may be nested deeper than calls."""
    ignored = _ignore_rules(root)
    stack = [(root, True)]
    while stack:
        path, is_folder = stack.pop()
        if not is_folder:
            yield from _source(path, root, on_error)
            continue
        prefix = "" if path == root else printable(path.relative_to(root).as_posix()) + "/"
        for entry in _entries(path, seen, on_error):
            below = _is_folder(entry)
            if _wanted(entry.name, prefix, ignored, folder=below):
                stack.append((Path(entry.path), below))


def _entries(folder: Path, seen: set[tuple[int, int]], on_error: OnError) -> list[os.DirEntry[str]]:
    """Return what is in a folder, last first; nothing when it was walked before."""
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in seen:
            return []
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name, reverse=True)
    except OSError as error:
        on_error(folder, error)
        return []
    seen.add((status.st_dev, status.st_ino))
    return entries


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads in circles, or a folder whose files may not be looked at
        return False


def _wanted(name: str, prefix: str, ignored: PathSpec[Pattern], *, folder: bool) -> bool:
    if name.startswith((".", "~$")):
        return False
    inside = prefix + printable(name)
    if ignored.match_file(f"{inside}/" if folder else inside):
        return False
    return folder or name.lower().endswith(SUFFIXES)


def _source(path: Path, root: Path, on_error: OnError) -> Iterator[Source]:
    try:
        status = path.stat()
    except FileNotFoundError:  # a dangling link, or gone since the folder was listed
        return
    except OSError as error:
        if error.errno != errno.ELOOP:
            on_error(path, error)
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
