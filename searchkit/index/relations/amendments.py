"""What other acts did to the places of a document, each with the wording that they give it.

New wording stands between quotation marks behind an instruction that ends with a colon ("Sửa đổi
khoản 1 Điều 3 như sau:"), or is a phrase that takes the place of another ("thay thế cụm từ “A”
bằng cụm từ “B”"): Nghị định 78/2025/NĐ-CP shows both.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit._dataclass import dataclass
from searchkit.documents.relations.model import ACTING, RelationKind
from searchkit.index.document_view import find_document, view_at
from searchkit.index.relations.views import related_documents
from searchkit.index.relations.wording import KIND_NAMES
from searchkit.text.differences import ParagraphPair, side_by_side
from searchkit.text.legal.place_lists import cited, place_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from searchkit.index.catalogue import Catalogue
    from searchkit.index.document_view import DocumentView
    from searchkit.index.relations.views import RelatedDocument
    from searchkit.text.legal.place_lists import Place

Span = tuple[int, int]

_OPENS = '“„«"'
_CLOSES = '”»"'
_WORDING = re.compile(rf":\s*(?P<mark>[{_OPENS}])")
_ENDS_LINE = re.compile(r"[.;,:]*[ \t]*(?=\n|$)")
_QUOTED = rf"[{_OPENS}‘]([^{_OPENS}{_CLOSES}‘’]{{1,2000}})[{_CLOSES}’]"
_PHRASE = r"(?:cụm\s+)?từ(?:\s+ngữ)?\s*"
_EXCHANGED = re.compile(
    rf"thay(?:\s+thế)?\s+{_PHRASE}{_QUOTED}\s*(?:bằng|thành)\s*(?:{_PHRASE})?{_QUOTED}",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(rf"bỏ\s+{_PHRASE}{_QUOTED}", re.IGNORECASE)
_BESIDE = re.compile(r"(?:vào\s+|liền\s+kề\s+)?(?:sau|trước)\s+(.*)", re.IGNORECASE | re.DOTALL)
_MARKERS = {
    "Điều": r"[“„«\"]?Điều\s+{label}(?![\w])",
    "khoản": r"[“„«\"]?{label}[.)](?=\s)",
    "điểm": r"[“„«\"]?{label}\)(?=\s)",
}
_ANY = {"Điều": r"\d{1,4}[a-zđ]?", "khoản": r"\d{1,3}[a-zđ]?", "điểm": r"[a-zđ]{1,2}\d?"}
_LONGEST = 20_000
"""Characters of a wording; a longer one is not shown beside the old."""


@dataclass(frozen=True, slots=True)
class Amendment:
    """What an act did to one place of a document.

    ``kind`` is what is done; ``name`` is how the act is called, ``id`` its id if the index has it.
    ``place`` is as the act cites it, ``passage`` the passage (1-based) of the document in which it
    stands, 0 where it has none. ``day`` is from when it holds (``2025-03-01``), if anybody says.
    ``sentence`` proves it, ``by_passage`` is the id of the passage of the act in which it stands,
    "" where it does not stand in its text. ``old`` is the wording of the place in the document,
    ``new`` the one that the act gives; either is empty where there is none, or it is not known.
    """

    kind: str
    name: str
    id: str
    place: str
    passage: int
    day: str
    sentence: str
    by_passage: str = ""
    old: str = ""
    new: str = ""

    @property
    def kind_name(self) -> str:
        """What is done, in Vietnamese."""
        return KIND_NAMES[RelationKind(self.kind)]

    def side_by_side(self) -> list[ParagraphPair]:
        """Return the old wording beside the new one."""
        return side_by_side(self.old, self.new)


def amendments(catalogue: Catalogue, name: str, on: dt.date) -> list[Amendment]:
    """Return what other acts did to places of a document, in the order of its text."""
    view = find_document(catalogue, name)
    related = related_documents(catalogue, view.id, on, cites=False).related
    kinds = {kind.value for kind in ACTING}
    found = [
        amendment
        for one in related
        if one.does and one.places and one.kind in kinds
        for amendment in _by_places(catalogue, view, one)
    ]
    return sorted(found, key=lambda one: (one.passage, one.day))


def _by_places(
    catalogue: Catalogue, view: DocumentView, one: RelatedDocument
) -> Iterator[Amendment]:
    """Yield what a sentence does to each of the places that it names."""
    act = None
    if one.id and one.stated_in == one.id and not one.field:
        first = catalogue.first_of_id(one.id)
        act = None if first is None else view_at(catalogue, first)
    by_passage = _passage_id(act, one) if act else ""
    wording = _wording(act, one) if act else None
    of_phrase = _EXCHANGED.search(one.sentence) or _LEFT_OUT.search(one.sentence)
    kind = RelationKind.AMENDS.value if of_phrase else one.kind  # the rest of the place stays
    for written in one.places:
        place = place_of(written)
        passage = _passage(view, place, one.sentence)
        span = _span(view, place)
        old = view.text[span[0] : span[1]].strip() if span else ""
        yield Amendment(
            kind, one.name, one.id, written, passage, one.day, one.sentence, by_passage,
            old, _new(act, wording, place, old, one.sentence),
        )  # fmt: skip


def _passage(view: DocumentView, place: Place, sentence: str) -> int:
    """Return the passage of a place; of a new one, where it is added; 0 if that is not known."""
    beside = _BESIDE.search(sentence)
    has_articles = any("Điều" in passage.citation for passage in view.passages)
    for units in (place, place_of(beside[1]) if beside else (), place[1:], place[2:]):
        if has_articles and not any(unit == "điều" for unit, _ in units):
            continue  # every article has a khoản 1
        if units and (found := view.passage_at(cited(units))):
            return found
    return 0


def _passage_id(act: DocumentView, one: RelatedDocument) -> str:
    for number, passage in enumerate(act.passages, start=1):
        if passage.start <= one.start < passage.end:
            return f"{act.id}#{number}"
    return ""


def _span(view: DocumentView, place: Place) -> Span | None:
    """Return where a place stands in the text of a document."""
    article = tuple(unit for unit in place if unit[0] not in ("khoản", "điểm"))
    first = view.passage_at(cited(article)) if article else None
    if first is None:
        return None
    last = first
    for number in view.passages_at(cited(article)):
        if number not in (last, last + 1):
            break
        last = number
    span = view.passages[first - 1].start, view.passages[last - 1].end
    for unit in reversed(place[: len(place) - len(article)]):
        inner = _unit(view.text, span, *unit)
        if inner is None:
            return None
        span = inner
    return span


def _unit(text: str, within: Span, unit: str, label: str) -> Span | None:
    """Return the lines of an Điều, khoản or điểm: up to the next one of its kind."""
    start, end = within
    name = {"điều": "Điều"}.get(unit, unit)
    if name not in _MARKERS:
        return None
    own, others = (_MARKERS[name].format(label=one) for one in (re.escape(label), _ANY[name]))
    text = text[start:end]  # whose beginning begins a line
    found = re.search(rf"^[ \t]*{own}", text, re.MULTILINE | re.IGNORECASE)
    if found is None:
        return None
    following = re.compile(rf"^[ \t]*{others}", re.MULTILINE | re.IGNORECASE)
    behind = following.search(text, found.end())
    return start + found.start(), start + behind.start() if behind else end


def _wording(act: DocumentView, one: RelatedDocument) -> Span | None:
    """Return where the new wording stands that an instruction is followed by."""
    opening = _WORDING.search(act.text, one.start)
    if opening is None or opening.start() >= one.end:
        return None
    start, depth = opening.end("mark"), 1
    straight = opening["mark"] == '"'
    for place in range(start, min(len(act.text), start + _LONGEST)):
        letter = act.text[place]
        if straight:
            closes = letter == '"' and _ENDS_LINE.match(act.text, place + 1) is not None
            depth -= closes
        else:
            depth += (letter in "“„«") - (letter in "”»")
        if depth == 0:
            return start, place
    return None


def _new(
    act: DocumentView | None, wording: Span | None, place: Place, old: str, sentence: str
) -> str:
    """Return the wording that an act gives a place."""
    if exchanged := _EXCHANGED.search(sentence):
        return old.replace(exchanged[1].strip(), exchanged[2].strip())
    if left_out := _LEFT_OUT.search(sentence):
        return old.replace(left_out[1].strip(), "")
    if act is None or wording is None:
        return ""
    for unit in reversed(place):  # of several places each has its own part of the wording
        wording = _unit(act.text, wording, *unit) or wording
    return act.text[wording[0] : wording[1]].strip().lstrip(_OPENS)
