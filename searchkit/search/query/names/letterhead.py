"""A value of the letterhead under its other names: ``Sở Kế hoạch và Đầu tư tỉnh Hà Giang``."""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING, NamedTuple

from searchkit.query_tree import And, Or, Term
from searchkit.search.query.filter_values import FIELD_OF, matching_terms, readings
from searchkit.search.query.names.forms import beside
from searchkit.search.query.names.windows import window
from searchkit.text.legal.names.hints import may_name
from searchkit.text.legal.names.keys import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchkit.index.catalogue import Catalogue
    from searchkit.query_tree import Query
    from searchkit.text.legal.names.finding import NameFound
    from searchkit.text.legal.names.gazetteer import Gazetteer
    from searchkit.text.legal.names.history import OtherName

NAMED = ("issuer", "superior", "place")
"""The filters whose values are names of bodies and places."""

_MOST = 48
_Choice = tuple["OtherName | None", ...]


class OtherValue(NamedTuple):
    """A value as it was, or is now, written, and what holds for its documents of that time."""

    value: str
    since: str | None
    until: str | None
    holds: Query


def may_have_others(value: str) -> bool:
    """Say whether a value may hold what has other names."""
    return any(map(may_name, readings("issuer", value)))


def other_values(catalogue: Catalogue, name: str, value: str, names: Gazetteer) -> list[OtherValue]:
    """Return the other ways to write a value that documents of the index have in their time.

    ``name`` is that of the filter. Where a value names several things, each may go by its other
    name or stay.
    """
    from searchkit.text.legal.names.finding import find_names  # most values name nothing

    found: dict[tuple[str, ...], OtherValue] = {}
    for reading in readings(name, value):
        named = find_names(reading, names)
        choices: list[Sequence[OtherName | None]] = [(None, *one.others) for one in named]
        for choice in islice(product(*choices), 1, _MOST):
            since = max((one.since for one in choice if one and one.since), default=None)
            until = min((one.until for one in choice if one and one.until), default=None)
            if since and until and since >= until:
                continue
            written = _written(reading, named, choice)
            terms = matching_terms(catalogue.state, name, written)
            key = tuple(one.name if one else "" for one in choice)
            if not terms or key in found:
                continue
            field = FIELD_OF.get(name, name)
            bearing = Or(tuple(Term(field, term) for term in terms))
            in_place = [_in_place(catalogue, one) for one in choice if one and one.shared]
            holds = And((bearing, window(since, until), *in_place))
            if len(catalogue.state.matching(holds)):
                found[key] = OtherValue(written, since, until, holds)
    return list(found.values())


def _written(reading: str, named: Sequence[NameFound], choice: _Choice) -> str:
    """Return a value with some of its names written otherwise."""
    return "".join(_pieces(reading, named, choice))


def _pieces(reading: str, named: Sequence[NameFound], choice: _Choice) -> Iterator[str]:
    end = 0
    for one, other in zip(named, choice, strict=True):
        if other is not None:
            typed = reading[one.start : one.end]
            bare = other.level == "province" and plain_name(typed) == typed
            yield reading[end : one.start]
            yield plain_name(other.name) if bare else other.name
            end = one.end
    yield reading[end:]


def _in_place(catalogue: Catalogue, other: OtherName) -> Query:
    """Return what holds for the documents that name the province of a place anywhere."""
    return catalogue.whole_documents(catalogue.holding(beside(catalogue, other)))
