"""What can be counted by: each facet as a column of terms, and what people see of its values."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchkit.backends.base import Column
from searchkit.errors import UsageError
from searchkit.index.records import shown_path
from searchkit.index.schema import SUPERIOR_BEHIND
from searchkit.query_tree import And, Or, Term
from searchkit.search.answers.answer import HEADS
from searchkit.search.pages.own_columns import facet_label, facet_value, own_column
from searchkit.search.pages.value_names import both_names
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from searchkit.backends.base import Longs
    from searchkit.index.catalogue import Catalogue
    from searchkit.query_tree import Query

_SAMPLE = 5
"""Documents that are asked how a value is written; the most frequent spelling is shown."""

_BODIES = ", "
"""Stands between an issuer and the body above it."""


class _Kind(NamedTuple):
    """A facet: its terms, the value of a term, and how people write it.

    ``written`` reads that from the metadata of a document, where ``label`` does not from the term.
    """

    column: Column
    value: Callable[[str], str]
    written: Callable[[Mapping[str, str]], str] | None = None
    label: Callable[[str], str] | None = None


def _same(term: str) -> str:
    return term


def _issuer(metadata: Mapping[str, str]) -> str:
    bodies = (metadata.get("issuer", ""), metadata.get("superior", ""))
    return _BODIES.join(filter(None, bodies))


def _folder(path: str) -> str:
    """Return the folder of a file; what programs have added lies in none."""
    return str(PurePath(path).parent) if shown_path(path) else ""


_KINDS = {
    "type": _Kind(Column("type"), _same, lambda metadata: metadata.get("type", "")),
    "issuer": _Kind(
        Column("issuer"),
        lambda term: _BODIES.join(term.split(SUPERIOR_BEHIND)).strip(", "),
        _issuer,
    ),
    "superior": _Kind(
        Column("issuer"),
        lambda term: term.partition(SUPERIOR_BEHIND)[2],
        lambda metadata: metadata.get("superior", ""),
    ),
    "signer": _Kind(Column("signer"), _same, lambda metadata: metadata.get("signer", "")),
    "place": _Kind(Column("place"), _same, lambda metadata: metadata.get("place", "")),
    "year": _Kind(Column("date"), lambda term: term[:4]),
    "folder": _Kind(Column("source"), _folder),
}


class FacetTable:
    """The values of one facet in one state of the index; made once, at its first use.

    ``column`` are its terms, ``values`` its values, ``places`` where each stands among them, and
    ``value_of`` the place of the value of each term, shape (terms,).
    """

    def __init__(self, catalogue: Catalogue, kind: _Kind) -> None:
        self.column = kind.column
        self._catalogue = catalogue
        self._written = kind.written
        self._terms = catalogue.state.terms(*kind.column)
        self.places: dict[str, int] = {}
        places = self.places
        found = [places.setdefault(kind.value(term), len(places)) for term in self._terms]
        self.value_of: Longs = np.array(found, np.int64)
        self.values = list(places)
        self._labels: dict[str, str] = {}
        if kind.label is not None:
            labels = map(kind.label, self._terms)
            for place, label in zip(self.value_of.tolist(), labels, strict=True):
                own = self.values[place]
                if own not in self._labels or (self._labels[own].isupper() and not label.isupper()):
                    self._labels[own] = label

    def sums(self, counts: Longs) -> Longs:
        """Add up counts of terms to counts of values."""
        sums = np.bincount(self.value_of, weights=counts, minlength=len(self.values))
        return sums.astype(np.int64)

    def label(self, value: str) -> str:
        """Return how most documents write a value, judged by a few."""
        if self._written is None:
            return self._labels.get(value, value)
        if value not in self._labels:
            self._labels[value] = self._spelling(value) or value
        return self._labels[value]

    def find(self, chosen: str) -> str | None:
        """Return the value that is meant, with or without diacritics and capitals."""
        if chosen in self.places:
            return chosen
        wanted = _key(chosen)
        return next((value for value in self.values if _key(value) == wanted), None)

    def holds(self, values: Iterable[str]) -> Query:
        """Return what holds for documents with any of some values."""
        wanted = {self.places[own] for own in map(self.find, values) if own is not None}
        terms = np.isin(self.value_of, list(wanted)).nonzero()[0].tolist()
        return Or(tuple(Term(self.column.field, self._terms[place]) for place in terms))

    def _spelling(self, value: str) -> str:
        written = self._written or (lambda _: "")
        state = self._catalogue.state
        firsts = state.matching(And((self.holds([value]), HEADS)))[:_SAMPLE].tolist()
        spellings = Counter(
            " ".join(written(self._catalogue.record(first).metadata).split()) for first in firsts
        )
        return max(spellings, key=lambda one: (spellings[one], not one.isupper()), default="")


class FacetTables:
    """The facets of one state of the index by name."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._tables: dict[str, FacetTable] = {}

    def __getitem__(self, name: str) -> FacetTable:
        """Return a facet; raises UsageError for a name that is none."""
        if name not in self._tables:
            self._tables[name] = FacetTable(self._catalogue, self._kind(name))
        return self._tables[name]

    def _kind(self, name: str) -> _Kind:
        if name in _KINDS:
            return _KINDS[name]
        own = own_column(self._catalogue, name)
        if own is not None:
            return _Kind(own, facet_value, label=facet_label)
        fields = (field.name for field in self._catalogue.own_fields.values())
        names = both_names([*_KINDS, "topic", "validity", *fields])
        raise UsageError(f'nothing can be counted by "{name}"; there is {names}')


def _key(value: str) -> str:
    return " ".join(fold(normalize(value).text).lower().split())
