"""How fast documents are read, by format: ``python scripts/bench_documents.py FOLDER...``."""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from dataclasses import dataclass

from searchkit.documents.discovery.sources import discover
from searchkit.documents.model import Document
from searchkit.documents.reading import read


@dataclass
class Row:
    """Sums over the files of one format; sizes in bytes of the files, wall-clock seconds."""

    files: int = 0
    failed: int = 0
    size: int = 0
    seconds: float = 0.0
    pages: int = 0
    characters: int = 0
    passages: int = 0


def main() -> None:
    """Read all files of the folders once and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="+")
    rows = measure(parser.parse_args().folder)
    print(
        f"{'format':14}{'files':>6}{'failed':>7}{'MB':>8}{'s':>8}{'MB/s':>8}{'pages/s':>8}", end=""
    )
    print(f"{'Mchar/s':>9}{'passages':>9}")
    for name, row in sorted(rows.items()):
        print(
            f"{name:14}{row.files:6}{row.failed:7}{row.size / 1e6:8.2f}{row.seconds:8.2f}"
            f"{row.size / 1e6 / row.seconds:8.2f}{row.pages / row.seconds:8.0f}"
            f"{row.characters / 1e6 / row.seconds:9.2f}{row.passages:9}"
        )


def measure(folders: list[str]) -> dict[str, Row]:
    """Return the sums by suffix; recognised scans are a format of their own."""
    rows: dict[str, Row] = defaultdict(Row)
    for source in discover(folders):
        start = time.perf_counter()
        items = list(read(source))
        seconds = time.perf_counter() - start
        documents = [item for item in items if isinstance(item, Document)]
        scanned = any("ocr" in document.metadata for document in documents)
        row = rows[source.path.suffix.lower() + (" (scans)" if scanned else "")]
        row.files += 1
        row.failed += len(items) - len(documents)
        row.size += source.size
        row.seconds += seconds
        for document in documents:
            row.pages += max((passage.page or 0 for passage in document.passages), default=0)
            row.characters += len(document.text)
            row.passages += len(document.passages)
    return rows


if __name__ == "__main__":
    main()
