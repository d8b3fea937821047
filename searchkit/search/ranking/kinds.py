"""Of which kinds a judged question is, by where its right documents say what it asks for.

An evaluation shows its figures for each kind, so that one sees what a change has lifted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.search.ranking.features.definitions import FEATURES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchkit.backends.base import Floats
    from searchkit.search.ranking.question import Question

_SAID = 0.8
"""The share of a heading's words from which on a question says it."""

_ONLY_THERE = 0.15
"""The share of a question that only the law's name has, from which on its subject stands there."""

_FEW = 0.6
"""The share of a question up to which a text has it in other words."""

_LONG = 6.6
"""ln(1 + words) from which on an article is long: some 700 words, a page and a half."""


def kinds_of(question: Question, right: Floats) -> tuple[str, ...]:
    """Return the kinds of a question; ``right``: the features of its right documents, a row each.

    ``asks for …`` tells what is asked (``data/question_kinds.tsv``), the others where it stands.
    """
    return tuple(_kinds(question, right))


def _kinds(question: Question, right: Floats) -> Iterator[str]:
    yield from (f"asks for {kind}" for kind in sorted(question.kinds))
    column = dict(zip(FEATURES, right.T, strict=True))
    if not len(right):
        return
    if (column["heading_said"] >= _SAID).any():  # a missing heading, NaN, is not said
        yield "says the heading"
    if (column["all_words"] - column["article_words"] >= _ONLY_THERE).any():
        yield "subject in the law's name"
    if (column["all_words"] <= _FEW).all():
        yield "in other words"
    if (column["article_length"] >= _LONG).all():
        yield "in a long article"
