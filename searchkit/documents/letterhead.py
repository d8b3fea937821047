"""What the head of an official document says of itself: who, number, where, when, what about.

The parts and their places are those of Nghị định 30/2020/NĐ-CP, Phụ lục I, for state bodies, and of
Hướng dẫn 36-HD/VPTW for bodies of the Party. Extraction often weaves the two columns of a head
together, so every part is known by its own form, never by its line number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from searchkit.documents.extraction import fold_space
from searchkit.text.dates import dates
from searchkit.text.folding import fold
from searchkit.text.normalization import normalize
from searchkit.text.numbers import document_numbers
from searchkit.text.symbols import document_types, find_type

if TYPE_CHECKING:
    from collections.abc import Sequence

_REACH = 6000  # characters at the beginning of a text that may belong to a letterhead
_MOST_LINES = 60
_LINES_AROUND_TITLE = 12  # how far the number stands from the national title
_LINES_TO_TYPE = 14
_LINES_TO_DATE = 3  # of the right column, which may come below the summary of the left one
_SUMMARY_LINES = 8
_LONGEST_SUMMARY = 800  # characters
_LONGEST_TYPE_LINE = 60  # characters of "Nghị định của Chính phủ"
_LONGEST_NAME = 100  # characters of a body's name on one line
_LONGEST_TITLE_LINE = 200  # characters of a line with the national title; a sentence may name it

_OFFICIAL_LETTER = "Công văn"  # a number without a type, and a summary after "V/v"
_CONSOLIDATED = "Văn bản hợp nhất"  # its head names the consolidated act's type below its own

_STATE_TITLE = re.compile(r"(?<!nuoc )cong hoa xa hoi\s*chu nghia viet nam")
_STATE_TITLE_HALF = re.compile(
    r"^cong\s?hoa xa hoi$|^chu nghia viet nam$|^cong$|^hoa xa hoi chu nghia"
)
_PARTY_TITLE = re.compile(r"dang cong san viet nam$")
_MOTTO = re.compile(r"doc lap\W+tu do\W+hanh phuc")
_NUMBERED = re.compile(
    r"(?!.*(?:ngay|sua doi|bo sung|can cu|ve viec|v/v))(?:.{0,60}\s)?so\s*[:.]?\s*$"
)
_BODY_BEGINS = re.compile(r"\W*(?:can cu|dieu \d+)\b")
_OWN_LINE = re.compile(rf"^so|{_MOTTO.pattern}")
_NUMBER_WORD = re.compile(r"\b(?:luat )?so\s*[:.]?\s*(?:\d|:|$)")
_PLACE_DATE = re.compile(
    r"(?:(?P<place>[^\W\d_][\w .'–-]{1,40}?)\s*,\s*)?\bngày\s*(?P<day>\d{1,2})\s*"
    r"tháng\s*(?P<month>\d{1,2})\s*năm\s*(?P<year>\d\s*\d\s*\d\s*\d)\W*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w")
_CITED = re.compile(
    r"của (?P<body>.{3,80}?) số\s*:?\s*\S.{3,40}?\s*,?\s*ngày\s*\d+ tháng \d+ năm \d{4}",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^\W*(?:v\s*/\s*v|ve viec)\b[:.]?")
_ABOUT_WORDS = re.compile(r"^\W*(?:v\s*/\s*v|về việc)\b[:.]?\s*", re.IGNORECASE)
_ATTACHED = re.compile(r"\(\s*(?:ban hanh )?kem theo .*\)$")
_SHORT_ABOUT = re.compile(r"^\W*v\s*/\s*v\s*[:.]?\s*", re.IGNORECASE)
_STATE_NUMBER = re.compile(r"\d+[a-zđ]?\s*/")  # those of the Party have a hyphen there
_SUMMARY_END = re.compile(
    r"(?:can cu|kinh gui|thi hanh|luat nay|(?:chuong|phan|muc|dieu|phu luc) (?:thu |[ivx\d])"
    r"|\(?\s*(?:ban hanh )?kem theo|[ivx]+\s*[.)-]|\d+\s*[./)](?!\d+/)|[a-z]\)|- |so\s*(?:[:\d]|$)"
    r"|noi nhan|thoi gian|dia diem|thanh phan|hom nay|\(?tai lieu)"
)
# What an án lệ says of itself below its summary (Nghị quyết 04/2019/NQ-HĐTP).
_ADOPTED = re.compile(r"\s*Được Hội đồng Thẩm phán\b.*", re.DOTALL)
_CITED_ABOUT = re.compile(r"(?:ve|huong dan|quy dinh|sua doi|ban hanh) ")
_BASIS = re.compile(r"(?:thuc hien|theo|xet|khoa) ")  # ends a summary, but may begin one
_AUTHORITY = re.compile(
    r"(?:chinh phu|thu tuong|bo truong|chu tich|thong doc|giam doc|tong giam doc|truong ban"
    r"|hoi dong|uy ban|quoc hoi|chanh an|vien truong|tong cuc truong|cuc truong"
    r"|ban chap hanh|ban thuong vu|bo chinh tri|ban bi thu|tong thanh tra|tong kiem toan"
    r"|hieu truong|ban bien tap)\b"
)
_BODY = re.compile(
    r"(?:quoc hoi|chu tich nuoc|chinh phu|thu tuong|uy ban|hoi dong|bo |so |cuc |tong cuc |chi cuc "
    r"|van phong|ban |tinh uy|thanh uy|huyen uy|quan uy|thi uy|dang uy|dang bo|chi bo|toa an|vien "
    r"|phong |truong |trung tam|cong an|lien doan|hoi |mat tran|doan |tap doan|tong cong ty"
    r"|cong ty |ngan hang|kho bac|bao hiem|thanh tra|kiem toan|benh vien|hoc vien|dai hoc"
    r"|thong tan xa|dai |bql |ubnd |hdnd )"
)


_TERRITORY = re.compile(r"(?:tinh|thanh pho|tp|huyen|quan|thi xa|thi tran|xa|phuong|dac khu)[ .]")


class _Line(NamedTuple):
    """A line of the head: its end in the text, its words in one spelling, and those folded."""

    end: int
    text: str
    folded: str


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The fields that a head really has, and the offset in the text at which it ends.

    Keys: ``number``, ``date`` (ISO 8601), ``place``, ``type``, ``summary`` (trích yếu), ``issuer``
    and ``superior`` (the body above the issuer). A text without a letterhead has none, ``end`` 0.
    """

    fields: dict[str, str] = field(default_factory=dict)
    end: int = 0


