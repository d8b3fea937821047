"""The documents that a sentence names, by number or by name, each with the places cited in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from searchkit.documents.relations.model import THIS, Cited
from searchkit.text.legal.dates import TextDate, dates
from searchkit.text.legal.document_numbers import document_numbers
from searchkit.text.legal.law_names import law_names
from searchkit.text.legal.place_lists import PlaceList, cited, place_lists
from searchkit.text.legal.symbols import document_types

_LONGEST_TITLE = 160
"""Characters of a law's name in front of its number."""

_LAW_IN_FRONT = re.compile(
    r"(?<!\w)(?:Bộ luật|Luật|Pháp lệnh|Hiến pháp)(?:\s(?!(?:Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị"
    r" quyết|Thông tư|Quyết định)\s)[^\s;:“”]+){0,30}?\s+số:?\s*\Z"
)
_OF_LAWS = ("luật", "bộ luật", "pháp lệnh", "hiến pháp")
_THIS = re.compile(r" này(?!\w)")
_TO_PLACES = re.compile(
    r"[\s,(–-]*(?:(?:của|tại|trong|thuộc|theo|ở|về|các|và)(?!\w)[\s,]*)*"
    r"(?:(?:[^\W\d_][^;:]{0,200}?\s)?(?:ban hành\s+)?kèm theo\s+)?",
    re.IGNORECASE,
)
AMENDING_LAW = ("@luat sua doi", "@bo luat sua doi", "@phap lenh sua doi")
"""How the key of a law begins whose name says that it amends another."""

_OF_ASSEMBLY = re.compile(r"/qh\Z")
_TERM_APART = re.compile(r"\s(\d{1,2})(?![\w/.])")
"""``số 03/1998/QH 10``: the term of the National Assembly behind a blank."""

_SAME_TYPE = re.compile(r"(?<!\w)số\s*\Z")
_ISSUES = re.compile(r"(?<!\w)ban hành\s+\Z")
_NEXT_NUMBERED_LAW = re.compile(
    r"[\s,]*(?:và\s+)?(?:Bộ luật|Luật|Pháp lệnh)\s[^;:.\d]{2,120}?\ssố:?\s*\d"
)
_FILE_ENDINGS = (".doc", ".docx", ".pdf", ".xls", ".xlsx", ".rtf", ".zip", ".rar")
"""How the name of an attached file ends, which is no sentence: ``Phu luc TT 54-2014-BNN.doc``."""

_WORDS = re.compile(r"[^\W\d_]+")
_FURTHEST_PLACES = 240
_DAY_BEHIND = re.compile(r"[\s,(]*(?:được\s+\S+(?:\s\S+){0,8}?\s+thông qua\s+)?(?:ngày\s*)?\Z")
_SHOWN = 160
_LONGEST_TYPE = 48
_MOST_TYPE_WORDS = 4


class Mention(NamedTuple):
    """A document named at ``[start:end]`` of a sentence; ``cited`` is `THIS` for ``Luật này``.

    ``begin`` is where the places in front of it begin, or ``start``. ``places`` are cited places.
    ``end`` is behind the date.
    """

    begin: int
    start: int
    end: int
    cited: Cited
    places: tuple[str, ...]
    type: str


@lru_cache(maxsize=16)  # who reads relations and who reads effects ask for the same sentence
def mentions(sentence: str) -> tuple[Mention, ...]:
    """Find the documents that a normalised sentence names, in order; ``này`` is among them."""
    lowered = sentence.lower()
    if lowered.rstrip().endswith(_FILE_ENDINGS):
        return ()
    spans = [*_numbered(sentence, lowered), *_named(sentence)]
    spans += _this(lowered)
    if not spans:
        return ()
    spans.sort(key=lambda span: (span[0], -span[1]))
    places = place_lists(lowered)
    found: list[Mention] = []
    for start, end, document, kind in spans:
        if found and start < found[-1].end:
            law = found[-1]
            if not law.cited.key.startswith(AMENDING_LAW) or document.key[:1] == "@":
                continue
            if _numbers_amending(sentence, law.start, end, document):
                written = " ".join(sentence[law.start : end].split())[:_SHOWN]
                found[-1] = law._replace(end=end, cited=replace(document, text=written))
                continue
            found[-1] = law._replace(end=start)
        begin, own = _places_in_front(lowered, places, start, found[-1].end if found else 0)
        found.append(Mention(begin, start, end, document, own, kind))
    return tuple(found)


@lru_cache(maxsize=16)  # asked for with the documents, and again by whoever asked for these
def days_of(sentence: str) -> tuple[TextDate, ...]:
    """Find the dates in a normalised sentence, in order."""
    return tuple(dates(sentence))


