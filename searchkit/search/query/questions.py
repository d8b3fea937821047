"""Which queries ask for what stands in texts, and which call one document by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.text.legal.cited_places import find_places
from searchkit.text.spelling.syllables import syllable_terms

if TYPE_CHECKING:
    from searchkit.search.query.parser import ParsedQuery


def is_question(query: ParsedQuery, fewest_words: int) -> bool:
    """Say whether a query has ``fewest_words`` syllables or more and names no document.

    Operators say themselves what is meant. A document is named by its number, its date, who signed
    it, its whole title or a place in it.
    """
    if not query.is_free:
        return False
    named = query.numbers or query.candidates or query.documents or query.dates or query.signed
    if named or (query.title and query.title.whole) or find_places(query.text):
        return False
    return len(syllable_terms(query.text)) >= fewest_words
