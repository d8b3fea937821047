"""The command line: ``commands`` of typer that call the library and show what it returns.

``searching`` is what most people call, and loads no typer where it need not.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress

from searchkit.cli.interrupts import INTERRUPTED, end_at_once

TYPE_CHECKING = False  # nothing is loaded here that takes long: Ctrl-C may come meanwhile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, TextIO

    from typer import Typer

_RARELY = 100_000
"""Objects made between two passes of the garbage collector while a command runs: what it imports is
no garbage, and looking through it again and again took a tenth of a search."""


def main() -> None:
    """Run the command line; every error becomes a message and an exit code, never a traceback."""
    _run("searchkit", _run_command)


def rebuild(name: str = "searchkit-rebuild", **defaults: object) -> None:
    """Run the command that rebuilds an index for cron and CI, under the name of its script.

    ``defaults`` stand in for parameters of the command that are not given otherwise.
    """

    def run(name: str) -> None:
        from searchkit.cli.commands.scheduled import app

        _call(app, name, defaults)

    _run(name, run)


def _run_command(name: str) -> None:
    from searchkit.cli.searching.plain import plain_search

    asked = plain_search(sys.argv[1:], os.environ)
    if asked is not None:
        from searchkit.cli.searching.running import search

        # Its threads would wait in a loop for work, which no search has for them.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        search(**asked)
        return
    from searchkit.cli.app import make_app

    _call(make_app(sys.argv[1:]), name)


def _call(app: Typer, name: str, defaults: Mapping[str, object] | None = None) -> None:
    """Let typer run a command, and speak the language of whoever reads."""
    from searchkit.messages import SOURCE, language

    to = language()
    command: Any = app
    if to != SOURCE:
        from searchkit.cli.language import speak, translated_command

        speak(to)
        command = translated_command(app, to)
    command(prog_name=name, default_map=defaults)


def _run(name: str, run: Callable[[str], None]) -> None:
    """Run what is called by a name, in a process that is ours alone."""
    try:
        end_at_once(name)
        _run_safely(name, run)
    except KeyboardInterrupt:
        _fail(name, "stopped", INTERRUPTED)


def _run_safely(name: str, run: Callable[[str], None]) -> None:
    gc.set_threshold(_RARELY)
    _set_up_streams()
    from searchkit.errors import SearchkitError

    try:
        run(name)
    except SearchkitError as error:
        _fail(name, str(error), error.exit_code)
    except SystemExit as ended:
        _end(ended)
    except BrokenPipeError:
        _end_unread()
    except OSError as error:
        reason = error.strerror or str(error)
        if error.filename:
            _fail(name, f"{error.filename}: {reason}", 1)
        sys.stdout = _nowhere()  # or Python, too, complains of what could not be written
        _fail(name, f"the system refuses it: {reason}", 1)
    except Exception as error:
        if os.environ.get("SEARCHKIT_DEBUG"):
            raise
        what = f"unexpected {type(error).__name__}: {error}"
        _fail(name, f"{what} (set SEARCHKIT_DEBUG=1 to see where, and report it)", 1)


def _set_up_streams() -> None:
    """Let the output take letters that its encoding lacks, and give each closed stream a place.

    A file that is opened later must not get the number of a stream that is closed (>&-): what is
    printed would be written into it.
    """
    import codecs
    import io

    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    codecs.register_error("nearest", _nearest)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="nearest")


def _nowhere() -> TextIO:
    return open(os.devnull, "w")  # noqa: PTH123 -- not closed before the process ends


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """Write letters that the output's encoding lacks in the nearest ones that it has."""
    from searchkit.cli.output import nearest

    if not isinstance(error, UnicodeEncodeError):
        raise error
    return nearest(error.object[error.start : error.end], sys.stdout.encoding), error.end


def _end(ended: SystemExit) -> None:
    """End as typer wants to, which hides what came before."""
    if isinstance(ended.__context__, BrokenPipeError):
        _end_unread()
    if ended.__context__ is not None and isinstance(ended.__context__.__cause__, KeyboardInterrupt):
        raise KeyboardInterrupt
    raise ended


def _end_unread() -> None:
    """End because the reader of our output (head, less) has gone: nothing is wrong."""
    sys.stdout = sys.stderr = _nowhere()  # or Python complains of what could not be written
    sys.exit(0)


def _fail(name: str, message: str, exit_code: int) -> None:
    from searchkit.messages import translated

    message = translated(message)
    if not message.isprintable():
        from searchkit.cli.output import shown

        message = "\n".join(map(shown, message.split("\n")))
    with suppress(OSError):  # who reads it has gone
        print(f"{name}: {message}", file=sys.stderr, flush=True)
    sys.exit(exit_code)
