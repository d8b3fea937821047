"""The second stage: a learned order of the documents that the first stage finds for a question.

The model (``searchkit/data/ranker.json``, made by ``scripts/train_ranker.py``) is boosted trees
over the features of each candidate. It orders what a question finds. A document that is asked for
by its number, by a place in it or by its whole title needs no model: there the first stage decides
alone.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchkit.backends.base import TopDocs
from searchkit.search.ranking.boosted_trees import read_trees
from searchkit.search.ranking.context import ContextReader
from searchkit.search.ranking.features import FEATURES, Candidates, compute_features
from searchkit.search.ranking.question import folded_words, make_question
from searchkit.search.ranking.reasons import reasons
from searchkit.text.legal.cited_places import find_places
from searchkit.text.tables import read_data

if TYPE_CHECKING:
    from searchkit.backends.base import Floats, Longs
    from searchkit.index.catalogue import Catalogue
    from searchkit.search.query.parser import ParsedQuery
    from searchkit.search.ranking.boosted_trees import BoostedTrees
    from searchkit.search.settings import RankingSettings

_MODEL = "ranker.json"


class Features(NamedTuple):
    """The candidates' documents (their first passages), best first, and their features."""

    owners: Longs
    passages: Longs
    matrix: Floats


class SecondStage:
    """Orders the documents among the best passages of one state of the index."""

    def __init__(self, catalogue: Catalogue, settings: RankingSettings) -> None:
        self._catalogue = catalogue
        self._candidates = settings.reranked
        self._fewest_words = settings.fewest_words
        self._contexts = ContextReader(catalogue.state)

    def arrange(self, query: ParsedQuery, top: TopDocs) -> TopDocs:
        """Return the same passages, the documents of the best ones in their learned order.

        These documents take one another's scores: the first gets the highest that the first stage
        gave one of them. A document's passages move together.
        """
        found = self.features(query, top)
        if found is None:
            return top
        owners = self._catalogue.owner(top.docnums)
        order = np.argsort(-np.round(load_model().predict(found.matrix), 9), kind="stable")
        own = top.scores[[int((owners == owner).argmax()) for owner in found.owners.tolist()]]
        moved = np.empty(len(order))
        moved[order] = own  # what the documents of the first stage's places had
        change = dict(zip(found.owners.tolist(), (moved - own).tolist(), strict=True))
        scores = top.scores + np.array([change.get(owner, 0.0) for owner in owners.tolist()])
        sequence = np.lexsort((top.docnums, -np.round(scores, 9)))
        return TopDocs(top.docnums[sequence], scores[sequence], top.total)

    def features(self, query: ParsedQuery, top: TopDocs) -> Features | None:
        """Return the candidates with their features; None where the first stage decides alone."""
        if not self._is_question(query):
            return None
        passages, scores = top.docnums[: self._candidates], top.scores[: self._candidates]
        owners = self._catalogue.owner(passages)
        firsts, places, counts = np.unique(owners, return_index=True, return_counts=True)
        if len(firsts) < 2:
            return None
        order = np.argsort(places)
        firsts, places, counts = firsts[order], places[order], counts[order]
        second = np.array(
            [
                scores[owners == first][1] if n > 1 else 0.0
                for first, n in zip(firsts.tolist(), counts.tolist(), strict=True)
            ]
        )
        candidates = Candidates(passages[places], scores[places], second, counts)
        contexts = self._contexts.read(candidates.passages.tolist(), firsts.tolist())
        question = make_question(query.text)
        matrix = compute_features(self._catalogue.state, question, candidates, contexts)
        return Features(firsts, candidates.passages, matrix)

    def reasons(self, query: ParsedQuery, passages: Longs) -> list[tuple[str, ...]]:
        """Return for each passage what lifts it, in words; nothing where this stage is silent."""
        if not self._is_question(query) or not len(passages):
            return [()] * len(passages)
        unranked = np.zeros(len(passages))
        candidates = Candidates(passages, unranked, unranked, unranked.astype(np.int64))
        owners = self._catalogue.owner(passages)
        contexts = self._contexts.read(passages.tolist(), owners.tolist())
        question = make_question(query.text)
        matrix = compute_features(self._catalogue.state, question, candidates, contexts)
        return [
            reasons(question, context, row) for context, row in zip(contexts, matrix, strict=True)
        ]

    def _is_question(self, query: ParsedQuery) -> bool:
        """Say whether a query asks for what stands in texts, and names none of them."""
        named = query.numbers or query.candidates or query.documents or query.dates or query.signed
        if named or (query.title and query.title.whole) or find_places(query.text):
            return False
        return len(folded_words(query.text)) >= self._fewest_words


@lru_cache(maxsize=1)
def load_model() -> BoostedTrees:
    """Return the trees of searchkit; raises ValueError if they are of other features."""
    trees = read_trees(read_data(_MODEL))
    if trees.features != tuple(FEATURES):
        raise ValueError(f"searchkit/data/{_MODEL} is of other features")
    return trees
