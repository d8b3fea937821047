"""A progress bar for people: only on a terminal, and only for what lasts longer than a second."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

PATIENCE = 1.0
"""Seconds that pass before a bar appears."""


class ProgressBar:
    """Shows files and bytes done; it is what ``Index.add`` reports to."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._files = 0
        self._all_files = 0
        self._size = 0
        self._all_size = 0
        self._bar: RichProgress | None = None
        self._task: TaskID | None = None

    def start(self, files: int, size: int) -> None:
        """Announce the number of files and their bytes."""
        self._all_files, self._all_size = files, size

    def advance(self, files: int, size: int) -> None:
        """Report further files and bytes done."""
        self._files += files
        self._size += size
        if self._bar is None:
            if time.monotonic() - self._started < PATIENCE:
                return
            self._open()
        if self._bar is not None and self._task is not None:
            label = f"{self._files:,} of {self._all_files:,} files"
            self._bar.update(self._task, completed=self._size, description=label)

    def _open(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task("", total=self._all_size)
        self._bar.start()

    def close(self) -> None:
        """Take the bar off the screen."""
        if self._bar is not None:
            self._bar.stop()


@contextmanager
def progress_bar(*, wanted: bool = True) -> Iterator[ProgressBar | None]:
    """Give a progress bar on standard error, None where that is no terminal, or none is wanted."""
    if not wanted or not sys.stderr.isatty():
        yield None
        return
    bar = ProgressBar()
    try:
        yield bar
    finally:
        bar.close()
