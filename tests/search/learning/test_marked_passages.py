"""Hits as searches write them are read, with their marks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from searchkit import MarkedPassage, UsageError, read_marked_passages

if TYPE_CHECKING:
    from pathlib import Path

HIT = {"id": "a.txt#1", "title": "Kế hoạch", "heading": ["Điều 1"], "text": "Sáp nhập xã."}


def written(folder: Path, text: str) -> Path:
    file = folder / "đã đánh dấu.json"
    file.write_text(text, "utf-8")
    return file


@pytest.mark.parametrize("shape", ["result", "list", "lines", "one", "bom"])
def test_hits_are_read_in_every_shape(tmp_path: Path, shape: str) -> None:
    hits = [HIT | {"mark": True}, HIT | {"id": "b.txt#2", "mark": False}]
    if shape == "one":
        hits = hits[:1]
    text = {
        "result": json.dumps({"query": "xã", "total": 2, "hits": hits}),
        "list": json.dumps(hits, indent=1),
        "lines": "\n".join(map(json.dumps, hits)) + "\n\n",
        "one": json.dumps(hits[0]),
        "bom": "\ufeff" + json.dumps(hits),
    }[shape]
    found = read_marked_passages(written(tmp_path, text))
    assert found[0] == MarkedPassage("a.txt#1", "Sáp nhập xã.", "Kế hoạch\nĐiều 1", True)
    assert [one.about for one in found] == [True, False][: len(hits)]


@pytest.mark.parametrize(
    ("marks", "about"),
    [
        ([2, 1, 0], [True, True, False]),
        ([True, None, False], [True, False]),
        ([None, None, None], [True, True, True]),
    ],
    ids=["grades", "some", "none"],
)
def test_marks_are_grades_or_truths(tmp_path: Path, marks: list[Any], about: list[bool]) -> None:
    hits = [HIT if mark is None else HIT | {"mark": mark} for mark in marks]
    found = read_marked_passages(written(tmp_path, json.dumps(hits)))
    assert [one.about for one in found] == about


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no hits"),
        ("[]", "holds no hits"),
        ('{"hits": 3}', "no list of hits"),
        ("3", "no list of hits"),
        ('[{"id": "a"}]', "hit 1: no hit with a text"),
        ('{"text": "a"}\n[', "line 2: not JSON"),
        ('{"text": "a"}\n3', "line 2: no hit with a text"),
        ('[{"text": "a", "mark": "x"}]', "hit 1: the mark 'x' is neither"),
    ],
)
def test_what_is_no_file_of_hits_is_told_with_the_place(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        read_marked_passages(written(tmp_path, text))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_marked_passages(tmp_path / "none.json")
