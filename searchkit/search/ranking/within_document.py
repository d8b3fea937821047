"""Which passages of a document come first: those that answer by their own text.

A passage is indexed with its document's title in front, and documents rank best that way. But
within a document the title says nothing: a short passage would come first for a title that all
share. So the title counts once a document, for the passage whose own text answers best.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from searchkit._named_tuple import NamedTuple
from searchkit.backends.base import TopDocs
from searchkit.query_tree import Or, Term
from searchkit.search.number_sets import are_among, distinct
from searchkit.search.query.weighted_terms import weighted_terms
from searchkit.text.legal.abbreviations import written_out
from searchkit.text.legal.cited_places import agreement, find_items, find_places, places_of
from searchkit.text.query_streams import query_streams
from searchkit.text.spelling.folded_words import folded_words
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchkit.backends.base import Flags, Floats, Longs
    from searchkit.index.catalogue import Catalogue
    from searchkit.search.query.parser import ParsedQuery
    from searchkit.search.query.weighted_terms import FieldTerm
    from searchkit.search.settings import RankingSettings

_NOISE = 9  # decimals; what is left of equal scores by rounding must not order passages
_KEPT_TITLES = 4096


class _Title(NamedTuple):
    """The terms of a document's title, and whether the first passage says it as well.

    It does where the passage is the letterhead, or begins with the heading that became the title.
    ``bodies`` are the folded words of the issuer and of the body above it.
    """

    terms: Counter[FieldTerm]
    in_first: bool
    bodies: frozenset[str]


class PassageRanker:
    """Orders the best passages within their documents."""

    def __init__(self, catalogue: Catalogue, settings: RankingSettings) -> None:
        self._catalogue = catalogue
        self._settings = settings
        self._titles: dict[int, _Title] = {}

    def arrange(self, query: ParsedQuery, top: TopDocs, documents: int) -> TopDocs:
        """Return the same passages, those of the first ``documents`` documents in their new order.

        A document's best passage takes the highest score of its passages, so documents keep their
        order; the others are scored without the title. A passage at the place that the query cites
        (``khoản 2 Điều 5``) is the best one. If the query asks for nothing in the document or the
        place that it names, their beginning is.
        """
        owners = self._catalogue.owner(top.docnums)
        _, first, group, sizes = np.unique(
            owners, return_index=True, return_inverse=True, return_counts=True
        )
        last = np.sort(first)[:documents][-1:]
        several = np.flatnonzero((sizes[group] > 1) & (first[group] <= last))
        if not len(several):
            return top
        scores = top.scores.copy()
        scores[several] -= self._lent(query, top.docnums[several], owners[several])
        answers = np.round(scores, _NOISE)
        cited = self._cited_places(query, top.docnums[several], owners[several])
        silent = self._only_named(query, top.docnums[several], owners[several], cited > 0)
        answers[several] = answers[several] * ~silent + cited
        for members in _groups(group, several):
            order = np.lexsort((top.docnums[members], -answers[members]))
            scores[members[order[0]]] = top.scores[members].max()
        order = np.lexsort((top.docnums, -np.round(scores, _NOISE)))
        return TopDocs(top.docnums[order], scores[order], top.total)

    def _lent(self, query: ParsedQuery, passages: Longs, owners: Longs) -> Floats:
        """Return what the titles of their documents add to the scores of passages."""
        firsts, group = np.unique(owners, return_inverse=True)
        self._catalogue.expect([first for first in firsts.tolist() if first not in self._titles])
        titles = [self._title(first) for first in firsts.tolist()]
        again = np.array([title.in_first for title in titles])[group]
        times = 1 + (again & (passages == owners))
        terms: list[Term] = []
        fewer: list[Floats] = []
        for (field, term), weight in weighted_terms(query, self._settings).items():
            in_title = np.array([title.terms[field, term] for title in titles])[group]
            if in_title.any():
                terms.append(Term(field, term, weight))
                fewer.append(in_title * times)
        lent = self._catalogue.state.score_lost(terms, passages, np.array(fewer, np.float64))
        return lent * (1 - self._settings.repeated_title)

    def _title(self, first: int) -> _Title:
        title = self._titles.get(first)
        if title is None:
            if len(self._titles) >= _KEPT_TITLES:
                self._titles = {}
            title = self._titles[first] = self._read_title(first)
        return title

    def _read_title(self, first: int) -> _Title:
        document, passage = self._catalogue.document(first), self._catalogue.passage(first)
        opening = document.text[passage.start : passage.end]
        in_first = set(folded_words(document.title)).issubset(folded_words(opening))
        bodies = (document.metadata.get(name, "") for name in ("issuer", "superior"))
        return _Title(_counts(document.title), in_first, frozenset(folded_words(" ".join(bodies))))

    def _only_named(
        self, query: ParsedQuery, passages: Longs, owners: Longs, cited_place: Flags
    ) -> Flags:
        """Tell of which passages a query asks nothing: it names their document, or their place.

        A document is named by its number and its issuer, by its whole title, and by words of it
        where a place in the document is cited.
        """
        silent = self._titled(query, passages) & ~cited_place.any()
        numbered = self._numbered(query, passages)
        if not (numbered | cited_place).any():
            return silent
        from searchkit.text.legal.document_references import find_references, words_beside

        beside = " ".join(words_beside(query.text, find_references(query.text)))
        readings = [set(folded_words(reading)) for reading in (beside, *written_out(beside))]
        for owner in distinct(owners).tolist():
            own, title = owners == owner, self._title(owner)
            more = min((words - title.bodies for words in readings), key=len)
            cited = bool((own & cited_place).any())
            if not more:
                silent |= own & (numbered | cited)
            elif cited and all(("folded", word) in title.terms for word in more):
                silent |= own
        return silent

    def _titled(self, query: ParsedQuery, passages: Longs) -> Flags:
        """Tell which passages are of a document whose title is all that the query says."""
        if query.title is None or not query.title.whole:
            return np.zeros(len(passages), bool)
        named = self._catalogue.state.matching(Term("title", query.title.term))
        return are_among(passages, named)

    def _numbered(self, query: ParsedQuery, passages: Longs) -> Flags:
        """Tell which passages are of a document that the query names by its number."""
        numbers = (*query.numbers, *query.candidates)
        if not numbers:
            return np.zeros(len(passages), bool)
        named = Or(tuple(Term("number", number) for number in numbers))
        return are_among(passages, self._catalogue.state.matching(named))

    def _cited_places(self, query: ParsedQuery, passages: Longs, owners: Longs) -> Floats:
        """Return what standing at the place that the query cites is worth to each passage."""
        asked = find_places(query.text)
        if not asked:
            return np.zeros(len(passages))
        texts: dict[int, str] = {}
        shares = []
        for passage, owner in zip(passages.tolist(), owners.tolist(), strict=True):
            stored = self._catalogue.passage(passage)
            cited = places_of(stored.heading, stored.citation)
            share = agreement(asked, cited)
            if 0 < share < 1:  # an article that is one passage holds its khoản and điểm
                if owner not in texts:
                    texts[owner] = self._catalogue.document(owner).text
                items = find_items(texts[owner][stored.start : stored.end])
                share = max(share, agreement(asked, items | cited))
            shares.append(share)
        return self._settings.cited_place * np.array(shares)


def _groups(group: Longs, several: Longs) -> Iterator[Longs]:
    """Yield the indices of the passages of each document that has several."""
    by_document: dict[int, list[int]] = {}
    for index in several.tolist():
        by_document.setdefault(int(group[index]), []).append(index)
    for members in by_document.values():
        yield np.array(members)


def _counts(title: str) -> Counter[FieldTerm]:
    """Count the terms that a title adds to each of its document's passages."""
    streams = query_streams(normalize(title).text)
    return Counter(
        [
            *(("text", syllable.text) for syllable in streams.syllables),
            *(("folded", syllable.folded) for syllable in streams.syllables),
            *(("pairs", pair) for pair in streams.pairs),
            *(("skips", skip) for skip in streams.skips),
            *(("words", word) for word in streams.words),
        ]
    )
