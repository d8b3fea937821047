"""Which queries ask for what stands in texts, and how those without diacritics are probably read.

Others call one document by its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._dataclass import replace
from searchkit.text.legal.cited_places import find_places
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.syllables import syllable_terms

if TYPE_CHECKING:
    from collections.abc import Callable

    from searchkit.search.query.parser import ParsedQuery
    from searchkit.text.correction.syllable_counts import SyllableCounts


def is_question(query: ParsedQuery, fewest_words: int) -> bool:
    """Say whether a query has ``fewest_words`` syllables or more and names no document.

    Operators say themselves what is meant. A document is named by its number, its date, who signed
    it, its whole title or a place in it.
    """
    if not query.is_free:
        return False
    if query.numbers or query.candidates or query.documents or query.answering:
        return False
    if (
        query.dates
        or query.signed
        or (query.title and query.title.whole)
        or find_places(query.text)
    ):
        return False
    return len(syllable_terms(query.text)) >= fewest_words


def with_reading(
    query: ParsedQuery, counts: Callable[[], SyllableCounts | None], fewest_words: int
) -> ParsedQuery:
    """Return a query with how it is probably read, if it is a question without diacritics.

    Fewer words, and the names of documents, may well be meant as they stand. ``counts`` returns
    those of the index, and is called only where they are needed; without them there is no reading.
    """
    if fold(query.text) != query.text or not is_question(query, fewest_words):
        return replace(query, reading=()) if query.reading else query
    known = None if query.reading else counts()
    if known is None:
        return query
    from searchkit.text.correction.diacritics import likely_syllables  # most questions bear marks

    return replace(query, reading=likely_syllables(syllable_terms(query.words), known))
