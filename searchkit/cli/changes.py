"""What ``searchkit watch`` says: what was done when, with which documents, and what hinders it."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import typer

from searchkit.cli.failures import summary
from searchkit.cli.output import shown, tell
from searchkit.cli.reports import print_values
from searchkit.messages import translated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from searchkit import Failure, IndexReport

MOST_NAMES = 10
"""Documents that a line names of each kind of change."""


class Teller:
    """Tells on the screen and in the log, ``write``, what happens; nothing twice in a row."""

    def __init__(self, write: Callable[[str], None], *, json: bool) -> None:
        self._write = write
        self._json = json
        self._failures: frozenset[Failure] = frozenset()
        self._trouble = ""
        self._gone: frozenset[Path] = frozenset()

    def say(self, text: str) -> None:
        """Say a line that is no news of documents: to people, and to the log."""
        self._write(text)
        if not self._json:
            with _going_on():
                typer.echo(f"{_now():%Y-%m-%d %H:%M:%S}  {shown(translated(text))}")

    def hindered(self, text: str) -> None:
        """Say what keeps the index from being brought up to date, once."""
        if text != self._trouble:
            self._trouble = text
            self._write(text)
            with _going_on():
                tell(f"searchkit: {text}; trying again", err=True)

    def missing(self, paths: Iterable[Path]) -> None:
        """Say which of the followed folders have gone, and which are back."""
        gone = frozenset(paths)
        for path in sorted(gone - self._gone):
            self.say(f"{path} is gone; what was indexed from it stays until it is back")
        for path in sorted(self._gone - gone):
            self.say(f"{path} is back")
        self._gone = gone

    def done(self, report: IndexReport) -> None:
        """Say what a run did, and what could not be read that was not told before."""
        self._trouble = ""
        new = [failure for failure in report.failures if failure not in self._failures]
        self._failures = frozenset(report.failures)
        with _going_on():
            for line in summary(new):
                typer.echo(line, err=True)
        changes = _changes(report)
        if not changes:
            return
        line = f"{'; '.join(changes)} ({report.seconds:.1f} s)"
        self._write(line)
        with _going_on():
            if self._json:
                print_values(report, time=_now().isoformat(timespec="seconds"))
            else:
                typer.echo(f"{_now():%Y-%m-%d %H:%M:%S}  {line}")


@contextmanager
def _going_on() -> Iterator[None]:
    """Go on where the output cannot take a line, as in a file on a full disk."""
    try:
        yield
    except BrokenPipeError:  # nobody reads it any more
        raise
    except OSError:
        pass


def _now() -> datetime:
    return datetime.now().astimezone()


def _changes(report: IndexReport) -> list[str]:
    counts = {
        "added": translated(f"{report.added:,} added"),
        "changed": translated(f"{report.changed:,} changed"),
        "removed": translated(f"{report.removed:,} removed"),
        "moved": translated(f"{report.moved:,} moved"),
    }
    return [
        f"{said}: {_named(report.names[what])}"
        for what, said in counts.items()
        if what in report.names
    ]


def _named(names: list[str]) -> str:
    more = [] if len(names) <= MOST_NAMES else ["…"]
    return shown(", ".join([*names[:MOST_NAMES], *more]))
