"""The answer of an index to a question of relations: documents that give it, and what they say."""

from __future__ import annotations

import datetime as dt
import re
from operator import attrgetter
from typing import TYPE_CHECKING

from searchkit._lazy import lazy_pattern
from searchkit._named_tuple import NamedTuple
from searchkit.documents.relations.model import ACTING, ENDING, RelationKind
from searchkit.index.relations.changes import told_once
from searchkit.index.relations.graph import RelationGraph
from searchkit.index.relations.validity import judge
from searchkit.index.relations.wording import HAPPENING, KIND_NAMES, name_of, shown_day
from searchkit.index.terms.titles import title_words
from searchkit.search.query.asked.heads import kind_names
from searchkit.search.query.compilation.document_fields import in_title
from searchkit.search.query.document_resolver import find_named
from searchkit.text.legal.document_references import find_references
from searchkit.text.spelling.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from searchkit.index.catalogue import Catalogue
    from searchkit.index.relations.graph import Link, Node
    from searchkit.search.query.asked.relation_questions import RelationQuestion

_MOST_NUMBERS = 3
_MOST_DOCUMENTS = 3
"""Documents of one number or name of which is told; more cannot be what was meant."""

_MOST_OF_NAME = 8
"""Documents of one number or name; of more, each is an article."""

_CHANGING = (*ENDING, RelationKind.AMENDS, RelationKind.SUSPENDS, RelationKind.EXTENDS)
_MOST_LINKS = 5
_LAW = lazy_pattern(r"(?:luat|bo luat|phap lenh|hien phap|dieu le)(?![^\W_])")

_PARTS = lazy_pattern(
    r"(?:(?:diem|khoan|dieu|muc|chuong|phu luc|mot so|cua|cac|nhung|[0-9ivx]+[a-z]?|[a-z]),? +)*"
)
_SOURCE = lazy_pattern(r"(?<![^\W_])(?:theo|tai|trong|can cu)(?![^\W_])")


class RelationAnswer(NamedTuple):
    """What answers a question: ``documents`` by key, the first ones best, and ``notes``."""

    documents: tuple[str, ...]
    notes: tuple[str, ...]


def related(
    catalogue: Catalogue, question: RelationQuestion, today: dt.date
) -> RelationAnswer | None:
    """Return what the index knows; None where it cannot tell which document is meant."""
    answers = _Answers(catalogue, question, today)
    return answers.answer()


def _is_asked_of(before: str) -> bool:
    """Say whether a question is about a document, by the words before its number.

    It is not about one that something else rests on: ``hợp đồng theo nghị định 10/2020``.
    """
    folded = fold(before).lower()
    parts = _PARTS.match(folded)
    rest = folded[parts.end() :] if parts else folded
    return not rest or (bool(kind_names().match(rest)) and not _SOURCE.search(rest))


