"""Lucene, in a Java process of its own, its documents put in order by graph bisection.

``lucene-core`` and ``lucene-misc`` come from Maven Central into ``build/lucene`` of this checkout,
where ``lucene/LuceneServer.java`` is compiled. It needs a JDK 21 (that of ``JAVA_HOME``, or the one
on the PATH) and ``mvn``; without them ImportError says so.
"""

# What each method does is told in base.py.
# ruff: noqa: D102

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from bench.dataset import joined
from bench.engines.base import Clock, Engine, memory_of
from bench.queries import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bench.dataset import Batch
    from bench.queries import Query

_VERSION = "10.4.0"
_JDK = 21
_PARTS = ("lucene-core", "lucene-misc")
_SOURCE = Path(__file__).parent / "lucene" / "LuceneServer.java"
_COMPILED = Path(__file__).parents[3] / "build" / "lucene"
_OPTIONS = ("-Xmx4g", "-XX:+UseSerialGC", "--add-modules", "jdk.incubator.vector")
_QUIET = "--enable-native-access=ALL-UNNAMED"
_PATIENCE_S = 3.0


class Adapter(Engine):
    """Lucene as an engine of the benchmark.

    It gets the tokens as tantivy gets them, keeps the same, and merges all into one segment.
    Nothing of a query is cached. Its own clock says what a query takes, without the way between
    the processes. Queries run until Java has compiled what they use.
    """

    name = "lucene"
    kinds = tuple(KINDS)

    def __init__(self, folder: Path, streams: Sequence[str]) -> None:
        super().__init__(folder, streams)
        self._command = _java("java"), *_OPTIONS, _QUIET, "-cp", _class_path(), "LuceneServer"
        self._server: subprocess.Popen[str] | None = None

    def build(self, passages: Iterable[Batch]) -> tuple[float, float]:
        clock = Clock()
        server = self._start("build", str(self.folder), ",".join(self.streams))
        for lines in clock.reading(map(self._lines, passages)):
            _input(server).write(lines)
        _input(server).close()
        cpu = float(self._answer())
        self._peak = memory_of(server.pid, "VmHWM")
        return clock.stop()[0], cpu

    def _lines(self, batch: Batch) -> str:
        columns = [batch.kinds, *(joined(batch.streams[name]) for name in self.streams)]
        return "".join("\t".join(row) + "\n" for row in zip(*columns, strict=True))

    def peak(self) -> int:
        return self._peak

    def open(self) -> None:
        if self._server is None:
            self._start("search", str(self.folder))
        self._ask("open")

    def search(self, query: Query) -> Any:
        return [int(word) for word in self._ask(_line(query)).split()]

    def milliseconds(self, query: Query) -> float:
        return float(self.search(query)[0]) / 1e6

    def warm_up(self, queries: Sequence[Query]) -> None:
        started = time.monotonic()
        while time.monotonic() - started < _PATIENCE_S:
            for query in queries:
                self.search(query)

    def documents(self, result: Any) -> list[int]:
        return list(result[2:])

    def count(self, result: Any) -> int:
        return int(result[1])

    def memory(self) -> int:
        return int(self._ask("memory")) if self._server else 0

    def close(self) -> None:
        if self._server is not None:
            _input(self._server).close()
            self._server.wait()
            self._server = None

    def _start(self, *arguments: str) -> subprocess.Popen[str]:
        self._server = subprocess.Popen(
            [*self._command, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        return self._server

    def _ask(self, line: str) -> str:
        assert self._server is not None
        _input(self._server).write(line + "\n")
        _input(self._server).flush()
        return self._answer()

    def _answer(self) -> str:
        assert self._server is not None
        assert self._server.stdout is not None
        if not (answer := self._server.stdout.readline()):
            raise SystemExit(f"{' '.join(self._server.args)} gave up")  # type: ignore[arg-type]
        return answer


def _input(server: subprocess.Popen[str]) -> IO[str]:
    assert server.stdin is not None
    return server.stdin


def _line(query: Query) -> str:
    terms = (f"{field}\t{term.replace(' ', '_')}\t{weight}" for field, term, weight in query.terms)
    return "\t".join([query.kind, str(query.k), *terms])


def _java(program: str) -> str:
    home = os.environ.get("JAVA_HOME")
    found = shutil.which(program, path=str(Path(home) / "bin") if home else None)
    if found is None or _release(found) < _JDK:
        raise ImportError(f"it needs a JDK {_JDK} on the PATH, or in JAVA_HOME")
    return found


def _release(program: str) -> int:
    """Return the version of Java that a program is of, as the file beside its folder says."""
    said = (Path(program).resolve().parents[1] / "release").read_text()
    return int(re.findall(r'JAVA_VERSION="(\d+)', said)[0])


def _class_path() -> str:
    """Fetch and compile what is not there yet."""
    jars = [_COMPILED / f"{part}-{_VERSION}.jar" for part in _PARTS]
    path = os.pathsep.join(map(str, [*jars, _COMPILED]))
    commands = [_fetching(jar) for jar in jars if not jar.exists()]
    compiled = _COMPILED / "LuceneServer.class"
    if not compiled.exists() or compiled.stat().st_mtime < _SOURCE.stat().st_mtime:
        commands.append([_java("javac"), "-d", str(_COMPILED), "-cp", path, str(_SOURCE)])
    for command in commands:
        try:
            subprocess.run(command, check=True, capture_output=True, text=True)
        except (OSError, subprocess.CalledProcessError) as error:
            said = getattr(error, "stderr", "") or getattr(error, "stdout", "") or str(error)
            raise ImportError(f"{command[0]} failed: {said.strip().splitlines()[0]}") from error
    return path


def _fetching(jar: Path) -> Sequence[str]:
    part = jar.name.removesuffix(f"-{_VERSION}.jar")
    artifact = f"-Dartifact=org.apache.lucene:{part}:{_VERSION}"
    return ["mvn", "-q", "-B", "dependency:copy", artifact, f"-DoutputDirectory={_COMPILED}"]