def read_letterhead(text: str) -> Letterhead:
    """Return the letterhead at the beginning of ``text``."""
    lines = _lines(text)
    title = _find_title(lines)
    number = _find_number(lines, title)
    if title is None and number is None:
        return _cited_head(lines)
    anchor = max(at for at in (title, number and number[0], -1) if at is not None)
    kind, summary, last = _type_and_summary(lines, (number[0] if number else anchor) + 1, anchor)
    if number and kind in (None, _OFFICIAL_LETTER):
        typed, about = _typed_number(lines[number[0]])
        kind, summary = typed or kind, about or summary
        below = number[0] + 1
        if typed and not summary and below < len(lines) and lines[below].folded.startswith("ve "):
            summary, last = _summary(lines, below)
    if kind is None and number is None:
        return Letterhead()
    if any(_type_of(line) == _CONSOLIDATED for line in lines[:anchor]):
        kind, summary = _CONSOLIDATED, f"{kind or ''} {summary}".strip()
    if last + 1 < len(lines) and _ATTACHED.match(lines[last + 1].folded):
        last += 1
    place_and_date, dated = _place_and_date(lines[: last + 1 + _LINES_TO_DATE])
    fields = {
        "number": number[1] if number else "",
        **place_and_date,
        "type": kind or "",
        "summary": summary,
        **(_issuer(lines, number[0] if number else anchor + 1) if title is not None else {}),
    }
    return Letterhead(
        {key: value for key, value in fields.items() if value}, lines[max(last, dated)].end
    )


def _cited_head(lines: list[_Line]) -> Letterhead:
    """Read a head as gazettes print it: ``NGHỊ ĐỊNH / của Chính phủ số … ngày … / về …``."""
    kind = _type_of(lines[0]) if len(lines) > 1 else None
    last = min(2, len(lines) - 1)
    cited = " ".join(line.text for line in lines[1 : last + 1])
    match = _CITED.match(cited)
    numbers = document_numbers(match[0]) if match else []
    days = dates(match[0]) if match else []
    if kind is None or match is None or not numbers or not days:
        return Letterhead()
    about = cited[match.end() :].strip(" .")
    if _CITED_ABOUT.match(f"{fold(about).lower()} "):
        more, last = _summary(lines, last + 1, kept=[about])
    else:
        more = ""
    fields = {
        "number": "".join(numbers[0].text.split()),
        "date": days[0].date.isoformat(),
        "type": kind,
        "issuer": match["body"],
        "summary": more,
    }
    return Letterhead({key: value for key, value in fields.items() if value}, lines[last].end)


