"""A topic finds the passages about it, with a query beside it or without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import searchkit

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit import Index

TOPICS = """\
[thuy-loi]
title = "Thủy lợi"
phrases = [
  { text = "kênh mương", weight = 1.0 },
  { text = "hồ chứa nước", weight = 0.9 },
  { text = "nạo vét", weight = 0.5, near = true },
]
"""

TEXTS = {
    "kenh": "Xã nạo vét 12 km kênh mương nội đồng và sửa hồ chứa nước Khe Đá trước mùa khô.",
    "khong-dau": "Xa sua kenh muong noi dong truoc mua kho.",
    "ho": "Hồ chứa nước Khe Đá được trồng cây quanh bờ, mở đường dạo cho khách tham quan.",
    "cang": "Cảng cá nạo vét luồng lạch cho tàu lớn vào bến.",
    "truong": "Trường tiểu học đón thêm hai lớp một.",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder: Path = tmp_path_factory.mktemp("van-ban")
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    topics = tmp_path_factory.mktemp("topics") / "topics.toml"
    topics.write_text(TOPICS, encoding="utf-8")
    where = tmp_path_factory.mktemp("index")
    index = searchkit.open_index(where, create=True, topics=topics)
    index.add([folder])
    return index


def test_passages_with_more_of_the_phrases_come_first(index: Index) -> None:
    result = index.search(topic="thuy-loi")
    found = [hit.document_id for hit in result]
    assert found[0] == "kenh.txt"
    assert set(found) == {"kenh.txt", "khong-dau.txt", "ho.txt"}
    assert result.total == 3


def test_a_phrase_that_says_nothing_alone_finds_nothing(index: Index) -> None:
    assert "cang.txt" not in {hit.document_id for hit in index.search(topic="thuy-loi")}


def test_a_query_beside_the_topic_restricts_and_reorders(index: Index) -> None:
    hits = index.search("khách tham quan Khe Đá", topic="thuy-loi")
    assert [hit.document_id for hit in hits] == ["ho.txt", "kenh.txt"]


@pytest.mark.parametrize("query", ["", "hồ Khe Đá"], ids=["topic", "topic and query"])
def test_the_parts_sum_to_the_score(index: Index, query: str) -> None:
    hits = index.search(query, topic="thuy-loi", explain=True)
    assert len(hits) >= 2
    for hit in hits:
        assert hit.explanation is not None
        assert sum(hit.explanation.parts.values()) == pytest.approx(hit.score)
        assert set(hit.explanation.phrases) <= {"kênh mương", "hồ chứa nước", "nạo vét"}


def test_the_phrases_are_marked(index: Index) -> None:
    first = index.search(topic="thuy-loi")[0]
    marked = [first.snippet[start:end] for start, end in first.marks]
    assert marked == ["nạo vét", "kênh mương", "hồ chứa nước"]