def _numbers_amending(sentence: str, start: int, end: int, law: Cited) -> bool:
    """Say whether ``số 64/2014/QH13`` behind ``Luật sửa đổi … Luật X`` is that of the amending law.

    It is in thirteen of the fifteen places of the Pháp điển that have such a number. The others
    number each of several laws that are amended, or give another year than that of the day; and
    an amending law itself tells what it amends: ``Quốc hội ban hành Luật sửa đổi … Luật X số …``.
    """
    if _ISSUES.search(sentence, 0, start):
        return False
    year = law.key.split("/")[1]
    if law.date and law.date[:4] != year:
        return False
    return _NEXT_NUMBERED_LAW.match(sentence, end) is None


def _numbered(sentence: str, lowered: str) -> list[tuple[int, int, Cited, str]]:
    numbers = document_numbers(sentence)
    known = days_of(sentence) if numbers else ()
    starts = [day.start for day in known]
    found: list[tuple[int, int, Cited, str]] = []
    for number in numbers:
        before = sentence[max(0, number.start - _LONGEST_TITLE) : number.start]
        start = number.start
        kind = _type_in_front(lowered, number.start)
        named = kind is None or kind[1] in _OF_LAWS  # "… quy phạm pháp luật số 17/2008/QH12"
        if named and (law := _LAW_IN_FRONT.search(before)):
            start -= len(before) - law.start()
        elif kind:
            start = kind[0]
        elif found and (same := _SAME_TYPE.search(before)):  # "Nghị định số 5/… và số 7/…"
            start -= len(before) - same.start()
        end, key, date = number.end, number.key, ""
        if _OF_ASSEMBLY.search(key) and (term := _TERM_APART.match(sentence, end)):
            end, key = term.end(), key + term[1]
        following = bisect_left(starts, end)
        if following < len(known) and known[following].precision == "day":
            day = known[following]
            if day.start - end < 90 and _DAY_BEHIND.fullmatch(sentence, end, day.start):
                end, date = day.end, day.first.isoformat()
        written = " ".join(sentence[start:end].split())[:_SHOWN]
        of_law = kind is None or kind[1] in _OF_LAWS
        own = number.type or ("law" if of_law or kind is None else kind[1])
        found.append((start, end, Cited(key, date, written), own))
    return found


def _named(sentence: str) -> list[tuple[int, int, Cited, str]]:
    return [
        (
            law.start,
            law.end,
            Cited(f"@{law.term}", "", " ".join(sentence[law.start : law.end].split())[:_SHOWN]),
            "law",
        )
        for law in law_names(sentence)
    ]


def _places_in_front(
    lowered: str, lists: list[PlaceList], start: int, after: int
) -> tuple[int, tuple[str, ...]]:
    """Return where the places cited in a document begin, and which they are."""
    for listed in reversed(lists):
        if listed.end > start:
            continue
        if listed.start < after or start - listed.end > _FURTHEST_PLACES:
            break
        if _TO_PLACES.fullmatch(lowered, listed.end, start):
            return listed.start, tuple(map(cited, listed.places))
        break
    return start, ()


def _type_in_front(lowered: str, end: int) -> tuple[int, str] | None:
    """Return where the name of a type begins that ends before an offset, and the name."""
    front = lowered[max(0, end - _LONGEST_TYPE) : end].rstrip(" :.")
    if front.endswith(("số liên tịch", "số liên bộ")):  # a slip that is not rare
        front = front[: front.rindex("số")].rstrip()
    words = _WORDS.findall(front.removesuffix("số"))
    for joint in (("liên", "tịch"), ("liên", "bộ")):
        if tuple(words[-2:]) == joint and " ".join(words[-4:]) not in _types():
            words = words[:-2]
    for count in range(min(len(words), _MOST_TYPE_WORDS), 0, -1):
        name = " ".join(words[-count:])
        if name in _types():
            before = words[-count - 1 : -count]
            first = f"{before[0]} {name}" if before in (["các"], ["bản"]) else name
            start = lowered.rfind(first.split()[0], 0, end)
            return start, name
    return None


@lru_cache(maxsize=1)
def _types() -> frozenset[str]:
    return frozenset(row.name.lower() for row in document_types()) | {"văn bản"}


def _this(lowered: str) -> list[tuple[int, int, Cited, str]]:
    """Find ``Thông tư này``: the words in front of ``này`` are looked at, which is the rare one."""
    found = []
    for this in _THIS.finditer(lowered):
        if kind := _type_in_front(lowered, this.start() + 1):
            found.append((kind[0], this.end(), THIS, kind[1]))
    return found