def is_ceremonial(line: str) -> bool:
    """Tell whether a line is a national title, motto or Party title, which says nothing."""
    folded = fold(fold_space(str(normalize(line)))).lower()
    return any(pattern.search(folded) for pattern in (_STATE_TITLE, _MOTTO, _PARTY_TITLE))


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    for match in re.finditer(r"[^\n]+", text[:_REACH]):
        if not _WORD.search(match[0]):
            continue
        spelt = fold_space(str(normalize(match[0])))
        lines.append(_Line(match.end(), spelt, fold(spelt).lower()))
    return lines[:_MOST_LINES]


def _find_title(lines: list[_Line]) -> int | None:
    """Return the line of the national title, or of the Party's, that ends it."""
    for at, line in enumerate(lines):
        if _BODY_BEGINS.match(line.folded):
            break
        if len(line.text) > _LONGEST_TITLE_LINE:
            continue
        before = lines[at - 1].folded if at else ""
        if _STATE_TITLE.search(line.folded) or _STATE_TITLE.search(f"{before} {line.folded}"):
            return at
        if _PARTY_TITLE.search(line.folded) and line.text.isupper():
            return at
    return None


def _find_number(lines: list[_Line], title: int | None) -> tuple[int, str] | None:
    """Return the line and the text of the document's own number, the one after ``Số:``.

    Below the type or the first legal basis stand the numbers of other documents only.
    """
    first = 0 if title is None else max(0, title - _LINES_AROUND_TITLE)
    for at in range(first, min(len(lines), first + 2 * _LINES_AROUND_TITLE)):
        line = lines[at]
        below = at > (-1 if title is None else title) and not _OWN_LINE.search(line.folded)
        if below and _SUMMARY_END.match(line.folded):
            break
        for found in document_numbers(line.text):
            before = line.folded[: found.start]
            if _names_itself(before) or (title is not None and _NUMBERED.match(before)):
                return at, "".join(found.text.split())
        if _type_of(line) not in (None, _CONSOLIDATED):
            break
    return None


def _names_itself(before: str) -> bool:
    """Tell whether a line begins with its own number: ``Số:``, ``Luật số:``, ``Án lệ số``."""
    named = before.rstrip(" :.").removesuffix("so").strip()
    return not named or named in dict(_type_names())


def _type_and_summary(lines: list[_Line], first: int, anchor: int) -> tuple[str | None, str, int]:
    """Return the type, the summary, and the last line that belongs to the head."""
    for at in range(first, min(len(lines), anchor + _LINES_TO_TYPE)):
        line = lines[at]
        if _ABOUT.match(line.folded):
            summary, last = _summary(lines, at)
            return _OFFICIAL_LETTER, _ABOUT_WORDS.sub("", summary), max(anchor, last)
        if found := _type_of(line):
            named = len(found) + 4 * line.folded.startswith("ban ")
            rest = line.text[named:].strip(" :.-")
            if rest and not fold(rest).lower().startswith("cua "):
                summary, last = _summary(lines, at)
                return found, summary[named:].strip(" :-"), last
            summary, last = _summary(lines, at + 1)
            return found, _SHORT_ABOUT.sub("", summary), max(at, last)
    return None, "", anchor


def _typed_number(line: _Line) -> tuple[str | None, str]:
    """Return the type that stands before a number or in it, and the summary after it.

    A head may be one line, ``Án lệ số 20/2018/AL về …``; and ``Số: 5/QĐ-UBND`` tells the type where
    no line does. Numbers of the Party leave open whether QĐ is Quyết định or Quy định.
    """
    number = document_numbers(line.text)[0]
    named = line.folded[: number.start].strip().removesuffix(":").removesuffix("so").strip()
    symbol = find_type(number.type) if number.type and _STATE_NUMBER.match(number.text) else None
    kind = dict(_type_names()).get(named) or (symbol.name if symbol else None)
    rest = line.text[number.end :].strip()
    return kind, rest if kind and fold(rest).lower().startswith("ve ") else ""


def _type_of(line: _Line) -> str | None:
    """Return the type that a line is, or that a line in capitals names at its beginning.

    A line may be in small letters where a font (.VnTimeH) showed them as capitals.
    """
    bare = line.folded.removeprefix("ban ")  # "Bản quy định"
    for folded, name in _type_names():
        if folded in (line.folded, bare):
            return name
        if len(line.text) <= _LONGEST_TYPE_LINE and line.folded.startswith(f"{folded} cua "):
            issuer = line.folded.removeprefix(f"{folded} cua ")
            if _AUTHORITY.match(issuer) and not re.search(r"\d|[.,;:]$", issuer):
                return name
        if line.text.isupper() and line.folded.startswith(f"{folded} "):
            return name
    return None


