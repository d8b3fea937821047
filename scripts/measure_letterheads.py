"""Compares what the heads of real files are read as with what a person read in them.

    python scripts/measure_letterheads.py MARKS.tsv FOLDER...

MARKS.tsv has the columns group and file, and one for each field of a document's metadata (number,
date, type, issuer, signer, place, summary …) and title. A cell that is empty is not judged; ``-``
says that the file has no such field. Numbers are compared by what they mean, dates and types to the
letter, names and subjects without case, diacritics and punctuation. A title is right when it holds
the marked words. What is wrong is printed, then the table by group and field.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.documents.discovery.sources import Source
from searchkit.documents.model import Document
from searchkit.documents.reading import read
from searchkit.text.legal.document_numbers import document_numbers
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator

NONE = "-"
EXACT = ("date", "type")


def documents(folders: list[Path]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the name of each readable file below ``folders`` with its fields and title."""
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        state = path.stat()
        source = Source(str(path), str(path.parent), path.name, state.st_size, state.st_mtime_ns)
        for item in read(source):
            if isinstance(item, Document):
                yield path.name, {**item.metadata, "title": item.title}
                break


def spelling(field: str, value: str) -> str:
    """Return a value as it is compared."""
    if field == "number":
        return next((found.key for found in document_numbers(value)), value)
    if field in EXACT:
        return value
    letters = "".join(c if c.isalnum() else " " for c in fold(str(normalize(value))).lower())
    return " ".join(letters.split())


def judge(field: str, truth: str, value: str) -> str:
    """Return ``right``, ``empty`` or ``wrong``."""
    if truth == NONE or not value:
        return "right" if (truth == NONE) == (not value) else ("empty" if not value else "wrong")
    found, marked = spelling(field, value), spelling(field, truth)
    same = marked in found if field == "title" else found == marked
    return "right" if same else "wrong"


def main() -> None:
    """Judge the files that are marked and print the table."""
    marks, folders = Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]
    with marks.open(encoding="utf-8") as file:
        rows = {row.pop("file"): row for row in csv.DictReader(file, delimiter="\t")}
    table: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for name, found in documents(folders):
        row = rows.pop(name, None)
        for field, truth in (row or {}).items():
            if truth and field != "group" and row:
                verdict = judge(field, truth, found.get(field, ""))
                table[row["group"], field][verdict] += 1
                if verdict != "right":
                    print(f"{name}: {field} {verdict}: {found.get(field)!r}, marked {truth!r}")
    for name in rows:
        print(f"{name}: not read")
    print("group and field             right empty wrong")
    for (group, field), counts in table.items():
        print(
            f"{group:<16} {field:<10} {counts['right']:5} {counts['empty']:5} {counts['wrong']:5}"
        )


if __name__ == "__main__":
    main()
