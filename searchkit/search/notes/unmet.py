"""Which values no document has that filters or fields of a query ask for, and which are near."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._lazy import lazy_pattern
from searchkit.documents.record_fields import Kind, field_key
from searchkit.search.query.compilation.document_fields import of_field
from searchkit.search.query.compilation.phrases import all_words
from searchkit.search.query.document_resolver import Named, find_named
from searchkit.search.query.filter_values import matching_terms, near_numbers, near_values
from searchkit.search.query.filters import NAMED, of_number
from searchkit.search.query.language.fields import NAMES
from searchkit.search.query.language.syntax import Field, fields, top_parts
from searchkit.search.query.own_filters import near_texts, of_own_field
from searchkit.text.legal.document_references import find_references, words_beside
from searchkit.text.spelling.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchkit.index.catalogue import Catalogue
    from searchkit.search.query.filters import Filters
    from searchkit.search.query.language.syntax import Node


_YEAR = lazy_pattern(r"(?:19|20)[0-9]{2}")


def unmet_filters(catalogue: Catalogue, filters: Filters, *, found: bool) -> Iterator[str]:
    """Say which values of filters no document of the index has.

    Where something was ``found``, only filters can have such that may be met otherwise: those of
    several values, and all if documents that are silent are kept.
    """
    for name in NAMED:
        values = filters.values(name)
        if not found or filters.with_unknown or len(values) > 1:
            for value in values:
                if not matching_terms(catalogue.state, name, value):
                    yield _of_letterhead(catalogue, name, value)
    if found and not filters.with_unknown:
        return
    if filters.number is not None and not of_number(catalogue, filters.number).parts:
        yield _of_number(catalogue, filters.number)
    for name, wanted in filters.where.items():
        if field_key(name) not in catalogue.own_fields:
            known = ", ".join(sorted(own.name for own in catalogue.own_fields.values()))
            yield (
                f'no document has a field "{name}"; fields of their own are: {known}'
                if known
                else f'no document has a field "{name}", nor any field of its own'
            )
        elif not len(catalogue.state.matching(of_own_field(catalogue, name, wanted))):
            yield _of_own_field(catalogue, name, wanted)


def unmet_fields(catalogue: Catalogue, root: Node, *, found: bool) -> Iterator[str]:
    """Say which values of the fields of a query no document of the index has.

    Where something was ``found``, that has all that stands side by side in the query, so only what
    is excluded or one of several alternatives may be met by nothing.
    """
    met = top_parts(root) if found else ()
    for field in dict.fromkeys(fields(root)):
        if field in met or field.name == "topic":  # of which `TopicConditions.unknown` tells
            continue
        query = of_field(catalogue, field.name, field.value)
        if not len(catalogue.state.matching(query)):
            yield _of_field(catalogue, field)


def unmet_number(catalogue: Catalogue, text: str) -> Iterator[str]:
    """Say that no document has the number, if that is all that a query asks for, with a place.

    What it finds then are the passages that cite the document, or others of like numbers. Of one
    year the number decides alone, for a code (Bộ luật) is called a law, too.
    """
    found = find_references(text)
    if not found or words_beside(text, found):
        return
    for reference in found:
        if not reference.parts and _YEAR.fullmatch(reference.number):
            continue  # "kế hoạch 2025" is of the year
        asked = reference._replace(types=frozenset()) if reference.year else reference
        if find_named(catalogue, asked) == Named():
            yield _of_number(catalogue, text[reference.start : reference.end])


def _of_field(catalogue: Catalogue, field: Field) -> str:
    name, value = field.name, field.value
    if name in NAMED:
        return _of_letterhead(catalogue, name, value)
    if name not in NAMES:
        return _of_own_field(catalogue, name, value)
    if name == "number":
        return _of_number(catalogue, value)
    if name in ("year", "date"):
        return _of_date(catalogue, value)
    if name == "title":
        return _of_title(catalogue, value)
    if name == "file":
        return f'no file of the index has "{value}" in its name'
    return f"no passage of the index stands in an article {value}"


def _of_letterhead(catalogue: Catalogue, name: str, value: str) -> str:
    said = f'no {name} of a document is "{value}"'
    if name == "issuer" and matching_terms(catalogue.state, "superior", value):
        return f"{said}; it is the superior of some that issue: filter by superior"
    near = near_values(catalogue, name, value)
    return _with(near, said) if near else f"{said}; none is like it, see `searchkit stats`"


def _of_number(catalogue: Catalogue, text: str) -> str:
    said = f'no document of the index has the number "{text}"'
    return _with(near_numbers(catalogue, text), said)


def _of_own_field(catalogue: Catalogue, name: str, wanted: object) -> str:
    own = catalogue.own_fields[field_key(name)]
    near = near_texts(catalogue, name, wanted) if own.kind == Kind.TEXT else []
    said = f'no document has what is asked of the field "{name}"'
    return _with(near, said)


def _of_date(catalogue: Catalogue, value: str) -> str:
    known = catalogue.state.terms("date")
    if not known:
        return "no document of the index says of which day it is"
    return f'no document of the index is of "{value}"; the dates are from {known[0]} to {known[-1]}'


def _of_title(catalogue: Catalogue, value: str) -> str:
    said = f'no title of a document has "{value}"'
    bare = fold(value)
    if bare != value and len(catalogue.state.matching(of_field(catalogue, "title", bare))):
        return f'{said}; some have "{bare}" with other diacritics'
    if len(catalogue.state.matching(all_words(value))):
        return f"{said}; texts have these words: leave the name of the field out"
    return said


def _with(near: Sequence[str], said: str) -> str:
    """Return what is said, with the values that are near."""
    return f"{said}; the index has: {'; '.join(near)}" if near else said
