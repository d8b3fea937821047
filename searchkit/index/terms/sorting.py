"""What documents are sorted by, beside their dates and own fields: titles and numbers.

A term is the name of the order, ``SEPARATOR``, and the key of `collation_key`. Only the first
passage of a document has them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.text.spelling.collation import collation_key

if TYPE_CHECKING:
    from searchkit.documents.model import Document

FIELD = "order"
"""The field of the index that holds them."""

SEPARATOR = "\x1f"
_LONGEST = 120
"""Characters of a key: titles that are equal so far stand in the order of the index."""


def order_prefix(name: str) -> str:
    """Return how the terms of an order begin: ``title`` or ``number``."""
    return f"{name}{SEPARATOR}"


def order_terms(document: Document) -> tuple[str, ...]:
    """Return the terms by which a document is sorted; none for what it does not have."""
    keys = {
        "title": collation_key(document.title),
        "number": collation_key(document.metadata.get("number", "")),
    }
    return tuple(order_prefix(name) + key[:_LONGEST] for name, key in keys.items() if key)
