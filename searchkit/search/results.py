"""What a search returns: passages with their place, their document and why they were found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from searchkit._dataclass import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from searchkit.documents.record_fields import FieldValue
    from searchkit.index.relations.states import Validity
    from searchkit.query_tree import Query

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a passage stands where it stands: the score by its parts, phrases, reasons in words.

    ``parts`` sums to the score; ``phrases`` are the phrases of the topic that the passage matched;
    ``reasons`` say what lifted it for a question.
    """

    parts: Mapping[str, float] = field(default_factory=dict)
    phrases: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage found.

    ``start`` and ``end`` are character offsets into the document's text as searchkit extracted it;
    ``marks`` are the matched spans, as offsets into ``snippet``, and ``title_marks`` those of
    matched phrases in ``title``. ``id`` is the document's id and
    the number of the passage in it (1-based). ``validity`` says whether the passage holds on the
    day that was asked about, else today; it is None where nothing is known. ``fields`` are those
    that a record was given beside its metadata: texts, numbers, dates, booleans, or tuples of them.
    ``also`` are the paths of other files with the same content; ``same_text`` are the ids of hits
    further down, of other documents, that say the same and are not shown for that. ``more`` are the
    next best passages of the document, where hits are documents.
    """

    rank: int
    score: float
    id: str
    document_id: str
    path: str
    title: str
    heading: tuple[str, ...]
    citation: str
    page: int | None
    text: str
    snippet: str
    marks: tuple[Span, ...]
    start: int
    end: int
    metadata: Mapping[str, str]
    also: tuple[str, ...] = ()
    explanation: Explanation | None = None
    title_marks: tuple[Span, ...] = ()
    same_text: tuple[str, ...] = ()
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    validity: Validity | None = None
    more: tuple[Hit, ...] = ()

    def html(self) -> str:
        """Return the snippet for a web page: escaped, the matched words in ``<mark>``."""
        from html import escape

        pieces: list[str] = []
        end = 0
        for start, stop in self.marks:
            marked = escape(self.snippet[start:stop])
            pieces += [escape(self.snippet[end:start]), f"<mark>{marked}</mark>"]
            end = stop
        return "".join([*pieces, escape(self.snippet[end:])])

    def to_dict(self) -> dict[str, Any]:
        """Return the hit as plain values, as ``--json`` prints it."""
        from searchkit.documents.record_fields import plain_fields

        values: dict[str, Any] = {
            "rank": self.rank,
            "score": round(self.score, 6),
            "id": self.id,
            "document_id": self.document_id,
            "path": self.path,
            "title": self.title,
            "title_marks": [list(mark) for mark in self.title_marks],
            "heading": list(self.heading),
            "citation": self.citation,
            "page": self.page,
            "text": self.text,
            "snippet": self.snippet,
            "marks": [list(mark) for mark in self.marks],
            "start": self.start,
            "end": self.end,
            "metadata": dict(self.metadata),
            "fields": plain_fields(self.fields),
            "also": list(self.also),
            "same_text": list(self.same_text),
        }
        if self.validity is not None:
            values["validity"] = self.validity.to_dict()
        if self.explanation is not None:
            values["explanation"] = {
                "parts": {name: round(part, 6) for name, part in self.explanation.parts.items()},
                "phrases": list(self.explanation.phrases),
                "reasons": list(self.explanation.reasons),
            }
        if self.more:
            values["more"] = [hit.to_dict() for hit in self.more]
        return values


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet, and how much of what is found has it.

    ``value`` is what `Filters.chosen` takes, ``label`` how documents write it; ``count`` is the
    number of documents, ``passages`` that of their passages which match; ``chosen`` says whether
    the search asked for it.
    """

    value: str
    label: str
    count: int
    passages: int
    chosen: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "value": self.value,
            "label": self.label,
            "count": self.count,
            "passages": self.passages,
            "chosen": self.chosen,
        }


@dataclass(frozen=True, slots=True)
class Completion:
    """What a person may be about to type.

    ``kind`` is ``number`` or ``title`` (of a document), ``heading`` or ``phrase``; ``count`` is in
    how many documents or passages it is met, of a phrase how often its first new word follows.
    """

    text: str
    kind: str
    count: int

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {"text": self.text, "kind": self.kind, "count": self.count}


@dataclass(frozen=True, slots=True)
class SimilarDocument:
    """A document like another.

    ``likeness`` is the share of the other's weighty terms, by weight, that it has (0 to 1);
    ``near_duplicate`` says that the two texts are almost the same, ``terms`` are the weightiest
    words that both have.
    """

    id: str
    path: str
    title: str
    metadata: Mapping[str, str]
    likeness: float
    near_duplicate: bool
    terms: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "id": self.id,
            "path": self.path,
            "title": self.title,
            "metadata": dict(self.metadata),
            "likeness": round(self.likeness, 4),
            "near_duplicate": self.near_duplicate,
            "terms": list(self.terms),
        }


@dataclass(frozen=True, slots=True)
class QueryPart:
    """A part of a query as it was read, for a page to show and to take away.

    ``kind`` is ``words``, ``phrase``, ``prefix``, ``near``, ``field``, ``without``, ``must``,
    ``any`` (joined by OR) or ``all``; ``text`` is the part as it could be typed.
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to a query: the best hits, best first, as a sequence.

    ``documents`` and ``passages`` count all that is found, exactly: the documents, and the passages
    of them that match; ``available`` how many hits all pages together have. ``total`` is that of
    passages, or of documents where these are listed. ``facets`` are the values that were asked for,
    by facet, counted over all that is found. ``took_ms`` is the time of the search in
    milliseconds, ``suggestions`` are other queries to try, likeliest first. Where nothing was
    found, ``searched`` is the suggestion that was searched instead, and the hits are what it found;
    ``notes`` say at which characters the query could not be parsed and what was probably meant,
    which filters no document meets, and near values, how many documents do not say what a filter
    asks for, and that the model of the ranking is missing. ``understood`` are the parts of the
    query as it was read, ``query_tree`` what must hold for a passage beside the words that it is
    ranked by; it is None where nothing was typed. ``offset`` hits stand before the first one.
    """

    query: str
    total: int
    took_ms: float
    hits: tuple[Hit, ...]
    suggestions: tuple[str, ...] = ()
    searched: str | None = None
    notes: tuple[str, ...] = ()
    documents: int = 0
    passages: int = 0
    available: int = 0
    offset: int = 0
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    understood: tuple[QueryPart, ...] = ()
    query_tree: Query | None = field(default=None, repr=False)

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Hit, ...]: ...
    def __getitem__(self, index: int | slice) -> Hit | tuple[Hit, ...]:
        return self.hits[index]

    def to_dict(self) -> dict[str, Any]:
        """Return the result as plain values, as ``--json`` prints it."""
        values: dict[str, Any] = {
            "query": self.query,
            "total": self.total,
            "took_ms": round(self.took_ms, 3),
            "hits": [hit.to_dict() for hit in self.hits],
            "documents": self.documents,
            "passages": self.passages,
            "available": self.available,
            "offset": self.offset,
        }
        if self.facets:
            values["facets"] = {
                name: [value.to_dict() for value in own] for name, own in self.facets.items()
            }
        if self.understood:
            values["understood"] = [
                {"kind": part.kind, "text": part.text} for part in self.understood
            ]
        if self.suggestions:
            values["suggestions"] = list(self.suggestions)
        if self.searched is not None:
            values["searched"] = self.searched
        if self.notes:
            values["notes"] = list(self.notes)
        return values
