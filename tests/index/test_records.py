"""What is stored comes back as it was."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from searchkit.documents.model import Document, Passage
from searchkit.index.records import (
    Failure,
    SourceState,
    pack_document,
    pack_passage,
    unpack_document,
    unpack_passage,
)

PASSAGE = Passage(3, 9, ("Chương I", "Điều 2"), "khoản 1 Điều 2", 4)
DOCUMENT = Document(
    "nghị quyết.txt", "/van-ban/nghị quyết.txt", "Nghị quyết", "Toàn văn", {"type": "Nghị quyết"},
    (PASSAGE, PASSAGE),
)  # fmt: skip


def test_a_passage_comes_back() -> None:
    stored = unpack_passage({"passage": pack_passage(2, PASSAGE)})
    assert stored.number == 2
    assert (stored.start, stored.end, stored.heading) == (3, 9, ("Chương I", "Điều 2"))
    assert (stored.citation, stored.page) == ("khoản 1 Điều 2", 4)


def test_a_document_comes_back() -> None:
    packed = pack_document(DOCUMENT, "khóa", "băm")
    assert unpack_document({"document": packed}).text == ""
    stored = unpack_document({"document": packed, "body": DOCUMENT.text})
    assert stored.text_bytes == len(DOCUMENT.text.encode())
    assert (stored.key, stored.digest, stored.passages) == ("khóa", "băm", 2)
    assert (stored.id, stored.path, stored.title) == (DOCUMENT.id, DOCUMENT.path, DOCUMENT.title)
    assert (stored.text, stored.metadata) == (DOCUMENT.text, DOCUMENT.metadata)


def test_the_state_of_a_file_comes_back() -> None:
    failure = Failure("/a/b.docx", "is empty", "fetch it again")
    state = SourceState("/a/b.docx", "/a", "b.docx", 12, 34, 56, "băm", 7, (failure,))
    assert SourceState.from_stored(state.to_stored()) == state


def test_the_fields_of_a_record_come_back_as_what_they_are() -> None:
    fields: dict[str, Any] = {
        "text": "a",
        "true": True,
        "one": 1,
        "half": 0.5,
        "day": date(2025, 4, 25),
        "moment": datetime(2025, 4, 25, 7, 30, tzinfo=UTC),
        "several": ("a", "b"),
        "days": (date(2025, 4, 25),),
    }
    document = replace(DOCUMENT, fields=fields)
    packed = json.loads(json.dumps(pack_document(document, "khóa", "băm")))
    stored = unpack_document({"document": packed, "body": ""})
    assert stored.fields == fields
    assert [type(value) for value in stored.fields.values()] == [*map(type, fields.values())]
