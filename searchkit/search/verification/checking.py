"""A finding for each citation of a draft that is not right."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from searchkit.index.document_view import view_at
from searchkit.index.relations.authority import is_local
from searchkit.index.relations.graph import RelationGraph
from searchkit.index.relations.local_bodies import place_of_body
from searchkit.index.relations.states import Validity, ValidityState
from searchkit.index.relations.validity import judge
from searchkit.index.relations.wording import name_of, shown_day
from searchkit.index.terms.titles import article_term
from searchkit.query_tree import And, Term
from searchkit.search.verification.clauses import has_items, passage_of_place
from searchkit.search.verification.drafts import DraftCitation, find_citations
from searchkit.search.verification.quotations import difference
from searchkit.search.verification.report import (
    CheckedCitation,
    Finding,
    FindingKind,
    Verification,
)
from searchkit.search.verification.sections import has_section
from searchkit.search.verification.targets import near, targets
from searchkit.text.legal.cited_places import find_items
from searchkit.text.legal.dates import parse_date
from searchkit.text.legal.place_lists import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from searchkit.index.catalogue import Catalogue
    from searchkit.index.relations.graph import Node

_WORD = re.compile(r"[^\W_]+")
_FEWEST_WORDS = 4
"""Words of a subject; fewer tell nothing."""

_ALIKE = 0.6
"""The share of the words of a subject that the document's own title must have."""

_STATES = {
    ValidityState.ENDED: FindingKind.ENDED,
    ValidityState.NOT_YET: FindingKind.NOT_YET,
    ValidityState.SUSPENDED: FindingKind.SUSPENDED,
    ValidityState.IN_PART: FindingKind.AMENDED,
}


def verify_text(catalogue: Catalogue, text: str, path: Path, on: dt.date) -> Verification:
    """Look up every citation of a draft's text, which lies at a path."""
    checker = _Checker(catalogue, on)
    checked = [one for cited in find_citations(text) for one in checker.check(cited)]
    return Verification(str(path), on.isoformat(), tuple(checked))


