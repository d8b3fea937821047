"""The fields that are terms of the index find what a look at every document finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import searchkit
from searchkit.text.legal.cited_places import places_of
from searchkit.text.spelling.folding import fold
from searchkit.text.tokens import same_token, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from searchkit import DocumentView, Index

TITLES = [
    "Quyết định về tinh gọn bộ máy của sở",
    "TINH GON BO MAY",
    "Kế hoạch sửa chữa máy móc, máy may",
    "Kế hoạch bộ máy; bộ đội, máy bộ đàm",
    "Quy chế làm việc của Ủy ban",
    "Máy",
]
TEXT = """Điều 1. Ban hành quy chế về bộ máy
1. Nội dung theo Điều 5 và khoản 2 Điều 7a của luật.
2. Kinh phí.
Điều 2. Hiệu lực
Quyết định có hiệu lực từ ngày ký, thay Điều 12.
{more}"""
MORE = [
    "Điều 3. Tổ chức\nSở thực hiện.",
    "Chương II. QUY ĐỊNH CHUNG\nĐiều 12. Máy\nNội dung nêu ở Điều 3.",
    "Điều 3đ. Trách nhiệm\na) Lập sổ.\nb) Theo dõi.",
    "PHỤ LỤC 5\nDanh sách kèm theo Điều 2",
    "Điều 4. Nội dung\nxem phụ lục",
    "",
]
WORDS = sorted({word for title in TITLES for word in tokenize(title).accented} | {"mây", "may"})
MANY = 200


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder: Path = tmp_path_factory.mktemp("fields") / "index"
    with searchkit.open_index(folder, create=True) as index:
        # Two segments, and documents that are there no more.
        for half in (slice(0, 3), slice(3, None)):
            index.add_documents(
                searchkit.NewDocument(
                    id=f"vb-{number}", title=TITLES[number], text=TEXT.format(more=MORE[number])
                )
                for number in range(len(TITLES))[half]
            )
        gone = searchkit.NewDocument(id="x", title=TITLES[0], text=TEXT.format(more=""))
        index.add_documents([gone])
        index.remove(["x"])
        yield index


@pytest.fixture(scope="module")
def documents(index: Index) -> list[DocumentView]:
    return [index.document(f"vb-{number}") for number in range(len(TITLES))]


def having(documents: list[DocumentView], query: str) -> set[str]:
    """Return the ids of the documents whose titles have a phrase, by reading each of them.

    A title without marks is met by marks where the first passage has each word as it was typed.
    """
    wanted = tokenize(query)
    return {
        document.id
        for document in documents
        for title in [tokenize(document.title)]
        for first in [
            tokenize(
                "\n".join([document.title, *document.passages[0].heading, document.passage_text(1)])
            )
        ]
        if {*wanted.accented} <= {*first.accented, *first.folded}
        and any(
            all(
                same_token(
                    wanted.accented[i],
                    wanted.folded[i],
                    title.accented[start + i],
                    title.folded[start + i],
                )
                for i in range(len(wanted))
            )
            for start in range(len(title) - len(wanted) + 1)
        )
    }


@pytest.mark.parametrize("label", ["1", "2", "3", "3đ", "3D", "5", "7a", "12", "123", "1234"])
def test_an_article_is_what_the_headings_and_citations_say(
    index: Index, documents: list[DocumentView], label: str
) -> None:
    expected = {
        f"{document.id}#{number}"
        for document in documents
        for number, passage in enumerate(document.passages, start=1)
        if fold(label).lower() in places_of(passage.heading, passage.citation).get("dieu", ())
    }
    result = index.search(f"dieu:{label}", limit=MANY, per_document=MANY)
    assert {hit.id for hit in result} == expected
    assert result.passages == len(expected)


@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), bare=st.booleans())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_title_is_found_by_its_phrases(
    index: Index, documents: list[DocumentView], words: list[str], bare: bool
) -> None:
    phrase = " ".join(map(fold, words) if bare else words)
    result = index.search(f'tieu-de:"{phrase}"', limit=MANY)
    assert {hit.document_id for hit in result} == having(documents, phrase)


@pytest.mark.parametrize(
    "phrase", ["bộ máy", "tinh gọn bộ máy", "máy", "mây", "may may", "móc máy"]
)
def test_marks_of_a_title_decide_where_both_sides_bear_them(
    index: Index, documents: list[DocumentView], phrase: str
) -> None:
    result = index.search(f'điều AND tieu-de:"{phrase}"', limit=MANY, per_document=MANY)
    assert {hit.document_id for hit in result} == having(documents, phrase)
