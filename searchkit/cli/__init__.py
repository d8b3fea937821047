"""The command line: ``commands`` of typer that call the library and show what it returns."""

from __future__ import annotations

import codecs
import gc
import io
import os
import sys

_RARELY = 100_000
"""Objects made between two passes of the garbage collector while a command runs: what it imports is
no garbage, and looking through it again and again took a tenth of a search."""


def main() -> None:
    """Run the command line; every error becomes a message and an exit code, never a traceback."""
    gc.set_threshold(_RARELY)
    if isinstance(sys.stdout, io.TextIOWrapper):
        codecs.register_error("escape", _escape)
        sys.stdout.reconfigure(errors="escape")
    from searchkit.cli.app import app
    from searchkit.errors import SearchkitError

    try:
        app(prog_name="searchkit")
    except SearchkitError as error:
        _fail(str(error), error.exit_code)
    except SystemExit as ended:
        if isinstance(ended.__context__, BrokenPipeError):
            sys.exit(0)  # the reader of our output (head, less) has gone: nothing is wrong
        raise
    except KeyboardInterrupt:
        _fail("stopped", 1)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _fail(f"{where}{error.strerror or error}", 1)
    except Exception as error:
        if os.environ.get("SEARCHKIT_DEBUG"):
            raise
        kind = type(error).__name__
        _fail(f"unexpected {kind}: {error} (set SEARCHKIT_DEBUG=1 to see where, and report it)", 1)


def _escape(error: UnicodeError) -> tuple[str, int]:
    r"""Write letters that the output's encoding lacks as ``\uXXXX``, which JSON reads, too."""
    from json import dumps

    if not isinstance(error, UnicodeEncodeError):
        raise error
    return dumps(error.object[error.start : error.end])[1:-1], error.end


def _fail(message: str, exit_code: int) -> None:
    from searchkit.cli.output import shown

    print(f"searchkit: {shown(message)}", file=sys.stderr)
    sys.exit(exit_code)
