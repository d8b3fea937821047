"""The pages on the query language show what works, and the same in both languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import searchkit
from searchkit.search.query.language.fields import NAMES, field_name
from searchkit.search.query.language.grammar import parse
from searchkit.search.query.language.notation import written
from tests.support import ROOT

if TYPE_CHECKING:
    from searchkit import Index

PAGES = {name: ROOT / "docs" / f"{name}.md" for name in ("query-language", "cu-phap-tim-kiem")}
TABLE_ROW = re.compile(r"^\| `(?P<first>[^`]+)` \|(?: `[^`]+` \| `(?P<example>[^`]+)` \|)?", re.M)
BESIDE = re.compile(r"\(`([^`…]+)`\)")


def examples(page: str) -> list[str]:
    """Return every query that a page shows."""
    text = PAGES[page].read_text("utf-8")
    return [row["example"] or row["first"] for row in TABLE_ROW.finditer(text)] + BESIDE.findall(
        text
    )


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    opened = searchkit.open_index(tmp_path_factory.mktemp("pages") / "index", create=True)
    opened.add(ROOT / "seeds", jobs=1)
    return opened


@pytest.mark.parametrize("page", PAGES)
def test_every_query_of_a_page_finds_something(index: Index, page: str) -> None:
    shown = examples(page)
    assert len(shown) >= 20
    results = {query: index.search(query) for query in shown}
    assert [query for query, result in results.items() if result.notes] == []
    assert [query for query, result in results.items() if not result.total] == []


def test_both_pages_show_the_same_queries() -> None:
    read = [
        [written(root) for query in examples(page) if (root := parse(query).root) is not None]
        for page in PAGES
    ]
    assert len(read[0]) == len(read[1])
    folded = [[re.sub(r"\W", "", text) for text in own[:11]] for own in read]
    assert folded[0] == folded[1]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_every_field(page: str) -> None:
    text = PAGES[page].read_text("utf-8")
    named = {field_name(name) for name in re.findall(r"`([a-z-]+):`", text)}
    assert named == set(NAMES)
