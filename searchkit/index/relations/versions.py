"""Two documents side by side: an act and the one that replaces it, or two versions of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._dataclass import dataclass
from searchkit.errors import UsageError
from searchkit.index.document_view import find_document
from searchkit.text.differences import ParagraphPair, side_by_side

if TYPE_CHECKING:
    from searchkit.index.catalogue import Catalogue
    from searchkit.index.document_view import DocumentView

LONGEST = 3_000_000
"""Characters of two documents together; longer ones are not compared."""


@dataclass(frozen=True, slots=True)
class ComparedDocuments:
    """Two documents, and their paragraphs side by side."""

    one: DocumentView
    other: DocumentView
    paragraphs: tuple[ParagraphPair, ...]


def compare(catalogue: Catalogue, one: str, other: str) -> ComparedDocuments:
    """Return two documents side by side, each called as `find_document` takes it.

    Raises UsageError where there is no such document, or they are too long.
    """
    left, right = find_document(catalogue, one), find_document(catalogue, other)
    together = len(left.text) + len(right.text)
    if together > LONGEST:
        raise UsageError(
            f"{left.id} and {right.id} have {together:,} characters: "
            f"at most {LONGEST:,} are compared"
        )
    return ComparedDocuments(left, right, tuple(side_by_side(left.text, right.text)))
