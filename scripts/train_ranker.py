"""Train the second stage on judged questions: ``searchkit/data/ranker.json``.

Usage: python scripts/train_ranker.py --data FOLDER --indexes FOLDER [--folds] [--write]

FOLDER of --data holds, for each set of ``SETS``, a folder with ``queries.jsonl`` and ``qrels.txt``,
and the corpora ``corpus.jsonl`` or ``corpus.jsonl.xz`` that they are judged against; --indexes is
where their indexes are, or are made. --folds measures by five folds, in which all questions with an
answer in common are together; --write trains on all and writes the model, the same bytes for the
same seed and data. LightGBM is needed: the dependency group ``train``.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import searchkit
from searchkit.backends.base import BM25
from searchkit.backends.local import LocalIndex
from searchkit.evaluation.judgements import read_qrels, read_queries
from searchkit.evaluation.typing import without_diacritics
from searchkit.index.catalogue import Catalogue
from searchkit.index.schema import FIELDS
from searchkit.search.query.interpreter import interpret
from searchkit.search.query.parser import parse_query
from searchkit.search.query.questions import is_question
from searchkit.search.ranking.boosted_trees import read_trees, trees_of
from searchkit.search.ranking.features.definitions import FEATURES
from searchkit.search.ranking.first_stage import Ranker
from searchkit.search.ranking.second_stage import SecondStage, learned_order
from searchkit.search.settings import RankingSettings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from searchkit.search.ranking.boosted_trees import BoostedTrees

SETS = {
    "alqac2024": ("alqac2024", 0.5),
    "vlsp2025": ("vlsp2025", 1.0),
    "zalo2021": ("phapdien", 1.0),
    "zalo2021train": ("phapdien", 1.0),
    "phapdien_judged": ("phapdien", 0.5),
}
"""The sets by name: their corpus, and what a question of theirs weighs."""

FOLDS = 5
SEEDS = (1, 2)
ROUNDS = 180
PARAMETERS = {
    "objective": "lambdarank",
    "learning_rate": 0.1,
    "num_leaves": 7,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 10,
    "lambdarank_truncation_level": 15,
    "max_bin": 63,
    "verbose": -1,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
}
_HARD, _EASY = 25, 20
"""Wrong candidates of a question that are learned from: the first ones, and some of the others."""

_SAMPLE = 60

_MODEL = Path(searchkit.__file__).parent / "data" / "ranker.json"
_PREDICTIONS = (
    Path(__file__).parent.parent / "tests" / "search" / "ranking" / "lightgbm_predictions.json"
)


@dataclass(frozen=True)
class Example:
    """A question as it is typed once, with the candidates of the first stage in its order."""

    set: str
    question: str
    accented: bool
    answers: frozenset[str]
    documents: tuple[str, ...]
    features: NDArray[np.float32] | None

    @property
    def labels(self) -> NDArray[np.int8]:
        """1 for each candidate that is an answer."""
        return np.array([document in self.answers for document in self.documents], np.int8)


@dataclass(frozen=True)
class Trained:
    """Trees in searchkit's form, and what LightGBM itself predicts for a sample of rows."""

    trees: list[dict[str, Any]]
    rows: NDArray[np.float32]
    predictions: NDArray[np.float64]

    def model(self) -> BoostedTrees:
        """Return the trees as searchkit reads them."""
        return read_trees(json.dumps({"features": list(FEATURES), "trees": self.trees}))


class Collector:
    """Asks the first stage over one index and computes the features of what it finds."""

    def __init__(self, folder: Path, settings: RankingSettings) -> None:
        self._settings = settings
        state = LocalIndex(folder, FIELDS).open().state(BM25(settings.k1, settings.b))
        self._catalogue = Catalogue(state)
        self._stage = SecondStage(self._catalogue, settings)
        self._ids: dict[int, str] = {}

    def example(self, name: str, question: str, text: str, answers: frozenset[str]) -> Example:
        """Return one question with its candidates."""
        parsed = interpret(self._catalogue, parse_query(text))
        ranker = Ranker(self._catalogue.state, self._settings, parsed)
        top = ranker.rank([], self._settings.candidates)
        asked = is_question(parsed, self._settings.fewest_words)
        found = self._stage.features(parsed, top) if asked else None
        owners = self._catalogue.owner(top.docnums)
        documents = list(dict.fromkeys(owners.tolist())) if found is None else found.owners.tolist()
        ids = tuple(map(self._id, documents))
        matrix = None if found is None else found.matrix.astype(np.float32)
        return Example(name, question, without_diacritics(text) != text, answers, ids, matrix)

    def _id(self, owner: int) -> str:
        known = self._ids.get(owner)
        if known is None:
            known = self._ids[owner] = self._catalogue.record(owner).id
        return known


def collect(data: Path, indexes: Path) -> list[Example]:
    """Return every question of every set, as it is written and without diacritics."""
    examples = []
    for name, (corpus, _) in SETS.items():
        collector = Collector(_index(data / corpus, indexes / corpus), RankingSettings())
        judged: dict[str, set[str]] = {}
        for question, document, grade in read_qrels(data / name / "qrels.txt"):
            if grade > 0:
                judged.setdefault(question, set()).add(document)
        for question, text in read_queries(data / name / "queries.jsonl"):
            if question in judged:
                answers = frozenset(judged[question])
                for typed in (text, without_diacritics(text)):
                    examples.append(collector.example(name, question, typed, answers))
    return examples


def _index(corpus: Path, folder: Path) -> Path:
    if not folder.exists():
        with searchkit.open_index(folder, create=True) as index:
            index.add([next(corpus.glob("corpus.jsonl*"))])
    return folder


