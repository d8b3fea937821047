"""SQLite's FTS5."""

# What each method does is told in base.py.
# ruff: noqa: D102

from __future__ import annotations

import itertools
import sqlite3
from typing import TYPE_CHECKING, Any

from bench.dataset import joined
from bench.engines.base import Clock, Engine
from bench.queries import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bench.dataset import Batch
    from bench.queries import Query

_TOKENIZER = "unicode61 remove_diacritics 0 categories 'L* N* Co P* S* M*'"


class Adapter(Engine):
    """FTS5 as an engine of the benchmark."""

    name = "fts5"
    kinds = tuple(kind for kind in KINDS if kind not in ("streams", "must"))

    def build(self, passages: Iterable[Batch]) -> tuple[float, float]:
        database = sqlite3.connect(self.folder / "fts5.db")
        database.execute(
            f'create virtual table t using fts5(text, kind, content="", tokenize="{_TOKENIZER}")'
        )
        clock, number = Clock(), itertools.count()
        for texts, kinds in clock.reading(map(_columns, passages)):
            rows = ((next(number), *row) for row in zip(texts, kinds, strict=True))
            database.executemany("insert into t(rowid, text, kind) values (?, ?, ?)", rows)
        database.execute("insert into t(t) values ('optimize')")
        database.commit()
        database.close()
        return clock.stop()

    def open(self) -> None:
        self._database = sqlite3.connect(self.folder / "fts5.db")

    def search(self, query: Query) -> Any:
        if query.counts:
            sql = "select count(*) from t where t match ?"
            return self._database.execute(sql, (self._expression(query),)).fetchone()
        order = "" if query.kind == "prefix" else "order by rank"
        sql = f"select rowid from t where t match ? {order} limit ?"
        return self._database.execute(sql, (self._expression(query), query.k)).fetchall()

    def _expression(self, query: Query) -> str:
        words = [f'"{word}"' for word in query.words]
        if query.kind == "prefix":
            return f"text : {words[0]} *"
        if query.kind.startswith("phrase"):
            phrase = "text : " + " + ".join(words)
            return phrase if query.kind == "phrase" else f"({phrase}) AND kind : b"
        operator = " AND " if query.all_terms else " NOT " if query.kind == "and-not" else " OR "
        return f"text : ({operator.join(words)})"

    def documents(self, result: Any) -> list[int]:
        return [row[0] for row in result]

    def count(self, result: Any) -> int:
        return int(result[0])


def _columns(batch: Batch) -> tuple[list[str], list[str]]:
    return joined(batch.streams["text"]), batch.kinds
