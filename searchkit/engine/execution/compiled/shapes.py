"""The shapes of queries that the kernels run: terms, what each must be, and one phrase at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._named_tuple import NamedTuple
from searchkit.engine.execution.conjunction import required_terms
from searchkit.engine.execution.disjunction import flat_terms
from searchkit.engine.execution.impacts import MOST_TERMS, WeightedTerm
from searchkit.engine.execution.phrases import exact_sequence
from searchkit.engine.execution.query_kinds import EncodedTerm
from searchkit.query_tree import And, Not, Query, Term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.engine.execution.bm25 import Weights

MAY, MUST, FILTER, NOT = range(4)
"""What a document that is found must do with a term: it may hold it, must hold it, must hold it
though it does not score, must not hold it. The numbers are those of the kernels."""


class Shape(NamedTuple):
    """A query and its condition, as far as it is one of terms.

    ``terms``: those that score, in their order; ``role``: of each of them; ``sequence``: whether
    they must stand one behind the other; ``others``: terms that do not score, by their roles;
    ``rest``: what else is a condition.
    """

    terms: Sequence[WeightedTerm]
    role: int
    sequence: bool
    others: Sequence[tuple[int, Sequence[WeightedTerm]]]
    rest: Query | None


def shape_of(query: Query, condition: Query | None, weights: Weights) -> Shape | None:
    """Return the shape of a query, or None if the kernels cannot run it."""
    sequence = exact_sequence(query)
    terms = None if sequence is not None else flat_terms(query, weights)
    role = MAY if terms is not None else MUST
    if terms is None:
        terms = required_terms(sequence or query, weights)
    if not terms or len(terms) > MOST_TERMS or (sequence is not None and sequence.slop != 1):
        return None
    if max([term.weight for term in terms]) >= _LARGEST:
        return None
    others, rest = _conditions(condition)
    fields = {term.fieldname for term in terms}
    fields.update(term.fieldname for _, own in others for term in own)
    if not all(map(weights.rising, fields)):
        return None
    return Shape(terms, role, sequence is not None, others, rest)


_LARGEST = 1e100
"""Weights from here on are left to numpy, which knows infinite ones."""


def _conditions(
    condition: Query | None,
) -> tuple[list[tuple[int, list[WeightedTerm]]], Query | None]:
    """Take the terms that must be there, and those that must not, out of a condition."""
    if condition is None:
        return [], None
    terms: dict[int, list[WeightedTerm]] = {}
    rest = []
    for part in condition.parts if isinstance(condition, And) else (condition,):
        role, term = (NOT, part.part) if isinstance(part, Not) else (FILTER, part)
        if isinstance(term, (Term, EncodedTerm)):
            terms.setdefault(role, []).append(WeightedTerm(term.field, term.text, 1.0))
        else:
            rest.append(part)
    return list(terms.items()), And(tuple(rest)) if rest else None