class _Checker:
    def __init__(self, catalogue: Catalogue, on: dt.date) -> None:
        self._catalogue = catalogue
        self._graph = catalogue.kept(RelationGraph)
        self._on = on

    def check(self, draft: DraftCitation) -> Iterator[CheckedCitation]:
        """Yield a citation for each place that is cited in a document, or one for all of it."""
        known = targets(self._graph, draft.mention.cited)
        found = _of_issuer(draft, known)
        if not found:
            missing = self._missing(draft) if not known else _of_another(known)
            yield self._checked(draft, "", None, [missing])
            return
        node = self._meant(draft, found)
        general = [*self._of_date(draft, found), *self._of_title(draft, node)]
        for place in draft.mention.places or ("",):
            own, passage = self._of_place(node, found, place)
            findings = [*general, *own]
            if not own and not draft.changes:
                findings += self._of_validity(draft, node, place)
            findings += self._of_quotation(draft, node)
            yield self._checked(draft, place, node, findings, passage)
            general = []

    def _checked(
        self,
        draft: DraftCitation,
        place: str,
        node: Node | None,
        findings: list[Finding],
        passage: str = "",
    ) -> CheckedCitation:
        document = node.document.id if node else ""
        text = draft.mention.cited.text or draft.text
        return CheckedCitation(
            text, place, draft.start, draft.end, document, passage, tuple(findings)
        )

    def _missing(self, draft: DraftCitation) -> Finding:
        like = near(self._catalogue, self._graph, draft.mention.cited)
        message = "không có trong kho"
        if like:
            message = f"{message}; gần giống: {'; '.join(like)}"
        return Finding(FindingKind.NOT_IN_INDEX, message, bool(like), like)

    def _meant(self, draft: DraftCitation, found: list[Node]) -> Node:
        """Return which of several documents is meant: by date, subject, article, day."""
        cited = draft.mention.cited
        if cited.date:
            away = [_days_between(node.date, cited.date) for node in found]
            nearest = min(away)
            found = [node for node, days in zip(found, away, strict=True) if days == nearest]
        alike = [node for node in found if _likeness(draft, node) >= _ALIKE]
        found = alike or found
        articles = {
            label
            for place in draft.mention.places
            for unit, label in place_of(place)
            if unit == "điều"
        }
        of_article = [node for node in found if node.article and node.article.lower() in articles]
        in_effect = [node for node in found if node.begins and node.begins <= self._on]
        begun = [node for node in found if not node.date or node.date <= self._on.isoformat()]
        return next(iter(of_article or in_effect or begun or found))

    def _of_date(self, draft: DraftCitation, found: list[Node]) -> Iterator[Finding]:
        cited = draft.mention.cited.date
        known = [node for node in found if node.date and not node.article]
        if not cited or not known or any(node.date == cited for node in known):
            return
        nearest = min(known, key=lambda node: _days_between(node.date, cited))
        day, own = parse_date(cited), parse_date(nearest.date)
        if day and own:
            message = f"ghi ngày {shown_day(day.first)}, văn bản đề ngày {shown_day(own.first)}"
            yield Finding(FindingKind.DATE_DIFFERS, message, near=(name_of(nearest),))

    def _of_title(self, draft: DraftCitation, node: Node) -> Iterator[Finding]:
        if not node.article and 0 <= _likeness(draft, node) < _ALIKE:
            message = f"trích yếu khác với văn bản: {node.document.title}"
            yield Finding(FindingKind.TITLE_DIFFERS, message, near=(node.document.title,))

    def _of_place(self, node: Node, found: list[Node], place: str) -> tuple[list[Finding], str]:
        """Return what is wrong with a place, and the id of the passage where it is."""
        if not place:
            return [], ""
        if node.article:
            return self._of_article(node, found, place)
        view = view_at(self._catalogue, node.first)
        if number := passage_of_place(view, place):
            return [], f"{node.document.id}#{number}"
        if has_section(view.text, place_of(place)):
            return [], ""
        message = f"không có {place} trong {name_of(node)}"
        return [Finding(FindingKind.NO_SUCH_PLACE, message)], ""

    def _of_article(self, node: Node, found: list[Node], place: str) -> tuple[list[Finding], str]:
        """Look a place up where each article of a law is a record of its own."""
        units = dict(place_of(place))
        article = units.get("điều", "")
        if not article:
            return [], ""
        number = next((key for key in node.keys if not key.startswith("@")), "")
        record = self._catalogue.state.matching(
            And((Term("number", number), Term("title", article_term(article, number))))
        )
        if not len(record):
            known = [int(one.article) for one in found if one.article.isdigit()]
            beyond = article.isdigit() and bool(known) and int(article) > max(known)
            message = f"không có {place} trong {name_of(node)}"
            return [Finding(FindingKind.NO_SUCH_PLACE, message, beyond)], ""
        first = int(self._catalogue.owner(record[:1])[0])
        document = self._catalogue.document(first)
        cited = tuple(one for one in place_of(place) if one[0] in ("khoản", "điểm"))
        if find_items(document.text) and not has_items(document.text, cited):
            message = f"không có {place} trong {name_of(node)}"
            return [Finding(FindingKind.NO_SUCH_PLACE, message)], ""
        return [], f"{document.id}#1"

    def _of_validity(self, draft: DraftCitation, node: Node, place: str) -> Iterator[Finding]:
        found = judge(self._graph, node.first, self._on, place)
        if found.state is ValidityState.UNKNOWN and place:
            found = judge(self._graph, node.first, self._on)
        kind = _STATES.get(found.state)
        if kind is None:
            return
        if kind is FindingKind.AMENDED and (not found.by or self._is_told(draft, found)):
            return  # a part that waits for its day is no change
        wrong = kind is not FindingKind.AMENDED or bool(place)
        yield Finding(
            kind,
            f"{found.name}: {found.reason}",
            wrong,
            sentence=found.sentence,
            stated_in=found.stated_in,
        )

    def _is_told(self, draft: DraftCitation, found: Validity) -> bool:
        """Say whether the draft itself names what amended the document."""
        if not found.by_document:
            return False
        first = self._catalogue.first_of_id(found.by_document)
        own = self._graph.node(first).keys if first is not None else ()
        return bool(draft.beside & set(own))

    def _of_quotation(self, draft: DraftCitation, node: Node) -> Iterator[Finding]:
        if not draft.quotation:
            return
        shown = difference(draft.quotation, self._catalogue.document(node.first).text)
        if shown:
            message = f"lời trích khác với {name_of(node)}"
            yield Finding(FindingKind.QUOTATION_DIFFERS, message, difference=shown)


def _of_issuer(draft: DraftCitation, found: list[Node]) -> list[Node]:
    """Return the documents of the province or commune that a draft names, if it names one."""
    place = place_of_body(draft.issuer)
    if not place or not is_local(draft.mention.cited.key):
        return found
    places = [(node, place_of_body(node.standing.issuer)) for node in found]
    return [node for node, own in places if not own or place in own or own in place]


def _of_another(found: list[Node]) -> Finding:
    issuer = found[0].standing.issuer
    message = f"không có trong kho; văn bản số này trong kho là của {issuer}"
    return Finding(FindingKind.NOT_IN_INDEX, message, wrong=False, near=(name_of(found[0]),))


def _likeness(draft: DraftCitation, node: Node) -> float:
    """Return how much of the subject that a draft says a title has, -1 where nothing is said."""
    said = _words(draft.subject)
    if len(said) < _FEWEST_WORDS:
        return -1
    own = _words(f"{node.document.title} {node.document.metadata.get('summary', '')}")
    if not own:
        return -1
    # A sentence may go on behind the subject, so its first words count as well.
    return max(_share(said[:count], own) for count in {len(said), min(len(said), len(own))})


def _days_between(one: str, other: str) -> int:
    """Return the days between two days, very many where one is not known."""
    if not one or not other:
        return dt.date.max.toordinal()
    return abs((dt.date.fromisoformat(one) - dt.date.fromisoformat(other)).days)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _share(said: list[str], own: list[str]) -> float:
    known = set(own)
    return sum(word in known for word in said) / max(len(said), 1)
