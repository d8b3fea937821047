"""The conditions of a search's filters, apart from those that were chosen among facets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._dataclass import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from searchkit.query_tree import Query
    from searchkit.search.query.filters import Asked


@dataclass(frozen=True, slots=True)
class FilterSet:
    """What must hold beside a query: ``asked`` always, and of ``chosen`` what each facet chose.

    ``by_field`` is what filters ask of fields, where documents that are silent are left out.
    """

    asked: tuple[Query, ...] = ()
    chosen: Mapping[str, Query] = field(default_factory=dict)
    by_field: tuple[Asked, ...] = ()

    def all(self) -> list[Query]:
        """Return everything that must hold."""
        return self.without(None)

    def without(self, facet: str | None) -> list[Query]:
        """Return what must hold but for what was chosen of one facet."""
        chosen = (own for name, own in self.chosen.items() if name != facet)
        return [*self.asked, *chosen]

    def is_set(self) -> bool:
        """Say whether anything is left out."""
        return bool(self.asked or self.chosen)
