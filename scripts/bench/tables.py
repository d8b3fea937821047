"""The rows of bench_engines.py as the Markdown tables of the README."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bench.queries import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Row = Mapping[str, Any]

RIVALS = ("tantivy", "lucene")
"""The engines to whose times searchkit's are set."""
_TIMES = {
    "": "warm, milliseconds p50 / p99",
    "first_": "first use of the terms (index opened anew, files in the page cache), milliseconds",
    "cold_": "cold process (load the engine, open, one query), milliseconds",
}


def tables(rows: Sequence[Row]) -> str:
    """Return every table, corpus by corpus."""
    parts = []
    for passages in dict.fromkeys(row["passages"] for row in rows):
        own = [row for row in rows if row["passages"] == passages]
        for prefix, title in _TIMES.items():
            if any(f"{prefix}p50_ms" in row for row in own):
                parts += [f"{passages:,} passages: {title}", "\n".join(_times(own, prefix))]
        parts += [f"{passages:,} passages: the indexes", "\n".join(_indexes(own))]
    if len(parts) > 2:
        parts.append("ratio: searchkit's time divided by the other's; below 1 searchkit is faster")
    return "\n\n".join(parts)


def _times(rows: Sequence[Row], prefix: str) -> Iterator[str]:
    engines = list(dict.fromkeys(row["engine"] for row in rows if f"{prefix}p50_ms" in row))
    rivals = [name for name in RIVALS if name in engines]
    heads = ["query", *engines, *(f"to {name}" for name in rivals)]
    yield from _head([*heads, "to the better"] if len(rivals) > 1 else heads)
    for kind in dict.fromkeys(row["kind"] for row in rows if f"{prefix}p50_ms" in row):
        found = {row["engine"]: _pair(row, prefix) for row in rows if row["kind"] == kind}
        times = {name: pair for name, pair in found.items() if pair}
        cells = [_cell(times.get(name)) for name in engines]
        others = [times[name] for name in rivals if name in times]
        cells += [_ratio(times["searchkit"], times.get(name)) for name in rivals]
        if len(rivals) > 1:
            better = [min(column) for column in zip(*others, strict=True)]
            cells.append(_ratio(times["searchkit"], better))
        yield _line([KINDS[kind], *cells])


def _pair(row: Row, prefix: str) -> list[float]:
    names = (f"{prefix}p50_ms", f"{prefix}p99_ms")
    return [row[name] for name in names if name in row]


def _cell(times: Sequence[float] | None) -> str:
    return " / ".join(f"{time:.3g}" for time in times) if times else "–"


def _ratio(own: Sequence[float], other: Sequence[float] | None) -> str:
    if not other:
        return "–"
    return " / ".join(f"{a / b:.2f}" for a, b in zip(own, other, strict=True))


def _indexes(rows: Sequence[Row]) -> Iterator[str]:
    yield from _head(
        ["streams", "engine", "build s", "build CPU s", "index MB", "peak MB", "kept MB", "agree"]
    )
    for index in dict.fromkeys(row["index"] for row in rows):
        for name in dict.fromkeys(row["engine"] for row in rows if row["index"] == index):
            own = [row for row in rows if row["engine"] == name and row["index"] == index]
            row = own[0]
            cells = [f"{row[cost]:.1f}" for cost in ("build_s", "build_cpu_s")]
            sizes = ("index_bytes", "peak_rss_bytes", "kept_bytes")
            cells += [f"{row[size] / 1e6:.0f}" if size in row else "–" for size in sizes]
            yield _line([index, name, *cells, f"{min(row['agreement'] for row in own):.3f}"])


def _head(heads: Sequence[str]) -> Iterator[str]:
    yield _line(heads)
    yield "|---" * len(heads) + "|"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
