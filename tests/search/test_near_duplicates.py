"""What says the same is one hit that names the others; a number, or a document's own, is not."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from searchkit.search.near_duplicates import TextWords
from tests.support import make_index

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit import Index

RULE = (
    "Chủ bến thuyền bố trí áo phao, phao tròn và biển báo; nhắc khách mặc áo phao trước khi "
    "thuyền rời bến; ghi sổ từng lượt thuyền, mỗi lượt không quá 12 khách."
)
COPY = RULE.replace("từng lượt thuyền", "từng lượt của thuyền")
OTHER = RULE.replace("12 khách", "20 khách")
QUERY = "chủ bến thuyền bố trí áo phao"


@pytest.fixture
def index(tmp_path: Path) -> Index:
    texts = {"a.txt": RULE, "b/b.txt": COPY, "c.txt": OTHER, "d.txt": "Chủ bến ghi sổ thuyền."}
    return make_index(tmp_path, texts)


def test_what_says_the_same_is_named_with_the_first(index: Index) -> None:
    found = index.search(QUERY)
    first, *others = found
    pair = {"a.txt", "b/b.txt"}
    assert {first.document_id, *(name.partition("#")[0] for name in first.same_text)} == pair
    assert [hit.same_text for hit in others] == [()] * len(others)
    assert not pair & {hit.document_id for hit in others}
    assert {"c.txt", "d.txt"} <= {hit.document_id for hit in others}
    assert found.hits[0].to_dict()["same_text"] == list(first.same_text)


def test_every_copy_is_shown_when_that_is_asked_for(index: Index) -> None:
    found = index.search(QUERY, every_copy=True)
    assert {hit.document_id for hit in found} == {"a.txt", "b/b.txt", "c.txt", "d.txt"}
    assert all(not hit.same_text for hit in found)


def test_what_is_folded_keeps_its_place_among_the_pages(index: Index) -> None:
    every = [hit.id for hit in index.search(QUERY, every_copy=True)]
    pages = [hit for n in range(2) for hit in index.search(QUERY, limit=2, offset=2 * n)]
    assert {name for hit in pages for name in (hit.id, *hit.same_text)} == set(every)
    assert all(hit.rank == every.index(hit.id) + 1 for hit in pages)


def test_repetitions_within_a_document_stay(tmp_path: Path) -> None:
    index = make_index(tmp_path, {"a.txt": f"Điều 1. Bến\n{RULE}\n\nĐiều 2. Bến\n{RULE}\n"})
    hits = index.search(QUERY)
    assert len([hit for hit in hits if "áo phao" in hit.text]) == 2


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (RULE, RULE.upper(), True),
        (RULE, unicodedata.normalize("NFD", RULE), True),
        (RULE, COPY, True),
        (RULE, OTHER, False),
        (RULE, RULE[: len(RULE) // 2], False),
        ("Bãi bỏ điều này", "Bãi bỏ điều này", False),  # says what is around it
        ("", "", False),
    ],
)
def test_texts_are_the_same_but_for_a_few_words(one: str, other: str, same: bool) -> None:
    assert TextWords.of(one).says_the_same(TextWords.of(other)) is same
    assert TextWords.of(other).says_the_same(TextWords.of(one)) is same


def test_decisions_of_their_own_stay_apart(tmp_path: Path) -> None:
    head = "ỦY BAN NHÂN DÂN XÃ AN THƯỢNG\nSố: {}/QĐ-UBND\n\nQUYẾT ĐỊNH\n\nĐiều 1. Bến\n" + RULE
    index = make_index(tmp_path, {f"{n}.txt": head.format(n) for n in (41, 42)})
    hits = [hit for hit in index.search(QUERY) if "áo phao" in hit.text]
    assert {hit.metadata["number"] for hit in hits} == {"41/QĐ-UBND", "42/QĐ-UBND"}
