"""Documents of random terms, frequent and rare, and a table of all their frequencies."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from searchkit.engine.storage.arrays import LENGTH_OF_NORM, field_norms

if TYPE_CHECKING:
    from searchkit.engine.storage.arrays import Floats

DOCUMENTS, TERMS = 7000, 400
K1, B = 1.2, 0.75


class Oracle:
    """All tokens as lists and all frequencies as a table."""

    def __init__(self) -> None:
        dice = np.random.default_rng(11)
        share = 1 / np.arange(1, TERMS + 1)
        self.lengths = dice.integers(0, 40, DOCUMENTS)
        self.tokens = dice.choice(TERMS, self.lengths.sum(), p=share / share.sum())
        self.texts = np.split(self.tokens, np.cumsum(self.lengths)[:-1])
        self.table = np.array([np.bincount(text, minlength=TERMS) for text in self.texts])
        self.kinds = ["luật" if i % 5 else "nghị định" for i in range(DOCUMENTS)]

    def scores(self, term: int) -> Floats:
        found = self.table[:, term]
        holding = int((found > 0).sum())
        idf = math.log1p((DOCUMENTS - holding + 0.5) / (holding + 0.5))
        length = LENGTH_OF_NORM[field_norms(self.lengths)]
        norm = K1 * (1 - B + B * length / self.lengths.mean())
        scores: Floats = idf * found * (K1 + 1) / (found + norm)
        return scores

    def has_phrase(self, document: int, terms: list[int]) -> bool:
        text = self.texts[document].tolist()
        return any(text[i : i + len(terms)] == terms for i in range(len(text)))


def random_terms(seed: int, count: int) -> list[int]:
    dice = np.random.default_rng(seed)
    return [int(t) for t in dice.geometric(1 / 40, count) % TERMS]
