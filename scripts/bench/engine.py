"""What an engine must do to be compared, and the engines by name."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bench.queries import Query

NAMES = ("searchkit", "tantivy", "fts5", "bm25s", "whoosh")


class Engine:
    """An index of ``streams`` in ``folder``; ``kinds`` are the kinds of queries it can answer."""

    name: ClassVar[str]
    kinds: ClassVar[Sequence[str]]
    largest: ClassVar[int | None] = None
    """More passages than this would take this engine too long."""

    def __init__(self, folder: Path, streams: Sequence[str]) -> None:
        self.folder = folder
        self.streams = streams

    def build(self, prepared: Path) -> float:
        """Index a prepared file; seconds from tokens to a searchable index."""
        raise NotImplementedError

    def open(self) -> None:
        """Get ready to search."""
        raise NotImplementedError

    def search(self, query: Query, k: int) -> Any:
        """Return the engine's own result for the best k; this is what is timed."""
        raise NotImplementedError

    def documents(self, result: Any) -> list[int]:
        """Return the passages of a result, best first, numbered in the order of indexing."""
        raise NotImplementedError


def engine(name: str, folder: Path, streams: Sequence[str]) -> Engine:
    """Return the engine of that name; ImportError says which package it needs."""
    found: Engine = import_module(f"bench.{name}_engine").Adapter(folder, streams)
    return found
