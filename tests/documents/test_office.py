"""Real files of state bodies: the sentence that a person reads in each is found in it."""

import csv
import unicodedata
from functools import lru_cache
from pathlib import Path

import pytest

from searchkit.documents.discovery.sources import discover
from searchkit.documents.model import Document
from searchkit.documents.reading import read
from searchkit.errors import DocumentError

# Found in all of these; the four scans need minutes of recognition and are measured elsewhere.
FORMATS = ("pdf", "doc", "docx", "html", "txt")


@pytest.fixture(scope="module")
def manifest(shared: Path) -> list[dict[str, str]]:
    with (shared / "data/office/manifest.tsv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file, delimiter="\t") if row["kind"] != "scanned"]


def folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


@lru_cache(maxsize=64)
def read_one(shared: Path, name: str) -> Document | DocumentError:
    (source,) = discover([shared / "data/office/files" / name])
    (item,) = read(source)
    return item


@pytest.mark.parametrize("file_format", FORMATS)
def test_each_sentence_stands_in_one_passage(
    shared: Path, manifest: list[dict[str, str]], file_format: str
) -> None:
    rows = [row for row in manifest if row["format"] == file_format and row["sentence"]]
    assert rows
    for row in rows:
        item = read_one(shared, row["file"])
        assert isinstance(item, Document), item
        passages = [folded(item.text[p.start : p.end]) for p in item.passages]
        assert sum(folded(row["sentence"]) in passage for passage in passages) == 1, row["file"]


def test_numbers_and_dates_are_never_wrong(shared: Path, manifest: list[dict[str, str]]) -> None:
    found = {"number": 0, "date": 0}
    known = [row for row in manifest if row["format"] in ("pdf", "html") and row["doc_number"]]
    for row in known:
        item = read_one(shared, row["file"])
        assert isinstance(item, Document), item
        for field, truth in (("number", row["doc_number"]), ("date", row["date"])):
            if truth and field in item.metadata:
                assert item.metadata[field] == truth, row["file"]
                found[field] += 1
    assert found["number"] >= 20
    assert found["date"] >= 17


def test_files_without_text_say_why(shared: Path, manifest: list[dict[str, str]]) -> None:
    reasons = {
        row["file"]: item.reason
        for row in manifest
        if not row["sentence"] and isinstance(item := read_one(shared, row["file"]), DocumentError)
    }
    assert reasons == {
        "encrypted.pdf": "is encrypted",
        "bomb1g.docx": "unpacks to more than 200 MB",
    }
