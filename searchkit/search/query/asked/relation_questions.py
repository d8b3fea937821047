"""Questions of what was done to a document, and whether it holds.

``văn bản nào sửa đổi nghị quyết 18-NQ/TW``, ``nghị định 15/2020/NĐ-CP bị thay thế chưa``, ``luật
đất đai 2013 còn hiệu lực không``, with diacritics or without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._lazy import lazy_pattern
from searchkit._named_tuple import NamedTuple
from searchkit.documents.relations.model import ENDING, RelationKind
from searchkit.text.spelling.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

_KINDS: Mapping[str, tuple[RelationKind, ...]] = {
    "amends": (RelationKind.AMENDS,),
    "ends": ENDING,
    "suspends": (RelationKind.SUSPENDS,),
    "corrects": (RelationKind.CORRECTS,),
    "consolidates": (RelationKind.CONSOLIDATES,),
    "extends": (RelationKind.EXTENDS,),
    "guides": (RelationKind.GUIDES,),
}
_VERB = lazy_pattern(
    r"(?<![^\W_])(?:(?P<amends>sua doi(?:,? (?:va )?bo sung)?|bo sung|sua)"
    r"|(?P<ends>thay(?: the)?(?: bang)?|bai bo|huy bo|(?:lam )?(?:het|cham dut|mat) hieu luc)"
    r"|(?P<suspends>(?:ngung|dinh chi)(?: hieu luc)?)|(?P<corrects>dinh chinh)"
    r"|(?P<consolidates>hop nhat)|(?P<extends>gia han|keo dai)"
    r"|(?P<guides>quy dinh chi tiet(?: va huong dan)?(?: thi hanh)?"
    r"|huong dan(?: thi hanh| thuc hien)?))(?![^\W_])"
)
_LONGEST = 400
"""Characters of a question."""

_LEAD = lazy_pattern(
    r"\s*(?:(?:cho hoi|xin hoi|toi muon hoi|hoi|xem|tim|kiem tra|tra cuu|cac|nhung|co|danh sach) )*"
)
_WHEN = (
    r"(?: (?:tu )?(?:khi|ngay|luc|thoi diem|nam) nao| (?:tu )?bao gio| den (?:khi|ngay) nao"
    r"| khong| chua| hay (?:khong|chua|het|het hieu luc|da het)| nua| the nao| ra sao)"
)
_ACTS = r"(?:van ban|nghi dinh|nghi quyet|thong tu|quyet dinh|chi thi|luat|phap lenh|quy dinh)"
_BEFORE_VERB = lazy_pattern(
    rf"(?:(?:[^\W\d_]+ ){{1,4}}(?P<asks>nao|gi)|{_ACTS})"
    r"(?: (?:da|dang|se|moi|duoc ban hanh de|dung de|de|co noi dung))? "
)
_PARTS = lazy_pattern(
    r" (?:(?:mot so |cac )?(?:dieu|noi dung|khoan)(?: cua)? |cho |doi voi |cua )?"
)
_END = lazy_pattern(r"(?: (?:khong|chua|hay chua|hay khong|the|vay|a))*[ ?.]*\Z")
_COLLOQUIAL = lazy_pattern(r"(?: (?:da|co|moi))+ \Z")
_ASKED_WHETHER = lazy_pattern(rf"{_WHEN}+[ ?.]*")
_PASSIVE = lazy_pattern(r"(?: (?:da|co|dang|se))* (?:bi|duoc) \Z")
_BY_WHOM = lazy_pattern(
    r"(?: mot phan| toan bo)?(?: (?:boi|bang|theo|tai))*(?: (?:cac |nhung )?"
    rf"{_ACTS}(?: (?:nao|gi))?)?(?: (?:nao|gi)|{_WHEN})*[ ?.]*"
)
_WHOM = lazy_pattern(rf"(?: (?:cac|nhung|doi voi))? {_ACTS} (?:nao|gi)(?: the| vay)?[ ?.]*")
_HOLDS = (
    lazy_pattern(
        r"(?P<of>.+?)(?: (?:da|con|co|dang|van con|van|hien|thi|hien nay))*"
        r" (?:het |con |co )?(?:hieu luc|duoc ap dung)(?: (?:thi hanh|phap luat|phap ly))?"
        rf"{_WHEN}+[ ?.]*"
    ),
    lazy_pattern(
        r"(?:tinh trang |tinh )?hieu luc(?: thi hanh| phap ly)?(?: cua)? (?P<of>.+?)[ ?.]*"
    ),
    lazy_pattern(
        r"(?:tu )?(?:khi nao|bao gio|ngay nao)(?: thi)? (?P<of>.+?)"
        r" (?:bat dau )?(?:co|het) hieu luc[ ?.]*"
    ),
)
_VALIDITY = ("hieu luc", "ap dung")
_PLACE = lazy_pattern(
    r"(?P<place>(?:diem [^\W_]{1,2},? )?(?:khoan [0-9]+[a-z]?,? )?dieu [0-9]+[a-z]?),?(?: cua)? "
)


class RelationQuestion(NamedTuple):
    """What is asked of the document that ``of`` names.

    ``kinds`` are what others did to it, or with ``does`` what it did to others; without any the
    question is whether it, or a ``place`` in it, holds. ``asks``: it has the form of a question, so
    that nothing is an answer, too.
    """

    of: str
    kinds: tuple[RelationKind, ...] = ()
    does: bool = False
    place: str = ""
    asks: bool = True


def relation_question(text: str) -> RelationQuestion | None:
    """Return what a query asks of relations; None if it asks nothing of them."""
    folded = fold(text).lower()
    if len(folded) != len(text) or len(text) > _LONGEST:
        return None
    lead = _LEAD.match(folded)
    start = lead.end() if lead else 0
    if any(word in folded for word in _VALIDITY):
        for pattern in _HOLDS:
            if found := pattern.fullmatch(folded, start):
                return _of_place(text, folded, *found.span("of"))
    for verb in _VERB.finditer(folded, start):
        if question := _of_verb(text, folded, start, verb.span()):
            return question._replace(kinds=_KINDS[verb.lastgroup or ""])
    return None


def _of_verb(text: str, folded: str, start: int, verb: tuple[int, int]) -> RelationQuestion | None:
    """Return what is asked around a verb, in the active voice or in the passive."""
    begin, end = verb
    if who := _BEFORE_VERB.fullmatch(folded, start, begin):
        parts, over = _PARTS.match(folded, end), _END.search(folded, end)
        of = text[parts.end() if parts else end : over.start() if over else len(text)]
        return RelationQuestion(of.strip(" ,.?"), asks=who["asks"] is not None) if of else None
    if passive := _PASSIVE.search(folded, start, begin):
        by = _BY_WHOM.fullmatch(folded, end)
        asked = by is not None and by[0].strip(" ?.")
        return RelationQuestion(text[start : passive.start()].strip()) if asked else None
    colloquial = _COLLOQUIAL.search(folded, start, begin)
    if colloquial and _ASKED_WHETHER.fullmatch(folded, end):  # "luật đất đai đã sửa đổi chưa"
        return RelationQuestion(text[start : colloquial.start()].strip())
    if _WHOM.fullmatch(folded, end):
        return RelationQuestion(text[start:begin].strip(), does=True)
    return None


def _of_place(text: str, folded: str, start: int, end: int) -> RelationQuestion:
    place = _PLACE.match(folded, start, end)
    own = text[slice(*place.span("place"))] if place else ""
    return RelationQuestion(text[place.end() if place else start : end].strip(" ,.?"), place=own)
