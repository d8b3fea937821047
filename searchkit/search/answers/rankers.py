"""What passages of one state of the index are ranked with; made once for the state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._lazy import cached_property
from searchkit.search.query.questions import is_question
from searchkit.search.query.weighted_terms import weighted_terms
from searchkit.search.ranking.first_stage import Ranker
from searchkit.search.ranking.holding import Holding, first_places
from searchkit.search.ranking.within_document import PassageRanker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchkit.backends.base import TopDocs
    from searchkit.index.catalogue import Catalogue
    from searchkit.search.query.parser import ParsedQuery
    from searchkit.search.query.weighted_terms import FieldTerm
    from searchkit.search.ranking.second_stage import SecondStage
    from searchkit.search.settings import RankingSettings


class Rankers:
    """The stages of the ranking over one catalogue."""

    def __init__(self, catalogue: Catalogue, settings: RankingSettings) -> None:
        self.catalogue = catalogue
        self.settings = settings
        self.passages = PassageRanker(catalogue, settings)
        self.holding = Holding(catalogue, settings.ended)

    def first(self, query: ParsedQuery) -> Ranker:
        """Return the first stage for a query."""
        return Ranker(self.catalogue.state, self.settings, query)

    def terms_of(self, query: ParsedQuery) -> Iterator[FieldTerm]:
        """Yield the terms that both stages will probably look for."""
        if not query.is_free:
            return
        yield from weighted_terms(query, self.settings)
        if is_question(query, self.settings.fewest_words):
            yield from self.second.looked_for(query)

    def expect(self, top: TopDocs, documents: int) -> None:
        """Be told of a ranking's beginning: mostly these documents are the page, in some order."""
        owners = self.catalogue.owner(top.docnums)
        begins = first_places(owners)
        first = begins[:documents]
        judged = owners[begins[: self.holding.judged]]
        self.catalogue.expect(owners[first], [*top.docnums[first], *judged])

    @cached_property
    def second(self) -> SecondStage:
        """The second stage, loaded at the first question: other searches start sooner without."""
        from searchkit.search.ranking.second_stage import SecondStage

        return SecondStage(self.catalogue, self.settings)
