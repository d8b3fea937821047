"""The topics that come along and those of a user's file, and how they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from searchkit import TopicPhrase, UsageError, find_topic, load_topics

if TYPE_CHECKING:
    from pathlib import Path


def test_the_topics_that_come_along() -> None:
    topics = load_topics()
    assert len(topics) >= 15
    assert all(topic.title and topic.phrases for topic in topics.values())
    assert max(topics.values(), key=lambda topic: len(topic.phrases)).name == "tinh-gon-bo-may"


@pytest.mark.parametrize(
    "name", ["tinh-gon-bo-may", "tinh gọn bộ máy", "Tinh Gọn Bộ Máy", "tinh gon, bo may"]
)
def test_a_topic_is_found_by_name_or_title(name: str) -> None:
    assert find_topic(load_topics(), name).name == "tinh-gon-bo-may"


def test_every_topic_is_found_by_its_title() -> None:
    topics = load_topics()
    for topic in topics.values():
        assert find_topic(topics, topic.title) is topic


@pytest.mark.parametrize("name", ["Du_Lich", "du-lich", "hồ và thác", "Hồ, và thác"])
def test_a_topic_of_a_users_file_is_found_however_it_is_written(tmp_path: Path, name: str) -> None:
    file = tmp_path / "topics.toml"
    file.write_text('[Du_Lich]\ntitle = "Hồ và thác"\nphrases = ["du khách"]\n', "utf-8")
    assert find_topic(load_topics(file), name).name == "Du_Lich"


def test_a_users_file_adds_and_replaces(tmp_path: Path) -> None:
    file = tmp_path / "topics.toml"
    file.write_text(
        '[cau-ca]\nphrases = ["du khách", { text = "mùa vụ", weight = 0.5, near = true }]\n'
        '[tinh-gon-bo-may]\ntitle = "Riêng"\nphrases = ["tinh gọn"]\n',
        "utf-8",
    )
    topics = load_topics(file)
    assert topics["cau-ca"].phrases == (
        TopicPhrase("du khách"),
        TopicPhrase("mùa vụ", 0.5, near=True),
    )
    assert topics["tinh-gon-bo-may"].title == "Riêng"
    assert len(topics) == len(load_topics()) + 1


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_topics(tmp_path / "none.toml")


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "topics.toml"
    file.write_bytes('[du-lich]\nphrases = ["hồ"]\n'.encode("cp1258", "replace") + b"\xe0")
    with pytest.raises(UsageError, match="save it as UTF-8"):
        load_topics(file)


def test_a_file_of_windows_is_read(tmp_path: Path) -> None:
    file = tmp_path / "topics.toml"
    file.write_bytes('\ufeff[du-lich]\r\nphrases = [\r\n"hồ" ]\r\n'.encode())
    assert load_topics(file)["du-lich"].phrases == (TopicPhrase("hồ"),)
