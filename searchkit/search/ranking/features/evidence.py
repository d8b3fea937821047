"""What a question looks for in texts: words, pairs of words, and runs of them."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from searchkit.query_tree import Term

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from searchkit.backends.base import Flags, Floats
    from searchkit.search.ranking.question import Question

DEFINING = ("la", "gom", "bao")


class Evidence:
    """Rows of words, of pairs and of words that are defined, with what they say (0 to 1)."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.words = dict.fromkeys(question.words)
        self.places = {word: place for place, word in enumerate(self.words)}
        self.says = np.zeros(len(self.words))
        for run, weights in zip(question.runs, question.weights, strict=True):
            for word, weight in zip(run, weights, strict=True):
                row = self.places[word]
                self.says[row] = max(self.says[row], weight)
        self.pairs = self._rows(1)
        self.skips = self._rows(2)
        self.defining = {(word, by): None for word in self.words for by in DEFINING}

    def _rows(self, distance: int) -> dict[tuple[str, str], int]:
        found: dict[tuple[str, str], int] = {}
        for run in self.question.runs:
            for pair in zip(run, run[distance:], strict=False):
                found.setdefault(pair, len(found))
        return found

    def terms(self) -> list[Term]:
        """Return the terms of the index for words, skips, pairs and words that define, in order."""
        joined = itertools.chain(self.pairs, self.defining)
        return [
            *(Term("folded", word) for word in self.words),
            *(Term("skips", " ".join(pair)) for pair in self.skips),
            *(Term("pairs", " ".join(pair)) for pair in joined),
        ]

    def pair_says(self, pairs: dict[tuple[str, str], int]) -> Floats:
        """Return for each pair the greater of what its words say."""
        return np.array(
            [max(self.says[self.places[a]], self.says[self.places[b]]) for a, b in pairs]
        )

    def held(self, texts: Sequence[tuple[str, ...]]) -> tuple[Floats, Floats]:
        """Return how often texts hold words and pairs, shapes (words, texts), (pairs, texts)."""
        words = np.zeros((len(self.words), len(texts)))
        pairs = np.zeros((len(self.pairs), len(texts)))
        for number, text in enumerate(texts):
            known = [self.places.get(word, -1) for word in text]
            for place, row in enumerate(known):
                if row < 0:
                    continue
                words[row, number] += 1
                if place and known[place - 1] >= 0:
                    pair = self.pairs.get((text[place - 1], text[place]))
                    if pair is not None:
                        pairs[pair, number] += 1
        return words, pairs


def share(weights: Floats, held: Floats | Flags) -> Floats:
    """Return by column of ``held`` the weight of what is held, of all; 0 where nothing weighs."""
    whole = float(weights.sum())
    if whole <= 0:
        return np.zeros(held.shape[1])
    found: Floats = weights @ held / whole
    return found


def said(text: Sequence[str], asked: Container[str], idf: Mapping[str, float]) -> float:
    """Return which share of the words of a text, by idf, is asked; 0 for no text."""
    weights = [idf[word] for word in text]
    held = sum(weight for word, weight in zip(text, weights, strict=True) if word in asked)
    return held / max(sum(weights), 1e-9)


class Runs:
    """Runs of a question's words in texts: adjacent words, all of whose pairs a text has.

    ``words`` and ``pairs``, shape (rows, texts): which of them each text has. A run of n words may
    be put together from several places of a text; in a passage that is rare from three words on.
    """

    def __init__(self, evidence: Evidence, weights: Floats, words: Flags, pairs: Flags) -> None:
        runs = evidence.question.runs
        self._rows = np.array([evidence.places[word] for run in runs for word in run], np.intp)
        self._weights = weights[self._rows]
        shape = (len(self._rows), words.shape[1])
        self._joined = np.zeros(shape, bool)
        """Whether a text has the pair of each word and the one before it."""
        self._lengths = np.zeros(shape)
        self._sums = np.zeros(shape)
        place = 0
        for run in runs:
            for number in range(len(run)):
                held = words[self._rows[place]]
                lengths, sums = np.ones(shape[1]), np.full(shape[1], self._weights[place])
                if number:
                    joined = pairs[evidence.pairs[run[number - 1], run[number]]] & held
                    joined &= self._lengths[place - 1] > 0
                    self._joined[place] = joined
                    lengths = lengths + self._lengths[place - 1] * joined
                    sums = sums + self._sums[place - 1] * joined
                self._lengths[place] = lengths * held
                self._sums[place] = sums * held
                place += 1

    def longest(self) -> Floats:
        """Return the words of the longest run in each text."""
        found: Floats = self._lengths.max(axis=0, initial=0.0)
        return found

    def heaviest(self, ending: Flags | None = None) -> Floats:
        """Return the weight of the heaviest run in each text.

        ``ending``, shape (words, texts): only runs that end with one of these words.
        """
        sums = self._sums if ending is None else self._sums * ending[self._rows]
        found: Floats = sums.max(axis=0, initial=0.0)
        return found

    def around(self) -> Floats:
        """Return the length of the longest run around each word, shape (words of runs, texts)."""
        around = self._lengths.copy()
        for place in range(len(around) - 2, -1, -1):
            on = self._joined[place + 1]
            around[place] = np.where(on, around[place + 1], around[place])
        return around

    def mean(self, around: Floats) -> Floats:
        """Return the mean of lengths as ``around`` has them, by the words' weights."""
        found: Floats = self._weights @ around / max(float(self._weights.sum()), 1e-9)
        return found
