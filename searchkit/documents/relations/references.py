"""The documents that a sentence names, by number or by name, each with the places cited in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from searchkit._dataclass import replace
from searchkit.documents.relations.model import THIS, Cited
from searchkit.text.legal.dates import TextDate, dates
from searchkit.text.legal.document_numbers import document_numbers
from searchkit.text.legal.law_names import LawName, law_names
from searchkit.text.legal.place_lists import PlaceList, cited, place_lists
from searchkit.text.legal.symbols import document_types
from searchkit.text.spelling.syllables import fold_term

_LONGEST_TITLE = 160
"""Characters of a law's name in front of its number."""

_LAW_IN_FRONT = re.compile(
    r"(?<!\w)(?:Bộ luật|Luật|Pháp lệnh|Hiến pháp)(?:\s(?!(?:Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị"
    r" quyết|Thông tư|Quyết định)\s)[^\s;:“”]+){0,30}?\s+\(?số:?\s*\Z"
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

_AMENDING = ("luật sửa đổi", "bộ luật sửa đổi", "pháp lệnh sửa đổi")

_OF_ASSEMBLY = re.compile(r"(?:/|ubtv)qh\Z")
_TERM_APART = re.compile(r"\s(\d{1,2})(?![\w/.])")
"""``số 03/1998/QH 10``: the term of the National Assembly behind a blank."""

_CHARTER = re.compile(
    r"(?<!\w)Điều lệ (?:(?P<party>Đảng(?: Cộng sản Việt Nam)?)(?!\w)|(?:Công đoàn|Mặt trận Tổ quốc"
    r"|Hội [A-ZĐ][^\W\d_]+(?: [^\W\d_]+){0,4}) Việt Nam"
    r"|Đoàn (?:Thanh niên Cộng sản|TNCS) Hồ Chí Minh)"
)
_PARTY = "Điều lệ Đảng Cộng sản Việt Nam"
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
    ``end`` is behind the date. ``amended`` are the laws in the name of an amending
    law whose number or year is told.
    """

    begin: int
    start: int
    end: int
    cited: Cited
    places: tuple[str, ...]
    type: str
    amended: tuple[Cited, ...] = ()


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
            elsewhere = any(one.cited.key == document.key for one in found[:-1])
            if not elsewhere and _numbers_amending(sentence, law.start, end, document):
                written = " ".join(sentence[law.start : end].split())[:_SHOWN]
                found[-1] = law._replace(end=end, cited=replace(document, text=written))
                continue
            found[-1] = law._replace(end=start, amended=())
        begin, own = _places_in_front(lowered, places, start, found[-1].end if found else 0)
        amending = lowered.startswith(_AMENDING, start)
        amended = _amended(sentence[start + 1 : end]) if amending else ()
        found.append(Mention(begin, start, end, document, own, kind, amended))
    return tuple(one._replace(amended=()) if _is_of_many(one) else one for one in found)


def _is_of_many(one: Mention) -> bool:
    """Tell the bare name of an amending law, which may be one of several."""
    return bool(one.amended) and one.cited.key[:1] == "@" and not one.cited.year


@lru_cache(maxsize=16)  # asked for with the documents, and again by whoever asked for these
def days_of(sentence: str) -> tuple[TextDate, ...]:
    """Find the dates in a normalised sentence, in order."""
    return tuple(dates(sentence))


def _amended(title: str) -> tuple[Cited, ...]:
    """Return the laws in the name of an amending law, of which the first letter is left out.

    A year behind them is that of the amending law.
    """
    laws = law_names(title)
    return tuple(Cited(f"@{' '.join(law.words)}", "", title[law.start : law.end]) for law in laws)


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
    found = [
        (law.start, law.end, Cited(f"@{law.term}", "", _shown(sentence, law)), "law")
        for law in law_names(sentence)
    ]
    if "Điều lệ" in sentence:
        for charter in _CHARTER.finditer(sentence):
            name = _PARTY if charter["party"] else charter[0]
            key = "@" + " ".join(map(fold_term, _WORDS.findall(name)))
            found.append((*charter.span(), Cited(key, "", charter[0]), "điều lệ"))
    return found


def _shown(sentence: str, law: LawName) -> str:
    written = " ".join(sentence[law.start : law.end].split())[:_SHOWN]
    bare = law.words[0] == "luat" and fold_term(written[:4]) != "luat"
    return f"Luật {written}" if bare else written  # "các Luật: Đầu tư; Nhà ở"


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
    words = front.removesuffix("số").split()[-_MOST_TYPE_WORDS - 2 :]
    if not all(map(str.isalpha, words)):
        words = _WORDS.findall(" ".join(words))
    if not words or words[-1] not in _last_words():
        return None
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


@lru_cache(maxsize=1)
def _last_words() -> frozenset[str]:
    return frozenset([*(name.split()[-1] for name in _types()), "tịch", "bộ"])


def _this(lowered: str) -> list[tuple[int, int, Cited, str]]:
    """Find ``Thông tư này``: the words in front of ``này`` are looked at, which is the rare one."""
    found = []
    for this in _THIS.finditer(lowered):
        if kind := _type_in_front(lowered, this.start() + 1):
            found.append((kind[0], this.end(), THIS, kind[1]))
    return found
