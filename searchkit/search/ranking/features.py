"""What the second stage knows of a candidate for a question: one number a feature.

Words are folded syllables. A word of the question weighs its idf times what it says (``question``),
a pair of adjacent words its idf times the greater of theirs. A *share* is the weight of what is
there by the weight of all: 0 to 1. Where a candidate has no heading, no law's name or no group, the
features of these are missing (NaN), not 0. The features were found by the experiments of learning
to rank on legal questions; run lengths and pairs follow Metzler and Croft (2005), A Markov random
field model for term dependencies.
"""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from searchkit.query_tree import Term
from searchkit.search.ranking.question import folded_words, word_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.backends.base import Flags, Floats, IndexState, Longs
    from searchkit.search.ranking.context import Context
    from searchkit.search.ranking.question import Question

FEATURES = {
    "score": "first-stage score by the best candidate's, 0 to 1",
    "rank": "place among the candidates' documents, from 1",
    "score_by_weight": "first-stage score by the weight of the question's words and pairs",
    "second": "score of the document's second passage by the best candidate's; 0 without one",
    "passages": "passages of the document among the candidates",
    "words": "share of the words that the passage has",
    "pairs": "share of the pairs that the passage has",
    "skips": "share of the pairs with one word between that the passage has",
    "often": "like words, each by f / (f + 1) for f occurrences",
    "pairs_often": "like pairs, each by f / (f + 1) for f occurrences",
    "run": "longest run of question words all of whose pairs the passage has, in words",
    "run_share": "share of the heaviest such run",
    "run_mean": "mean length of the longest run around each word, by weight",
    "defined": "share of the heaviest run whose last word stands before là, gồm or bao gồm",
    "length": "ln(1 + characters of the passage)",
    "question_length": "words of the question",
    "content": "mean of what the words say, without idf: 0.15 to 1",
    "heading_words": "share of the words that the heading has",
    "heading_pairs": "share of the pairs that the heading has",
    "heading_said": "share of the heading's words that the question has, each by what it says",
    "heading_pairs_said": "share of the heading's pairs that the question has, unweighted",
    "heading_length": "words of the heading",
    "law_words": "share of the words that the law's name has",
    "heading_law_words": "share of the words that the heading or the law's name has",
    "all_words": "share of the words that the passage or the law's name has",
    "run_mean_all": "like run_mean, the longest in passage or law's name",
    "in_group": "first-stage score by the best of the group's candidates",
    "group_best": "score of the group's best candidate by the best of all",
    "group_count": "candidates of the group",
    "previous": "score of the article before of the same law by the best; 0 if no candidate",
    "next": "score of the article behind of the same law by the best; 0 if no candidate",
    "definitions": "1 where a definition is asked and the heading is Giải thích từ ngữ, else 0",
}
"""The features by name, in the order of the columns, each with its formula and range."""

_DEFINING = ("la", "gom", "bao")
_DEFINITIONS = "giai thich tu ngu"


@dataclass(frozen=True, slots=True)
class Candidates:
    """The documents that the first stage found, best first, each by its best passage.

    ``passages`` are these passages, ``scores`` theirs, ``second`` the scores of the documents'
    second passages (0 without one), ``counts`` how many passages of each are among the best.
    """

    passages: Longs
    scores: Floats
    second: Floats
    counts: Longs


class _Evidence:
    """What a question looks for in texts: rows of words and of pairs, with their weights."""

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
        self.defining = {(word, by): None for word in self.words for by in _DEFINING}

    def _rows(self, distance: int) -> dict[tuple[str, str], int]:
        found: dict[tuple[str, str], int] = {}
        for run in self.question.runs:
            for pair in zip(run, run[distance:], strict=False):
                found.setdefault(pair, len(found))
        return found

    def terms(self) -> list[Term]:
        """Return the terms of the index for words, pairs, skips and words that define, in order."""
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


