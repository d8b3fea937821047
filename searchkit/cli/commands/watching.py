"""``searchkit watch``: an index that follows its folders."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.cli.changes import Teller
from searchkit.cli.interrupts import ending_in_order
from searchkit.cli.journal import journal
from searchkit.cli.options import (
    DEFAULT_INDEX,
    DEFAULT_MEMORY,
    IgnoreOption,
    IndexOption,
    JobsOption,
    JsonOption,
    LogOption,
    MemoryOption,
    SourcesArgument,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from threading import Event

SETTLE_MS = 1600
"""How long changes are gathered before they are indexed: copying a file raises many events."""

_TROUBLED = 30.0
"""Seconds until what has failed is tried again."""

_UNREADABLE_NAME = "Unable to decode path"  # no message
"""How watchfiles (src/lib.rs) ends when something happens to a file whose name is no UTF-8.

It does not say to which one, so all is followed and looked through anew.
"""

PULSE_MS = 1000
"""How often to see whether work is left over: that of the start, or of a time when another process
held the index."""


def watch(
    paths: SourcesArgument = None,
    index: IndexOption = DEFAULT_INDEX,
    jobs: JobsOption = None,
    memory: MemoryOption = DEFAULT_MEMORY,
    ignore: IgnoreOption = None,
    log: LogOption = None,
    json: JsonOption = False,
) -> None:
    """Follow folders and keep the index current, until Ctrl-C or SIGTERM.

    Needs the extra searchkit-vi[watch]. It says when it did what, with which documents; with
    --json, each run that changed something is one line.
    """
    from searchkit.errors import IndexLockedError, SearchkitError
    from searchkit.library import open_index

    _check_installed()
    followed = _checked(paths)
    behind = True  # what is there is indexed once the folders are followed, so nothing slips by
    with journal(log) as write:
        teller = Teller(write, json=json)
        with (
            suppress(KeyboardInterrupt),
            ending_in_order() as stopped,
            open_index(index, create=True) as target,
        ):
            teller.say(f"following {', '.join(map(str, followed))}")
            for batch in _batches(followed, stopped):
                there = [path for path in followed if path.exists()]
                teller.missing(path for path in followed if path not in there)
                behind |= batch is None or any(target.is_affected_by(path) for path in batch)
                if not behind or not there:
                    continue
                try:
                    report = target.add(
                        there, jobs=jobs, memory=memory << 20, ignore=ignore or (), wait=0
                    )
                except IndexLockedError as error:
                    teller.hindered(str(error))
                    continue
                except SearchkitError as error:  # a full disk, say: it may be better later
                    teller.hindered(str(error))
                    stopped.wait(_TROUBLED)
                    continue
                behind = False
                teller.done(report)
                if stopped.is_set():
                    break
        teller.say("stopped")


def _checked(paths: list[Path] | None) -> list[Path]:
    from searchkit.errors import UsageError

    if not paths:
        raise UsageError("nothing to follow: name folders, or sources in a searchkit.toml")
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder; check the path")
    return paths


def _check_installed() -> None:
    from importlib.util import find_spec

    from searchkit.errors import MissingExtraError

    if find_spec("watchfiles") is None:
        raise MissingExtraError("following folders needs watchfiles", "watch")


def _batches(paths: list[Path], stopped: Event) -> Iterator[set[str] | None]:
    """Yield the paths that have changed, at every pulse; None when a folder came or went.

    The system follows a folder, not its name: one that is removed and made again, as a share that
    is mounted anew, is followed anew. None comes once the folders are followed: nothing slips by.
    """
    from watchfiles import watch as changes

    while not stopped.is_set():
        followed = _identities(paths)
        anew = True
        if not followed:
            yield set()
            stopped.wait(PULSE_MS / 1000)
            continue
        try:
            for batch in changes(
                *followed,
                debounce=SETTLE_MS,
                rust_timeout=PULSE_MS,
                yield_on_timeout=True,
                stop_event=stopped,
            ):
                yield None if anew else {path for _, path in batch}
                anew = False
                # The next folder of that name may have the number of the one that was removed.
                if _identities(paths) != followed or any(
                    Path(path) in followed for _, path in batch
                ):
                    break
        except RuntimeError as error:
            if _UNREADABLE_NAME not in str(error):
                raise


def _identities(paths: list[Path]) -> dict[Path, tuple[int, int]]:
    """Return which of the paths are there, each with what tells it from another of its name."""
    found: dict[Path, tuple[int, int]] = {}
    for path in paths:
        with suppress(OSError):
            status = path.stat()
            found[path] = status.st_dev, status.st_ino if path.is_dir() else 0
    return found
