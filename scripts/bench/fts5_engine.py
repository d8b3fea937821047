"""SQLite's FTS5."""

# What each method does is told in engine.py.
# ruff: noqa: D102

from __future__ import annotations

import itertools
import sqlite3
from typing import TYPE_CHECKING, Any

from bench.dataset import batches, joined
from bench.engine import Clock, Engine

if TYPE_CHECKING:
    from pathlib import Path

    from bench.dataset import Batch
    from bench.queries import Query

_TOKENIZER = "unicode61 remove_diacritics 0 categories 'L* N* Co P* S* M*'"


class Adapter(Engine):
    """FTS5 as an engine of the benchmark."""

    name = "fts5"
    kinds = ("or", "and2", "and3", "phrase", "phrase+filter", "prefix")

    def build(self, prepared: Path) -> tuple[float, float]:
        database = sqlite3.connect(self.folder / "fts5.db")
        database.execute(
            f'create virtual table t using fts5(text, kind, content="", tokenize="{_TOKENIZER}")'
        )
        clock, number = Clock(), itertools.count()
        for texts, kinds in clock.reading(map(_columns, batches(prepared))):
            rows = ((next(number), *row) for row in zip(texts, kinds, strict=True))
            database.executemany("insert into t(rowid, text, kind) values (?, ?, ?)", rows)
        database.execute("insert into t(t) values ('optimize')")
        database.commit()
        database.close()
        return clock.stop()

    def open(self) -> None:
        self._database = sqlite3.connect(self.folder / "fts5.db")

    def search(self, query: Query, k: int) -> Any:
        words = [f'"{word}"' for word in query.words]
        if query.kind == "prefix":
            match = f"text : {words[0]} *"
        elif query.kind.startswith("phrase"):
            match = "text : " + " + ".join(words)
        else:
            match = f"text : ({(' OR ' if query.kind == 'or' else ' AND ').join(words)})"
        if query.kind == "phrase+filter":
            match = f"({match}) AND kind : b"
        sql = "select rowid from t where t match ? order by rank limit ?"
        if query.kind == "prefix":
            sql = "select rowid from t where t match ? limit ?"
        return self._database.execute(sql, (match, k)).fetchall()

    def documents(self, result: Any) -> list[int]:
        return [row[0] for row in result]


def _columns(batch: Batch) -> tuple[list[str], list[str]]:
    return joined(batch.streams["text"]), batch.kinds