@lru_cache(maxsize=1)
def _type_names() -> list[tuple[str, str]]:
    names = {row.name for row in document_types()}
    return sorted(((fold(name).lower(), name) for name in names), key=lambda row: -len(row[0]))


def _summary(lines: list[_Line], first: int, kept: Sequence[str] = ()) -> tuple[str, int]:
    """Return the lines from ``first`` on that tell what the document is about, and the last one.

    ``kept`` is what stands of it before them.
    """
    kept = list(kept)
    last = first - 1
    for at in range(first, min(len(lines), first + _SUMMARY_LINES)):
        line = lines[at]
        if not kept and line.text.isupper() and line.folded.startswith("cua "):
            last = at  # "CỦA BAN CHẤP HÀNH …" under the type names the issuer
            continue
        if (
            len(line.text) > _LONGEST_SUMMARY
            or _SUMMARY_END.match(line.folded)
            or _STATE_TITLE.search(line.folded)
            or _PARTY_TITLE.search(line.folded)
            or (_AUTHORITY.match(line.folded) and _is_authority(lines, at))
            or (kept and _begins_body(line))
            or (not kept and _PLACE_DATE.match(line.text))
            or (at > first and (_BASIS.match(line.folded) or _type_of(line)))
        ):
            break
        kept.append(line.text)
        last = at
    return _ADOPTED.sub("", fold_space(" ".join(kept))).strip(" _-*"), last


def _is_authority(lines: list[_Line], at: int) -> bool:
    """Tell whether a line that begins as a body's name is all the issuer, above the legal bases.

    It is in capitals, or in small letters that a font (.VnTimeH) showed as capitals.
    """
    below = lines[at + 1].folded.lstrip(" -–") if at + 1 < len(lines) else ""
    return lines[at].text.isupper() or not below or below.startswith("can cu ")


def _begins_body(line: _Line) -> bool:
    """Tell whether a line is a sentence of its own, as the first of the text below is."""
    if not line.text[0].isupper() or line.text.isupper():
        return False
    return line.text.endswith((".", ":", ";"))


def _place_and_date(lines: list[_Line]) -> tuple[dict[str, str], int]:
    """Return place and date of the first line that is such as heads have, and that line or -1."""
    for at, line in enumerate(lines):
        if _BASIS.match(line.folded) or line.folded.startswith("can cu"):
            continue
        numbers = document_numbers(line.text)
        start = numbers[-1].end if numbers else 0
        match = _PLACE_DATE.search(line.text, start)
        if match is None or _WORD.search(line.text, start, match.start()):
            continue
        year, month, day = (match["year"].replace(" ", ""), match["month"], match["day"])
        try:
            issued = date(int(year), int(month), int(day))
        except ValueError:
            continue
        return {"place": (match["place"] or "").strip(), "date": issued.isoformat()}, at
    return {}, -1


def _issuer(lines: list[_Line], number: int) -> dict[str, str]:
    """Return the issuer and the body above it: names in capitals before the number."""
    bodies: list[str] = []
    for line in lines[max(0, number - _LINES_AROUND_TITLE) : number + 1]:
        name = _without_title(line)
        folded = fold(name).lower() + " "
        if not name or _type_of(line) or len(name) > _LONGEST_NAME:
            continue
        if bodies and _TERRITORY.match(folded) and bodies[-1].lower().endswith("nhân dân"):
            bodies[-1] += f" {name}"
        elif _BODY.match(folded):
            bodies.append(name)
        elif bodies and name.isupper() and " " in name:
            bodies[-1] += f" {name}"
    bodies = list(dict.fromkeys(bodies))
    if not bodies:
        return {}
    return {"issuer": bodies[-1], "superior": bodies[-2] if len(bodies) > 1 else ""}


def _without_title(line: _Line) -> str:
    """Return a line of the head without the national title, the motto, the number and the date."""
    cut = len(line.text)
    for pattern in (_STATE_TITLE, _PARTY_TITLE, _MOTTO, _STATE_TITLE_HALF, _NUMBER_WORD):
        if match := pattern.search(line.folded):
            cut = min(cut, match.start())
    return line.text[:cut].strip(" _-*.|")
