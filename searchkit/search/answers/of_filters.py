"""The answer where there is nothing to rank by: all that conditions and filters let pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit.backends.base import TopDocs
from searchkit.query_tree import And, Not, Or
from searchkit.search.answers.answer import HEADS, OF_TEXTS
from searchkit.search.query.language.syntax import is_of_documents

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from searchkit.backends.base import Longs
    from searchkit.index.catalogue import Catalogue
    from searchkit.query_tree import Query
    from searchkit.search.answers.ranked import Ranked
    from searchkit.search.query.filter_set import FilterSet
    from searchkit.search.query.parser import ParsedQuery
    from searchkit.search.results import Explanation
    from searchkit.text.tokens import TokenizedText


class Listing:
    """What conditions let pass.

    Conditions on documents list documents, each by its beginning, those on texts passages. What
    only excludes lists the documents that have it in no passage. ``of_topics``: a filter asks for
    topics, which passages are about.
    """

    ranking = None

    def __init__(
        self,
        catalogue: Catalogue,
        parsed: ParsedQuery | None,
        filters: FilterSet,
        *,
        of_topics: bool,
    ) -> None:
        self.filters = filters
        self.found, self.is_of_documents = _found(catalogue, parsed, of_topics=of_topics)

    @staticmethod
    def matcher(tokens: TokenizedText) -> Sequence[float]:
        """Mark nothing: nothing was looked for in texts."""
        return [0.0] * len(tokens)

    def order(self, passages: Longs) -> TopDocs:
        """Return passages as they follow one another."""
        return TopDocs(passages, np.zeros(len(passages)), len(passages))

    def explain(self, hits: Sequence[Ranked], *, explain: bool) -> Mapping[int, Explanation]:
        """Say nothing of any hit, whether asked to ``explain`` or not."""
        del hits, explain
        return {}


def _found(
    catalogue: Catalogue, parsed: ParsedQuery | None, *, of_topics: bool
) -> tuple[Query, bool]:
    """Return what holds for what is listed, and whether that are documents."""
    conditions = () if parsed is None else parsed.conditions
    root = None if parsed is None else parsed.root
    if not of_topics and (root is None or is_of_documents(root)):
        return And((*conditions, HEADS)), True
    excluded = [part.part for part in conditions if isinstance(part, Not)]
    if conditions and len(excluded) == len(conditions):
        having = catalogue.holding(Or(tuple(excluded)))
        return And((Not(catalogue.whole_documents(having)), HEADS)), True
    return And((*conditions, OF_TEXTS)), False
