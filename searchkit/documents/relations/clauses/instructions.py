"""What an item of an amending article does: ``2. Sửa đổi khoản 1 Điều 3 như sau:``.

The document is named above, in the article or in the title of the act; the item names a place in it
(Nghị định 78/2025/NĐ-CP shows how amending acts are laid out).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from searchkit.documents.relations.model import THIS, Cited, Relation, RelationKind
from searchkit.documents.relations.verbs import Verb, verbs
from searchkit.text.legal.place_lists import Place, cited, place_lists, place_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_LETTERED = re.compile(r"[\s“\"]*[a-zđ]{1,2}\s?[.)]")
_INSTRUCTED = re.compile(r"(?<!\w)(?:được|bị)\s+(?=sửa|bổ sung|thay|bãi bỏ|hủy bỏ|đính chính)")
_BESIDE = re.compile(r"(?<!\w)(?:vào\s+)?(?:sau|trước|liền kề)(?!\w)|như sau|(?<!\w)thành(?!\w)")
_ADDED = re.compile(r"(.*?)(?<!\w)(?:vào|sau|trước)(?:\s+(?:sau|trước|liền|kề|cuối))*\s*")
_NO_INSTRUCTION = (RelationKind.GUIDES, RelationKind.CONSOLIDATES, RelationKind.EXTENDS)
_FURTHEST = 200


class Frame(NamedTuple):
    """What paragraphs above say of a sentence.

    ``kind`` is what is done to documents that it lists (``bãi bỏ các văn bản sau đây:``);
    ``target`` is the document that an amending article is about, ``article`` the article of it that
    the items below are about (``sửa đổi một số khoản của Điều 25 như sau: a) …``).
    """

    kind: RelationKind | None = None
    target: Cited = THIS
    article: Place = ()


def instruction(
    lowered: str, head: int, own_verbs: Sequence[Verb], frame: Frame
) -> Relation | None:
    """Return what an item does to the document of its frame; None if it names no place.

    ``lowered`` is the item in small letters, ``head`` where it begins behind its numbering.
    """
    said = _said(lowered, head, own_verbs)
    if said is None or said[0] in _NO_INSTRUCTION:
        return None
    kind, rest = said
    stop = _BESIDE.search(rest)
    lists = place_lists(rest[: stop.start()] if stop else rest)
    beside = place_lists(rest[stop.end() :])[:1] if stop else []
    around = beside[0].places[-1] if beside else ()
    places = tuple(
        cited(_in_article(lowered, _completed(place, around), frame.article))
        for listed in lists
        for place in listed.places
    )
    return Relation(kind, frame.target, THIS, places, whole=False) if places else None


def with_added(gap: str, places: tuple[str, ...]) -> tuple[str, ...]:
    """Return the places that are added, not those beside them: ``khoản 4 vào sau khoản 3 Điều 5``.

    ``gap`` is what stands between the verb and ``places``.
    """
    added = _ADDED.fullmatch(gap) if places else None
    lists = place_lists(added[1]) if added else []
    around = place_of(places[0]) if lists else ()
    new = [cited(_completed(place, around)) for listed in lists for place in listed.places]
    return tuple(new) or places


def article_of(place: Place) -> Place:
    """Return ``Điều 5`` of ``khoản 2 Điều 5``, nothing of a place that names no article."""
    return tuple(unit for unit in place if unit[0] == "điều")


def _said(lowered: str, head: int, own_verbs: Sequence[Verb]) -> tuple[RelationKind, str] | None:
    """Return the verb, and the words of the item that name places."""
    for verb in own_verbs:
        if verb.start == head and not verb.passive:
            return verb.kind, lowered[verb.end :]
    passive = _INSTRUCTED.search(lowered[: head + _FURTHEST])
    if passive is None:
        return None
    words = verbs(lowered[passive.end() :])
    if not words or not place_lists(lowered[head : head + 12]):
        return None
    return words[0].kind, lowered[head : passive.start()]


def _in_article(lowered: str, place: Place, article: Place) -> Place:
    """Return a khoản or điểm with the article that the items around it are about."""
    inner = all(unit in ("khoản", "điểm") for unit, _ in place)
    return (*place, *article) if inner and _LETTERED.match(lowered) else place


def _completed(place: Place, beside: Place) -> Place:
    """Return ``khoản 3``, added behind ``khoản 2 Điều 5``, as ``khoản 3 Điều 5``."""
    units = [unit for unit, _ in beside]
    if place[-1][0] not in units:
        may_lie_in = units and all(unit in ("điểm", "khoản") for unit, _ in place)
        return (*place, *beside) if may_lie_in else place
    return (*place, *beside[units.index(place[-1][0]) + 1 :])
