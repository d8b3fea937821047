"""How the passages of the candidates, and the articles around them, hold what is looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit._named_tuple import NamedTuple
from searchkit.search.ranking.features.evidence import DEFINING, Runs, share

if TYPE_CHECKING:
    from searchkit.backends.base import Flags, Floats, IndexState, Longs
    from searchkit.search.ranking.features.evidence import Evidence

_K1, _B, _AVERAGE = 1.2, 0.5, 250.0
_LAW, _ALL, _OFTEN = 60.0, 300.0, 100.0
"""Of the likelihood: words of the law's name and of the collection that are added, and how rare."""


class Span(NamedTuple):
    """The best passage of each candidate, and the article around it: ``firsts`` to ``ends``."""

    passages: Longs
    firsts: Longs
    ends: Longs


class Articles:
    """The counts of a question's words in articles, and their weights by the whole index."""

    def __init__(self, state: IndexState, evidence: Evidence, spans: Span) -> None:
        self._evidence = evidence
        order = np.argsort(spans.firsts, kind="stable")
        firsts, ends = spans.firsts[order], spans.ends[order]
        sizes = ends - firsts
        begins = np.cumsum(sizes) - sizes
        passages = np.repeat(firsts - begins, sizes) + np.arange(int(sizes.sum()))
        self._back = np.empty_like(order)
        self._back[order] = np.arange(len(order))
        self._begins = begins
        self._best = (begins + spans.passages[order] - firsts)[self._back]
        self.sizes = sizes[self._back].astype(np.float64)
        self._count(state, evidence, passages)

    def _count(self, state: IndexState, evidence: Evidence, passages: Longs) -> None:
        counts = state.counts(evidence.terms(), passages)
        ends = np.cumsum([len(evidence.words), len(evidence.skips), len(evidence.pairs)])
        self._words, self._skips, self._pairs, defining = np.split(counts.frequencies, ends)
        self.word_idf, skip_idf, pair_idf, _ = np.split(counts.idf, ends)
        self.word_weights = self.word_idf * evidence.says
        self.pair_weights = pair_idf * evidence.pair_says(evidence.pairs)
        self._skip_weights = skip_idf * evidence.pair_says(evidence.skips)
        self._defining: Flags = (
            defining.reshape(len(evidence.words), len(DEFINING), -1).max(axis=1) > 0
        )
        self._lengths = state.lengths("folded", passages).astype(np.float64)
        self.weight = max(float(self.word_weights.sum()), 1e-9)
        self.pair_weight = float(self.pair_weights.sum())

    def _sum(self, values: Floats) -> Floats:
        """Add up values of passages, in the last axis, by article."""
        found: Floats = np.add.reduceat(values, self._begins, axis=-1)[..., self._back]
        return found

    def _most(self, values: Floats) -> Floats:
        """Return the greatest of the values of passages, in the last axis, by article."""
        found: Floats = np.maximum.reduceat(values, self._begins, axis=-1)[..., self._back]
        return found

    def passage_columns(self) -> dict[str, Floats]:
        """Return the features of the best passages' own texts."""
        best = self._best
        words, pairs, skips = self._words[:, best], self._pairs[:, best], self._skips[:, best]
        return {
            "words": share(self.word_weights, words > 0),
            "pairs": share(self.pair_weights, pairs > 0),
            "skips": share(self._skip_weights, skips > 0),
            "often": share(self.word_weights, words / (words + 1)),
            "pairs_often": share(self.pair_weights, pairs / (pairs + 1)),
            "length": np.log1p(self._lengths[best]),
        }

    def columns(self, law_words: Floats, around: Floats) -> dict[str, Floats]:
        """Return the features of the articles.

        ``law_words``, shape (words, candidates): the shares that words have in the laws' names;
        ``around``, shape (words of runs, candidates): lengths of runs in headings and laws' names.
        """
        words, pairs = self._sum(self._words), self._sum(self._pairs)
        lengths = self._sum(self._lengths)
        norms = _K1 * (1 - _B + _B * lengths / _AVERAGE)
        self.has_words: Flags = words > 0
        rare = np.exp(-self.word_idf)[:, None] / _OFTEN
        likely = (words + _LAW * law_words + _ALL * rare) / (lengths + _LAW + _ALL) / rare
        return {
            "article_words": share(self.word_weights, self.has_words),
            "article_pairs": share(self.pair_weights, pairs > 0),
            "article_skips": share(self._skip_weights, self._sum(self._skips) > 0),
            "article_often": share(self.word_weights, words * (_K1 + 1) / (words + norms)),
            "article_pairs_often": share(self.pair_weights, pairs * (_K1 + 1) / (pairs + norms)),
            "likelihood": np.log(likely).mean(axis=0),
            "article_length": np.log1p(lengths),
            "article_passages": self.sizes,
            **self._run_columns(around),
        }

    def _run_columns(self, other: Floats) -> dict[str, Floats]:
        runs = Runs(self._evidence, self.word_weights, self._words > 0, self._pairs > 0)
        around = self._most(runs.around())
        return {
            "run": self._most(runs.longest()),
            "run_share": self._most(runs.heaviest()) / self.weight,
            "run_mean": runs.mean(around),
            "run_mean_all": runs.mean(np.maximum(around, other)),
            "defined": self._most(runs.heaviest(self._defining)) / self.weight,
        }
