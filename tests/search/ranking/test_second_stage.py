"""The second stage changes the order of documents, and nothing else."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

import searchkit
from searchkit.search.ranking.boosted_trees import read_trees
from searchkit.search.ranking.features.definitions import FEATURES
from searchkit.search.ranking.second_stage import learned_order
from searchkit.search.settings import RankingSettings
from tests.support import make_index, write_corpus

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit import Hit

NAME = "(Điều 1 Luật số 91/2031/QH17 Bến thuyền ngày 03/12/2031 của Quốc hội, có hiệu lực)"
ARTICLES = [
    ("Phạm vi điều chỉnh", "Luật này quy định về bến thuyền và trách nhiệm của chủ bến."),
    ("Giải thích từ ngữ", "Bến thuyền là nơi thuyền neo đậu. Chủ bến thuyền là người giữ bến."),
    (
        "Trách nhiệm của chủ bến thuyền",
        "Bố trí áo phao, phao tròn và biển báo; nhắc khách mặc áo phao; ghi sổ lượt thuyền.",
    ),
    (
        "Kiểm tra",
        "Chủ bến thuyền có trách nhiệm đưa sổ; trách nhiệm của người chèo do chủ bến nói rõ.",
    ),
]
QUESTION = "trách nhiệm của chủ bến thuyền được quy định như thế nào"
WITHOUT = RankingSettings(reranked=0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    records = [
        {
            "id": str(number),
            "title": f"Điều 9.1.LQ.{number}. {heading}",
            "text": text,
            "law": "91/2031/qh17",
            "article": str(number),
            "note": NAME,
        }
        for number, (heading, text) in enumerate(ARTICLES, start=1)
    ]
    with searchkit.open_index(tmp_path / "index", create=True) as index:
        index.add([write_corpus(tmp_path / "corpus.jsonl", records)], jobs=1)
    return tmp_path / "index"


def hits(folder: Path, query: str, settings: RankingSettings | None = None) -> list[Hit]:
    with searchkit.open_index(folder, settings=settings or RankingSettings()) as index:
        return list(index.search(query, limit=10, explain=True))


def test_a_heading_that_says_the_question_comes_first(folder: Path) -> None:
    for query in (QUESTION, "trach nhiem cua chu ben thuyen duoc quy dinh nhu the nao"):
        first = hits(folder, query)[0]
        assert first.document_id == "3"
        assert first.explanation is not None
        assert "the heading says 5 of 5 words" in first.explanation.reasons


def test_what_is_no_article_of_a_law_is_lifted_by_its_title(tmp_path: Path) -> None:
    documents = {
        "quy-che.txt": "QUY CHẾ\nvề trách nhiệm của chủ bến thuyền\n\nBố trí áo phao cho khách.",
        "so.txt": "Ghi sổ lượt thuyền, trách nhiệm của người chèo.",
    }
    make_index(tmp_path, documents).close()
    first = hits(tmp_path / "index", QUESTION)[0]
    assert first.explanation is not None
    assert "the title says 5 of 5 words" in first.explanation.reasons


def test_the_same_is_found_and_the_parts_still_sum_to_the_score(folder: Path) -> None:
    found, plain = hits(folder, QUESTION), hits(folder, QUESTION, WITHOUT)
    assert {hit.id for hit in found} == {hit.id for hit in plain}
    scores = [hit.score for hit in found]
    assert scores == sorted(scores, reverse=True)
    assert scores == pytest.approx([hit.score for hit in plain])
    for hit in found:
        assert hit.explanation is not None
        assert sum(hit.explanation.parts.values()) == pytest.approx(hit.score)


@pytest.mark.parametrize(
    "query", ["chủ bến thuyền", "điều 3 luật bến thuyền nói gì về trách nhiệm", "91/2031/QH17"]
)
def test_what_is_no_question_stays_in_the_order_of_the_first_stage(
    folder: Path, query: str
) -> None:
    found, plain = hits(folder, query), hits(folder, query, WITHOUT)
    assert [(hit.id, hit.score) for hit in found] == [(hit.id, hit.score) for hit in plain]


def test_the_passages_of_one_document_stay_in_their_order(tmp_path: Path) -> None:
    articles = "\n\n".join(
        f"Điều {n}. {heading}\n{text}" for n, (heading, text) in enumerate(ARTICLES, start=1)
    )
    documents = {"luat.txt": f"LUẬT\nBến thuyền\n\n{articles}\n", "so.txt": ARTICLES[3][1]}
    make_index(tmp_path, documents).close()
    orders = [
        [hit.id for hit in hits(tmp_path / "index", QUESTION, settings) if "luat" in hit.id]
        for settings in (RankingSettings(), WITHOUT)
    ]
    assert orders[0] == orders[1]


def test_without_a_model_the_first_stage_decides_and_it_is_said(folder: Path) -> None:
    with searchkit.open_index(folder, settings=RankingSettings(model="absent.json")) as index:
        result = index.search(QUESTION)
        assert "absent.json" in " ".join(result.notes)
        assert not index.search("chủ bến thuyền").notes
    plain = hits(folder, QUESTION, WITHOUT)
    assert [hit.id for hit in result] == [hit.id for hit in plain]


def test_of_articles_that_say_as_much_the_one_amid_others_that_answer_comes_first() -> None:
    undecided = read_trees(json.dumps({"features": list(FEATURES), "trees": []}))
    columns = dict.fromkeys(FEATURES, np.zeros(3)) | {
        "score": np.array([1.0, 0.97, 0.2]),
        "neighbours": np.array([0.0, 0.9, math.nan]),
    }
    matrix = np.stack([columns[name] for name in FEATURES], axis=1)
    assert learned_order(undecided, matrix, RankingSettings()).tolist() == [1, 0, 2]
