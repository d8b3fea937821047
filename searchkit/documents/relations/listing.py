"""The list below a paragraph that ends with a colon: ``Bãi bỏ các văn bản sau đây:``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from searchkit._dataclass import replace
from searchkit.documents.relations.clauses.openings import issued, opens
from searchkit.documents.relations.clauses.relating import relate
from searchkit.documents.relations.clauses.sentence import head_end
from searchkit.documents.relations.consolidated import subject_of_list
from searchkit.documents.relations.model import ACTING, THIS, Cited, Relation, RelationKind
from searchkit.documents.relations.references import days_of
from searchkit.documents.relations.sentences import sentences
from searchkit.documents.relations.verbs import verbs
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from searchkit.documents.relations.clauses.instructions import Frame

_LISTED = (*ACTING, RelationKind.BASIS, RelationKind.CONSOLIDATES)
_SINCE_EFFECT = re.compile(
    r"[\s,]*(?:kể )?từ ngày(?: \S+){1,4} này(?: chính thức| bắt đầu)? có hiệu lực(?: thi hành)?\Z"
)
"""``Bãi bỏ các văn bản sau đây kể từ ngày Thông tư này có hiệu lực:``."""

_UNTIL = re.compile(r"(?:áp dụng )?(?:cho )?đến khi .{3,240}? (?=đối với )")
"""``Tạm ngưng hiệu lực cho đến khi Luật X có hiệu lực đối với các văn bản sau:``."""

_HAS_EFFECT_FROM = re.compile(r"có hiệu lực(?: thi hành)? (?:kể )?từ (?:ngày )?\Z")
_ITEM = re.compile(r"\s*(?:\d{1,3}(?:\.\d{1,2})*[.)-]|[a-zđ]{1,2}[.)]|[-–+*•])\s*")
_BULLETS = ("-", "–", "+", "*", "•")
_ATTACHED = re.compile(
    r"[^\w\n]*(?:\d{1,2}[.)]\s*)?(?:Điều \d{1,2}\. )?Ban hành kèm theo (?:[^\W\d_]+ ){1,3}này"
    r"(?:(?: (?:các|\d+))? (?:[^\W\d_]+ ){1,5}sau(?: đây)?)?\s*:?\s*(?:\n|\Z)"
)
_NAME = re.compile(r"[“\"'‘]{0,2}(?P<name>[^\W_][^.;:(\n“”\"]{4,300})")
_PROBE, _PROBED = "Luật số 1/1999/QH9", "1/1999/qh9"


class Listing(NamedTuple):
    """What is done to the documents of a list, or with ``target`` what these do to that one."""

    kind: RelationKind
    target: Cited = THIS


def announced(paragraph: str, frame: Frame) -> Listing | None:
    """Return what a normalised paragraph that ends with a colon says of the documents below it."""
    *_, (first, last) = sentences(paragraph)
    sentence = paragraph[first:last]
    lowered = sentence.lower()
    if not (
        any(verb.kind in _LISTED for verb in verbs(lowered))
        or opens(lowered, head_end(lowered))
        or "hết hiệu lực" in lowered
    ):
        return None
    if changed := subject_of_list(sentence):
        return Listing(RelationKind.AMENDS, changed)
    probe = f"{_UNTIL.sub('', _SINCE_EFFECT.sub('', sentence.rstrip(' :')))} {_PROBE}"
    if "hết hiệu lực" in sentence:
        probe = f"{_PROBE} hết hiệu lực"
    for relation in relate(probe, frame):
        if relation.target.key == _PROBED and relation.source == THIS:
            return Listing(relation.kind) if relation.kind in _LISTED else None
    return None


def listed(text: str, start: int, listing: Listing, frame: Frame) -> Generator[Relation, None, int]:
    """Yield what is said of the documents of a list that begins there; returns where it ends."""
    frame = frame._replace(kind=listing.kind)
    level = ""
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        raw = text[start:end]
        if not raw.strip():
            start = end + 1
            continue
        item = _ITEM.match(raw)
        mark = item[0].strip() if item else ""
        shape = _shape(mark)
        if level and shape != level and not mark.startswith(_BULLETS):
            break
        normal = normalize(raw)
        found = [
            (first, last, one)
            for first, last in sentences(normal.text)
            for one in relate(normal.text[first:last], frame)
        ]
        if not any(one.kind is listing.kind and one.source == THIS for _, _, one in found):
            break
        level = level or shape
        for begin, stop, one in found:
            first, last = normal.span(begin, stop)
            sentence = normal.text[begin:stop]
            for said in _said(one, listing, sentence):
                yield replace(said, start=start + first, end=start + last)
        start = end + 1
    return min(start, len(text))


def attached_below(text: str, start: int) -> Iterator[Relation]:
    """Yield what is issued with the act where ``Ban hành kèm theo Thông tư này:`` begins there.

    It is what the line below names, and with numbers those that go on with them.
    """
    heading = _ATTACHED.match(text, start)
    at, level = (heading.end() if heading else len(text)), None
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        item = _ITEM.match(text, at, end)
        named = _NAME.match(text, item.end() if item else at, end)
        shape = _shape(item[0].strip() if item else "")
        again = named is not None and named["name"].startswith("Ban hành kèm theo")
        if named is None or again or level not in (None, shape):
            return
        yield replace(issued(named["name"].strip(" ,'’")), start=start, end=end)
        if not shape:
            return
        at, level = end + 1, shape


def _shape(mark: str) -> str:
    """Return what numbers of one list have in common: ``1.`` and ``12.``, ``a)`` and ``đ)``."""
    return re.sub(r"\w+", "x", mark) + ("d" if mark[:1].isdigit() else "")


def _said(one: Relation, listing: Listing, sentence: str) -> tuple[Relation, ...]:
    """Return what an item says: of documents that act on the target, that they do."""
    if not listing.target or one.source or one.kind is not listing.kind:
        return (one,)
    day = next(
        (
            day.first.isoformat()
            for day in days_of(sentence)
            if day.precision == "day" and _HAS_EFFECT_FROM.search(sentence, 0, day.start)
        ),
        "",
    )
    return (replace(one, target=listing.target, source=one.target, places=(), day=day),)
