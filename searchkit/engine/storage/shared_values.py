"""One value for each document, kept once for neighbours that share it, and read without unpacking.

What a search wants to know of a hundred documents that lie far apart must not cost a hundred blocks
of stored fields. Values are JSON behind one another, each coded by itself (symbol_codes.py); a run
of documents has one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit._named_tuple import NamedTuple
from searchkit.engine.storage.cache import Memo
from searchkit.engine.storage.integer_codec import (
    IntegerReader,
    IntegerWriter,
    Spans,
    SpansWriter,
)
from searchkit.engine.storage.section_file import damaged
from searchkit.engine.storage.symbol_codes import SymbolDecoder, write_symbols

if TYPE_CHECKING:
    from searchkit.engine.storage.arrays import AnyInts, Flags, Ints, Longs
    from searchkit.engine.storage.section_file import SectionFile, SectionFileWriter

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class SharedRuns(NamedTuple):
    """Of each document asked for the run with its value: the first document and the end of it."""

    firsts: Longs
    ends: Longs
    values: list[Any]


class SharedValuesWriter:
    """Collects a value for each document; ``name`` is that of the sections it will be in."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._values: list[bytes] = []
        self._firsts: list[int] = []
        self._last: Any = self  # what was appended last; itself, which is no value, for other ones
        self.count = 0
        self.size = 0

    def append(self, value: Any) -> None:
        """Add the value of one more document."""
        if value is self._last:  # neighbours that share it are told sooner than written
            self.count += 1
            return
        self._add(_JSON.encode(value).encode("utf-8", "surrogatepass"), 1)
        self._last = value

    def extend_packed(self, other: SharedValuesWriter) -> None:
        """Add the values of another writer."""
        ends = [*other._firsts, other.count][1:]
        for value, first, end in zip(other._values, other._firsts, ends, strict=True):
            self._add(value, end - first)

    def extend_from(self, values: SharedValues, live: Flags) -> None:
        """Add the values of the live documents of another segment."""
        before = np.concatenate([[0], np.cumsum(live)])[values.firsts]
        for run, documents in enumerate(np.diff(before).tolist()):
            if documents:
                self._add(values.raw(run), documents)

    def _add(self, value: bytes, documents: int) -> None:
        if not self._values or self._values[-1] != value:
            self._values.append(value)
            self._firsts.append(self.count)
            self.size += len(value)
        self.count += documents
        self._last = self

    def write(self, sections: SectionFileWriter) -> None:
        """Write the values, the size of each, and how many documents have it."""
        name = self._name
        data = np.frombuffer(b"".join(self._values), np.uint8)
        ends = np.cumsum(list(map(len, self._values)), dtype=np.int64)
        coded, ends = write_symbols(sections, name, data, ends)
        sections.add(name, coded)
        spans = SpansWriter()
        spans.append(np.diff(ends, prepend=0))
        spans.write(sections, f"{name}.sizes")
        runs = IntegerWriter()
        runs.append(np.diff([*self._firsts, self.count]))
        runs.write(sections, f"{name}.runs")


class SharedValues:
    """The values as ``SharedValuesWriter`` wrote them."""

    def __init__(self, sections: SectionFile, name: str) -> None:
        self._path = sections.path
        self._data = sections.section(name)
        self._symbols = SymbolDecoder(sections.get(f"{name}.symbols"))
        self._spans = Spans(sections, f"{name}.sizes")
        runs = IntegerReader(sections, f"{name}.runs")[:]
        self.firsts: Ints = np.zeros(len(runs) + 1, np.int32)
        """The first document of each run, and the number of all documents behind them."""
        np.cumsum(runs, dtype=np.int32, out=self.firsts[1:])
        self._known: Memo[int, Any] = Memo()

    def of(self, documents: AnyInts) -> SharedRuns:
        """Return the runs that documents are in; a list comes back as a tuple."""
        own = documents.astype(np.int32)  # or numpy would convert all those that it looks among
        runs = np.searchsorted(self.firsts, own, side="right") - 1
        values = [self._value(run) for run in runs.tolist()]
        return SharedRuns(
            self.firsts[runs].astype(np.int64), self.firsts[runs + 1].astype(np.int64), values
        )

    def raw(self, run: int) -> bytes:
        """Return the value of a run in JSON; raises IndexDamagedError."""
        try:
            return self._symbols.decode(self._data[slice(*self._spans.span(run))])
        except ValueError as error:
            raise damaged(self._path, "a value that documents share is damaged") from error

    def _value(self, run: int) -> Any:
        known = self._known.get(run)
        if known is not None:
            return known
        try:
            value = json.loads(self.raw(run).decode("utf-8", "surrogatepass"))
            value = tuple(value) if isinstance(value, list) else value
        except ValueError as error:
            raise damaged(self._path, "a value that documents share is damaged") from error
        return self._known.keep(run, value)