class _Answers:
    def __init__(self, catalogue: Catalogue, question: RelationQuestion, today: dt.date) -> None:
        self._catalogue = catalogue
        self._graph = catalogue.kept(RelationGraph)
        self._question = question
        self._today = today

    def answer(self) -> RelationAnswer | None:
        keys = self._keys()
        if not keys or len(keys) > _MOST_NUMBERS:
            return None
        documents: dict[int, None] = {}
        notes: list[str] = []
        for key in keys:
            nodes = self._nodes(key)
            if nodes is None:
                return None
            does = self._does if self._question.kinds else self._holds
            told = [said for one in nodes or (None,) for said in does(key, one)]
            if same := list(self._to_same_name(key, nodes)):
                told_of = {first for firsts, _ in same for first in firsts}
                told = [*same, *(said for said in told if not told_of.issuperset(said[0]))]
            for firsts, note in told:
                documents |= dict.fromkeys(firsts)
                notes.append(note)
        if not documents and not notes:
            return None
        own = (self._catalogue.document(first).key for first in documents)
        return RelationAnswer(tuple(own), tuple(dict.fromkeys(notes)))

    def _keys(self) -> list[str]:
        """Return the numbers, or the name, that the question means."""
        of = self._question.of
        if references := find_references(of):
            if not _is_asked_of(of[: references[0].start]):
                return []
            named = [(one, find_named(self._catalogue, one)) for one in references]
            found = (own.numbers or filter(None, [one.key]) for one, own in named)
            return list(dict.fromkeys(key for keys in found for key in keys))
        name = " ".join(title_words(of))
        key = f"@{name}"
        known = self._graph.resolve(key) or (
            _LAW.match(name) and self._graph.told(key, (*_CHANGING, *self._question.kinds))
        )
        return [key] if known else []

    def _nodes(self, key: str) -> list[Node] | None:
        """Return the documents of a number or name, the latest first; None if they are articles."""
        firsts = self._graph.resolve(key)
        nodes = self._graph.nodes(firsts) if len(firsts) <= _MOST_OF_NAME else []
        if len(nodes) < len(firsts) or any(node.article for node in nodes):
            return None
        return sorted(nodes, key=attrgetter("date"), reverse=True)[:_MOST_DOCUMENTS]

    def _holds(self, key: str, node: Node | None) -> Iterator[tuple[Iterable[int], str]]:
        """Yield whether a document holds, with the documents that tell."""
        if node is None:
            links = self._graph.told(key, _CHANGING)
            ended = [link for link in links if link.kind in ENDING and link.relation.whole]
            if not ended:
                yield (), f"nothing in the index tells whether {self._question.of} holds"
            if links:
                yield self._said(self._question.of, ended or links)
            return
        place = self._question.place
        found = judge(self._graph, node.first, self._today, place)
        name = f"{place} {name_of(node)}".strip()
        if not found.is_known:
            yield [node.first], f"nothing in the index tells whether {name} holds"
            return
        by = self._catalogue.first_of_id(found.by_document) if found.by_document else None
        firsts = [node.first] if by is None else [node.first, by]
        reason = f" ({found.reason})" if found.reason else ""
        yield firsts, f"{name}: {found.name}{reason}"

    def _does(self, key: str, node: Node | None) -> Iterator[tuple[Iterable[int], str]]:
        """Yield what others did to a document, or it to others, with the documents that did."""
        kinds = self._question.kinds
        name = name_of(node) if node is not None else self._question.of
        what = ", ".join(dict.fromkeys(KIND_NAMES[kind] for kind in kinds))
        if self._question.does:
            yield from self._deeds(name, what, node)
            return
        if node is None:
            links = self._graph.told(key, kinds)
        else:
            links = [
                link
                for link in self._graph.incoming(node.first, kinds)
                if link.relation.target.key in node.keys and (link.may or link.kind not in ACTING)
            ]
        if links:
            yield self._said(name, told_once(links))
        elif self._question.asks:
            yield (), f"no document of the index is known to do this to {name}: {what}"

    def _to_same_name(self, key: str, nodes: Sequence[Node]) -> Iterator[tuple[Iterable[int], str]]:
        """Yield what was done to laws of a name that the index knows by their numbers alone.

        Who asks of ``luật nhà ở`` may mean that of 2014 or of 2023. Titles name the law that an act
        changes or guides.
        """
        name = key.removeprefix("@")
        if name == key or self._question.does or not _LAW.match(name) or name[-1:].isdigit():
            return
        known = {own for node in nodes for own in node.keys} | {key}
        kinds = self._question.kinds
        of_name = re.compile(rf"{re.escape(name)}(?: so\b.*| ngay\b.*| [0-9]{{4}})?")
        by: dict[str, list[Link]] = {}
        for first in self._catalogue.holding(in_title(self._catalogue, self._question.of)).tolist():
            for link in self._graph.stated(first, lambda one: one.kind in kinds):
                target = link.relation.target
                if target.key in known or target.key[:1] == "@" or link.relation.source:
                    continue
                if of_name.fullmatch(" ".join(title_words(target.text))):
                    by.setdefault(target.key, []).append(link)
        for number, links in by.items():
            law = max((link.relation.target.text for link in links), key=len)
            if not any(letter.isdigit() for letter in law):
                law = f"{law} số {number.upper()}"
            yield self._said(law, told_once(links))

    def _deeds(
        self, name: str, what: str, node: Node | None
    ) -> Iterator[tuple[Iterable[int], str]]:
        """Yield what a document does to others, with these."""
        kinds = self._question.kinds
        links = self._graph.stated(node.first, lambda one: one.kind in kinds) if node else []
        links = [one for one in links if one.relation.target and not one.relation.source]
        if links:
            texts = {
                one.relation.target.key: self._object(one)
                for one in sorted(links, key=lambda one: one.relation.whole)  # what is whole wins
            }
            firsts = [one.target_first for one in links if one.target_first is not None]
            yield firsts, f"{name} {what}: {_listed(texts)}"

    def _object(self, link: Link) -> str:
        """Return what was changed or ended: a document, or parts of one that goes on."""
        name = self._end(link.target_first, link.relation.target.text)
        parts = link.relation.places if link.kind in ENDING and not link.relation.whole else ()
        return f"{', '.join(parts)} {name}" if parts else name

    def _said(self, name: str, links: Sequence[Link]) -> tuple[list[int], str]:
        """Return the documents that did something, and a sentence of it."""
        links = sorted(links, key=attrgetter("day"), reverse=True)
        by: dict[RelationKind, dict[str, str]] = {}
        firsts = []
        for link in links:
            relation = link.relation
            actor = self._end(link.source_first, relation.source.text)
            day = f" từ ngày {shown_day(dt.date.fromisoformat(link.day))}" if link.day else ""
            own = name_of(self._graph.node(link.stated_first))
            by.setdefault(link.kind, {}).setdefault(
                actor if link.source_first is not None else relation.source.key or own,
                f"{actor}{day}",
            )
            firsts.append(link.stated_first if link.source_first is None else link.source_first)
        said = "; ".join(
            f"{_DONE[kind]} {'theo' if kind is RelationKind.ENDS else 'bởi'} {_listed(actors)}"
            for kind, actors in by.items()
        )
        return firsts, f"{name}: {said}"

    def _end(self, first: int | None, text: str) -> str:
        return text if first is None else name_of(self._graph.node(first))


_DONE = {**HAPPENING, RelationKind.GUIDES: "được hướng dẫn, quy định chi tiết"}


def _listed(by_key: Mapping[str, str]) -> str:
    names = list(by_key.values())
    return ", ".join(names[:_MOST_LINKS]) + (" …" if len(names) > _MOST_LINKS else "")
