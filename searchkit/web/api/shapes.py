"""What the API answers, described for ``/openapi.json``; the values are the library's own.

These classes only describe: answers are not made by way of them. A test holds them against real
answers.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

_HIT: dict[str, Any] = {
    "rank": 1,
    "score": 21.4,
    "id": "quyet-dinh/1120-qd-tu.txt#3",
    "document_id": "quyet-dinh/1120-qd-tu.txt",
    "path": "seeds/quyet-dinh/1120-qd-tu.txt",
    "title": "Quyết định số 1120-QĐ/TU: về luân chuyển cán bộ",
    "title_marks": [],
    "heading": ["Điều 2"],
    "citation": "Điều 2",
    "page": None,
    "text": "Điều 2. Thời gian luân chuyển là 36 tháng.",
    "snippet": "Điều 2. Thời gian luân chuyển là 36 tháng.",
    "marks": [[8, 29]],
    "start": 847,
    "end": 889,
    "metadata": {"number": "1120-QĐ/TU", "date": "2023-09-27", "type": "Quyết định"},
    "fields": {},
    "also": [],
    "same_text": [],
}


class Shape(BaseModel):
    """Something that is answered."""

    model_config = ConfigDict(extra="allow")


class HitShape(Shape):
    """A passage that was found; offsets count characters of the document's text."""

    model_config = ConfigDict(json_schema_extra={"examples": [_HIT]})

    rank: int
    score: float
    id: str = Field(description="The document's id and the number of the passage in it.")
    document_id: str
    path: str = Field(description="The file, from the name of the indexed folder on.")
    title: str
    title_marks: list[list[int]]
    heading: list[str] = Field(description="The headings above, outermost first.")
    citation: str = Field(description="The place as lawyers write it: khoản 2 Điều 5.")
    page: int | None
    text: str
    snippet: str
    marks: list[list[int]] = Field(description="Matched spans of the snippet.")
    start: int
    end: int
    metadata: dict[str, str]
    fields: dict[str, Any] = Field({}, description="Own fields of a record.")
    also: list[str] = Field(description="Other files with the same content.")
    same_text: list[str] = Field(description="Hits of other documents that say the same.")
    validity: dict[str, str] | None = Field(None, description="Whether it holds, and why.")
    more: list[HitShape] = Field(
        [], description="The next best passages, where hits are documents."
    )


class PartShape(Shape):
    """A part of the query as it was read."""

    kind: str
    text: str


class FacetShape(Shape):
    """A value of a facet, and how much of what is found has it."""

    value: str
    label: str
    count: int = Field(description="Documents.")
    passages: int
    chosen: bool


class SearchShape(Shape):
    """The answer to a search."""

    query: str
    total: int = Field(description="Passages that match; documents where there are only filters.")
    documents: int = Field(description="Documents that the passages are of.")
    passages: int = Field(description="Passages that match.")
    available: int = Field(description="Hits that all pages together have.")
    offset: int
    took_ms: float
    facets: dict[str, list[FacetShape]] = {}
    hits: list[HitShape]
    understood: list[PartShape] = []
    suggestions: list[str] = Field([], description="Other queries to try, likeliest first.")
    searched: str | None = Field(None, description="What was searched instead, if anything.")
    notes: list[str] = []


class PassageShape(Shape):
    """A passage of a document."""

    start: int
    end: int
    heading: list[str]
    citation: str
    page: int | None


class DocumentShape(Shape):
    """A document with its text and the passages in it."""

    id: str
    path: str
    title: str
    metadata: dict[str, str]
    text: str
    passages: list[PassageShape]
    fields: dict[str, Any] = Field({}, description="Own fields of a record.")
    also: list[str]
    named: int | None = Field(None, description="The passage that was asked for, from 1.")


class EntryShape(Shape):
    """A document in a list."""

    id: str
    path: str
    title: str
    metadata: dict[str, str]
    passages: int
    fields: dict[str, Any] = Field({}, description="Own fields of a record.")


class DocumentsShape(Shape):
    """A part of the list of all documents."""

    total: int
    documents: list[EntryShape]


class RelationsShape(Shape):
    """A document, whether it holds on a day, and the documents that it is related to."""

    id: str
    name: str
    title: str
    validity: dict[str, str]
    related: list[dict[str, Any]]


class SimilarShape(Shape):
    """A document like another."""

    id: str
    title: str
    likeness: float = Field(description="Share of the other's weighty terms that it has.")
    near_duplicate: bool


class CompletionShape(Shape):
    """What a person may be about to type."""

    text: str
    kind: str
    count: int


class TopicShape(Shape):
    """A topic: weighted phrases by which a passage is about something."""

    name: str
    title: str
    description: str


class StatsShape(Shape):
    """What the index holds, counted."""

    documents: int
    passages: int
    files: int
    failed: int
    types: dict[str, int]
    issuers: dict[str, int]
    years: dict[str, int]


class FailureShape(Shape):
    """A file that could not be read, why, and what to do."""

    path: str
    reason: str
    advice: str


class UploadShape(Shape):
    """What became of a file that was sent."""

    name: str
    document: str = Field(description="The id of its document; empty if it has none or several.")
    added: int = Field(description="Documents that came with it.")
    changed: int
    failures: list[dict[str, str]] = Field(description="Why it could not be read, if it could not.")


class HealthShape(Shape):
    """How the server is."""

    status: str
    version: str
    generation: str


class ProblemShape(Shape):
    """Problem details (RFC 9457)."""

    type: str = Field(examples=["urn:searchkit:problem:query"])
    title: str
    status: int
    detail: str
    position: int | None = Field(
        None, description="The character of the query where it goes wrong."
    )


_PROBLEMS = {
    304: "The asker has this already (If-None-Match).",
    400: "Nothing to look for, or a value that makes no sense.",
    401: "No token, name or password, or a wrong one.",
    404: "There is none.",
    422: "A parameter out of range, or an unknown one.",
    429: "Too many requests from one address.",
    503: "The index is missing or damaged, or the answer took too long.",
}


def responses(shape: Any, *statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the description of the answers of an address."""
    found: dict[int | str, dict[str, Any]] = {200: {"model": shape}}
    found[304] = {"description": _PROBLEMS[304]}
    for status in (401, 422, 429, 503, *statuses):
        schema = {"$ref": "#/components/schemas/ProblemShape"}
        found[status] = {
            "description": _PROBLEMS[status],
            "content": {"application/problem+json": {"schema": schema}},
        }
    return found
