"""What has ended gives way to what holds where both answer equally well, and is never hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import searchkit
from searchkit import Filters, RankingSettings

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit import Index

_FEES = "Mức thu phí tham quan di tích là {} đồng một người; trẻ em dưới 6 tuổi được miễn."
_FAR = "Ban quản lý di tích tổ chức bán vé; tiền thu được nộp vào ngân sách tỉnh."


def record(name: str, text: str, **fields: str) -> dict[str, Any]:
    return {"id": name, "title": "Nghị quyết", "text": text, **fields}


RECORDS = [
    record("ended", _FEES.format(20_000), number="14/2019/NQ-HĐND", expires="2024-01-01"),
    record("holds", _FEES.format(30_000), number="22/2023/NQ-HĐND", effective="2024-01-01"),
    record("far", _FAR, number="31/2023/NQ-HĐND", effective="2024-01-01"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("holding") / "index"
    with searchkit.open_index(folder, create=True) as index:
        index.add_documents(RECORDS)
    return folder


@pytest.fixture
def index(folder: Path) -> Index:
    return searchkit.open_index(folder)


def ids(index: Index, query: str, **asked: Any) -> list[str]:
    return [hit.document_id for hit in index.search(query, every_copy=True, **asked)]


@pytest.mark.parametrize("query", ["phí tham quan di tích", "mức thu phí tham quan là bao nhiêu"])
def test_what_has_ended_stands_behind_an_equal_one_that_holds(folder: Path, query: str) -> None:
    with searchkit.open_index(folder, settings=RankingSettings(ended=0)) as plain:
        assert ids(plain, query)[:2] == ["ended", "holds"]
    with searchkit.open_index(folder) as index:
        assert ids(index, query)[:2] == ["holds", "ended"]


def test_what_has_ended_stands_before_what_answers_less(index: Index) -> None:
    assert ids(index, "phí tham quan di tích") == ["holds", "ended", "far"]
    assert ids(index, "14/2019/NQ-HĐND")[0] == "ended"


def test_pages_are_pieces_of_one_list(index: Index) -> None:
    pages = [ids(index, "di tích", limit=1, offset=at) for at in range(3)]
    assert [name for page in pages for name in page] == ids(index, "di tích")


def test_pages_are_pieces_of_one_list_though_each_asks_only_whether_its_own_hold(
    tmp_path: Path,
) -> None:
    records = [
        record(
            f"{number:02}",
            "Thu phí tham quan di tích. " + "Nộp vào ngân sách tỉnh. " * (number % 7),
            **({"expires": "2024-01-01"} if number % 3 else {"effective": "2024-01-01"}),
        )
        for number in range(40)
    ]
    with searchkit.open_index(tmp_path / "index", create=True) as many:
        many.add_documents(records)
        whole = ids(many, "phí tham quan", limit=40)
        for limit in (1, 3, 10):
            starts = range(0, 40, limit)
            pages = [ids(many, "phí tham quan", limit=limit, offset=at) for at in starts]
            assert [name for page in pages for name in page] == whole
    with searchkit.open_index(tmp_path / "index", settings=RankingSettings(ended=0)) as plain:
        before = ids(plain, "phí tham quan", limit=40)
    assert whole != before
    assert sorted(whole) == sorted(before)


def test_scores_and_their_parts_agree(index: Index) -> None:
    for hit in index.search("phí tham quan di tích", explain=True):
        assert hit.explanation is not None
        assert sum(hit.explanation.parts.values()) == pytest.approx(hit.score)


def test_the_facet_counts_all_states_of_the_day_that_is_asked_about(index: Index) -> None:
    def counted(filters: Filters) -> dict[str, tuple[int, bool]]:
        found = index.search("di tích", filters=filters, facets=["validity"])
        return {one.value: (one.count, one.chosen) for one in found.facets["validity"]}

    assert counted(Filters(on="2024-03-01")) == {"in_force": (2, True), "ended": (1, False)}
    assert counted(Filters(on="2023-03-01")) == {
        "in_force": (0, True),
        "not_yet": (2, False),
        "unknown": (1, False),
    }
    assert set(ids(index, "di tích", filters=Filters(on="2024-03-01"))) == {"holds", "far"}


def test_a_state_that_is_chosen_is_that_of_the_day(index: Index) -> None:
    chosen = {"validity": "not_yet"}
    found = ids(index, "di tích", filters=Filters(on="2023-03-01", chosen=chosen))
    assert set(found) == {"holds", "far"}
    assert ids(index, "di tích", filters=Filters(chosen=chosen)) == []
    both = Filters(on="2023-03-01", in_force=True, chosen=chosen)
    assert ids(index, "di tích", filters=both) == []
