"""What a person may be about to type: numbers, titles, headings and phrases that begin so.

Titles, headings and numbers are terms of the index, and what begins so is a run of its sorted
terms; phrases go on as the texts most often do (`continuations`). The last word is taken for the
beginning of one, unless a space stands behind it.
"""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING

from searchkit.index.terms.headings import FIELD, heading_of, number_form, typed_form
from searchkit.search.results import Completion
from searchkit.text.correction.continuations import continuations
from searchkit.text.spelling.normalization import normalize
from searchkit.text.spelling.syllables import fold_term, syllable_terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchkit.index.catalogue import Catalogue
    from searchkit.text.correction.syllable_counts import SyllableCounts

_LONGEST = 200
"""Characters that are completed; whoever has typed more is not looking for its end."""

_NUMBER_WORD = re.compile(r"^số?\s*:?\s*(?=[0-9])|^so\s*:?\s*(?=[0-9])", re.IGNORECASE)
_SPARE = 2
"""Terms that are looked at for each one wanted, since some have other marks than those typed."""


def complete(
    catalogue: Catalogue, counts: SyllableCounts | None, typed: str, limit: int
) -> tuple[Completion, ...]:
    """Return what may be meant by the beginning of a query, likeliest first; ``limit`` at most.

    Numbers come first, then phrases and whole titles and headings in turn.
    """
    text = normalize(typed[:_LONGEST]).text.lstrip()
    words = _words(text)
    if not any(words):
        return ()
    numbers = list(_numbers(catalogue, text, limit)) if any(map(str.isdigit, text)) else []
    headings = list(_headings(catalogue, words, limit))
    phrases = [] if counts is None else list(_phrases(counts, words, limit))
    most = max(len(headings), len(phrases))
    in_turn = chain.from_iterable(
        own[place : place + 1] for place in range(most) for own in (phrases, headings)
    )
    found: dict[str, Completion] = {}
    for completion in chain(numbers, in_turn):
        found.setdefault(completion.text.lower(), completion)
    return tuple(found.values())[:limit]


def _words(text: str) -> list[str]:
    """Return the words typed, in small letters; the last is empty where a space ends the text."""
    words = list(syllable_terms(text))
    return [*words, ""] if text[-1:].isspace() or not text[-1:].isalnum() else words


def _numbers(catalogue: Catalogue, text: str, limit: int) -> Iterator[Completion]:
    """Complete a document number, typed in any spelling: ``48/nq`` is ``48/NQ-HĐND``."""
    found = _begun(catalogue, number_form(_NUMBER_WORD.sub("", text)), limit)
    numbers = [completion for completion in found if completion.kind == "number"]
    yield from sorted(numbers, key=lambda own: (len(own.text), own.text))


def _headings(catalogue: Catalogue, words: list[str], limit: int) -> Iterator[Completion]:
    found = _begun(catalogue, typed_form(words), _SPARE * limit)
    wanted = (own for own in found if own.kind != "number" and _has_marks(own.text, words))
    yield from islice(wanted, limit)


def _begun(catalogue: Catalogue, form: str, limit: int) -> list[Completion]:
    """Return what begins so, the most frequent first."""
    values = catalogue.state.frequent_values(FIELD, form, limit)
    counts = zip(values.terms, values.frequencies.tolist(), strict=True)
    return [Completion(*heading_of(term), count) for term, count in counts]


def _has_marks(text: str, words: list[str]) -> bool:
    """Say whether a text has the marks that were typed."""
    own = syllable_terms(normalize(text).text)
    *whole, begun = words
    return all(
        word in (term, fold_term(term)) for word, term in zip(whole, own, strict=False)
    ) and (
        len(own) <= len(whole)
        or fold_term(begun) == begun
        or own[len(whole)].startswith(begun)
        or fold_term(own[len(whole)]).startswith(begun)
    )


def _phrases(counts: SyllableCounts, words: list[str], limit: int) -> Iterator[Completion]:
    for found in continuations(words, counts, limit):
        yield Completion(found.text, "phrase", found.frequency)
