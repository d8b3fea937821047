"""A query of plain words as the fields that it describes, or as words where nothing meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._dataclass import replace
from searchkit.search.query.language.notation import written
from searchkit.search.query.language.syntax import wanted_words
from searchkit.text.legal.document_numbers import document_numbers

if TYPE_CHECKING:
    from searchkit.search.query.language.syntax import Node
    from searchkit.search.query.parser import ParsedQuery


def as_described(query: ParsedQuery, root: Node) -> ParsedQuery:
    """Return a query of plain words as one with the fields that it describes, and tell so."""
    words = " ".join(part.text for part in wanted_words(root))
    said = f"read as {written(root)}; words in quotation marks are looked for as they stand"
    numbers = tuple(dict.fromkeys(n.key for n in document_numbers(words)))
    return replace(query, text=words, root=root, numbers=numbers, notes=(*query.notes, said))


def as_words(query: ParsedQuery, root: Node) -> ParsedQuery:
    """Return a query of plain words, and tell that no document has what it describes."""
    said = f"no document meets {written(root)}: the words are searched instead"
    return replace(query, notes=(*query.notes, said))
