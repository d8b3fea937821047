"""What a text says in full once, said in full everywhere: the number of a law, the day of a number.

An amending law says ``Luật Công an nhân dân số 37/2018/QH14`` once and ``Luật Công an nhân dân``
afterwards; a plan says the day of a resolution where it names it first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._dataclass import replace
from searchkit.documents.relations.model import Cited, Relation, RelationKind, is_later
from searchkit.text.legal.law_names import law_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_OF_TODAY = (RelationKind.AMENDS, RelationKind.BASIS, RelationKind.GUIDES)
"""By these a text names laws that hold; what it ends may have the name of what holds now."""


def named_fully(relations: Sequence[Relation]) -> list[Relation]:
    """Return the relations of a text with its documents as they are named in full anywhere."""
    full = _full_names(relations)
    if not full:
        return list(relations)
    return [_in_full(one, full) for one in relations]


def _in_full(relation: Relation, full: dict[Cited, Cited]) -> Relation:
    source = full.get(relation.source, relation.source)
    target = full.get(relation.target, relation.target)
    if is_later(target, source):  # an old decree guides the law of the name before this one
        target = relation.target
    return replace(relation, source=source, target=target)


def _full_names(relations: Iterable[Relation]) -> dict[Cited, Cited]:
    """Return the one full name of each document that is also named in short."""
    known: dict[str, dict[str, Cited]] = {}
    short: dict[Cited, None] = {}
    for relation in relations:
        for cited in filter(None, (relation.target, relation.source)):
            if cited.date:
                known.setdefault(cited.key, {})[cited.date] = cited
            else:
                short[cited] = None
        target = relation.target
        if relation.kind in _OF_TODAY and target and not target.key.startswith("@"):
            for law in law_names(target.text)[:1]:
                known.setdefault(f"@{law.term}", {})[target.key] = target
    return {
        one: replace(next(iter(full.values())), text=one.text)
        for one in short
        if len(full := known.get(one.key, {})) == 1
    }
