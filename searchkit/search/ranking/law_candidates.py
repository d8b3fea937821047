"""Which laws a question is about, of those found: more of their articles are candidates.

Questions name their subject in the words of a law's name (``thú y``, ``nhà ở xã hội``), which its
articles need not repeat. The right one may then stand far behind articles of other laws that do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.index.terms.titles import title_words
from searchkit.query_tree import Or, Term
from searchkit.search.ranking.features.evidence import said
from searchkit.text.legal.document_numbers import number_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from searchkit.index.terms.contexts import Context
    from searchkit.query_tree import Query
    from searchkit.search.ranking.question import Question

LAWS = 2
"""Of how many laws further articles are looked at."""

_NAME = 0.4
"""What a law's name counts that the question says in full, where the best of all scores is 1.

Of the questions of Zalo 2021 (the 1,000 for training) and of ALQAC and VLSP on the Pháp điển that
have no right article among the best passages, 0.25 to 0.5 bring it to about as many.
"""


def meant_laws(
    question: Question, found: Iterable[tuple[Context, float]], idf: Mapping[str, float]
) -> list[str]:
    """Return the ``group`` of each law that a question may be about, ``LAWS`` at most, best first.

    ``found`` are the contexts of documents, each with its score by the best one. A law counts what
    its best article scores, and ``_NAME`` times the share of its name's words, by ``idf``, that the
    question says. Of equal ones the earlier comes first.
    """
    best: dict[str, float] = {}
    names: dict[str, tuple[str, ...]] = {}
    for context, score in found:
        if context.group:
            best[context.group] = max(best.get(context.group, 0.0), score)
            names[context.group] = context.law
    asked = {*question.words}
    worth = {law: best[law] + _NAME * said(names[law], asked, idf) for law in best}
    return sorted(worth, key=lambda law: -worth[law])[:LAWS]


def articles_of(laws: Iterable[str]) -> Query:
    """Return what the articles of laws match, and a law where it is there as a whole."""
    return Or(tuple(term for law in laws for term in _terms(law)))


def _terms(law: str) -> list[Term]:
    numbers = [Term("number", number) for number in number_keys(law)]
    return numbers or [Term("title", " ".join(title_words(law)))]
