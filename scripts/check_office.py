"""Indexes a folder of real files and looks for the sentence that a person read in each of them.

    python scripts/check_office.py FOLDER

FOLDER holds ``files/`` and a ``manifest.tsv`` with the columns file, format, kind, sentence,
doc_number and date (of which sentence, doc_number and date may be empty), or file, format and
transcript, the name of a text in ``transcripts/`` of which the middle line is taken.
Each sentence is searched for as it is and without diacritics; it counts as found when a hit of the
right file contains it and the hit's offsets give exactly the hit's text.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import searchkit
from searchkit.text.legal.document_numbers import document_numbers
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping

LIMIT = 20


def folded(text: str) -> str:
    """Return a text in one spelling and case, with single spaces."""
    return " ".join(normalize(text).text.lower().split())


def sentence_of(folder: Path, row: dict[str, str]) -> str:
    """Return the sentence of the manifest, or a line of the transcript; ``|`` ends a cell there."""
    if not row.get("transcript"):
        return row["sentence"]
    text = (folder / "transcripts" / row["transcript"]).read_text("utf-8")
    cells = [cell for line in text.splitlines() for cell in line.replace("|", "\t").split("\t")]
    lines = [cell for cell in cells if 6 <= len(cell.split()) <= 40]
    return lines[len(lines) // 2] if lines else ""


def finds(index: searchkit.Index, query: str, sentence: str, path: str) -> bool:
    """Say whether a hit of the file holds the sentence, at the offsets that it names."""
    for hit in index.search(query, limit=LIMIT):
        if path in (hit.path, *hit.also) and folded(sentence) in folded(hit.text):
            return index.document(hit.path).text[hit.start : hit.end] == hit.text
    return False


def metadata_matches(found: Mapping[str, str], row: dict[str, str]) -> Counter[str]:
    """Count the number and the date where the manifest knows them: found, and wrong."""
    counts: Counter[str] = Counter()
    for name, truth in (("number", row.get("doc_number")), ("date", row.get("date"))):
        if truth:
            counts[f"{name} known"] += 1
            value = found.get(name, "")
            same = key_of(value) == key_of(truth) if name == "number" else value == truth
            counts[f"{name} found"] += same
            counts[f"{name} wrong"] += bool(value) and not same
    return counts


def key_of(number: str) -> str:
    """Return a document number in its one spelling."""
    return next((found.key for found in document_numbers(number)), number)


def check(folder: Path, index: searchkit.Index) -> dict[str, Counter[str]]:
    """Index the files and return the counts by format; print what was not found."""
    report = index.add([folder / "files"])
    reasons = {failure.path: failure.reason for failure in report.failures}
    table: dict[str, Counter[str]] = defaultdict(Counter)
    with (folder / "manifest.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    for row in rows:
        path = str((folder / "files" / row["file"]).resolve())
        counts = table[row["format"]]
        counts["files"] += 1
        sentence = sentence_of(folder, row)
        if not sentence:
            counts["no text"] += 1
            print(f"{row['file']}: no sentence; {reasons.get(path, 'indexed')}")
            continue
        counts["sentences"] += 1
        for name, query in (("with marks", sentence), ("without", fold(sentence))):
            done = path not in reasons and finds(index, query, sentence, path)
            counts[name] += done
            if not done:
                print(f"{row['file']}: not found {name}; {reasons.get(path, sentence)}")
        if path in reasons or not done:
            continue
        counts.update(metadata_matches(index.document(path).metadata, row))
    return table


def main() -> None:
    """Check the folder that is named and print the table by format."""
    folder = Path(sys.argv[1])
    with (
        tempfile.TemporaryDirectory() as scratch,
        searchkit.open_index(scratch, create=True) as index,
    ):
        table = check(folder, index)
    total = sum(table.values(), Counter[str]())
    print("format files | sentences: found, found without marks | number, wrong | date, wrong")
    for name, c in [*sorted(table.items()), ("all", total)]:
        print(
            f"{name:<6} {c['files']:5} | {c['sentences']:4}: {c['with marks']:4}, {c['without']:4}"
            f" | {c['number found']}/{c['number known']}, {c['number wrong']}"
            f" | {c['date found']}/{c['date known']}, {c['date wrong']}"
        )


if __name__ == "__main__":
    main()
