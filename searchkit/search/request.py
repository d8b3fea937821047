"""What whoever searches asks for: what is looked for, under which filters, in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._dataclass import dataclass, field
from searchkit.errors import UsageError
from searchkit.search.query.filters import Filters

if TYPE_CHECKING:
    from searchkit.search.topics.model import Topic

RELEVANCE = "relevance"


@dataclass(frozen=True, slots=True)
class Request:
    """What is looked for: a query, a topic, or both, under filters; or what filters alone let pass.

    ``limit`` hits at most, behind the first ``offset``, ``per_document`` of one document; ``sort``
    names what they are ordered by, with a minus in front for the last first, None what suits: the
    relevance, and the newest first where there is nothing to rank by. ``grouped``: each hit is a
    document. ``fold`` names what says the same as a hit with it. ``facets`` name what to count the
    values of, ``facet_limit`` of each at most; ``explain`` says what scores are made of. With
    ``exact_names`` places and bodies are looked for under the names that are typed, and no other.
    Raises UsageError for numbers that are out of range.
    """

    query: str
    topic: Topic | None = None
    filters: Filters = field(default_factory=Filters)
    limit: int = 10
    per_document: int = 3
    explain: bool = False
    offset: int = 0
    sort: str | None = None
    grouped: bool = False
    fold: bool = False
    facets: tuple[str, ...] = ()
    facet_limit: int = 20
    exact_names: bool = False

    @property
    def most_of_document(self) -> int:
        """How many hits there are of one document at most."""
        return 1 if self.grouped else self.per_document

    def __post_init__(self) -> None:
        """Raise UsageError for what is no query, no whole number, or a number that is too low."""
        if not isinstance(self.query, str):
            raise UsageError("a query is a text; give an empty one to look for nothing but filters")
        if not isinstance(self.filters, Filters):
            raise UsageError("filters are given as searchkit.Filters(type=…, since=…)")
        counts = (self.limit, self.per_document, self.facet_limit)
        if not all(isinstance(count, int) and count >= 1 for count in counts):
            raise UsageError("limit, per_document and facet_limit are whole numbers of at least 1")
        if not isinstance(self.offset, int) or self.offset < 0:
            raise UsageError("offset is a whole number of at least 0: how many hits to pass over")