def compute_features(
    state: IndexState, question: Question, candidates: Candidates, contexts: Sequence[Context]
) -> Floats:
    """Return the features of candidates for a question, shape (candidates, len(FEATURES))."""
    evidence = _Evidence(question)
    passage = _Passage(state, evidence, candidates.passages)
    columns = _first_stage(candidates, passage)
    columns |= passage.columns()
    columns |= _question(question, contexts)
    columns |= _surroundings(evidence, passage, contexts)
    columns |= _group(candidates, contexts)
    return np.stack([columns[name] for name in FEATURES], axis=1)


def _first_stage(candidates: Candidates, passage: _Passage) -> dict[str, Floats]:
    best = max(float(candidates.scores.max()), 1e-9)
    return {
        "score": candidates.scores / best,
        "rank": np.arange(1.0, len(candidates.scores) + 1),
        "score_by_weight": candidates.scores / (passage.weight + passage.pair_weight),
        "second": candidates.second / best,
        "passages": candidates.counts.astype(np.float64),
    }


def _question(question: Question, contexts: Sequence[Context]) -> dict[str, Floats]:
    own = question.weights[0]
    asked = question.asks_definition
    return {
        "length": np.log1p([context.characters for context in contexts]),
        "question_length": np.full(len(contexts), float(len(own))),
        "content": np.full(len(contexts), sum(own) / max(len(own), 1)),
        "definitions": np.array(
            [
                float(asked and _DEFINITIONS in " ".join(folded_words(context.heading)))
                for context in contexts
            ]
        ),
    }


class _Passage:
    """How the passages hold what a question looks for, and the weights by the whole index."""

    def __init__(self, state: IndexState, evidence: _Evidence, passages: Longs) -> None:
        self._evidence = evidence
        order = np.argsort(passages, kind="stable")
        counts = state.counts(evidence.terms(), passages[order])
        frequencies = np.empty_like(counts.frequencies)
        frequencies[:, order] = counts.frequencies
        holding = counts.holding
        idf = np.log1p((counts.documents - holding + 0.5) / (holding + 0.5))
        ends = np.cumsum([len(evidence.words), len(evidence.skips), len(evidence.pairs)])
        self.words, skips, self.pairs, defining = np.split(frequencies, ends)
        word_idf, skip_idf, pair_idf, _ = np.split(idf, ends)
        self.word_weights = word_idf * evidence.says
        self.pair_weights = pair_idf * evidence.pair_says(evidence.pairs)
        self._skips = skips, skip_idf * evidence.pair_says(evidence.skips)
        self._defining: Flags = (
            defining.reshape(len(evidence.words), len(_DEFINING), -1).max(axis=1) > 0
        )
        self.weight = max(float(self.word_weights.sum()), 1e-9)
        self.pair_weight = float(self.pair_weights.sum())
        self.runs = Runs(evidence, self.word_weights, self.words > 0, self.pairs > 0)

    def columns(self) -> dict[str, Floats]:
        """Return the features of the passages' own texts."""
        skips, skip_weights = self._skips
        return {
            "words": share(self.word_weights, self.words > 0),
            "pairs": share(self.pair_weights, self.pairs > 0),
            "skips": share(skip_weights, skips > 0),
            "often": share(self.word_weights, self.words / (self.words + 1)),
            "pairs_often": share(self.pair_weights, self.pairs / (self.pairs + 1)),
            "run": self.runs.longest(),
            "run_share": self.runs.heaviest() / self.weight,
            "run_mean": self.runs.mean(),
            "defined": self.runs.heaviest(self._defining) / self.weight,
        }


def share(weights: Floats, held: Floats | Flags) -> Floats:
    """Return by column of ``held`` the weight of what is held, of all; 0 where nothing weighs."""
    whole = float(weights.sum())
    if whole <= 0:
        return np.zeros(held.shape[1])
    found: Floats = weights @ held / whole
    return found


