"""The second stage: a learned order of the documents that the first stage finds for a question.

The model (``searchkit/data/ranker.json``, made by ``scripts/train_ranker.py``) is boosted trees
over the features of each candidate. It orders what a question finds; where a query calls a document
by its name (``questions``) the first stage decides alone, and this one is not even loaded.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from searchkit._named_tuple import NamedTuple
from searchkit.backends.base import TopDocs
from searchkit.search.ranking.boosted_trees import read_trees
from searchkit.search.ranking.context import ContextReader
from searchkit.search.ranking.features.computing import Candidates, compute_features
from searchkit.search.ranking.features.definitions import FEATURES
from searchkit.search.ranking.features.evidence import Evidence
from searchkit.search.ranking.kinds import kinds_of
from searchkit.search.ranking.question import make_question
from searchkit.search.ranking.reasons import reasons
from searchkit.text.tables import read_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchkit.backends.base import Floats, Longs
    from searchkit.index.catalogue import Catalogue
    from searchkit.index.terms.contexts import Context
    from searchkit.search.query.parser import ParsedQuery
    from searchkit.search.ranking.boosted_trees import BoostedTrees
    from searchkit.search.settings import RankingSettings


_SCORE, _NEIGHBOURS, _HEADING, _GROUP = map(
    [*FEATURES].index, ("score", "neighbours", "heading_length", "group_count")
)
_MOSTLY = 0.5


class Features(NamedTuple):
    """The candidates' documents (their first passages), best first, their scores and features."""

    owners: Longs
    scores: Floats
    matrix: Floats


class SecondStage:
    """Orders the documents among the best passages of one state of the index."""

    def __init__(self, catalogue: Catalogue, settings: RankingSettings) -> None:
        self._catalogue = catalogue
        self._candidates = settings.reranked
        self._contexts = ContextReader(catalogue)
        self._settings = settings
        self._model = load_model(settings.model)
        self.note = ""
        """What is wrong with the model, so that the first stage decides alone."""
        if self._model is None:
            self.note = (
                f"the order is the first stage's: searchkit/data/{settings.model} is missing or of "
                "another version; install searchkit anew"
            )

    def arrange(self, query: ParsedQuery, top: TopDocs) -> TopDocs:
        """Return the same passages, the documents of the best ones in their learned order.

        These documents take one another's scores: the first gets the highest that the first stage
        gave one of them. A document's passages move together.
        """
        found = self.features(query, top) if self._model else None
        if found is None or self._model is None:
            return top
        owners = self._catalogue.owner(top.docnums)
        order = learned_order(self._model, found.matrix, self._settings)
        moved = np.empty(len(order))
        moved[order] = found.scores
        change = dict(zip(found.owners.tolist(), (moved - found.scores).tolist(), strict=True))
        scores = top.scores + np.array([change.get(owner, 0.0) for owner in owners.tolist()])
        sequence = np.lexsort((top.docnums, -np.round(scores, 9)))
        return TopDocs(top.docnums[sequence], scores[sequence], top.total)

    def features(self, query: ParsedQuery, top: TopDocs) -> Features | None:
        """Return the candidates with their features; None if they are of one document."""
        passages, scores = top.docnums[: self._candidates], top.scores[: self._candidates]
        owners = self._catalogue.owner(passages)
        firsts, places, counts = np.unique(owners, return_index=True, return_counts=True)
        if len(firsts) < 2:
            return None
        order = np.argsort(places)
        firsts, places, counts = firsts[order], places[order], counts[order]
        of = np.searchsorted(np.sort(firsts), owners)
        of = np.argsort(firsts, kind="stable")[of]
        totals = np.zeros(len(firsts))
        np.add.at(totals, of, scores)
        later = np.setdiff1d(np.arange(len(owners)), places, assume_unique=True)
        second = np.zeros(len(firsts))
        np.maximum.at(second, of[later], scores[later])
        best = passages[places]
        contexts, spans = self._contexts.read(best, firsts)
        candidates = Candidates(spans, scores[places], second, totals, counts)
        matrix = self._matrix(query, candidates, contexts)
        return Features(firsts, candidates.scores, matrix)

    def _matrix(
        self, query: ParsedQuery, candidates: Candidates, contexts: Sequence[Context]
    ) -> Floats:
        question = make_question(query.text)
        self._contexts.expect(contexts)
        return compute_features(
            self._catalogue.state, question, candidates, contexts, self._contexts.idf
        )

    @staticmethod
    def looked_for(query: ParsedQuery) -> Iterator[tuple[str, str]]:
        """Yield the terms (field, text) that are looked for in the candidates of a question."""
        for term in Evidence(make_question(query.text)).terms():
            yield term.field, term.text

    def reasons(self, query: ParsedQuery, passages: Longs) -> list[tuple[str, ...]]:
        """Return for each passage what lifts it, in words."""
        if not len(passages):
            return []
        question = make_question(query.text)
        contexts, matrix = self._unranked(query, passages)
        return [
            reasons(question, context, row) for context, row in zip(contexts, matrix, strict=True)
        ]

    def kinds(self, query: ParsedQuery, right: Longs) -> tuple[str, ...]:
        """Return of which kinds a question is; ``right`` are passages that answer it."""
        if not len(right):
            return kinds_of(make_question(query.text), np.zeros((0, len(FEATURES))))
        return kinds_of(make_question(query.text), self._unranked(query, right)[1])

    def describe(self, query: ParsedQuery, passages: Longs) -> Floats:
        """Return the features of passages that no first stage has scored."""
        return self._unranked(query, passages)[1]

    def _unranked(self, query: ParsedQuery, passages: Longs) -> tuple[list[Context], Floats]:
        """Return the contexts and features of passages that no first stage has scored."""
        none = np.zeros(len(passages))
        contexts, spans = self._contexts.read(passages, self._catalogue.owner(passages))
        candidates = Candidates(spans, none, none, none, none.astype(np.int64))
        return contexts, self._matrix(query, candidates, contexts)


def learned_order(model: BoostedTrees, matrix: Floats, settings: RankingSettings) -> Longs:
    """Return the places of candidates, best first; equal ones stay in the first stage's order.

    A candidate's value is what the trees give it, and some of its score by the best one's and of
    its neighbours' scores: of articles that say as much, the one amid others that say some of it is
    mostly the right one. The trees have learned from articles of laws: where most candidates are
    other texts, or have no headings, the scores count more.
    """
    known = ~np.isnan(matrix[:, _HEADING]) & ~np.isnan(matrix[:, _GROUP])
    articles = known.mean() >= _MOSTLY
    first_stage = settings.first_stage if articles else settings.first_stage_elsewhere
    scores = matrix[:, _SCORE] + settings.neighbours * np.nan_to_num(matrix[:, _NEIGHBOURS])
    values = model.predict(matrix) + first_stage * scores
    return np.argsort(-np.round(values, 9), kind="stable")


@lru_cache(maxsize=2)
def load_model(name: str) -> BoostedTrees | None:
    """Return the trees in ``searchkit/data/name``; None if it is missing or of other features."""
    try:
        trees = read_trees(read_data(name))
    except (FileNotFoundError, ValueError):
        return None
    return trees if trees.features == tuple(FEATURES) else None
