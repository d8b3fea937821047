"""Which documents of an index do something to which, followed from either end."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from searchkit._dataclass import dataclass, field
from searchkit._lazy import cached_property
from searchkit.documents.relations.model import (
    ACTING,
    ENDING,
    THIS,
    Cited,
    Relation,
    RelationKind,
)
from searchkit.index.records import document_of, unpack_document
from searchkit.index.relations.authority import Standing, may_change
from searchkit.index.relations.local_bodies import place_of_body
from searchkit.index.relations.meant import Candidate, is_of_one, meant
from searchkit.index.relations.statement_terms import (
    RelationTerm,
    first_day,
    prefix_of,
    range_of,
    tells_an_end,
    unpack_statements,
)
from searchkit.index.terms.letterhead import number_terms
from searchkit.index.terms.titles import title_terms
from searchkit.query_tree import Or, Term, TermRange

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from searchkit.index.catalogue import Catalogue
    from searchkit.index.records import StoredDocument

_LENGTH_OF_DAY = len("2025-01-01")


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two documents, one of which at least is in the index.

    ``relation`` is as the document ``stated_in`` (its id) states it. ``source``
    and ``target`` are the ids of the documents that it means, empty for one that the index does
    not have. ``day`` is the day from which it holds (``2025-03-01``), empty where nobody knows.
    ``may`` tells whether the source may do that: it is of the target's issuer, or of a body above.
    ``source_first`` and ``target_first`` are the first passages of both in this state of the index.
    """

    relation: Relation
    stated_in: str
    source: str
    target: str
    day: str
    may: bool = True
    stated_first: int = field(default=-1, repr=False)
    source_first: int | None = field(default=None, repr=False)
    target_first: int | None = field(default=None, repr=False)

    @property
    def kind(self) -> RelationKind:
        """What is done."""
        return self.relation.kind


_FEW = 64
"""Numbers and names that are looked up one by one; listing all relations takes longer."""