def fold_numbers(examples: Sequence[Example]) -> list[int]:
    """Return the fold of each example; questions with an answer in common share one."""
    parents: dict[str, str] = {}

    def root(key: str) -> str:
        while parents.setdefault(key, key) != key:
            key = parents[key]
        return key

    for example in examples:
        first, *others = sorted(_keys(example))
        for other in others:
            parents[root(other)] = root(first)
    members: dict[str, str] = {}
    for key in sorted(parents):
        members.setdefault(root(key), key)
    return [zlib.crc32(members[root(min(_keys(example)))].encode()) % FOLDS for example in examples]


def _keys(example: Example) -> Iterator[str]:
    """Yield what keeps questions together: the question itself, and each answer."""
    asked = example.question if ":" in example.question else f"{example.set}:{example.question}"
    yield f"? {asked}"
    for answer in example.answers:
        yield f"{SETS[example.set][0]} {answer}"


def train(examples: Iterable[Example]) -> Trained:
    """Train one model for each seed; the trees are those of all."""
    import lightgbm

    rows, labels, groups, weights = _training_rows(examples)
    sample = rows[:: len(rows) // _SAMPLE]
    predictions = np.zeros(len(sample))
    trees = []
    for seed in SEEDS:
        dataset = lightgbm.Dataset(
            rows, labels, group=groups, weight=weights, feature_name=list(FEATURES)
        )
        booster = lightgbm.train(PARAMETERS | {"seed": seed}, dataset, num_boost_round=ROUNDS)
        trees += trees_of(booster.dump_model())
        predictions += booster.predict(sample)
    trained = Trained(trees, sample, predictions)
    difference = np.abs(trained.model().predict(sample) - predictions).max()
    if difference > 1e-6:
        raise ArithmeticError(f"searchkit's prediction differs from LightGBM's by {difference}")
    return trained


def _training_rows(examples: Iterable[Example]) -> tuple[Any, Any, list[int], Any]:
    chance = np.random.default_rng(3)
    rows, labels, groups, weights = [], [], [], []
    for example in examples:
        own = example.labels
        if example.features is None or not own.any():
            continue
        wrong = np.flatnonzero(own == 0)
        easy = wrong[_HARD:]
        easy = chance.choice(easy, min(_EASY, len(easy)), replace=False)
        chosen = np.sort(np.concatenate([np.flatnonzero(own), wrong[:_HARD], easy]))
        rows.append(example.features[chosen])
        labels.append(own[chosen])
        groups.append(len(chosen))
        weights.append(np.full(len(chosen), SETS[example.set][1]))
    return np.concatenate(rows), np.concatenate(labels), groups, np.concatenate(weights)


def reciprocal_rank(documents: Iterable[str], answers: frozenset[str]) -> float:
    """Return 1 / the place of the first answer among the first ten, 0 without one."""
    places = (place for place, document in enumerate(documents, 1) if document in answers)
    place = next(places, 11)
    return 1 / place if place <= 10 else 0.0


def measure_folds(examples: Sequence[Example]) -> dict[str, list[float]]:
    """Return RR@10 by set and typing, first stage and model, each example by the other folds."""
    folds, settings = fold_numbers(examples), RankingSettings()
    results: dict[str, list[tuple[float, float]]] = {}
    for fold in range(FOLDS):
        others = [e for e, own in zip(examples, folds, strict=True) if own != fold]
        model = train(others).model()
        for example, own in zip(examples, folds, strict=True):
            if own != fold:
                continue
            order: Sequence[str] = example.documents
            if example.features is not None:
                learned = learned_order(model, example.features.astype(np.float64), settings)
                order = [example.documents[place] for place in learned.tolist()]
            name = f"{example.set} {'accented' if example.accented else 'unaccented'}"
            pair = (
                reciprocal_rank(example.documents, example.answers),
                reciprocal_rank(order, example.answers),
            )
            results.setdefault(name, []).append(pair)
    return {name: np.mean(pairs, axis=0).round(4).tolist() for name, pairs in results.items()}


def write_model(trained: Trained, examples: Sequence[Example], folds: Any) -> None:
    """Write the model with what it was made of, and some of LightGBM's own predictions."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout.strip()
    questions = {name: len({e.question for e in examples if e.set == name}) for name in SETS}
    header = {
        "made_by": "scripts/train_ranker.py",
        "commit": commit,
        "questions": questions,
        "seeds": SEEDS,
        "rounds": ROUNDS,
        "rr10_first_stage_and_folds": folds,
        "features": list(FEATURES),
    }
    lines = [json.dumps(header, ensure_ascii=False)[:-1] + ', "trees": [']
    lines.append(",\n".join(json.dumps(tree, separators=(",", ":")) for tree in trained.trees))
    _MODEL.write_text("\n".join([*lines, "]}"]) + "\n", "utf-8")
    sample = {
        "features": list(FEATURES),
        "rows": [[None if np.isnan(v) else v for v in row] for row in trained.rows.tolist()],
        "predictions": trained.predictions.tolist(),
    }
    _PREDICTIONS.write_text(json.dumps(sample) + "\n", "utf-8")


def main() -> None:
    """Measure or write, as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--indexes", type=Path, required=True)
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    examples = collect(options.data, options.indexes)
    folds = measure_folds(examples) if options.folds else {}
    for name, (first, model) in folds.items():
        print(f"{name:<30} first stage {first:.4f}   folds {model:.4f}")
    if options.write:
        write_model(train(examples), examples, folds)


if __name__ == "__main__":
    main()
