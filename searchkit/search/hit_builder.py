"""Ranked passages become hits: their text, their document, a snippet with the match marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._dataclass import replace
from searchkit.index.records import shown_path
from searchkit.search.matching import QueryMatcher
from searchkit.search.results import Hit
from searchkit.search.snippets import make_snippet, marked_spans
from searchkit.text.tokens import tokenize

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from searchkit.index.catalogue import Catalogue
    from searchkit.index.records import StoredDocument
    from searchkit.index.relations.states import Validity
    from searchkit.search.answers.ranked import Ranked
    from searchkit.search.matching import Matcher
    from searchkit.search.results import Explanation, Span


class HitBuilder:
    """Builds the hits of a page.

    ``matcher`` tells how strongly each token of a text is matched; passages without an explanation
    get none. With ``on``, hits say whether they hold on that day.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        matcher: Matcher,
        explanations: Mapping[int, Explanation],
        on: dt.date | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._matcher = matcher
        self._explanations = explanations
        self._on = on

    def page(self, ranked: Sequence[Ranked], first: int) -> list[Hit]:
        """Return the hits for passages, the first of them in place ``first``."""
        owners = dict.fromkeys(hit.owner for hit in ranked)
        passages = [one.passage for hit in ranked for one in (hit, *hit.more)]
        self._catalogue.expect(owners, passages)
        documents = {owner: self._catalogue.document(owner) for owner in owners}
        copies = self._catalogue.copies_of({own.path for own in documents.values()})
        return [
            self._ranked(hit, rank, document, copies[document.path])
            for rank, hit in enumerate(ranked, first)
            for document in (documents[hit.owner],)
        ]

    def _ranked(
        self, ranked: Ranked, rank: int, document: StoredDocument, also: tuple[str, ...]
    ) -> Hit:
        matcher = self._matcher
        if isinstance(matcher, QueryMatcher):
            matcher = matcher.in_time(document.metadata.get("date", ""))
        title = tokenize(document.title)
        # A word alone in a title did not make the passage match; a phrase did.
        in_title = [weight if weight == 1 else 0.0 for weight in matcher(title)]
        marks = marked_spans(title, in_title)
        best, *others = [
            self._hit(document, one, rank, matcher, marks, also) for one in (ranked, *ranked.more)
        ]
        return replace(best, more=tuple(others)) if others else best

    def _hit(
        self,
        document: StoredDocument,
        ranked: Ranked,
        rank: int,
        matcher: Matcher,
        title_marks: tuple[Span, ...],
        also: tuple[str, ...],
    ) -> Hit:
        passage = self._catalogue.passage(ranked.passage)
        text = document.text[passage.start : passage.end]
        tokens = tokenize(text)
        snippet = make_snippet(tokens, matcher(tokens))
        return Hit(
            rank=rank,
            score=ranked.score,
            id=f"{document.id}#{passage.number}",
            document_id=document.id,
            path=shown_path(document.path),
            title=document.title,
            heading=passage.heading,
            citation=passage.citation,
            page=passage.page,
            text=text,
            snippet=snippet.text,
            marks=snippet.marks,
            start=passage.start,
            end=passage.end,
            metadata=document.metadata,
            fields=document.fields,
            also=also,
            explanation=self._explanations.get(ranked.passage),
            title_marks=title_marks,
            validity=self._validity(ranked.owner, passage.citation),
        )

    def _validity(self, owner: int, citation: str) -> Validity | None:
        if self._on is None:
            return None
        from searchkit.index.relations.graph import RelationGraph  # few indexes know of any effect
        from searchkit.index.relations.validity import judge, passage_place

        graph = self._catalogue.kept(RelationGraph)
        found = judge(graph, owner, self._on, passage_place(citation))
        return found if found.is_known else None
