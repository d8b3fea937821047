"""Further articles of the laws that a question is about join the head of the ranking, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import searchkit
from searchkit import Filters
from searchkit.index.terms.contexts import Context
from searchkit.search.ranking.law_candidates import meant_laws
from searchkit.search.ranking.question import make_question
from searchkit.search.settings import RankingSettings
from tests.support import write_corpus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from searchkit import Index, SearchResult

LAWS = ["Bến thuyền", "Chợ đêm", "Nước sạch", "Vườn ươm", "Lễ hội"]
TEXTS = [
    "Chủ bến thuyền có trách nhiệm ghi sổ.",
    "Trách nhiệm kiểm tra áo phao do chủ bến thuyền chịu.",
    "Trách nhiệm của người quản lý được nêu tại phụ lục.",
    "Việc kiểm tra sổ do huyện tổ chức.",
]
QUESTIONS = [
    "trách nhiệm kiểm tra áo phao của chủ bến thuyền",
    "trách nhiệm kiểm tra theo luật chợ đêm do ai tổ chức",
    "trach nhiem kiem tra cua chu ben tai cho dem",
]
HEAD, FURTHER = 50, 30


def records() -> Iterator[dict[str, str]]:
    """Yield 60 articles of each law, of which more or fewer answer."""
    for law, name in enumerate(LAWS):
        for article in range(1, 61):
            text = " ".join(TEXTS[(article + law) % 4 :: 1 + (article * 7 + law) % 3])
            yield {
                "id": f"{law}-{article}",
                "title": f"Điều 9.{law}.LQ.{article}. Khoản {article % 9}",
                "text": f"{text} Biểu {article}.",
                "law": f"{90 + law}/2031/qh17",
                "article": str(article),
                "note": f"(Điều 1 Luật số {90 + law}/2031/QH17 {name} ngày 3/12/2031 của Quốc hội)",
                "vùng": str(article % 3),
            }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("laws")
    with searchkit.open_index(path / "index", create=True) as index:
        index.add([write_corpus(path / "corpus.jsonl", records())], jobs=1)
    return path / "index"


@pytest.fixture(scope="module")
def without(folder: Path) -> Iterator[Index]:
    with searchkit.open_index(folder, settings=settings(0)) as index:
        yield index


@pytest.fixture(scope="module")
def index(folder: Path) -> Iterator[Index]:
    with searchkit.open_index(folder, settings=settings(FURTHER)) as index:
        yield index


def settings(further: int) -> RankingSettings:
    return RankingSettings(candidates=HEAD, reranked=HEAD, further_articles=further)


def ids(result: SearchResult) -> list[str]:
    return [hit.document_id for hit in result]


def by_id(result: SearchResult) -> dict[str, float]:
    return {hit.document_id: hit.score for hit in result}


ASKED: list[dict[str, Any]] = [
    {"every_copy": True},
    {"every_copy": True, "filters": Filters(where={"vùng": "1"})},
]


@pytest.mark.parametrize("query", QUESTIONS)
@pytest.mark.parametrize("asked", ASKED, ids=["all", "filtered"])
def test_articles_that_are_far_behind_join_the_head(
    index: Index, without: Index, query: str, asked: dict[str, Any]
) -> None:
    plain = ids(without.search(query, limit=400, **asked))
    whole = ids(index.search(query, limit=400, **asked))
    head = {*whole[: HEAD + FURTHER]}
    assert {*plain[:HEAD]} < head
    assert head != {*plain[: HEAD + FURTHER]}, "only what comes next by its score"


@pytest.mark.parametrize("query", QUESTIONS)
@pytest.mark.parametrize("asked", ASKED, ids=["all", "filtered"])
def test_the_same_is_found_on_pages_that_are_one_list(
    index: Index, without: Index, query: str, asked: dict[str, Any]
) -> None:
    plain, whole = (one.search(query, limit=400, **asked) for one in (without, index))
    assert (whole.passages, whole.documents) == (plain.passages, plain.documents)
    assert sorted(ids(whole)) == sorted(ids(plain))
    assert len(whole) == len(set(ids(whole))) > HEAD + FURTHER
    pages = [index.search(query, limit=33, offset=n, **asked) for n in range(0, len(whole), 33)]
    assert [name for page in pages for name in ids(page)] == ids(whole)
    scores = [hit.score for page in pages for hit in page]
    assert scores == sorted(scores, reverse=True)
    behind = [hit.score for hit in whole][HEAD + FURTHER :]
    assert behind == pytest.approx([by_id(plain)[name] for name in ids(whole)[HEAD + FURTHER :]])


def test_laws_that_are_named_and_that_have_the_best_articles_are_meant() -> None:
    question = make_question("quyền của người bán hàng tại chợ đêm")
    idf = dict.fromkeys(("luat", "cho", "dem", "ben", "thuyen"), 1.0)
    night = Context(("quyen",), 1, "1/2031/qh17", ("luat", "cho", "dem"))
    boats = Context(("quyen",), 1, "2/2031/qh17", ("luat", "ben", "thuyen"))
    unnamed = Context(("quyen",), 1, "3/2031/qh17")
    letter = Context(("quyen",), law=("chợ", "đêm"))
    for order in ([night, boats], [boats, night]):
        scored = zip(order, (0.9, 0.8), strict=True)
        assert meant_laws(question, scored, idf) == [night.group, boats.group]
    assert meant_laws(question, [(night, 0.5), (boats, 1.0)], idf) == [boats.group, night.group]
    three = [(boats, 0.4), (unnamed, 0.9), (night, 0.5), (letter, 1.0)]
    assert meant_laws(question, three, idf) == [unnamed.group, night.group]
    assert meant_laws(question, [(letter, 1.0)], idf) == []


@pytest.mark.parametrize("heading", ["Trách nhiệm quản lý\n", ""], ids=["headings", "none"])
def test_articles_of_a_law_that_is_known_by_its_name_join_where_they_have_headings(
    tmp_path: Path, heading: str
) -> None:
    named = [
        {
            "id": one["id"],
            "title": f"Luật {LAWS[int(one['id'][0])]} - Điều {one['article']}",
            "text": f"{heading}{one['text']}",
        }
        for one in records()
    ]
    asked: dict[str, Any] = {"limit": HEAD + FURTHER, "every_copy": True}
    with searchkit.open_index(tmp_path / "index", settings=settings(FURTHER), create=True) as index:
        index.add([write_corpus(tmp_path / "corpus.jsonl", named)], jobs=1)
        with searchkit.open_index(tmp_path / "index", settings=settings(0)) as without:
            found = [{*ids(one.search(QUESTIONS[0], **asked))} for one in (without, index)]
    assert (found[0] != found[1]) == bool(heading)
