"""Ranked passages become hits: their text, their document, a snippet with the match marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.search.results import Explanation, Hit
from searchkit.search.snippets import make_snippet, marked_spans
from searchkit.text.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from searchkit.index.catalogue import Catalogue
    from searchkit.text.tokens import TokenizedText

    Matcher = Callable[[TokenizedText], Sequence[float]]


def make_hit(
    catalogue: Catalogue,
    number: int,
    owner: int,
    *,
    rank: int,
    score: float,
    matcher: Matcher,
    explanation: Explanation | None,
    same: Sequence[tuple[int, int]] = (),
) -> Hit:
    """Return the hit for a passage (its number in the index) of the document that begins at owner.

    ``matcher`` tells how strongly each token of the passage is matched; ``same`` are passages, with
    the beginnings of their documents, that say the same.
    """
    document = catalogue.document(owner)
    passage = catalogue.passage(number)
    text = document.text[passage.start : passage.end]
    tokens = tokenize(text)
    snippet = make_snippet(tokens, matcher(tokens))
    title = tokenize(document.title)
    # A word alone in a title did not make the passage match; a phrase did.
    in_title = [weight if weight == 1 else 0.0 for weight in matcher(title)]
    return Hit(
        rank=rank,
        score=score,
        id=f"{document.id}#{passage.number}",
        document_id=document.id,
        path=document.path,
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
        also=catalogue.copies(document.path),
        explanation=explanation,
        title_marks=marked_spans(title, in_title),
        same_text=tuple(
            f"{catalogue.record(first).id}#{catalogue.passage(other).number}"
            for other, first in same
        ),
    )
