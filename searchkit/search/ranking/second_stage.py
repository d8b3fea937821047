"""The second stage: a learned order of the documents that the first stage finds for a question.

The model (``searchkit/data/ranker.json``, made by ``scripts/train_ranker.py``) is boosted trees
over the features of each candidate. It orders what a question finds; where a query calls a document
by its name (``questions``) the first stage decides alone, and this one is not even loaded.
"""

from __future__ import annotations

import zlib
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from searchkit._named_tuple import NamedTuple
from searchkit.backends.base import TopDocs
from searchkit.search.number_sets import are_among
from searchkit.search.ranking.boosted_trees import read_trees, unpack_trees
from searchkit.search.ranking.context import ContextReader, Surroundings
from searchkit.search.ranking.features.computing import Candidates, compute_features
from searchkit.search.ranking.features.definitions import FEATURES
from searchkit.search.ranking.features.evidence import Evidence
from searchkit.search.ranking.holding import first_places
from searchkit.search.ranking.law_candidates import articles_of, meant_laws
from searchkit.search.ranking.question import make_question
from searchkit.text.tables import read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from searchkit.backends.base import Floats, Longs
    from searchkit.index.catalogue import Catalogue
    from searchkit.index.terms.contexts import Context
    from searchkit.query_tree import Query
    from searchkit.search.query.parser import ParsedQuery
    from searchkit.search.ranking.boosted_trees import BoostedTrees
    from searchkit.search.settings import RankingSettings

    Search = Callable[[Query, int], TopDocs]

_SCORE, _NEIGHBOURS, _HEADING, _GROUP = map(
    [*FEATURES].index, ("score", "neighbours", "heading_length", "group_count")
)
_MOSTLY = 0.5
_PASSAGES = 3
"""Passages of the laws that are looked at for each further article: some are candidates already."""


class Pool(NamedTuple):
    """What is ordered: passages, best first.

    ``around`` is what stands around the best passage of each document, as far as it was read: of
    the first documents.
    """

    passages: TopDocs
    around: Surroundings


class Features(NamedTuple):
    """The candidates' documents (their first passages), best first, their scores and features."""

    owners: Longs
    scores: Floats
    matrix: Floats


class SecondStage:
    """Orders the documents among the best passages of one state of the index."""

    def __init__(self, catalogue: Catalogue, settings: RankingSettings) -> None:
        self._catalogue = catalogue
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

    def candidates(self, query: ParsedQuery, top: TopDocs, search: Search) -> Pool:
        """Return what will be ordered: the best passages of a ranking, and further ones behind.

        These are of the laws that the question is about, the best one of each other article; there
        are none where most candidates are no articles of laws, or have no headings. ``search``
        returns the best passages that the question finds and that meet a condition.
        """
        best, more = self._settings.reranked, self._settings.further_articles
        found = TopDocs(top.docnums[:best], top.scores[:best], top.total)
        known, places, _ = _documents(self._catalogue.owner(found.docnums))
        around = self._contexts.read(found.docnums[places], known)
        articles = [bool(context.group and context.heading) for context in around.contexts]
        if not more or top.total <= len(found.docnums) or np.mean(articles) < _MOSTLY:
            return Pool(found, around)
        scores = (found.scores[places] / max(float(found.scores[0]), 1e-9)).tolist()
        scored = zip(around.contexts, scores, strict=True)
        names = self._contexts.idf({context.law for context in around.contexts})
        laws = meant_laws(make_question(query.text), scored, names)
        of_laws = search(articles_of(laws), _PASSAGES * more)
        owners = self._catalogue.owner(of_laws.docnums)
        places = first_places(owners)
        new = places[~are_among(owners[places], known)][:more]
        passages = TopDocs(
            np.concatenate((found.docnums, of_laws.docnums[new])),
            np.concatenate((found.scores, of_laws.scores[new])),
            top.total,
        )
        return Pool(passages, around)

    def arrange(self, query: ParsedQuery, candidates: Pool, top: TopDocs) -> TopDocs:
        """Return the passages of a ranking, the documents of its candidates in their learned order.

        These documents take one another's scores: the first gets the highest that the first stage
        gave one of them. A document's passages move together.
        """
        found = self.features(query, candidates) if self._model else None
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

    def features(self, query: ParsedQuery, candidates: Pool) -> Features | None:
        """Return the candidates' documents with features; None if they are of one document."""
        (passages, scores, _), around = candidates
        owners = self._catalogue.owner(passages)
        firsts, places, counts = _documents(owners)
        if len(firsts) < 2:
            return None
        of = np.searchsorted(np.sort(firsts), owners)
        of = np.argsort(firsts, kind="stable")[of]
        totals = np.zeros(len(firsts))
        np.add.at(totals, of, scores)
        later = np.ones(len(owners), bool)
        later[places] = False
        second = np.zeros(len(firsts))
        np.maximum.at(second, of[later], scores[later])
        if more := len(firsts) - len(around.contexts):
            further = self._contexts.read(passages[places[-more:]], firsts[-more:])
            around = around.followed_by(further)
        documents = Candidates(around.span, scores[places], second, totals, counts)
        matrix = self._matrix(query, documents, around.contexts)
        return Features(firsts, documents.scores, matrix)

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
        from searchkit.search.ranking.reasons import reasons  # few ask why

        question = make_question(query.text)
        contexts, matrix = self._unranked(query, passages)
        return [
            reasons(question, context, row) for context, row in zip(contexts, matrix, strict=True)
        ]

    def kinds(self, query: ParsedQuery, right: Longs) -> tuple[str, ...]:
        """Return of which kinds a question is; ``right`` are passages that answer it."""
        from searchkit.search.ranking.kinds import kinds_of  # only who measures asks

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


def _documents(owners: Longs) -> tuple[Longs, Longs, Longs]:
    """Return the documents of passages in their order, where each begins, and its passages.

    ``owners`` are the documents of the passages.
    """
    firsts, places, counts = np.unique(owners, return_index=True, return_counts=True)
    order = np.argsort(places)
    return firsts[order], places[order], counts[order]


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


PACKED = ".trees"
"""How the name of a model ends in the form that is read sooner, made of the other one."""


def _packed_trees(name: str, text: bytes) -> BoostedTrees | None:
    with suppress(FileNotFoundError):
        packed = read_bytes(name.removesuffix(".json") + PACKED)
        return unpack_trees(packed, zlib.crc32(text))
    return None


@lru_cache(maxsize=2)
def load_model(name: str) -> BoostedTrees | None:
    """Return the trees in ``searchkit/data/name``; None if it is missing or of other features."""
    try:
        text = read_bytes(name)
        trees = _packed_trees(name, text) or read_trees(text.decode())
    except (FileNotFoundError, ValueError):
        return None
    return trees if trees.features == tuple(FEATURES) else None
