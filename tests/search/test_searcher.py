"""Passages found: the same in every spelling, in their place, marked where they match."""

from __future__ import annotations

import unicodedata
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import searchkit
from searchkit.backends.base import BM25
from searchkit.index.catalogue import Catalogue
from searchkit.search.query.document_resolver import complete_numbers
from searchkit.search.query.filters import Filters
from searchkit.search.query.parser import parse_query
from searchkit.search.ranking.first_stage import Ranker
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.normalization import normalize
from searchkit.text.tokens import tokenize
from tests.support import DOCUMENTS, local_index, make_index

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from searchkit import Hit, Index, SearchResult

REPORT = (
    "BÁO CÁO\nKết quả công tác năm\n\n"
    + "\n\n".join(
        f"{number}. Kết quả {subject}\nTrong năm, xã đã triển khai {subject} tại các thôn, bản. "
        f"Việc {subject} được nhân dân đồng tình; cán bộ xã kiểm tra hằng quý và báo cáo huyện. "
        + "Công tác tuyên truyền được duy trì đều đặn trên hệ thống loa truyền thanh. "
        * 8
        for number, subject in enumerate(
            [
                "tinh gọn bộ máy",
                "giảm nghèo bền vững",
                "cải cách hành chính",
                "bảo vệ rừng đầu nguồn",
                "sắp xếp, tinh gọn tổ chức bộ máy",
            ],
            start=1,
        )
    )
    + "\n"
)
TEXTS = DOCUMENTS | {
    "bao-cao.txt": REPORT,
    "khong-dau.txt": "Xa da tinh gon bo may va giam bien che theo ke hoach cua huyen.\n",
    "nfd.txt": unicodedata.normalize("NFD", "Hội nghị bàn về tinh gọn bộ máy ở cơ sở.\n"),
}
QUERIES = [
    "tinh gọn bộ máy",
    "hỗ trợ hộ nghèo sửa chữa nhà ở",
    "bảo vệ rừng đầu nguồn",
    "báo cáo kết quả",
    "rừng",
    "12/KH-BNV",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("searcher")


@pytest.fixture(scope="module")
def index(folder: Path) -> Index:
    return make_index(folder, TEXTS)


def bare(text: str) -> str:
    return fold(normalize(text).text)


def half(text: str) -> str:
    """Strip the diacritics off every other word."""
    return " ".join(bare(word) if i % 2 else word for i, word in enumerate(text.split()))


def own_total(result: SearchResult) -> int:
    """Return how many passages match the query as typed, not another that was searched instead."""
    return 0 if result.searched else result.total


def check_place(index: Index, hit: Hit) -> None:
    """A hit is where it says, and its snippet marks words of the passage."""
    document = index.document(hit.path)
    assert document.text[hit.start : hit.end] == hit.text
    assert hit.text.strip()
    edges = [edge for mark in hit.marks for edge in mark]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(hit.snippet) for edge in edges)


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("spelling", [bare, half, str.upper, str.title])
def test_spelling_does_not_decide_what_is_found(
    index: Index, query: str, spelling: Callable[[str], str]
) -> None:
    written = index.search(query, limit=50, per_document=50)
    other = index.search(spelling(query), limit=50, per_document=50)
    assert other.total == written.total > 0
    assert {hit.id for hit in other} == {hit.id for hit in written}


@pytest.mark.parametrize("query", QUERIES)
def test_a_composed_and_a_decomposed_query_are_the_same(index: Index, query: str) -> None:
    one = index.search(unicodedata.normalize("NFC", query))
    other = index.search(unicodedata.normalize("NFD", query))
    assert [(h.id, h.score) for h in one] == [(h.id, h.score) for h in other]


@pytest.mark.parametrize("query", [*QUERIES, "tinh gon bo may", '"bo may"', "xã huyện"])
def test_hits_are_ranked_and_in_their_place(index: Index, query: str) -> None:
    result = index.search(query, limit=50, per_document=50)
    assert [hit.rank for hit in result] == list(range(1, len(result) + 1))
    scores = [hit.score for hit in result]
    assert scores == sorted(scores, reverse=True)
    assert len(result) == result.total
    for hit in result:
        check_place(index, hit)


@pytest.mark.parametrize("query", ["tinh gọn bộ máy", "tinh gon bo may", "TINH GỌN bo may"])
def test_the_match_is_marked_in_whatever_spelling(index: Index, query: str) -> None:
    for hit in index.search(f'{query} -"tinh gọn tổ chức"', limit=50, per_document=50):
        if "tinh gon bo may" not in " ".join(tokenize(hit.text).folded):
            continue
        marked = [bare(hit.snippet[start:end]).lower() for start, end in hit.marks]
        assert "tinh gon bo may" in marked
        assert all(set(tokenize(mark).folded) <= {"tinh", "gon", "bo", "may"} for mark in marked)


def test_what_is_written_with_the_marks_typed_comes_first(index: Index) -> None:
    hits = index.search("tinh gọn bộ máy", limit=50)
    assert "tinh gọn bộ máy" in normalize(hits[0].text).text.lower()


