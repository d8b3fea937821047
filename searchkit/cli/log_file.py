"""A file of a log whose own trouble, such as a full disk, stops nothing."""

from __future__ import annotations

import sys
from contextlib import suppress
from logging.handlers import WatchedFileHandler
from typing import TYPE_CHECKING

from searchkit.cli.output import tell

if TYPE_CHECKING:
    from logging import LogRecord


class LogFile(WatchedFileHandler):
    """Appends to a file, which is made anew where it has been moved away.

    What cannot be written is told once; what was to be written follows when there is room again,
    unless the process ends before.
    """

    _is_told = False

    def handleError(self, record: LogRecord) -> None:  # noqa: N802 -- as logging calls it
        """Say once that the log cannot be written, and go on."""
        del record
        error = sys.exc_info()[1]
        if not self._is_told:
            self._is_told = True
            reason = getattr(error, "strerror", None) or error
            with suppress(OSError):  # it may go into a file on the same disk
                tell(
                    f"searchkit: the log {self.baseFilename} cannot be written: {reason}", err=True
                )

    def close(self) -> None:
        """Close the file, whatever of it could not be written."""
        with suppress(OSError):
            super().close()
