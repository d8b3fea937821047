"""How headings and laws' names hold what a question looks for, and what else a law has found."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from searchkit.search.ranking.features.evidence import Runs, said, share
from searchkit.search.ranking.question import DEFINITION, heading_kinds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from searchkit.backends.base import Floats
    from searchkit.index.terms.contexts import Context
    from searchkit.search.ranking.features.articles import Articles
    from searchkit.search.ranking.features.evidence import Evidence
    from searchkit.search.ranking.question import Question

_FARTHEST, _FADING = 10, 2.0
"""Of neighbours: how many articles away they are at most, and how far away one counts 1 / e."""


class Texts:
    """Headings, or laws' names, of the candidates: ``texts`` are their folded words.

    Candidates share many of them, so each text is looked at once.
    """

    def __init__(self, evidence: Evidence, texts: Sequence[tuple[str, ...]]) -> None:
        self._evidence = evidence
        known = {text: number for number, text in enumerate(dict.fromkeys(texts))}
        self.distinct = list(known)
        self._of = np.array([known[text] for text in texts], np.intp)
        self._words, self._pairs = evidence.held(self.distinct)
        self.words: Floats = self._words[:, self._of]
        self.pairs: Floats = self._pairs[:, self._of]
        self.lengths = np.array([float(len(text)) for text in self.distinct])[self._of]
        self.missing = self.lengths == 0

    def runs(self, weights: Floats) -> tuple[Floats, Floats]:
        """Return the weight of the heaviest run, and the length of the longest around each word."""
        runs = Runs(self._evidence, weights, self._words > 0, self._pairs > 0)
        return runs.heaviest()[self._of], runs.around()[:, self._of]

    def said(self, idf: Mapping[str, float]) -> Floats:
        """Return which share of each text, by idf, the question says."""
        shares = [said(text, self._evidence.places, idf) for text in self.distinct]
        return np.array(shares)[self._of]

    def told(self, columns: dict[str, Floats]) -> dict[str, Floats]:
        """Return columns with NaN where there is no text."""
        for column in columns.values():
            column[self.missing] = np.nan
        return columns


def heading_columns(
    headings: Texts, laws: Texts, articles: Articles, idf: Mapping[str, float]
) -> dict[str, Floats]:
    """Return the features of headings and of laws' names but for their runs."""
    weights, pair_weights = articles.word_weights, articles.pair_weights
    in_heading, in_law = headings.words > 0, laws.words > 0
    return {
        **headings.told(
            {
                "heading_words": share(weights, in_heading),
                "heading_pairs": share(pair_weights, headings.pairs > 0),
                "heading_said": headings.said(idf),
                "heading_pairs_said": headings.pairs.sum(axis=0)
                / np.maximum(headings.lengths - 1, 1),
                "heading_length": headings.lengths.copy(),
            }
        ),
        **laws.told(
            {
                "law_words": share(weights, in_law),
                "law_pairs": share(pair_weights, laws.pairs > 0),
                "law_said": laws.said(idf),
                "heading_law_words": share(weights, in_heading | in_law),
            }
        ),
        "all_words": share(weights, articles.has_words | in_heading | in_law),
    }


def question_columns(question: Question, contexts: Sequence[Context]) -> dict[str, Floats]:
    """Return the features of the question, and of the kind of heading that it asks for."""
    own, asked = question.weights[0], question.kinds
    found = [heading_kinds(context.heading) for context in contexts]
    kind = np.array([float(bool(asked & kinds)) if asked else np.nan for kinds in found])
    definition = DEFINITION in asked
    return {
        "question_length": np.full(len(contexts), float(len(own))),
        "content": np.full(len(contexts), sum(own) / max(len(own), 1)),
        "definitions": np.array([float(definition and DEFINITION in kinds) for kinds in found]),
        "kind": kind,
    }


def group_columns(scores: Floats, contexts: Sequence[Context]) -> dict[str, Floats]:
    """Return the features of what the candidates' laws have found; ``scores`` are by the best."""
    counts = Counter(context.group for context in contexts)
    greatest: dict[str, float] = {}
    sums: dict[str, float] = {}
    articles: dict[tuple[str, int], float] = {}
    for context, score in zip(contexts, scores.tolist(), strict=True):
        greatest.setdefault(context.group, score)
        sums[context.group] = sums.get(context.group, 0.0) + score
        if context.article:
            articles.setdefault((context.group, context.article), score)
    rows = []
    for context, score in zip(contexts, scores.tolist(), strict=True):
        group, article = context.group, context.article
        if not group:
            rows.append((np.nan,) * 6)
            continue
        near = [np.nan, np.nan]
        if article:
            near = [articles.get((group, article + step), 0.0) for step in (-1, 1)]
        best = greatest[group]
        rows.append((score / max(best, 1e-9), best, counts[group], sums[group], *near))
    names = ("in_group", "group_best", "group_count", "group_total", "previous", "next")
    columns = dict(zip(names, np.array(rows, np.float64).reshape(-1, 6).T, strict=True))
    return columns | {"neighbours": _neighbours(scores, contexts)}


def _neighbours(scores: Floats, contexts: Sequence[Context]) -> Floats:
    """Return the sums of the scores of what is near each article in its law; NaN for no article."""
    known = {context.group: number for number, context in enumerate(contexts)}
    groups = np.array([known[context.group] for context in contexts])
    articles = np.array([context.article if context.group else 0 for context in contexts])
    away = np.abs(articles[:, None] - articles)
    near = (groups[:, None] == groups) & (away > 0) & (away <= _FARTHEST)
    sums = np.where(near, np.exp((1 - away) / _FADING), 0.0) @ scores
    return np.where(articles > 0, sums, np.nan)
