"""All features of the candidates for a question, computed together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit._dataclass import dataclass
from searchkit.search.ranking.features.articles import Articles, Span
from searchkit.search.ranking.features.definitions import BY_BEST, FEATURES
from searchkit.search.ranking.features.evidence import Evidence
from searchkit.search.ranking.features.surroundings import (
    Texts,
    group_columns,
    heading_columns,
    question_columns,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from searchkit.backends.base import Floats, IndexState, Longs
    from searchkit.index.terms.contexts import Context
    from searchkit.search.ranking.question import Question


@dataclass(frozen=True, slots=True)
class Candidates:
    """The documents that the first stage found, best first, each by its best passage.

    ``spans`` are these passages and the articles around them, ``scores`` theirs, ``second`` the
    scores of the documents' second passages (0 without one), ``totals`` the sums of the scores of
    their passages among the best, ``counts`` how many these are.
    """

    spans: Span
    scores: Floats
    second: Floats
    totals: Floats
    counts: Longs


def compute_features(
    state: IndexState,
    question: Question,
    candidates: Candidates,
    contexts: Sequence[Context],
    idf: Callable[[Iterable[tuple[str, ...]]], Mapping[str, float]],
) -> Floats:
    """Return the features of candidates for a question, shape (candidates, len(FEATURES)).

    ``idf`` gives that of all words of headings and laws' names. It is asked once the articles are
    counted: with these an engine on other machines may have fetched it.
    """
    evidence = Evidence(question)
    articles = Articles(state, evidence, candidates.spans)
    headings = Texts(evidence, [context.heading for context in contexts])
    laws = Texts(evidence, [context.law for context in contexts])
    heading_run, in_headings = headings.runs(articles.word_weights)
    _, in_laws = laws.runs(articles.word_weights)
    best = max(float(candidates.scores.max()), 1e-9)
    columns = _first_stage(candidates, articles, best)
    columns |= articles.passage_columns()
    columns |= articles.columns(
        laws.words / np.maximum(laws.lengths, 1), np.maximum(in_headings, in_laws)
    )
    columns |= headings.told({"heading_run": heading_run / articles.weight})
    columns |= heading_columns(headings, laws, articles, idf([*headings.distinct, *laws.distinct]))
    columns |= question_columns(question, contexts)
    columns |= group_columns(candidates.scores / best, contexts)
    columns |= {name: _by_best(columns[other]) for name, other in BY_BEST.items()}
    return np.stack([columns[name] for name in FEATURES], axis=1)


def _first_stage(candidates: Candidates, articles: Articles, best: float) -> dict[str, Floats]:
    return {
        "score": candidates.scores / best,
        "rank": np.arange(1.0, len(candidates.scores) + 1),
        "score_by_weight": candidates.scores / (articles.weight + articles.pair_weight),
        "second": candidates.second / best,
        "total": candidates.totals / best,
        "passages": candidates.counts.astype(np.float64),
    }


def _by_best(column: Floats) -> Floats:
    """Return a column by its greatest value; missing values stay missing."""
    greatest = float(np.max(column, initial=0.0, where=~np.isnan(column)))
    return column / greatest if greatest > 0 else column
