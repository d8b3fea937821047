"""Reading files in a process that can be killed: a bad file costs itself, never the run."""

from __future__ import annotations

import math
import os
import pickle
import subprocess
import sys
import time
from io import BufferedReader, BufferedWriter
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Self

from searchkit._dataclass import dataclass
from searchkit.documents.deadline import time_for
from searchkit.documents.formats import CORPUS_SUFFIXES
from searchkit.documents.isolation.workplace import Workplace
from searchkit.documents.reading import read
from searchkit.errors import DocumentError, ProcessError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from types import TracebackType

    from searchkit.documents.discovery.sources import Source
    from searchkit.documents.model import Document

_ROOT = str(Path(__file__).parents[2])


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: ``seconds``, and bytes of ``memory`` above the idle process.

    A large file is given as many seconds again for each 64 MB. More time, up to ``longest``, is for
    readers that ask for it, as for the recognition of pages, and for archives that get on.
    """

    seconds: float = 120.0
    longest: float = 3600.0
    memory: int = 2 << 30


_USUAL = Limits()


class IsolatedReader:
    """Reads files like ``documents.reading.read``, in a process of its own that outlives them.

    A context manager; the process starts with the first file and ends with the block. Corpora are
    read here, since they are streamed and need no foreign parser. Not to be shared by threads.
    """

    def __init__(self, limits: Limits = _USUAL) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._workplace: Workplace | None = None
        self._timer = Timer(limits.seconds, self._stop_late)
        self._started = 0.0
        self._end = -math.inf
        self._late = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def read(
        self, source: Source, data: bytes | None = None
    ) -> Generator[Document | DocumentError]:
        """Yield the documents of a file, and an error when it takes too long or kills the process.

        ``data`` are the bytes of a file that lies nowhere.
        Nothing is raised for a bad file; ProcessError when there can be no process.
        """
        if source.path.name.lower().endswith(CORPUS_SUFFIXES):
            yield from read(source, data)
            return
        self._late = False
        complete = False
        try:
            process = self._running()
            self._started, self._end = time.monotonic(), -math.inf
            self._allow(time_for(source.size, self._limits.seconds))
            yield from self._answers(process, source, data)
            complete = True
        except (EOFError, OSError, pickle.UnpicklingError):
            yield self._failure(source)
        finally:
            self._timer.cancel()
            if not complete:  # also when the caller stops early: unread answers belong to nobody
                self.close()

    def close(self) -> None:
        """End the process; a later ``read`` starts a new one.

        In a process that was forked from the one that started it, it is let go of only.
        """
        if self._process is None:
            return
        if self._owner == os.getpid():
            self._process.kill()
            self._process.communicate()
        else:
            for pipe in (self._process.stdin, self._process.stdout):
                if isinstance(pipe, (BufferedReader, BufferedWriter)):
                    pipe.detach().close()  # what is in its buffer is the other's to write
            self._process.returncode = 0  # it is another's child: nothing to wait for
        self._process = None
        self._leave()

    def _leave(self) -> None:
        if self._workplace is not None:
            self._workplace.close()
            self._workplace = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._owner != os.getpid() or self._process.poll() is not None:
            self.close()
            self._process, self._owner = self._start(), os.getpid()
        return self._process

    def _start(self) -> subprocess.Popen[bytes]:
        limits = [str(self._limits.memory), str(self._limits.seconds), str(os.getpid())]
        # -P and the path: modules are ours and Python's, whatever lies in the current folder.
        command = [sys.executable, "-P", "-m", "searchkit.documents.isolation.worker", *limits]
        try:
            self._workplace = Workplace()
            place = str(self._workplace.path)
            return subprocess.Popen(
                [*command, place],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=os.environ
                | {"PYTHONPATH": os.pathsep.join([_ROOT, *filter(None, sys.path)])}
                | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), place),
            )
        except (OSError, ValueError) as error:  # ValueError: a program that has no interpreter
            self._leave()
            raise ProcessError(
                f"the process that reads files cannot be started ({error}): no file was read; "
                "end other programs or raise the limits of processes and memory, then run again"
            ) from error

    def _answers(
        self, process: subprocess.Popen[bytes], source: Source, data: bytes | None
    ) -> Iterator[Document | DocumentError]:
        if process.stdin is None or process.stdout is None:
            raise EOFError
        pickle.dump((source, data), process.stdin, pickle.HIGHEST_PROTOCOL)
        process.stdin.flush()
        while (answer := pickle.load(process.stdout)) is not None:
            if isinstance(answer, float):
                self._allow(answer)
                continue
            yield DocumentError(*answer) if isinstance(answer, tuple) else answer
            self._allow(self._limits.seconds)  # an archive may hold more

    def _allow(self, seconds: float) -> None:
        """Let the process go on ``seconds`` from now, or half of it, up to the longest."""
        now = time.monotonic()
        end = min(now + seconds, self._started + self._limits.longest)
        if end - self._end < seconds / 2:  # a new timer is a new thread
            return
        self._end = end
        self._timer.cancel()
        self._timer = Timer(max(0.0, end - now), self._stop_late)
        self._timer.daemon = True
        self._timer.start()

    def _stop_late(self) -> None:
        self._late = True
        if self._process is not None:
            self._process.kill()

    def _failure(self, source: Source) -> DocumentError:
        if self._late:
            taken = time.monotonic() - self._started
            reason = f"took longer than {taken:.{0 if taken > 10 else 2}f} seconds to read"
        else:
            reason = (
                f"needs more than {self._limits.memory >> 20} MB of memory or crashes its parser"
            )
        return DocumentError(source.label, reason, "open it in its own program and save it anew")
