"""The training of the second stage: what it learns from, and how it keeps questions apart."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from searchkit.search.ranking.features.definitions import FEATURES
from tests.support import load_script, write_corpus

if TYPE_CHECKING:
    from pathlib import Path

train_ranker = load_script("train_ranker")

RECORDS = [
    {"id": "1", "title": "Điều 1.1.LQ.1. Bến đò", "text": "Bến đò là nơi đò neo đậu qua đêm."},
    {"id": "2", "title": "Điều 1.1.LQ.2. Chủ đò", "text": "Chủ đò giữ bến đò sạch sẽ, có đèn."},
]


def example(name: str, question: str, *answers: str) -> Any:
    return train_ranker.Example(name, question, True, frozenset(answers), (), None)


def test_questions_with_an_answer_in_common_share_a_fold() -> None:
    chained = [
        example("zalo2021", f"q{number}", f"d{number}", f"d{number + 1}") for number in range(30)
    ]
    assert len(set(train_ranker.fold_numbers(chained))) == 1
    apart = [example("zalo2021", f"q{number}", f"x{number}") for number in range(30)]
    assert len(set(train_ranker.fold_numbers(apart))) > 1


def test_a_question_shares_a_fold_with_itself_in_another_set() -> None:
    pairs = [
        (example("vlsp2025", str(n), f"a{n}"), example("phapdien_judged", f"vlsp2025:{n}", f"b{n}"))
        for n in range(30)
    ]
    folds = [train_ranker.fold_numbers(list(pair)) for pair in pairs]
    assert all(one == other for one, other in folds)


@pytest.mark.parametrize(
    ("documents", "expected"), [("abc", 1.0), ("bca", 1 / 3), ("bc", 0.0), ("bcdefghijkla", 0.0)]
)
def test_the_reciprocal_rank_counts_to_ten(documents: str, expected: float) -> None:
    assert train_ranker.reciprocal_rank(documents, frozenset("a")) == expected


def test_each_question_is_collected_as_written_and_without_diacritics(tmp_path: Path) -> None:
    for name, (corpus, _) in train_ranker.SETS.items():
        for folder in (name, corpus):
            (tmp_path / folder).mkdir(exist_ok=True)
        write_corpus(tmp_path / corpus / "corpus.jsonl", RECORDS)
        question = {"id": f"{name}-1", "text": "Bến đò là nơi như thế nào?"}
        (tmp_path / name / "queries.jsonl").write_text(json.dumps(question) + "\n", "utf-8")
        (tmp_path / name / "qrels.txt").write_text(f"{name}-1 0 1 1\n{name}-1 0 2 0\n", "utf-8")
    examples = train_ranker.collect(tmp_path, tmp_path / "indexes")
    assert [(e.set, e.accented) for e in examples] == [
        (n, a) for n in train_ranker.SETS for a in (True, False)
    ]
    for found in examples:
        assert found.answers == {"1"}
        assert set(found.documents) == {"1", "2"}
        assert found.labels.tolist() == [document == "1" for document in found.documents]
        assert found.features is not None
        assert found.features.shape == (2, len(FEATURES))


def learnable(number: int) -> Any:
    """A question of which the answers are those with a great score and a short heading."""
    chance = np.random.default_rng(number)
    features = chance.random((30, len(FEATURES)), np.float32)
    features[chance.random(features.shape) < 0.1] = np.nan
    names = [str(document) for document in range(30)]
    liked = np.nan_to_num(features[:, 0]) - np.nan_to_num(features[:, 5])
    answers = frozenset(names[place] for place in np.argsort(-liked)[:2].tolist())
    return train_ranker.Example("zalo2021", str(number), True, answers, tuple(names), features)


def test_the_same_questions_and_seeds_give_the_same_model(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("lightgbm", reason="the dependency group train is not installed")
    monkeypatch.setattr(train_ranker, "ROUNDS", 10)
    examples = [learnable(number) for number in range(40)]
    one, two = train_ranker.train(examples), train_ranker.train(examples)
    assert json.dumps(one.trees) == json.dumps(two.trees)
    assert len(one.trees) == 10 * len(train_ranker.SEEDS)
    # LightGBM's own predictions, missing values among the rows
    assert np.isnan(one.rows).any()
    assert one.model().predict(one.rows.astype(np.float64)) == pytest.approx(
        one.predictions, abs=1e-6
    )
