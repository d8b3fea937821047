"""Which files there are: folders walked in order, with ignore rules, and a hash of content."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from searchkit._dataclass import dataclass, field
from searchkit.documents.discovery.ignore_rules import IGNORE_FILE, IgnoreRules
from searchkit.documents.discovery.sniffing import is_document, tells_nothing
from searchkit.documents.file_names import composed, printable
from searchkit.documents.formats import CORPUS_SUFFIXES, is_read, why_unread
from searchkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    OnError = Callable[[Path, OSError], None]
    OnUnread = Callable[["Source"], None]

_BLOCK = 1 << 20

NO_FILE = "it is a pipe, a socket or a device"


@dataclass(frozen=True, slots=True)
class Source:
    r"""A file to read: where it is, how it is called in the index, and its size and time.

    ``file`` is the absolute path as the system has it, ``root`` the folder that was named. ``id``
    is the path relative to it in NFC with ``/``; bytes of a name that are no UTF-8 appear in it as
    ``\\xNN``. ``mtime_ns`` is the time of the last change in nanoseconds. Paths are plain strings,
    a fifth of the memory that they take as ``Path``.
    """

    file: str
    root: str
    id: str
    size: int
    mtime_ns: int

    @property
    def path(self) -> Path:
        """The absolute path."""
        return Path(self.file)

    @property
    def label(self) -> str:
        """The absolute path in characters that can be printed and stored."""
        return printable(self.file)

    @property
    def is_corpus(self) -> bool:
        """Whether the file holds one document a line."""
        return self.file.lower().endswith(CORPUS_SUFFIXES)


def _say_nothing(*_: object) -> None:
    """Say nothing of what is left out."""


def discover(
    paths: Iterable[str | Path],
    on_error: OnError = _say_nothing,
    on_unread: OnUnread = _say_nothing,
    *,
    ignore: Iterable[str] = (),
) -> Iterator[Source]:
    """Yield the files of ``paths`` in order of their names; folders are walked.

    Inside folders only files with a known suffix count, and documents whose name tells nothing of
    what they are; hidden files, lock files of editors (``~$a.docx``) and what a
    ``.searchkitignore`` of their folder or of one above it names (the syntax of ``.gitignore``) are
    left out. ``ignore`` are such rules for each of the folders, which those in it may override.
    A folder that is reached twice, named twice or through symbolic links, is walked once.
    ``on_error`` is called with each folder that may not be listed and each file that may not be
    looked at, ``on_unread`` with each file that is a document of a kind that is not read; they are
    left out.

    Raises:
        UsageError: one of ``paths`` does not exist.

    """
    walk = _Walk(on_error, on_unread, tuple(ignore))
    for given in paths:
        # One file has one path, however the folder was named.
        path = Path(given).resolve()
        if path.is_dir():
            yield from walk.below(path)
        elif path.exists():
            yield from walk.source(os.fspath(path), os.fspath(path.parent))
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


@dataclass(slots=True)
class _Walk:
    """A walk through folders: whom to tell of what is left out, and the folders seen."""

    on_error: OnError
    on_unread: OnUnread
    ignore: tuple[str, ...]
    seen: set[tuple[int, int]] = field(default_factory=set)

    def below(self, root: Path) -> Iterator[Source]:
        """Yield the files under ``root``; a stack, since folders may nest deeper than calls."""
        top = os.fspath(root)
        above = IgnoreRules().with_rules(top, self.ignore) if self.ignore else IgnoreRules()
        stack = [(top, True, above)]
        while stack:
            path, is_folder, rules = stack.pop()
            if not is_folder:
                yield from self._file(path, top)
                continue
            entries = self._entries(path)
            if any(entry.name == IGNORE_FILE for entry in entries):
                rules = self._with_file(rules, Path(path))
            for entry in entries:
                below = _is_folder(entry)
                if _wanted(entry, rules, folder=below):
                    stack.append((entry.path, below, rules))

    def _file(self, path: str, root: str) -> Iterator[Source]:
        if why_unread(path) is None:
            yield from self.source(path, root)
            return
        for source in self.source(path, root):
            self.on_unread(source)

    def source(self, path: str, root: str) -> Iterator[Source]:
        """Yield the file, nothing when it is gone or may not be looked at."""
        try:
            status = os.stat(path)  # noqa: PTH116 -- a Path costs more than the call itself
        except FileNotFoundError:  # a dangling link, or gone since the folder was listed
            return
        except OSError as error:
            if error.errno != errno.ELOOP:
                self.on_error(Path(path), error)
            return
        if not S_ISREG(status.st_mode):
            self.on_error(Path(path), OSError(errno.EINVAL, NO_FILE))
            return
        name = path[len(root) :].replace(os.sep, "/").lstrip("/")
        yield Source(path, root, composed(printable(name)), status.st_size, status.st_mtime_ns)

    def _with_file(self, rules: IgnoreRules, folder: Path) -> IgnoreRules:
        try:
            return rules.with_file(folder)
        except OSError as error:
            self.on_error(folder / IGNORE_FILE, error)
            return rules

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        """Return what is in a folder, last first; nothing when it was walked before."""
        try:
            status = Path(folder).stat()
            if (status.st_dev, status.st_ino) in self.seen:
                return []
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            self.on_error(Path(folder), error)
            return []
        self.seen.add((status.st_dev, status.st_ino))
        return entries


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads in circles, or a folder whose files may not be looked at
        return False


def is_passed_over(name: str) -> bool:
    """Say whether nobody looks at what has such a name: it is hidden, or an editor's lock file."""
    return name.startswith((".", "~$"))


def _wanted(entry: os.DirEntry[str], rules: IgnoreRules, *, folder: bool) -> bool:
    """Say whether to walk on: into a folder, to a document by its name, or by its beginning."""
    name = entry.name
    if name.startswith((".", "~$")):
        return False
    known = folder or is_read(name) or why_unread(name) is not None
    if not known and not tells_nothing(name):
        return False
    return not rules.ignores(entry.path, folder=folder) and (known or is_document(entry))
