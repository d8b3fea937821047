"""What may be asked of the API, as its description tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from searchkit import Filters
from searchkit.asking.asked import LONGEST_QUERY
from searchkit.asking.named_values import named_values
from searchkit.web.settings import MOST_HITS

if TYPE_CHECKING:
    from searchkit.web.public_paths import PublicPaths

MOST_OFFSET = 1_000_000

_Values = Annotated[list[Annotated[str, Field(max_length=300)]], Field(max_length=50)]


class Looking(BaseModel):
    """A query, a topic or filters: what to look for."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field(
        "", max_length=LONGEST_QUERY, description="What a person types; see the query language."
    )
    topic: str | None = Field(None, max_length=300, description="A topic by name or title.")
    type: _Values = Field([], description="Types of documents: nghị quyết, NQ.")
    issuer: _Values = Field([], description="Who issued it: UBND tỉnh.")
    superior: _Values = Field([], description="The body above the issuer.")
    signer: _Values = Field([], description="Who signed it.")
    place: _Values = Field([], description="The place before the date.")
    number: str | None = Field(None, max_length=300, description="The document's number: 18-NQ/TW.")
    since: str | None = Field(
        None, max_length=40, description="First date: 17/2/2025, 3/2025, 2025."
    )
    until: str | None = Field(None, max_length=40, description="Last date, as since.")
    in_force: bool = Field(False, description="Only what is known to hold today, or on a day.")
    on: str | None = Field(
        None, max_length=40, description="The day on which documents must hold: 2024-03-01."
    )
    about: _Values = Field([], description="Topics of which a passage must be about any.")
    where: _Values = Field([], description="Own fields of records: ho-so=HS-17, trang=10..20.")
    chosen: _Values = Field([], description="Values chosen of facets: type=bao cao, year=2025.")
    with_unknown: bool = Field(
        False, description="Keep documents that do not say what a filter asks for."
    )
    exact_names: bool = Field(
        False, description="Look for no other names of a place or body, former or later ones."
    )
    per_document: int = Field(3, ge=1, le=MOST_HITS, description="Hits of one document at most.")
    sort: str | None = Field(
        None,
        max_length=300,
        description="relevance, date, number, title or an own field; -date for the last first.",
    )

    def filters(self, paths: PublicPaths) -> Filters:
        """Return the filters as the library takes them."""
        return Filters(
            type=tuple(self.type),
            issuer=tuple(self.issuer),
            superior=tuple(self.superior),
            signer=tuple(self.signer),
            place=tuple(self.place),
            number=self.number or None,
            since=self.since or None,
            until=self.until or None,
            in_force=self.in_force,
            on=self.on or None,
            with_unknown=self.with_unknown,
            topic=tuple(self.about),
            where=named_values("where", self.where),
            chosen=paths.chosen(named_values("chosen", self.chosen)),
        )


class Searching(Looking):
    """A search, and how much of its result is wanted."""

    limit: int = Field(10, ge=1, le=MOST_HITS, description="Hits to return.")
    offset: int = Field(0, ge=0, le=MOST_OFFSET, description="Hits to leave out before.")
    group: Literal["document"] | None = Field(
        None, description="Let each hit be a document, with its next best passages in more."
    )
    facets: _Values = Field(
        [],
        description="Facets to count: type, issuer, signer, place, year, folder, topic, validity, "
        "fields of records.",
    )
    facet_limit: int = Field(20, ge=1, le=MOST_HITS, description="Values of a facet at most.")
    explain: bool = Field(False, description="Say what the scores are made of.")


class Listing(BaseModel):
    """Which documents to list, and how many."""

    model_config = ConfigDict(extra="forbid")

    kind: str | None = Field(
        None, max_length=300, description="How the file ends (pdf), or a type."
    )
    without: str | None = Field(
        None, max_length=300, description="Without this fact: number, date, title …"
    )
    limit: int = Field(100, ge=1, le=MOST_HITS, description="Documents to return.")
    offset: int = Field(0, ge=0, le=2**53, description="Documents to leave out before.")
