"""Fields of a query that are read from the records of documents: title, file, article, date."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

import numpy as np

from searchkit.index.schema import DOCUMENT
from searchkit.query_tree import And, Nothing, Numbered, Or, Term, TermRange
from searchkit.search.query.compilation.phrases import all_words
from searchkit.search.query.filters import of_letterhead, of_number
from searchkit.search.query.language.fields import NAMES, bounds
from searchkit.search.query.own_filters import of_own_field
from searchkit.text.legal.cited_places import places_of
from searchkit.text.legal.dates import parse_date
from searchkit.text.spelling.folding import fold
from searchkit.text.tokens import same_token, tokenize

if TYPE_CHECKING:
    from collections.abc import Callable

    from searchkit.index.catalogue import Catalogue
    from searchkit.query_tree import Query

_LETTERHEAD = ("type", "issuer", "superior", "signer", "place")
_END_OF_YEAR = "-12-31"


def of_field(catalogue: Catalogue, name: str, value: str) -> Query:
    """Return what holds for the passages of documents that a field of a query means.

    ``name`` is one of `fields.NAMES` or that of an own field, ``value`` one that `fields.is_value`
    takes.
    """
    if name in _LETTERHEAD:
        return of_letterhead(catalogue, name, value)
    if name not in NAMES:
        return of_own_field(catalogue, name, value)
    return _CONDITIONS[name](catalogue, value)


def _year(_catalogue: Catalogue, value: str) -> Query:
    first, last = bounds(value)
    return TermRange("date", first, None if last is None else last + _END_OF_YEAR)


def _date(_catalogue: Catalogue, value: str) -> Query:
    first, last = (None if end is None else parse_date(end) for end in bounds(value))
    return TermRange(
        "date",
        None if first is None else first.first.isoformat(),
        None if last is None else last.last.isoformat(),
    )


def _title(catalogue: Catalogue, value: str) -> Query:
    """Look for the phrase in the titles of the documents whose beginning has its words."""
    wanted = tokenize(value)
    candidates = catalogue.state.matching(And((all_words(value), Term("record", DOCUMENT))))
    found = []
    for first in candidates.tolist():
        title = tokenize(catalogue.record(first).title)
        if any(
            all(
                same_token(
                    wanted.accented[i],
                    wanted.folded[i],
                    title.accented[start + i],
                    title.folded[start + i],
                )
                for i in range(len(wanted))
            )
            for start in range(len(title) - len(wanted) + 1)
        ):
            found.append(first)
    return catalogue.whole_documents(np.array(found, np.int64))


def _file(catalogue: Catalogue, value: str) -> Query:
    wanted = _name_words(value)
    found = tuple(
        Term("source", path)
        for path in catalogue.state.values("source").terms
        if f" {wanted} " in f" {_name_words(PurePath(path).name)} "
    )
    return Or(found) if wanted else Nothing()


def _name_words(name: str) -> str:
    return " ".join(tokenize(fold(name).lower().replace("_", " ")).folded)


def _article(catalogue: Catalogue, value: str) -> Query:
    """Look for the article among the passages whose headings or text name it."""
    label = value.lower()
    named = And((Term("folded", "dieu"), Term("folded", fold(label))))
    candidates = catalogue.state.matching(named)
    found = []
    for number in candidates.tolist():
        passage = catalogue.passage(number)
        if label in places_of(passage.heading, passage.citation).get("dieu", ()):
            found.append(number)
    return Numbered(tuple(found))


_CONDITIONS: dict[str, Callable[[Catalogue, str], Query]] = {
    "number": of_number,
    "year": _year,
    "date": _date,
    "title": _title,
    "file": _file,
    "article": _article,
}