def test_a_document_shows_no_more_than_it_may(index: Index) -> None:
    for most in (1, 2, 3):
        hits = index.search("kết quả công tác xã", limit=50, per_document=most)
        documents = [hit.document_id for hit in hits]
        assert max(map(documents.count, documents)) <= most
    assert [h.document_id for h in index.search("công tác", per_document=9)].count(
        "bao-cao.txt"
    ) > 3


def test_the_best_passage_of_a_document_is_the_one_shown(index: Index) -> None:
    every = index.search("tinh gọn bộ máy", limit=50, per_document=50)
    one = index.search("tinh gọn bộ máy", limit=50, per_document=1)
    best: dict[str, str] = {}
    for hit in every:
        best.setdefault(hit.document_id, hit.id)
    assert [hit.id for hit in one] == list(best.values())


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_a_limit_cuts_the_same_list(index: Index, limit: int) -> None:
    every = index.search("tinh gọn bộ máy", limit=50)
    some = index.search("tinh gọn bộ máy", limit=limit)
    assert [hit.id for hit in some] == [hit.id for hit in every][:limit]
    assert some.total == every.total


@pytest.mark.parametrize("wrong", [{"limit": 0}, {"limit": -1}, {"per_document": 0}], ids=str)
def test_limits_below_one_are_refused(index: Index, wrong: dict[str, int]) -> None:
    with pytest.raises(searchkit.UsageError, match="at least 1"):
        index.search(
            "bộ máy", limit=wrong.get("limit", 1), per_document=wrong.get("per_document", 1)
        )


def test_a_document_number_finds_its_document_first(index: Index) -> None:
    for query in ("345/QĐ-UBND", "quyết định 345/qd-ubnd", "số 345/QÐ-UBND"):
        assert index.search(query)[0].document_id == "quyet-dinh.txt"


@pytest.mark.parametrize("query", [*QUERIES, "tinh gon bo may", "tinh gonj booj mays"])
def test_documents_are_ranked_as_a_search_shows_them(index: Index, query: str) -> None:
    ranked = index.rank_documents(query, limit=3)
    hits = index.search(query, limit=3, per_document=1)
    assert ranked == [(hit.document_id, hit.score) for hit in hits]
    shown = dict.fromkeys(hit.document_id for hit in index.search(query, limit=50))
    assert list(shown)[:3] == [document for document, _ in ranked]


@pytest.mark.parametrize("query", [*QUERIES, "tinh gon bo may", "công tác của xã"])
def test_the_order_of_passages_leaves_that_of_documents(
    folder: Path, index: Index, query: str
) -> None:
    """Documents stand as the first stage alone ranks them, each by its best passage."""
    weights = searchkit.RankingSettings()
    with closing(local_index(folder / "index").state(BM25(weights.k1, weights.b))) as state:
        catalogue = Catalogue(state)
        parsed = complete_numbers(catalogue, parse_query(query))
        top = Ranker(state, weights, parsed).rank([], 1000)
        first = dict.fromkeys(catalogue.owner(top.docnums).tolist())
        expected = [catalogue.document(owner).id for owner in first]
    assert [document for document, _ in index.rank_documents(query)] == expected


def test_a_topic_and_a_query_must_both_match(index: Index) -> None:
    topic = index.search(topic="tinh-gon-bo-may", limit=50, per_document=50)
    both = index.search("xã", topic="tinh-gon-bo-may", limit=50, per_document=50)
    assert {hit.id for hit in both} < {hit.id for hit in topic}
    assert both.total == len(both)
    for hit in topic:
        check_place(index, hit)
        assert hit.explanation is not None
        assert hit.explanation.phrases


def test_a_topic_honours_limits_and_filters(index: Index) -> None:
    hits = index.search(topic="tinh-gon-bo-may", limit=50, per_document=1)
    documents = [hit.document_id for hit in hits]
    assert len(documents) == len(set(documents)) > 1
    only = index.search(topic="tinh-gon-bo-may", filters=Filters(type="kế hoạch"))
    assert {hit.document_id for hit in only} == {"ke-hoach.txt"}


def test_a_score_is_explained_by_its_parts(index: Index) -> None:
    for hit in index.search("tinh gon bo may", explain=True):
        assert hit.explanation is not None
        assert sum(hit.explanation.parts.values()) == pytest.approx(hit.score)
    assert index.search("tinh gon bo may")[0].explanation is None


WORDS = sorted({word for text in TEXTS.values() for word in text.split()})


@settings(max_examples=100, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=6))
def test_any_words_of_the_texts_find_passages_in_their_place(
    index: Index, words: list[str]
) -> None:
    query = " ".join(words).replace("-", " ").replace('"', " ")
    assume(any(character.isalnum() for character in query))
    result = index.search(query, limit=30, per_document=30)
    assert own_total(index.search(bare(query))) == own_total(result)
    for hit in result:
        check_place(index, hit)
