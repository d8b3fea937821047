"""The training of the second stage: what it learns from, and how it keeps questions apart."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from searchkit.search.ranking.features.definitions import FEATURES
from tests.support import ROOT, load_script, write_corpus

sys.path.insert(0, str(ROOT / "scripts"))

from ranker import training
from ranker.examples import SETS, Example, JudgedSet, collect
from ranker.folds import fold_numbers, reciprocal_rank

if TYPE_CHECKING:
    from pathlib import Path

RECORDS = [
    {
        "id": "1",
        "title": "Luật Đò dọc - Điều 1",
        "text": "Bến đò\n\nBến đò là nơi đò neo đậu qua đêm.",
    },
    {
        "id": "2",
        "title": "Luật Đò dọc - Điều 2",
        "text": "Chủ đò\n\nChủ đò giữ bến đò sạch sẽ, có đèn.",
    },
]
ZALO, VLSP, MAPPED = (
    JudgedSet(questions, corpus, 1.0)
    for questions, corpus in (
        ("zalo2021", "phapdien"),
        ("vlsp2025", "vlsp2025"),
        ("phapdien_judged", "phapdien"),
    )
)


def example(judged: JudgedSet, question: str, *answers: str) -> Example:
    return Example(judged, question, True, frozenset(answers), (), (), None)


def test_questions_with_an_answer_in_common_share_a_fold() -> None:
    chained = [example(ZALO, f"q{number}", f"d{number}", f"d{number + 1}") for number in range(30)]
    assert len(set(fold_numbers(chained))) == 1
    apart = [example(ZALO, f"q{number}", f"x{number}") for number in range(30)]
    assert len(set(fold_numbers(apart))) > 1


def test_a_question_shares_a_fold_with_itself_in_another_set() -> None:
    for number in range(30):
        pair = [
            example(VLSP, str(number), f"a{number}"),
            example(MAPPED, f"vlsp2025:{number}", f"b{number}"),
        ]
        assert len(set(fold_numbers(pair))) == 1


@pytest.mark.parametrize(
    ("documents", "expected"), [("abc", 1.0), ("bca", 1 / 3), ("bc", 0.0), ("bcdefghijkla", 0.0)]
)
def test_the_reciprocal_rank_counts_to_ten(documents: str, expected: float) -> None:
    assert reciprocal_rank(documents, frozenset("a")) == expected


def test_each_question_is_collected_as_written_and_without_diacritics(tmp_path: Path) -> None:
    for judged in SETS:
        for folder in (judged.questions, judged.corpus):
            (tmp_path / folder).mkdir(exist_ok=True)
        write_corpus(tmp_path / judged.corpus / "corpus.jsonl", RECORDS)
        question = {"id": "q", "text": "Bến đò là nơi như thế nào?"}
        (tmp_path / judged.questions / "queries.jsonl").write_text(json.dumps(question), "utf-8")
        (tmp_path / judged.questions / "qrels.txt").write_text("q 0 1 1\nq 0 2 0\n", "utf-8")
    examples = collect(tmp_path, tmp_path / "indexes")
    assert [(e.set, e.accented) for e in examples] == [(s, a) for s in SETS for a in (True, False)]
    for found in examples:
        assert found.answers == {"1"}
        assert set(found.documents) == {"1", "2"}
        assert found.labels.tolist() == [document == "1" for document in found.documents]
        assert found.features is not None
        assert found.features.shape == (2, len(FEATURES))


def learnable(number: int) -> Example:
    """A question of which the answers are those with a great score and a short heading."""
    chance = np.random.default_rng(number)
    features = chance.random((30, len(FEATURES)), np.float32)
    features[chance.random(features.shape) < 0.1] = np.nan
    names = [f"{number}-{document}" for document in range(30)]
    liked = np.nan_to_num(features[:, 0]) - np.nan_to_num(features[:, 5])
    answers = frozenset(names[place] for place in np.argsort(-liked)[:2].tolist())
    return Example(ZALO, str(number), True, answers, ("asks for time",), tuple(names), features)


@pytest.fixture
def few_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("lightgbm", reason="the dependency group train is not installed")
    monkeypatch.setattr(training, "ROUNDS", 10)


@pytest.mark.usefixtures("few_rounds")
def test_the_same_questions_and_seeds_give_the_same_model() -> None:
    examples = [learnable(number) for number in range(40)]
    one, two = training.train(examples), training.train(examples)
    assert json.dumps(one.trees) == json.dumps(two.trees)
    assert len(one.trees) == 10 * len(training.SEEDS)
    # LightGBM's own predictions, missing values among the rows
    assert np.isnan(one.rows).any()
    assert one.model().predict(one.rows.astype(np.float64)) == pytest.approx(
        one.predictions, abs=1e-6
    )


@pytest.mark.usefixtures("few_rounds")
def test_the_same_data_give_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    script: Any = load_script("train_ranker")
    kept = tmp_path / "examples"
    monkeypatch.setattr(script, "collect", lambda data, indexes: list(map(learnable, range(60))))
    monkeypatch.setattr(script, "_PREDICTIONS", tmp_path / "predictions.json")
    options = ["train_ranker", "--data", "d", "--indexes", "i", "--keep", str(kept)]
    monkeypatch.setattr(sys, "argv", [*options, "--folds", "--write"])
    written = []
    for number in range(2):
        monkeypatch.setattr(script, "_MODEL", tmp_path / f"{number}.json")
        script.main()
        written.append((tmp_path / f"{number}.json").read_bytes())
    assert written[0] == written[1]
    assert kept.exists()
    header = json.loads(written[0])
    assert header["features"] == list(FEATURES)
    first, both = header["rr10_first_stage_and_folds"]["zalo2021 accented"]
    assert both > first
    assert "asks for time" in capsys.readouterr().out
