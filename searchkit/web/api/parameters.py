"""What may be asked of the API, as its description tells it."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from searchkit import Filters
from searchkit.web.settings import LONGEST_QUERY, MOST_HITS

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
    with_unknown: bool = Field(
        False, description="Keep documents that do not say what a filter asks for."
    )
    per_document: int = Field(3, ge=1, le=MOST_HITS, description="Hits of one document at most.")

    @property
    def filters(self) -> Filters:
        """The filters as the library takes them."""
        return Filters(
            type=tuple(self.type),
            issuer=tuple(self.issuer),
            superior=tuple(self.superior),
            signer=tuple(self.signer),
            place=tuple(self.place),
            number=self.number or None,
            since=self.since or None,
            until=self.until or None,
            with_unknown=self.with_unknown,
        )


class Searching(Looking):
    """A search, and how much of its result is wanted."""

    limit: int = Field(10, ge=1, le=MOST_HITS, description="Hits to return.")
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