class Runs:
    """Runs of a question's words in texts: adjacent words, all of whose pairs a text has.

    ``words`` and ``pairs``, shape (rows, texts): which of them each text has. A run of n words may
    be put together from several places of a text; in a passage that is rare from three words on.
    """

    def __init__(self, evidence: _Evidence, weights: Floats, words: Flags, pairs: Flags) -> None:
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
        """Return the length of the longest run around each word, shape (words, texts)."""
        around = self._lengths.copy()
        for place in range(len(around) - 2, -1, -1):
            on = self._joined[place + 1]
            around[place] = np.where(on, around[place + 1], around[place])
        return around

    def mean(self, other: Runs | None = None) -> Floats:
        """Return the mean of ``around`` by weight; with ``other``, of the longer of both."""
        around = self.around() if other is None else np.maximum(self.around(), other.around())
        found: Floats = self._weights @ around / max(float(self._weights.sum()), 1e-9)
        return found


def _surroundings(
    evidence: _Evidence, passage: _Passage, contexts: Sequence[Context]
) -> dict[str, Floats]:
    headings = [folded_words(context.heading) for context in contexts]
    laws = [folded_words(context.law) for context in contexts]
    lengths = np.array([float(len(heading)) for heading in headings])
    heading_words, heading_pairs = _held(evidence, headings)
    law_words, law_pairs = _held(evidence, laws)
    weights = passage.word_weights
    runs = Runs(evidence, weights, law_words > 0, law_pairs > 0)
    told = {
        "heading_words": share(weights, heading_words > 0),
        "heading_pairs": share(passage.pair_weights, heading_pairs > 0),
        "heading_said": _said(evidence, headings),
        "heading_pairs_said": heading_pairs.sum(axis=0) / np.maximum(lengths - 1, 1),
        "heading_length": lengths,
    }
    by_law = {
        "law_words": share(weights, law_words > 0),
        "heading_law_words": share(weights, (heading_words > 0) | (law_words > 0)),
    }
    without_heading = np.array([not heading for heading in headings])
    without_law = np.array([not law for law in laws])
    for column in told.values():
        column[without_heading] = np.nan
    for column in by_law.values():
        column[without_law] = np.nan
    return {
        **told,
        **by_law,
        "all_words": share(weights, (passage.words > 0) | (law_words > 0)),
        "run_mean_all": passage.runs.mean(runs),
    }


def _held(evidence: _Evidence, texts: Sequence[tuple[str, ...]]) -> tuple[Floats, Floats]:
    """Return how often texts hold words and pairs, shapes (words, texts) and (pairs, texts)."""
    words = np.zeros((len(evidence.words), len(texts)))
    pairs = np.zeros((len(evidence.pairs), len(texts)))
    for number, text in enumerate(texts):
        for word in text:
            if (row := evidence.places.get(word)) is not None:
                words[row, number] += 1
        for pair in itertools.pairwise(text):
            if (row := evidence.pairs.get(pair)) is not None:
                pairs[row, number] += 1
    return words, pairs


def _said(evidence: _Evidence, headings: Sequence[tuple[str, ...]]) -> Floats:
    """Return which share of each heading the question says, each word by what it says."""
    shares = []
    for heading in headings:
        weights = word_weights(heading)
        said = sum(w for word, w in zip(heading, weights, strict=True) if word in evidence.places)
        shares.append(said / max(sum(weights), 1e-9))
    return np.array(shares, np.float64)


def _group(candidates: Candidates, contexts: Sequence[Context]) -> dict[str, Floats]:
    best = max(float(candidates.scores.max()), 1e-9)
    scores = (candidates.scores / best).tolist()
    counts = Counter(context.group for context in contexts)
    greatest: dict[str, float] = {}
    articles: dict[tuple[str, int], float] = {}
    for context, score in zip(contexts, scores, strict=True):
        greatest.setdefault(context.group, score)
        if context.article:
            articles.setdefault((context.group, context.article), score)
    rows = []
    for context, score in zip(contexts, scores, strict=True):
        group, article = context.group, context.article
        if not group:
            rows.append((np.nan,) * 5)
            continue
        near = [np.nan, np.nan]
        if article:
            near = [articles.get((group, article + step), 0.0) for step in (-1, 1)]
        rows.append((score / max(greatest[group], 1e-9), greatest[group], counts[group], *near))
    names = ("in_group", "group_best", "group_count", "previous", "next")
    return dict(zip(names, np.array(rows, np.float64).reshape(-1, 5).T, strict=True))
