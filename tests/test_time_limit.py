"""A search that takes too long, or that nobody waits for any more, ends; the next one is whole."""

from __future__ import annotations

import pickle
import threading
from typing import TYPE_CHECKING, Any

import pytest

import searchkit
from tests.support import DOCUMENTS, make_index

if TYPE_CHECKING:
    from searchkit import Index

SEARCHES: list[dict[str, Any]] = [
    {"query": "tinh gọn bộ máy"},
    {"query": "hỗ trợ mỗi hộ nghèo để sửa chữa nhà ở"},
    {"query": "hộ OR máy", "sort": "-date", "facets": ["type", "year"]},
    {"query": "loai:QĐ", "group": "document"},
    {"topic": "tinh-gon-bo-may"},
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return make_index(tmp_path_factory.mktemp("limit"), DOCUMENTS)


class SetAfter(threading.Event):
    """An event that is set once it has been asked for some times, wherever the search is then."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.left = times

    def is_set(self) -> bool:
        self.left -= 1
        return self.left < 0


@pytest.mark.parametrize("asked", SEARCHES, ids=str)
def test_a_search_ends_wherever_it_is_cancelled(index: Index, asked: dict[str, Any]) -> None:
    whole = [(hit.id, hit.score) for hit in index.search(**asked)]
    for times in range(1000):
        try:
            found = index.search(**asked, cancel=SetAfter(times))
        except searchkit.SearchCancelledError:
            continue
        assert [(hit.id, hit.score) for hit in found] == whole
        break
    assert 5 < times < 999


def test_a_search_ends_when_its_time_is_over(index: Index) -> None:
    with pytest.raises(searchkit.SearchTimeoutError, match="longer than the 1e-09 seconds"):
        index.search("bộ máy", timeout=1e-9)
    assert len(index.search("bộ máy", timeout=3600))


@pytest.mark.parametrize("seconds", [0, -1, float("nan")])
def test_a_timeout_is_above_zero(index: Index, seconds: float) -> None:
    with pytest.raises(searchkit.UsageError, match="above 0"):
        index.search("bộ máy", timeout=seconds)


def test_a_limit_is_that_of_one_search_alone(index: Index) -> None:
    cancelled = threading.Event()
    cancelled.set()
    with pytest.raises(searchkit.SearchCancelledError) as raised:
        index.search("bộ máy", cancel=cancelled)
    assert len(index.search("bộ máy"))
    assert str(pickle.loads(pickle.dumps(raised.value))) == str(raised.value)