class Node:
    """A document with what the index knows of it for relations, most of it worked out when needed.

    ``first`` is its first passage, ``article`` the number of the article that a record is, else
    empty.
    """

    def __init__(self, first: int, stored: Mapping[str, Any]) -> None:
        self.first = first
        self.document = unpack_document(stored)
        self.said = unpack_statements(stored)
        self.article = self.document.metadata.get("article", "")
        self._numbers = tuple(number_terms(self.document.metadata))

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Its numbers, and ``@`` with its titles."""
        whole = document_of(self.document, self.document.path, ())
        titles = [f"@{term}" for term in title_terms(whole) if " @ " not in term]
        return (*self._numbers, *titles)

    @cached_property
    def begins(self) -> dt.date | None:
        """The first day of its effect, by its own words."""
        return first_day(self.said, self.document.metadata.get("date", ""))

    @property
    def date(self) -> str:
        """The day on which it was issued, empty if it is not known."""
        day = self.document.metadata.get("date", "")
        return day if len(day) == _LENGTH_OF_DAY else ""

    @property
    def standing(self) -> Standing:
        """Who issued it."""
        key = next(iter(self._numbers or self.keys), "")
        return Standing(key, self.document.metadata.get("issuer", ""))


class RelationGraph:
    """The relations of one state of an index. Safe to share between threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.node = lru_cache(maxsize=4096)(self._node)
        self.resolve = lru_cache(maxsize=4096)(self._resolve)
        self.incoming = lru_cache(maxsize=4096)(self._incoming)
        self._looked_up = 0
        self._stating = lru_cache(maxsize=4096)(self._find_stating)
        self._same = lru_cache(maxsize=64)(self._find_same)

    def _node(self, first: int) -> Node:
        (stored,) = self._catalogue.state.stored([first], body=False)
        return Node(first, stored)

    def nodes(self, firsts: Sequence[int]) -> list[Node]:
        """Return several documents, of which a cluster is asked at once."""
        if len(firsts) > 1:
            self._catalogue.expect((), firsts)
        return [self.node(first) for first in firsts]

    @cached_property
    def terms(self) -> tuple[RelationTerm, ...]:
        """All relations of the index by their terms."""
        return tuple(map(RelationTerm.read, self._written))

    @cached_property
    def _written(self) -> tuple[str, ...]:
        """The terms of all relations, as the index has them; listing them takes longest."""
        return tuple(self._catalogue.state.terms("relations"))

    def may_have_ended(self, first: int) -> bool:
        """Say whether anything at all is said by which a document may have ended: cheap to ask."""
        node = self.node(first)
        return (
            any(one.ends or one.anchor == "status" for one in node.said.effects)
            or any(one.kind in ENDING and one.target == THIS for one in node.said.relations)
            or any(tells_an_end(term) for key in node.keys for term in self._told_of(key))
        )

    def _told_of(self, key: str) -> Sequence[str]:
        """Return the terms of what is told from the side of a document, by its number or name."""
        if self._looked_up < _FEW and self._catalogue.state.at_hand:
            self._looked_up += 1
            return self._catalogue.state.terms("relations", prefix_of(key))
        begin, end = range_of(key)
        return self._written[bisect_left(self._written, begin) : bisect_left(self._written, end)]

    def _resolve(self, key: str) -> tuple[int, ...]:
        """Return the first passages of all documents of a number or name."""
        return tuple(self._catalogue.holding(_bearing(key)).tolist())

    def _look_ahead(self, relations: Iterable[Relation]) -> None:
        """Be told which relations are followed next: a cluster looks all their ends up at once."""
        self._catalogue.state.expect_matching(
            _bearing(end.key)
            for relation in relations
            for end in (relation.source, relation.target)
            if end != THIS
        )

    def outgoing(self, first: int, *, cites: bool = False) -> list[Link]:
        """Return what a document states of others, with ``cites`` also whom it merely cites."""
        node = self.node(first)
        found = list(node.said.relations)
        if cites:
            found += self._citations(node)
        self._look_ahead(found)
        return [self._link(node, relation) for relation in found]

    def stated(self, first: int, wanted: Callable[[Relation], bool]) -> list[Link]:
        """Return those of the relations that a document states which are wanted."""
        node = self.node(first)
        found = [one for one in node.said.relations if wanted(one)]
        self._look_ahead(found)
        return [self._link(node, one) for one in found]

    def _citations(self, node: Node) -> Iterator[Relation]:
        from searchkit.documents.relations.full_names import named_fully
        from searchkit.documents.relations.reading import citations  # reads texts: slow to load

        text = self._catalogue.document(node.first).text
        said = node.said.relations
        known = {one.target.key for one in said if one.source == THIS}
        known |= {one.source.key for one in said if one.target == THIS}
        own = set(node.keys)
        for relation in named_fully([*said, *citations(text, 0, len(text))])[len(said) :]:
            key = relation.target.key
            if relation.kind is RelationKind.CITES and key not in known and key not in own:
                known.add(key)
                yield relation

    def _incoming(
        self, first: int, kinds: tuple[RelationKind, ...] | None = None
    ) -> tuple[Link, ...]:
        """Return what other documents do to a document, or say of it, in the order of the index.

        ``kinds``: only what is done to it, of some kinds.
        """
        node = self.node(first)
        stating: dict[int, None] = {}
        for key in node.keys:
            stating |= dict.fromkeys(self._stating(key, kinds))
        others = self.nodes(sorted(stating.keys() - {first}))
        told = [(other, relation) for other in others for relation in _told(node, other, kinds)]
        self._look_ahead(relation for _, relation in told)
        links = (self._link_to(node, other, relation) for other, relation in told)
        return tuple(link for link in links if link is not None)

    def _find_stating(self, key: str, kinds: tuple[RelationKind, ...] | None) -> tuple[int, ...]:
        """Return the documents that state anything, or deeds of some kinds, of a number or name."""
        told = self._told_of(key)
        wanted = [term for term in told if kinds is None or RelationTerm.read(term).is_done(kinds)]
        if not wanted:
            return ()
        terms = tuple(Term("relations", term) for term in wanted)
        of_key = TermRange("relations", prefix=prefix_of(key))
        found = of_key if len(wanted) == len(told) else Or(terms)
        return tuple(self._catalogue.holding(found).tolist())

    def told(self, key: str, kinds: tuple[RelationKind, ...]) -> list[Link]:
        """Return what is done to a number or name, be a document of it in the index or not."""
        told = [
            (other, relation)
            for other in self.nodes(self._stating(key, kinds))
            for relation in other.said.relations
            if relation.kind in kinds and relation.target.key == key
        ]
        self._look_ahead(relation for _, relation in told)
        return [self._link(other, relation) for other, relation in told]

    def _link_to(self, node: Node, other: Node, relation: Relation) -> Link | None:
        """Return what a document states of another, if it is that one that it means."""
        for end in (relation.target, relation.source):
            if end.key in node.keys and node.first in self._meant(end, relation, other):
                return self._link(other, relation, node)
        return None

    def _meant(self, cited: Cited, relation: Relation, by: Node) -> tuple[int, ...]:
        """Return the first passages of what a document means at an end of one of its relations."""
        firsts = self.resolve(cited.key)
        if is_of_one(cited) or not firsts:
            return firsts

        def sentence() -> str:
            return self.stretch(by, relation.field, relation.start, relation.end)

        until = by.date
        if cited is relation.target and relation.source.year:  # what that one means by a name
            until = relation.source.date or f"{relation.source.year}-12-31"
        issuer, superior = by.standing.issuer, by.document.metadata.get("superior", "")
        if not place_of_body(issuer):
            issuer = superior or issuer  # "Sở Nội vụ" is one of many
        found = meant(cited, self._same(cited.key), issuer, until, sentence)
        return tuple(one.first for one in found)

    def _find_same(self, key: str) -> tuple[Candidate, ...]:
        """Return the documents of a number or name: a law may be of a thousand articles."""
        return tuple(
            Candidate(one.first, one.date, one.standing.issuer, bool(one.article))
            for one in self.nodes(self.resolve(key))
        )

    def _link(self, stating: Node, relation: Relation, other: Node | None = None) -> Link:
        source = self._end_of(relation.source, relation, stating, other)
        target = self._end_of(relation.target, relation, stating, other)
        acting = self.node(source) if source is not None else None
        day = relation.day
        if not day and relation.kind in ACTING and acting is not None and acting.begins:
            day = acting.begins.isoformat()
        of_source = acting.standing if acting else Standing(relation.source.key, "")
        of_target = (
            self.node(target).standing if target is not None else Standing(relation.target.key, "")
        )
        return Link(
            relation,
            stating.document.id,
            acting.document.id if acting else "",
            self.node(target).document.id if target is not None else "",
            day,
            may_change(of_source, of_target),
            stating.first,
            source,
            target,
        )

    def _end_of(
        self, cited: Cited, relation: Relation, stating: Node, other: Node | None
    ) -> int | None:
        if cited == THIS:
            return stating.first
        if other is not None and cited.key in other.keys:
            return other.first
        found = self._meant(cited, relation, stating)
        return found[0] if found else None

    def sentence(self, link: Link) -> str:
        """Return the sentence that proves a relation."""
        said = link.relation
        return self.stretch(self.node(link.stated_first), said.field, said.start, said.end)

    def passage_id(self, link: Link) -> str:
        """Return the id of the passage by which a document acts, "" if the index has it not."""
        if link.source_first is None or link.stated_in != link.source or link.relation.field:
            return ""
        document = self.node(link.source_first).document
        for passage in self._catalogue.passages(link.source_first, document.passages):
            if passage.start <= link.relation.start < passage.end:
                return f"{document.id}#{passage.number}"
        return ""

    def stretch(self, node: Node, field: str, start: int, end: int) -> str:
        """Return a stretch of a document's text, or of a field of its."""
        if not field:
            return " ".join(self._catalogue.document(node.first).text[start:end].split())
        value = node.document.metadata.get(field) or _own_text(node.document, field)
        return " ".join(value[start:end].split())


def _told(node: Node, other: Node, kinds: tuple[RelationKind, ...] | None) -> Iterator[Relation]:
    """Yield what a document states of what bears a number or name of another."""
    keys = set(node.keys)
    for relation in other.said.relations:
        if relation.target.key in keys:
            if not kinds or relation.kind in kinds:
                yield relation
        elif not kinds and relation.source.key in keys:
            yield relation


def _bearing(key: str) -> Term:
    """Return what matches the documents of a number or name."""
    return Term("title", key[1:]) if key[:1] == "@" else Term("number", key)


def _own_text(document: StoredDocument, field: str) -> str:
    from searchkit.documents.relations.fields import field_text  # it reads sentences

    value = document.fields.get(field)
    return "" if value is None else field_text(value)
