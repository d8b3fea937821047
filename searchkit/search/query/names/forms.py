"""The other names of what a query names, each with the passages that have it in its time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from searchkit.query_tree import And, Or, Phrase, Term
from searchkit.search.query.filter_values import FIELD_OF, matching_terms
from searchkit.search.query.names.windows import window
from searchkit.text.legal.abbreviations import written_out
from searchkit.text.legal.names.keys import is_other_word, plain_key, plain_name, province_of
from searchkit.text.spelling.syllables import syllable_terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchkit.index.catalogue import Catalogue
    from searchkit.query_tree import Query
    from searchkit.text.legal.names.finding import NameFound
    from searchkit.text.legal.names.gazetteer import Gazetteer
    from searchkit.text.legal.names.history import OtherName

_MOST = 24
"""Other names that are looked for; a district has at most 14, and a query names few."""


class NameForm(NamedTuple):
    """Another name of what stands at ``[start:end]`` of a query.

    ``texts`` are its spellings, ``holds`` what holds for the passages that have it in its time,
    from ``since`` on or before ``until``.
    """

    start: int
    end: int
    name: OtherName
    texts: tuple[str, ...]
    holds: Query

    @property
    def since(self) -> str | None:
        """The first day of its time; None is no beginning."""
        return self.name.since

    @property
    def until(self) -> str | None:
        """The first day after its time; None is no end."""
        return self.name.until

    def is_of(self, day: str) -> bool:
        """Say whether a document of a day has this name; it may have no day, which is empty."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )


def find_forms(catalogue: Catalogue, text: str, names: Gazetteer) -> tuple[NameForm, ...]:
    """Return the other names of what a text names that stand in the index."""
    forms: dict[tuple[str, str], NameForm] = {}
    for start, end, found in _found(text, names):
        for other in found.others:
            if (other.name, other.of) in forms or len(forms) >= _MOST:
                continue
            texts = texts_of(other)
            holds = And((_holds(catalogue, other, texts), window(other.since, other.until)))
            if len(catalogue.state.matching(holds)):
                forms[other.name, other.of] = NameForm(start, end, other, texts, holds)
    return tuple(forms.values())


def texts_of(other: OtherName) -> tuple[str, ...]:
    """Return what a text has that has a name: a province may stand there without ``tỉnh``."""
    if other.level == "province" and not is_other_word(plain_key(other.name)):
        return tuple(dict.fromkeys(map(plain_name, other.spellings)))
    return other.spellings


def _found(text: str, names: Gazetteer) -> Iterator[tuple[int, int, NameFound]]:
    """Yield the names of a text with their places, and those in abbreviations without any."""
    from searchkit.text.legal.names.finding import find_names  # most queries name nothing

    for found in find_names(text, names):
        yield found.start, found.end, found
    for reading in written_out(text):
        for found in find_names(reading, names):
            yield 0, 0, found


def _holds(catalogue: Catalogue, other: OtherName, texts: Sequence[str]) -> Query:
    """Return what holds for passages with a name; one that others have needs its province."""
    named = Or(tuple(map(phrase_of, texts)))
    if not other.shared:
        return named
    return And((named, beside(catalogue, other)))


def beside(catalogue: Catalogue, other: OtherName) -> Query:
    """Return what holds for passages that name the province of a place, or are issued there."""
    province = plain_name(province_of(other.of))
    state = catalogue.state
    issued = [
        Term(FIELD_OF.get(name, name), term)
        for name in ("issuer", "superior", "place")
        for term in matching_terms(state, name, province)
    ]
    return Or((phrase_of(province), *issued))


def phrase_of(text: str) -> Query:
    """Return what holds for passages with a name, as it is written."""
    return Phrase("text", tuple((word,) for word in syllable_terms(text)))
