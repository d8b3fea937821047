"""Documents like one: those that share its weightiest terms.

The terms are pairs of syllables, unambiguous with and without diacritics, weighted as BM25 weights
them (Robertson and Zaragoza 2009): by how often the document has them and how few passages do. The
weightiest make a query, as in Lucene's MoreLikeThis; of what it finds whole documents are compared.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchkit.index.records import shown_path
from searchkit.query_tree import And, Not, Or, Term
from searchkit.search.answers.answer import OF_TEXTS
from searchkit.search.number_sets import distinct
from searchkit.search.results import SimilarDocument
from searchkit.text.query_streams import query_streams
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from searchkit.backends.base import Flags, Floats, Longs
    from searchkit.index.catalogue import Catalogue
    from searchkit.index.records import StoredDocument
    from searchkit.search.settings import RankingSettings

_FIELD = "pairs"
_LOOKED_UP = 300
"""Terms of a document whose weights are looked up: the most frequent in it."""

_TERMS = 40
"""Terms by which others are found and compared; more find hardly anything else."""

_CANDIDATES = 8
"""Passages that are looked at for each document wanted."""

_LONGEST = 20_000
"""Characters of a text that are read: of a longer one its beginning tells what it is about."""

_LIKE = 0.7
_SAME = 0.8
"""Near-duplicates share so many of the pairs that either has (Jaccard); texts of which one is a
quarter longer, or which share fewer of the weighty terms than ``_LIKE``, are not compared."""

_DIGIT = re.compile("[0-9]")
_SHOWN = 6
"""Terms that are told of each document."""


class _Weighted(NamedTuple):
    """The weightiest terms of a document, the weightiest first; and which are words."""

    terms: list[Term]
    weights: Floats
    are_words: Flags


def similar_documents(
    catalogue: Catalogue, settings: RankingSettings, first: int, limit: int
) -> tuple[SimilarDocument, ...]:
    """Return the documents most like the one whose first passage is given, likest first."""
    document = catalogue.document(first)
    pairs, written = _pairs(_body(catalogue, first, document))
    asked = _weightiest(catalogue, settings, pairs)
    owners = _candidates(catalogue, asked, first, limit)
    if not len(owners):
        return ()
    held = _held(catalogue, asked, owners)
    likeness = np.minimum(asked.weights @ held / asked.weights.sum(), 1.0)
    order = np.lexsort((owners, -likeness))[:limit]
    found = []
    for place in order.tolist():
        other = catalogue.record(int(owners[place]))
        shown = (held[:, place].astype(bool) & asked.are_words).nonzero()[0][:_SHOWN]
        found.append(
            SimilarDocument(
                id=other.id,
                path=shown_path(other.path),
                title=other.title,
                metadata=other.metadata,
                likeness=float(likeness[place]),
                near_duplicate=bool(likeness[place] >= _LIKE)
                and _is_near(catalogue, document, pairs, int(owners[place]), other),
                terms=tuple(written[asked.terms[row].text] for row in shown.tolist()),
            )
        )
    return tuple(found)


def _body(catalogue: Catalogue, first: int, document: StoredDocument) -> str:
    """Return a title and a text without its letterhead, whose words all letterheads share."""
    if document.passages == 1 or not document.metadata.get("number"):
        return f"{document.title}\n{document.text}"
    subject = document.metadata.get("summary") or document.title
    return f"{subject}\n{document.text[catalogue.passage(first).end :]}"


def _pairs(text: str) -> tuple[Counter[str], dict[str, str]]:
    """Return how often a text has each pair of syllables, folded, and how it writes each."""
    streams = query_streams(normalize(text[:_LONGEST]).text)
    words = [syllable.text for syllable in streams.syllables]
    written = {
        pair: f"{one} {other}"
        for pair, one, other in zip(streams.pairs, words, words[1:], strict=False)
    }
    return Counter(streams.pairs), written


def _weightiest(catalogue: Catalogue, settings: RankingSettings, pairs: Counter[str]) -> _Weighted:
    """Return the terms of the greatest weight in a document that other passages have too."""
    often = [pair for pair, _ in pairs.most_common(_LOOKED_UP) if not _DIGIT.search(pair)]
    terms = [Term(_FIELD, pair) for pair in often]
    counted = catalogue.state.counts(terms, np.zeros(0, np.int64))
    counts = np.array([pairs[pair] for pair in often], np.float64)
    weights = (
        counted.idf * counts * (settings.k1 + 1) / (counts + settings.k1) * (counted.holding > 1)
    )
    best = np.argsort(-weights, kind="stable")[:_TERMS]
    best = best[weights[best] > 0]
    terms = [terms[place] for place in best.tolist()]
    compounds = [Term("words", term.text.replace(" ", "_")) for term in terms]
    are_words = catalogue.state.counts(compounds, np.zeros(0, np.int64)).holding > 0
    return _Weighted(terms, weights[best], are_words)


def _candidates(catalogue: Catalogue, asked: _Weighted, first: int, limit: int) -> Longs:
    """Return the documents, but the one asked for, of the passages with the weightiest terms."""
    weighted = [
        Term(_FIELD, term.text, weight)
        for term, weight in zip(asked.terms, asked.weights.tolist(), strict=True)
    ]
    others = And((OF_TEXTS, Not(catalogue.whole_documents(np.array([first])))))
    top = catalogue.state.search(Or(tuple(weighted)), _CANDIDATES * limit, [others])
    return distinct(catalogue.owner(top.docnums))


def _held(catalogue: Catalogue, asked: _Weighted, owners: Longs) -> Floats:
    """Return whether each document has each term in any of its passages, shape (terms, owners)."""
    passages = np.array(catalogue.whole_documents(owners).numbers, np.int64)
    frequencies = catalogue.state.counts(asked.terms, passages).frequencies
    starts = np.searchsorted(passages, owners)
    held: Floats = np.minimum(np.maximum.reduceat(frequencies, starts, axis=1), 1.0)
    return held


def _is_near(
    catalogue: Catalogue,
    document: StoredDocument,
    pairs: Counter[str],
    owner: int,
    other: StoredDocument,
) -> bool:
    """Say whether two texts are almost the same."""
    sizes = sorted((document.text_bytes, other.text_bytes))
    if sizes[0] < _SAME * sizes[1]:
        return False
    others, _ = _pairs(_body(catalogue, owner, catalogue.document(owner)))
    return (pairs & others).total() >= _SAME * (pairs | others).total()
