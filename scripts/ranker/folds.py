"""What a model reaches on questions that it has not seen: five folds of the examples."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

from ranker.training import train
from searchkit.search.ranking.second_stage import learned_order
from searchkit.search.settings import RankingSettings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ranker.examples import Example
    from searchkit.search.ranking.boosted_trees import BoostedTrees

FOLDS = 5


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
    own = example.question
    yield f"? {own if ':' in own else f'{example.set.questions}:{own}'}"
    for answer in example.answers:
        yield f"{example.set.corpus} {answer}"


def reciprocal_rank(documents: Iterable[str], answers: frozenset[str]) -> float:
    """Return 1 / the place of the first answer among the first ten, 0 without one."""
    places = (place for place, document in enumerate(documents, 1) if document in answers)
    place = next(places, 11)
    return 1 / place if place <= 10 else 0.0


class Figures:
    """RR@10 by the first stage and with the second, question by question under several names."""

    def __init__(self) -> None:
        self._pairs: dict[str, list[tuple[float, float]]] = {}

    def add(self, name: str, first: float, both: float) -> None:
        """Note what a question reaches."""
        self._pairs.setdefault(name, []).append((first, both))

    def means(self) -> dict[str, list[float]]:
        """Return by name the means: of the first stage, with the second."""
        return {
            name: np.mean(pairs, axis=0).round(4).tolist()
            for name, pairs in sorted(self._pairs.items())
        }

    def counts(self) -> dict[str, int]:
        """Return by name how many questions there are."""
        return {name: len(pairs) for name, pairs in self._pairs.items()}


def measure_folds(examples: Sequence[Example]) -> tuple[Figures, Figures]:
    """Return RR@10 by set and typing, and by kind of question, each example by the other folds.

    A kind has the questions of all sets, as they are written.
    """
    folds, settings = fold_numbers(examples), RankingSettings()
    sets, kinds = Figures(), Figures()
    for fold in range(FOLDS):
        model = train(e for e, own in zip(examples, folds, strict=True) if own != fold).model()
        for example, own in zip(examples, folds, strict=True):
            if own != fold:
                continue
            first = reciprocal_rank(example.documents, example.answers)
            both = reciprocal_rank(_ordered(model, example, settings), example.answers)
            typed = "accented" if example.accented else "unaccented"
            sets.add(f"{example.set.questions} {typed}", first, both)
            if example.accented:
                for kind in example.kinds:
                    kinds.add(kind, first, both)
    return sets, kinds


def _ordered(model: BoostedTrees, example: Example, settings: RankingSettings) -> Sequence[str]:
    if example.features is None:
        return example.documents
    learned = learned_order(model, example.features.astype(np.float64), settings)
    return [example.documents[place] for place in learned.tolist()]
