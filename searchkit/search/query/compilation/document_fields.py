"""Fields of a query that are read from the records of documents: title, file, article, date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.index.schema import TITLE_WORDS
from searchkit.index.terms.provisions import FIELD as PROVISION
from searchkit.index.terms.provisions import provision_term
from searchkit.query_tree import And, Or, Phrase, Term, TermRange
from searchkit.search.query.compilation.file_names import FileNames
from searchkit.search.query.compilation.phrases import all_words
from searchkit.search.query.filters import of_letterhead, of_number
from searchkit.search.query.language.fields import NAMES, bounds
from searchkit.search.query.own_filters import of_own_field
from searchkit.text.legal.dates import parse_date
from searchkit.text.spelling.folding import fold
from searchkit.text.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Callable

    from searchkit.index.catalogue import Catalogue
    from searchkit.query_tree import Query
    from searchkit.text.legal.names.gazetteer import Gazetteer

_LETTERHEAD = ("type", "issuer", "superior", "signer", "place")
_END_OF_YEAR = "-12-31"


def of_field(
    catalogue: Catalogue,
    name: str,
    value: str,
    names: Callable[[], Gazetteer] | None = None,
) -> Query:
    """Return what holds for the passages of documents that a field of a query means.

    ``name`` is one of `fields.NAMES` or that of an own field, ``value`` one that `fields.is_value`
    takes. ``names`` are those that have changed, None where only the one that is typed is meant.
    """
    if name in _LETTERHEAD:
        return of_letterhead(catalogue, name, value, names)
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


def in_title(catalogue: Catalogue, value: str) -> Query:
    """Return what holds for the documents with the phrase in their titles.

    A title without marks is met by a phrase with them, where the words stand so in the beginning
    of the document: ``máy`` does not meet ``may mặc``.
    """
    wanted = tokenize(value)
    words = tuple(
        (accented, folded) if accented != folded else catalogue.spellings.get(folded, ())
        for accented, folded in zip(wanted.accented, wanted.folded, strict=True)
    )
    if len(words) < 2:
        query: Query = Or(tuple(Term(TITLE_WORDS, form) for word in words for form in word))
    else:
        query = Phrase(TITLE_WORDS, words)
    return catalogue.whole_documents(catalogue.state.matching(And((query, all_words(value)))))


def _file(catalogue: Catalogue, value: str) -> Query:
    return catalogue.kept(FileNames).holding(value)


def _article(_catalogue: Catalogue, value: str) -> Query:
    """Return what holds for the passages of an article, whose text or headings write it alone.

    ``Điều 33.3.LQ.7`` is none of them: it is one word beside ``Điều``, and no ``33``.
    """
    label = fold(value).lower()
    written = (Term("folded", "dieu"), Term("folded", label))
    return And((Term(PROVISION, provision_term("dieu", label)), *written))


_CONDITIONS: dict[str, Callable[[Catalogue, str], Query]] = {
    "number": of_number,
    "year": _year,
    "date": _date,
    "title": in_title,
    "file": _file,
    "article": _article,
}
