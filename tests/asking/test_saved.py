"""A saved search tells each document once, when it is found for the first time."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from searchkit.asking.asked import Asked
from searchkit.asking.feed import atom_feed
from searchkit.asking.saved import SavedSearches
from searchkit.errors import SearchkitError, UsageError
from tests.support import DECISION, DOCUMENTS, PLAN, make_index, write

if TYPE_CHECKING:
    from pathlib import Path

ATOM = "{http://www.w3.org/2005/Atom}"


def test_what_comes_later_is_new_once(tmp_path: Path) -> None:
    with make_index(tmp_path, {"một.txt": DECISION}) as index:
        searches = SavedSearches(index.name)
        searches.save(index, "Hộ nghèo", Asked(q="hộ nghèo"))
        assert searches.news(index, "Hộ nghèo").new == ()
        index.add([write(tmp_path / "documents", {"hai.txt": DECISION.replace("345", "346")})])
        for _ in range(2):  # until the person has looked
            news = searches.news(index, "Hộ nghèo")
            assert [hit.document_id for hit in news.new] == ["hai.txt"]
        searches.look("Hộ nghèo")
        assert searches.news(index, "Hộ nghèo").new == ()
        assert len(searches.news(index, "Hộ nghèo").hits) == 2


def test_searches_outlive_a_rebuild(tmp_path: Path) -> None:
    from searchkit import rebuild_index

    with make_index(tmp_path, DOCUMENTS) as index:
        searches = SavedSearches(index.name)
        searches.save(index, "kế hoạch", Asked(type=("kế hoạch",)))
        rebuild_index(index.name, jobs=1)
        news = searches.news(index, "kế hoạch")
        assert (len(news.hits), news.new) == (1, ())


def test_what_was_meant_is_not_what_was_saved(tmp_path: Path) -> None:
    with make_index(tmp_path, DOCUMENTS) as index:
        searches = SavedSearches(index.name)
        searches.save(index, "lỗi gõ", Asked(q="tinhg gonj booj mayz"))
        assert searches.news(index, "lỗi gõ").hits == ()


@pytest.mark.parametrize(
    ("name", "asked"), [("", Asked(q="a")), ("x" * 201, Asked(q="a")), ("tên", Asked())]
)
def test_a_search_needs_a_name_and_a_question(tmp_path: Path, name: str, asked: Asked) -> None:
    with make_index(tmp_path, DOCUMENTS) as index, pytest.raises(UsageError):
        SavedSearches(index.name).save(index, name, asked)


def test_a_file_of_others_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "index.saved.json").write_text("của người khác", "utf-8")
    with make_index(tmp_path, DOCUMENTS) as index:
        searches = SavedSearches(index.name)
        with pytest.raises(SearchkitError, match="no saved searches"):
            searches.save(index, "kế hoạch", Asked(q="kế hoạch"))
    assert (tmp_path / "index.saved.json").read_text("utf-8") == "của người khác"


def test_a_feed_has_the_newest_first(tmp_path: Path) -> None:
    with make_index(tmp_path, {"một & hai.txt": PLAN}) as index:
        searches = SavedSearches(index.name)
        searches.save(index, "bộ máy <1>", Asked(q="bộ máy"))
        index.add([write(tmp_path / "documents", {"ba.txt": PLAN.replace("12/KH", "13/KH")})])
        feed = ET.fromstring(
            atom_feed(searches.news(index, "bộ máy <1>"), "http://localhost:8080/")
        )
    assert feed.findtext(f"{ATOM}title") == "bộ máy <1>"
    links = [node.find(f"{ATOM}link") for node in feed.iter(f"{ATOM}entry")]
    addresses = [link.get("href") for link in links if link is not None]
    assert addresses == [
        "http://localhost:8080/documents/ba.txt",
        "http://localhost:8080/documents/m%E1%BB%99t%20%26%20hai.txt",
    ]
