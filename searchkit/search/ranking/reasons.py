"""What lifts a passage for a question, in words, as ``--explain`` says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.search.ranking.features.definitions import FEATURES
from searchkit.search.ranking.question import ASKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchkit.backends.base import Floats
    from searchkit.index.terms.contexts import Context
    from searchkit.search.ranking.question import Question

_MOST = 0.5
"""The share of a question from which on a part of it is told."""

_LONG_RUN = 3
"""Words that stand together from which on they are told."""


def reasons(question: Question, context: Context, features: Floats) -> tuple[str, ...]:
    """Return the sentences for one passage; ``features`` are its row, none where none is told."""
    return tuple(_reasons(question, context, dict(zip(FEATURES, features.tolist(), strict=True))))


def _reasons(question: Question, context: Context, features: dict[str, float]) -> Iterator[str]:
    own = zip(question.runs[0], question.weights[0], strict=True)
    asked = dict.fromkeys(word for word, weight in own if weight > ASKING)
    name = "the law's name" if context.group else "the title"
    for place, text in (("the heading", context.heading), (name, context.law)):
        said = len(asked.keys() & set(text))
        if said and said >= _MOST * len(asked):
            yield f"{place} says {said} of {len(asked)} words"
    if question.asks_definition and features["defined"] >= _MOST:
        yield "defined here"
    if features["run"] >= _LONG_RUN:
        yield f"{features['run']:.0f} words of the question stand together"
