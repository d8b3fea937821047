"""Pages are pieces of one list: nothing comes twice, nothing is missing, whatever the order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import searchkit
from searchkit.text.spelling.collation import collation_key
from tests.search.pages.corpus import COUNT, make

if TYPE_CHECKING:
    from searchkit import Index, SearchResult

QUERIES = [
    "sửa đường",
    "ủy ban sửa đường liên thôn theo đúng thời hạn",  # a question, for the second stage
    "sua duong lien thon",
    '"liên thôn"',
    "đường OR báo",
    "loai:quyết-định",
    "dieu:2",
    "kết quả nam:2020..2021",
    "-xyz",
]
SORTS = [None, "relevance", "date", "-date", "number", "-title"]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return make(tmp_path_factory.mktemp("pages"))


def ids(result: SearchResult, *, grouped: bool) -> list[str]:
    return [hit.document_id if grouped else hit.id for hit in result]


@settings(max_examples=40, deadline=None)
@given(
    query=st.sampled_from(QUERIES),
    sort=st.sampled_from(SORTS),
    group=st.sampled_from([None, "document"]),
    per_document=st.sampled_from([1, 2, 3, 50]),
    limit=st.sampled_from([7, 40, 90]),
)
def test_pages_are_pieces_of_one_list(
    index: Index, query: str, sort: str | None, group: Any, per_document: int, limit: int
) -> None:
    asked: dict[str, Any] = {"sort": sort, "group": group, "per_document": per_document}
    whole = index.search(query, limit=2000, **asked)
    pages = [
        index.search(query, limit=limit, offset=offset, **asked)
        for offset in range(0, len(whole) + limit, limit)
    ]
    together = [shown for page in pages for shown in ids(page, grouped=bool(group))]
    assert together == ids(whole, grouped=bool(group))
    assert len(together) == len(set(together)) == whole.available > 0
    assert [hit.rank for page in pages for hit in page] == list(range(1, len(together) + 1))
    assert {(page.documents, page.passages) for page in pages} == {
        (whole.documents, whole.passages)
    }
    documents = [hit.document_id for page in pages for hit in page]
    assert max(map(documents.count, documents)) <= (1 if group else per_document)
    assert len(set(documents)) == whole.documents


@pytest.mark.parametrize("query", QUERIES)
def test_all_that_is_counted_can_be_had(index: Index, query: str) -> None:
    result = index.search(query, limit=5000, per_document=5000)
    assert len(result) == result.passages == result.available
    assert len({hit.document_id for hit in result}) == result.documents
    scores = [hit.score for hit in result]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("query", QUERIES)
def test_a_document_shows_its_best_passages(index: Index, query: str) -> None:
    single = index.search(query, limit=30, per_document=1)
    grouped = index.search(query, limit=30, group="document", per_document=3)
    assert ids(grouped, grouped=True) == ids(single, grouped=True)
    assert [hit.score for hit in grouped] == pytest.approx([hit.score for hit in single])
    every: dict[str, int] = {}
    for hit in index.search(query, limit=5000, per_document=5000):
        every[hit.document_id] = every.get(hit.document_id, 0) + 1
    for hit in grouped:
        shown = [hit, *hit.more]
        assert len(shown) == min(3, every[hit.document_id])
        assert {one.document_id for one in shown} == {hit.document_id}
        assert len({one.id for one in shown}) == len(shown)
        assert [one.score for one in shown] == sorted((one.score for one in shown), reverse=True)
        assert hit.to_dict().get("more", []) == [one.to_dict() for one in hit.more]


@pytest.mark.parametrize("query", ["sửa đường", "đường OR báo", "loai:quyết-định"])
@pytest.mark.parametrize("sort", ["date", "-date"])
def test_documents_are_sorted_by_date(index: Index, query: str, sort: str) -> None:
    dates = [hit.metadata["date"] for hit in index.search(query, sort=sort, limit=900)]
    assert dates == sorted(dates, reverse=sort.startswith("-"))
    assert len(set(dates)) > 10


def test_the_order_of_relevance_is_the_one_without_a_name(index: Index) -> None:
    one, other = (index.search("sửa đường", sort=sort, limit=40) for sort in (None, "relevance"))
    assert ids(one, grouped=False) == ids(other, grouped=False)


def test_behind_the_last_page_is_nothing(index: Index) -> None:
    for sort in SORTS:
        result = index.search("sửa đường", offset=100_000, sort=sort)
        assert (len(result), result.documents) == (0, COUNT)


@pytest.mark.parametrize(
    "wrong",
    [{"offset": -1}, {"sort": "màu"}, {"group": "folder"}, {"facets": ["màu"]}, {"facet_limit": 0}],
    ids=str,
)
def test_what_there_is_not_is_an_error_that_says_what_there_is(
    index: Index, wrong: dict[str, Any]
) -> None:
    with pytest.raises(searchkit.UsageError, match=r"at least|there is|by \"document\""):
        index.search("sửa đường", **wrong)


def test_documents_are_sorted_by_number_and_title(index: Index) -> None:
    numbers = [
        hit.metadata["number"] for hit in index.search("sửa đường", sort="number", limit=900)
    ]
    counted = [int(number.split("/")[0].split("-")[0]) for number in numbers]
    assert counted == sorted(counted)
    titles = [hit.title for hit in index.search("sửa đường", sort="-title", limit=900)]
    assert titles == sorted(titles, key=collation_key, reverse=True)
    assert len(set(titles)) > 5
