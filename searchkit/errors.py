"""Every error that searchkit raises: what happened, where, and what to do about it."""

from __future__ import annotations


class SearchkitError(Exception):
    """Base of all errors of searchkit; its message is written for the person who reads it.

    ``exit_code`` is what the command line returns for it: 1 for a failure, 2 for wrong usage.
    """

    exit_code = 1


class UsageError(SearchkitError):
    """The request itself is wrong: an unknown name, a missing folder, an option out of range."""

    exit_code = 2


class QueryError(UsageError):
    """A query cannot be understood; ``position`` is the 0-based character where it goes wrong."""

    def __init__(self, message: str, position: int | None = None) -> None:
        super().__init__(message)
        self.position = position


class DocumentError(SearchkitError):
    """One file or record cannot be read; ``path`` names it, ``advice`` says what to do."""

    def __init__(self, path: str, reason: str, advice: str = "") -> None:
        super().__init__(f"{path}: {reason}" + (f" ({advice})" if advice else ""))
        self.path = path
        self.reason = reason
        self.advice = advice


class MissingExtraError(SearchkitError):
    """A feature needs an optional package or program that is not installed."""


class IndexMissingError(UsageError):
    """There is no index in the folder that was named."""


class IndexDamagedError(SearchkitError):
    """A file of the index is damaged or of another format; the way out is a rebuild."""


class IndexLockedError(SearchkitError):
    """Another process is writing to the index."""


class DiskFullError(SearchkitError):
    """There is no room for what is to be written; the index stays as it was last committed."""
