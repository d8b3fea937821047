"""Phrases are proposed that passages about a topic have and others have not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import searchkit
from searchkit import MarkedPassage, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit import Index, PhraseProposal

PLACES = ("Khe Mây", "Nà Lạng", "Bến Phà", "Tân Sơn", "Đồng Vân", "Nam Thành", "Bản Pát", "Chiềng")
ABOUT = [f"Xã {place} thu hồi đất để mở đường giao thông nông thôn." for place in PLACES]
OTHERS = [f"Xã {place} thu hồi giấy phép của quán ăn bên đường." for place in PLACES]
REST = [f"Xã {place} mở hội nghị tổng kết công tác {i}." for i in range(8) for place in PLACES]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder: Path = tmp_path_factory.mktemp("van-ban")
    for i, text in enumerate([*ABOUT, *OTHERS, *REST]):
        (folder / f"{i}.txt").write_text(text, "utf-8")
    topics = folder.parent / "topics.toml"
    topics.write_text('[dat]\nphrases = ["thu hồi đất"]\n', "utf-8")
    opened = searchkit.open_index(tmp_path_factory.mktemp("index"), create=True, topics=topics)
    opened.add(folder, jobs=1)
    return opened


MARKED = [
    *(MarkedPassage(f"a{i}", text) for i, text in enumerate(ABOUT)),
    *(MarkedPassage(f"o{i}", text, about=False) for i, text in enumerate(OTHERS)),
]


def by_text(proposals: list[PhraseProposal]) -> dict[str, PhraseProposal]:
    return {one.text: one for one in proposals}


def test_what_only_marked_passages_have_is_proposed_to_stand_alone(index: Index) -> None:
    found = by_text(index.propose_phrases(MARKED))
    land = next(one for text, one in found.items() if "thu hồi đất" in text)
    assert land.weight >= 0.9
    assert not land.near
    assert (land.about, land.not_about, land.passages) == (8, 0, 8)
    assert land.log_likelihood > 10.83


def test_what_all_passages_have_is_not_proposed(index: Index) -> None:
    found = by_text(index.propose_phrases(MARKED))
    assert not {"xã", "mở", "đường"} & found.keys()


def test_the_most_telling_come_first_and_the_limit_holds(index: Index) -> None:
    proposals = index.propose_phrases(MARKED)
    ratios = [one.log_likelihood for one in proposals if one.weight > 0]
    assert ratios == sorted(ratios, reverse=True)
    limited = index.propose_phrases(MARKED, limit=1)
    assert sum(one.weight > 0 for one in limited) <= 1


def test_what_passages_not_about_it_have_speaks_against_it(index: Index) -> None:
    against = [one for one in index.propose_phrases(MARKED) if one.weight <= 0]
    assert any("giấy phép" in one.text for one in against)
    assert all(one.not_about > one.about for one in against)


def test_a_phrase_that_extends_one_of_the_topic_only_takes_its_words(index: Index) -> None:
    known = [MarkedPassage(str(i), f"{text} Thu hồi đất hiếm.") for i, text in enumerate(OTHERS)]
    marked = [*MARKED[:8], *(MarkedPassage(one.id, one.text, about=False) for one in known)]
    found = by_text(index.propose_phrases(marked, topic="dat"))
    assert found["thu hồi đất hiếm"].weight == 0


def test_what_a_topic_has_is_not_proposed_again(index: Index) -> None:
    found = by_text(index.propose_phrases(MARKED, topic="dat"))
    assert not any("thu hồi đất" in text for text in found)


def test_without_passages_about_the_topic_nothing_can_be_proposed(index: Index) -> None:
    with pytest.raises(UsageError, match="mark some"):
        index.propose_phrases(MARKED[8:])


def test_one_marked_passage_is_enough_to_count(index: Index) -> None:
    assert isinstance(index.propose_phrases(MARKED[:1]), list)
