"""SQLite's FTS5."""

# What each method does is told in engine.py.
# ruff: noqa: D102

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING, Any

from bench.dataset import batches, joined
from bench.engine import Engine

if TYPE_CHECKING:
    from pathlib import Path

    from bench.queries import Query

_TOKENIZER = "unicode61 remove_diacritics 0 categories 'L* N* Co P* S* M*'"


class Adapter(Engine):
    """FTS5 as an engine of the benchmark."""

    name = "fts5"
    kinds = ("or", "and2", "and3", "phrase", "phrase+filter", "prefix")

    def build(self, prepared: Path) -> float:
        database = sqlite3.connect(self.folder / "fts5.db")
        database.execute(
            f'create virtual table t using fts5(text, kind, content="", tokenize="{_TOKENIZER}")'
        )
        number, took = 0, 0.0
        for batch in batches(prepared):
            rows = list(
                zip(range(number, 10**9), joined(batch.streams["text"]), batch.kinds, strict=False)
            )
            number += len(rows)
            started = time.perf_counter()
            database.executemany("insert into t(rowid, text, kind) values (?, ?, ?)", rows)
            took += time.perf_counter() - started
        started = time.perf_counter()
        database.execute("insert into t(t) values ('optimize')")
        database.commit()
        database.close()
        return took + time.perf_counter() - started

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
