"""The process that parses files for another one, so that a bad file can harm nobody else.

Started as ``python -m searchkit.documents.isolation.worker MEMORY SECONDS PARENT FOLDER``, with the
number of the process that starts it and the folder in which it may write; it reads pickled sources,
each with its bytes or None, from standard input and writes pickled answers to standard output,
``None`` after each source. An answer that is a number asks for so many seconds more.
"""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

from searchkit.documents.deadline import kept_by, time_for
from searchkit.documents.isolation.confinement import confine
from searchkit.documents.isolation.lifetime import end_with
from searchkit.documents.reading import read
from searchkit.errors import DocumentError

if TYPE_CHECKING:
    from searchkit.documents.discovery.sources import Source
    from searchkit.documents.model import Document

_GRACE = 2  # times the limit that the parent enforces
_STATM = Path("/proc/self/statm")


def main() -> None:
    """Answer requests until standard input ends."""
    end_with(int(sys.argv[3]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    _limit_memory(int(sys.argv[1]))
    confine(Path(sys.argv[4]), with_office=shutil.which("soffice") is not None)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a C library prints must not mix with the answers
    least = float(sys.argv[2])
    with kept_by(lambda seconds: _ask_for(max(seconds, least), answers)):
        while (request := _next_request(sys.stdin.buffer)) is not None:
            source, data = request
            _end_after(_GRACE * time_for(source.size, least))
            for item in read(source, data):
                pickle.dump(_packed(item), answers, pickle.HIGHEST_PROTOCOL)
                _end_after(_GRACE * time_for(source.size, least))
            pickle.dump(None, answers)
            answers.flush()
            _end_after(0)


def _ask_for(seconds: float, answers: IO[bytes]) -> None:
    pickle.dump(float(seconds), answers)
    answers.flush()
    _end_after(_GRACE * seconds)


def _next_request(requests: IO[bytes]) -> tuple[Source, bytes | None] | None:
    try:
        request: tuple[Source, bytes | None] = pickle.load(requests)
    except EOFError:
        return None
    return request


def _packed(item: Document | DocumentError) -> Document | tuple[str, str, str]:
    """Return an answer that survives pickling, which exceptions with own arguments do not."""
    if isinstance(item, DocumentError):
        return item.path, item.reason, item.advice
    return item


def _end_after(seconds: float) -> None:
    """End the process after ``seconds``, 0 for never, should the parent no longer be there to."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _limit_memory(extra: int) -> None:
    """Let the process grow by ``extra`` bytes and no further, where the system can enforce it."""
    if sys.platform == "win32":
        return
    import resource

    used = 1 << 30
    if _STATM.exists():
        used = int(_STATM.read_text("ascii").split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = used + extra
    limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


if __name__ == "__main__":
    main()
