"""Documents as visitors name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.errors import UsageError

if TYPE_CHECKING:
    from searchkit import DocumentView
    from searchkit.library import Index


class UnknownDocumentError(UsageError):
    """No document answers to a name, or several do."""


def document_named(index: Index, name: str) -> DocumentView:
    """Return the document of an id, path, number or title; raises UnknownDocumentError."""
    try:
        return index.document(name)
    except UsageError as error:
        raise UnknownDocumentError(str(error)) from error
