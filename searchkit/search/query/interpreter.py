"""What a query says of the document that it looks for: its number, title, date, signer."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from searchkit._dataclass import replace
from searchkit._lazy import DIGITS
from searchkit.index.terms.file_names import name_words
from searchkit.search.query.conditions import held_terms
from searchkit.search.query.language.syntax import Field, Without, Words, top_parts
from searchkit.search.query.named_titles import find_title
from searchkit.search.query.parser import may_ask_of_relations
from searchkit.text.correction.misspelt_phrases import correct_phrases
from searchkit.text.legal.dates import dates
from searchkit.text.legal.names.hints import may_name_any
from searchkit.text.legal.numerals import in_other_numerals
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.syllables import fold_term, syllable_terms

if TYPE_CHECKING:
    from collections.abc import Callable

    from searchkit.backends.base import IndexState
    from searchkit.index.catalogue import Catalogue
    from searchkit.search.query.names.forms import NameForm
    from searchkit.search.query.parser import ParsedQuery
    from searchkit.search.query.signers import Signed
    from searchkit.text.legal.names.gazetteer import Gazetteer


def interpret(
    catalogue: Catalogue, query: ParsedQuery, names: Callable[[], Gazetteer] | None = None
) -> ParsedQuery:
    """Return the query with what it says of a document, as the index has it.

    With ``names``, plain words are looked for under their other names, too.
    """
    query = _with_answers(catalogue, _with_numbers(catalogue, query))
    return replace(
        query,
        title=find_title(catalogue, query.text),
        dates=tuple(dates(query.text)),
        signed=_signed(catalogue, query.text),
        forms=tuple({in_other_numerals(correct_phrases(query.text))} - {query.text}),
        names=() if names is None else _names(catalogue, query, names),
    )


def _with_numbers(catalogue: Catalogue, query: ParsedQuery) -> ParsedQuery:
    if not any(digit in query.text for digit in DIGITS):
        return query
    from searchkit.search.query.document_resolver import complete_numbers  # most name no number

    return complete_numbers(catalogue, query)


def _signed(catalogue: Catalogue, text: str) -> Signed | None:
    if "ky" not in fold(text).lower():
        return None
    from searchkit.search.query.signers import find_signed  # few say who has signed

    return find_signed(catalogue, text)


def _with_answers(catalogue: Catalogue, query: ParsedQuery) -> ParsedQuery:
    """Return a query with the answer to what it asks of relations, if the index knows any."""
    if not (isinstance(query.root, Words) and may_ask_of_relations(query.text)):
        return query
    if not catalogue.knows("relations"):
        return query
    from searchkit.search.query.asked.relation_questions import relation_question  # few ask

    question = relation_question(query.text)
    if question is None:
        return query
    from searchkit.search.query.asked.related import related

    found = related(catalogue, question, dt.date.today())
    if found is None:
        return query
    return replace(query, answering=found.documents, notes=(*query.notes, *found.notes))


def _names(
    catalogue: Catalogue, query: ParsedQuery, names: Callable[[], Gazetteer]
) -> tuple[NameForm, ...]:
    """Return the other names of what plain words name; quotes and signs mean just what they say."""
    if not query.is_free or query.root is None:
        return ()
    if any(not isinstance(part, (Words, Field, Without)) for part in top_parts(query.root)):
        return ()
    if not may_name_any(query.text):
        return ()
    from searchkit.search.query.names.forms import find_forms  # few queries name any

    return find_forms(catalogue, query.text, names())


def unknown_words(state: IndexState, query: ParsedQuery) -> bool:
    """Say whether a word of the query stands nowhere in the index, nor in the name of a file."""
    words = {fold_term(term) for term in syllable_terms(query.words)}
    words = {word for word in words if not word.isdigit()}
    missing = words - held_terms(state, "folded", words)
    names = held_terms(state, "name", {part for word in missing for part in name_words(word)})
    return any(not names.issuperset(name_words(word)) for word in missing)
