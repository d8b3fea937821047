"""Every error that searchkit raises: what happened, where, and what to do about it."""

from __future__ import annotations

import errno
from contextlib import contextmanager

TYPE_CHECKING = False  # as typing has it, which takes longer to load than all of this

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


class SearchkitError(Exception):
    """Base of all errors of searchkit; its message is written for the person who reads it.

    ``exit_code`` is what the command line returns for it: 1 for a failure, 2 for wrong usage, 4 for
    an index that is locked.
    """

    exit_code = 1

    def __reduce__(self) -> tuple[object, ...]:
        """Let an error be sent to another process, whatever it is made of."""
        return _restored, (type(self), self.args, dict(self.__dict__))


def _restored(
    kind: type[SearchkitError], args: tuple[object, ...], state: dict[str, object]
) -> SearchkitError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class UsageError(SearchkitError):
    """The request itself is wrong: an unknown name, a missing folder, an option out of range."""

    exit_code = 2


class QueryError(UsageError):
    """A query that a program has put together cannot be run.

    What people type never is one. ``position`` is the character where it goes wrong, if it has one.
    """

    def __init__(self, message: str, position: int | None = None) -> None:
        super().__init__(message)
        self.position = position


class MistakesError(UsageError):
    """A file that people write is wrong; ``mistakes`` are (line, what is wrong), counted from 1.

    The line is None where the message itself says the place.
    """

    def __init__(self, file: str, mistakes: Sequence[tuple[int | None, str]]) -> None:
        places = [file if line is None else f"{file}, line {line}" for line, _ in mistakes]
        said = [f"{place}: {one[1]}" for place, one in zip(places, mistakes, strict=True)]
        many = f"{file} has {len(said)} mistakes:\n" if len(said) > 1 else ""
        super().__init__(many + "\n".join(said))
        self.file = file
        self.mistakes = tuple(mistakes)


class TopicsError(MistakesError):
    """A file of topics is wrong."""


class SettingsError(MistakesError):
    """A ``searchkit.toml`` is wrong."""


class NamesError(MistakesError):
    """A file of names that have changed is wrong."""


class DocumentError(SearchkitError):
    """One file or record cannot be read; ``path`` names it, ``advice`` says what to do."""

    def __init__(self, path: str, reason: str, advice: str = "") -> None:
        super().__init__(f"{path}: {reason}" + (f" ({advice})" if advice else ""))
        self.path = path
        self.reason = reason
        self.advice = advice


class MissingExtraError(SearchkitError):
    """A feature needs an optional package or program that is not installed.

    ``extra`` is the extra of the distribution ``searchkit-vi`` that brings it, if one does; the
    message then ends with the command that installs it.
    """

    def __init__(self, message: str, extra: str = "") -> None:
        super().__init__(message, extra)
        self.extra = extra

    def __str__(self) -> str:
        """Return what is missing, and the command that installs it."""
        message = str(self.args[0])
        return f'{message}: pip install "searchkit-vi[{self.extra}]"' if self.extra else message


class IndexMissingError(UsageError):
    """There is no index in the folder that was named."""


class IndexClosedError(UsageError):
    """The index was closed by the program that uses it."""


class IndexDamagedError(SearchkitError):
    """A file of the index is damaged or of another format; the way out is a rebuild."""


class IndexLockedError(SearchkitError):
    """Another process is writing to the index."""

    exit_code = 4


class StorageError(SearchkitError):
    """The system refuses to read or write a file; the index stays as it was last committed."""


class DiskFullError(StorageError):
    """There is no room for what is to be written; the index stays as it was last committed."""


class ClusterError(StorageError):
    """A cluster that holds an index does not answer, or refuses what it was asked."""


class SearchTimeoutError(SearchkitError):
    """A search did not end within the seconds that it was given."""


class SearchCancelledError(SearchkitError):
    """Whoever asked for a search has told it to stop."""


class ProcessError(SearchkitError):
    """The system gives no process to read files in; no file is to blame, and none was marked."""


def reason_of(error: OSError | UnicodeDecodeError) -> str:
    """Return why a file cannot be read or written, without the number and the path behind it."""
    if isinstance(error, UnicodeDecodeError):
        return "it is no text in UTF-8"
    return (error.strerror or str(error)).lower()


_FULL = (errno.ENOSPC, errno.EDQUOT)
_TOO_MANY = "too many files are open: end other programs, or raise the limit (ulimit -n)"
_FORBIDDEN = "see to the permissions of the folder and its files"
_ADVICE = {
    errno.EMFILE: _TOO_MANY,
    errno.ENFILE: _TOO_MANY,
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: "it is on a disk that cannot be written: choose another folder",
    errno.ESTALE: "the share is no longer reached under this name: mount it again",
}
_OTHER_ADVICE = "check the disk or the share"


@contextmanager
def storage_errors(folder: str | Path = "the index") -> Iterator[None]:
    """Turn what the system refuses into StorageError, for want of room into DiskFullError.

    As a decorator it does the same for a function.
    """
    try:
        yield
    except OSError as error:
        place = error.filename or folder
        unharmed = "the index is as it was when last committed"
        if error.errno in _FULL:
            raise DiskFullError(
                f"{place}: the disk is full ({error.strerror}); {unharmed}: "
                "free some space, then run the same command again"
            ) from error
        raise StorageError(
            f"{place}: the system refuses it ({error.strerror or error}); {unharmed}: "
            f"{_ADVICE.get(error.errno or 0, _OTHER_ADVICE)}, then run the same command again"
        ) from error
