"""The file that ``--log`` names: what runs did, and how they ended, each line with its time."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from searchkit.cli.interrupts import INTERRUPTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@contextmanager
def journal(file: Path | None) -> Iterator[Callable[[str], None]]:
    """Give a function that appends a line to a file, or does nothing where none is named.

    What the library says to the logger ``searchkit`` goes there, too: what runs did and could not
    read; and the error that ends the block. A file that is moved away meanwhile, as logrotate does,
    is made anew. Raises UsageError for a file that cannot be written.
    """
    if file is None:
        yield lambda _: None
        return
    import logging

    from searchkit.cli.log_file import LogFile
    from searchkit.errors import UsageError

    try:
        handler = LogFile(file, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise UsageError(f"the log {file} cannot be written: {error.strerror}") from error
    times = "%Y-%m-%dT%H:%M:%S%z"
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s", times))
    logger = logging.getLogger("searchkit")
    before = logger.level
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    try:
        yield lambda line: logger.info("%s", line)
    except KeyboardInterrupt:
        logger.error("stopped")
        raise
    except typer.Exit as ended:
        if ended.exit_code == INTERRUPTED:
            logger.error("stopped before its end")
        raise
    except Exception as error:
        logger.error("%s", error)
        raise
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
        handler.close()
