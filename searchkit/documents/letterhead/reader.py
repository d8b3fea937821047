"""What the head of an official document says of itself: who, number, where, when, what about.

The parts and their places are those of Nghị định 30/2020/NĐ-CP, Phụ lục I, for state bodies, and of
Hướng dẫn 36-HD/VPTW for bodies of the Party. Extraction often weaves the two columns of a head
together, so every part is known by its own form, never by its line number.

A constitution has no number and no letterhead, and a title that names the state.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from searchkit.documents.extraction import fold_space
from searchkit.documents.letterhead.document_type import (
    CONSOLIDATED,
    OFFICIAL_LETTER,
    named_type,
    numbered_type,
    type_of,
)
from searchkit.documents.letterhead.issuer import issuer_of
from searchkit.documents.letterhead.lines import MOTTO, PLACE_DATE, Line, find_title, head_lines
from searchkit.documents.letterhead.place_and_date import place_and_date
from searchkit.documents.letterhead.subject import ends_head, read_subject, type_and_subject
from searchkit.text.legal.dates import dates
from searchkit.text.legal.document_numbers import DocumentNumber, document_numbers
from searchkit.text.spelling.folding import fold

if TYPE_CHECKING:
    from searchkit.documents.letterhead.lines import Line

CONSTITUTION = "Hiến pháp"
# Those of 1980, 1992 and 2013; those of 1946 and 1959.
_TITLE = re.compile(
    r"hien phap (?:nuoc )?(?:cong hoa xa hoi chu nghia viet nam|viet nam dan chu cong hoa)"
    r"(?: \(?(?:nam )?\d{4}\)?)?"
)
_MOST_LINES = 4


def read_constitution(lines: list[Line]) -> tuple[str, int] | None:
    """Return what stands below ``HIẾN PHÁP`` in the title, and its last line; None for no such."""
    found = None
    for last in range(1, min(len(lines), _MOST_LINES)):
        if _TITLE.fullmatch(" ".join(line.folded for line in lines[: last + 1])):
            found = fold_space(" ".join(line.text for line in lines[1 : last + 1])), last
    return found


_LINES_AROUND_TITLE = 12  # how far the number stands from the national title
_LINES_OF_NAMES = 5  # below the national title, where no number ends them
_LINES_TO_DATE = 3  # of the right column, which may come below the subject of the left one

_NUMBERED = re.compile(
    r"(?!.*(?:ngay|sua doi|bo sung|can cu|ve viec|v/v))(?:.{0,60}\s)?so\s*[:.]?\s*$"
)
_OWN_LINE = re.compile(rf"^so|{MOTTO.pattern}")
_CITED = re.compile(
    r"của (?P<body>.{3,80}?) số\s*:?\s*\S.{3,40}?\s*,?\s*ngày\s*\d+ tháng \d+ năm \d{4}",
    re.IGNORECASE,
)
_CITED_ABOUT = re.compile(r"(?:ve|huong dan|quy dinh|sua doi|ban hanh) ")
_ATTACHED = re.compile(r"\(\s*(?:ban hanh )?kem theo .*\)$")
# Liên tịch, liên ngành, phối hợp: TTLT, KHLN, QCPH; once TTLB.
_JOINT = re.compile(r"[-/](?:TT|NQ|QĐ|KH|HD|QC|CT|CTr|BC|TB)(?:L[TBN]|PH)-")
_FOOTNOTE_OR_DATE = re.compile(r"\W*(?:\d{1,2}|,?\s*ngày\s*\d+\s*tháng\s*\d+\s*năm\s*\d{4}|)\W*")
_ADOPTED = "duoc hoi dong tham phan "


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The fields that a head really has, and the offset in the text at which it ends.

    Keys: ``number``, ``date`` (ISO 8601), ``place``, ``type``, ``summary`` (the subject, trích
    yếu), ``issuer`` and ``superior`` (the body above the issuer). A text without a letterhead
    has none, ``end`` 0.
    """

    fields: dict[str, str] = field(default_factory=dict)
    end: int = 0


def read_letterhead(text: str) -> Letterhead:
    """Return the letterhead at the beginning of ``text``."""
    lines = head_lines(text)
    title = find_title(lines)
    number = _find_number(lines, title)
    if title is None and number is None and (found := read_constitution(lines)):
        return Letterhead({"type": CONSTITUTION, "summary": found[0]}, lines[found[1]].end)
    if title is None and number is None:
        return _cited_head(lines)
    anchor = max(at for at in (title, number and number[0], -1) if at is not None)
    issuer = _issuer(lines, number, anchor + 1) if title is not None else {}
    about = issuer.get("issuer", "")
    kind, subject, last = type_and_subject(
        lines, _first_below(lines, number, anchor), anchor, about
    )
    if number and kind in (None, OFFICIAL_LETTER):
        typed, told, until = _numbered(lines, number[0], gazette=title is None)
        kind, subject, last = typed or kind, told or subject, max(last, until)
    if kind is None and number is None:
        return Letterhead()
    if _is_consolidated(lines[:anchor], number) and kind != CONSOLIDATED:
        kind, subject = CONSOLIDATED, f"{kind or ''} {subject}".strip()
    last = max(last, anchor)
    if last + 1 < len(lines) and _ATTACHED.match(lines[last + 1].folded):
        last += 1
    dated, date_line = place_and_date(lines[: last + 1 + _LINES_TO_DATE])
    fields = {
        "number": number[1] if number else "",
        **dated,
        "type": kind or "",
        "summary": subject,
        **issuer,
    }
    return Letterhead(_filled(fields), lines[max(last, date_line)].end)


def _filled(fields: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in fields.items() if value}


def _issuer(lines: list[Line], number: tuple[int, str] | None, below: int) -> dict[str, str]:
    if number is None:  # a draft: its names go on down to "Số:" or the type
        end = below
        while end < min(len(lines), below + _LINES_OF_NAMES) and not _ends_names(lines[end]):
            end += 1
        return issuer_of(lines[max(0, below - _LINES_AROUND_TITLE) : end])
    first, joint = max(0, number[0] - _LINES_AROUND_TITLE), _JOINT.search(number[1]) is not None
    return issuer_of(lines[first : number[0] + 1], joint=joint)


def _ends_names(line: Line) -> bool:
    return ends_head(line) or type_of(line) is not None


def _first_below(lines: list[Line], number: tuple[int, str] | None, anchor: int) -> int:
    """Return the line from which on the type may stand: below the number, or just above it."""
    if number is None:
        return anchor + 1
    above = number[0] - 1
    return above if number[0] == anchor and above >= 0 and type_of(lines[above]) else above + 2


def _is_consolidated(head: list[Line], number: tuple[int, str] | None) -> bool:
    if number and numbered_type(number[1]) == CONSOLIDATED:
        return True
    return any(type_of(line) == CONSOLIDATED for line in head)


def _cited_head(lines: list[Line]) -> Letterhead:
    """Read a head as gazettes print it: ``NGHỊ ĐỊNH / của Chính phủ số … ngày … / về …``."""
    kind = type_of(lines[0]) if len(lines) > 1 else None
    last = min(2, len(lines) - 1)
    cited = " ".join(line.text for line in lines[1 : last + 1])
    match = _CITED.match(cited)
    numbers = document_numbers(match[0]) if match else []
    days = dates(match[0]) if match else []
    if kind is None or match is None or not numbers or not days:
        return Letterhead()
    about = cited[match.end() :].strip(" .")
    subject = ""
    if _CITED_ABOUT.match(f"{fold(about).lower()} "):
        subject, last = read_subject(lines, last + 1, kept=[about])
    fields = {
        "number": "".join(numbers[0].text.split()),
        "date": days[0].date.isoformat(),
        "type": kind,
        "issuer": match["body"],
        "summary": subject,
    }
    return Letterhead(_filled(fields), lines[last].end)


def _find_number(lines: list[Line], title: int | None) -> tuple[int, str] | None:
    """Return the line and the text of the document's own number, the one after ``Số:``.

    Below the type or the first legal basis stand the numbers of other documents only.
    """
    first = 0 if title is None else max(0, title - _LINES_AROUND_TITLE)
    for at in range(first, min(len(lines), first + 2 * _LINES_AROUND_TITLE)):
        line = lines[at]
        below = at > (-1 if title is None else title) and not _OWN_LINE.search(line.folded)
        if below and ends_head(line):
            break
        for found in document_numbers(line.text):
            before = line.folded[: found.start]
            if _is_told(lines, at, found) or (title is not None and _is_named(before)):
                return at, "".join(found.text.split())
        if type_of(line) not in (None, CONSOLIDATED):
            return _number_below(lines, at + 1)
    return None


def _number_below(lines: list[Line], at: int) -> tuple[int, str] | None:
    """Return the number on the line below the type, as in ``HỢP ĐỒNG / Số: 5/2024/HĐ``."""
    for found in document_numbers(lines[at].text) if at < len(lines) else ():
        if _without_word(lines[at].folded[: found.start]) == "" and _is_told(lines, at, found):
            return at, "".join(found.text.split())
    return None


def _without_word(before: str) -> str:
    return before.rstrip(" :.").removesuffix("so").strip()


def _is_named(before: str) -> bool:
    """Tell whether a line of a head names its own number: ``Số:``, ``Luật số:``."""
    named = _without_word(before)
    return not named or named_type(named) is not None or _NUMBERED.match(before) is not None


def _is_told(lines: list[Line], at: int, found: DocumentNumber) -> bool:
    """Tell whether a line, wherever it stands, gives the number of its own document.

    It holds nothing else but a place and a date. After a type it begins the text, ends with its
    subject, or stands below capitals, as in the gazette; a sentence goes on, and lists have more.
    """
    line = lines[at]
    before, rest = line.folded[: found.start].rstrip(" :."), line.text[found.end :].strip(" |,")
    bare = _FOOTNOTE_OR_DATE.fullmatch(rest) is not None
    if before == "so":
        return bare or PLACE_DATE.match(rest) is not None
    if named_type(_without_word(before)) is None:
        return False
    below = lines[at + 1].folded if at + 1 < len(lines) else ""
    if bare:
        listed = named_type(re.split(r"\s+so\b|\d", below)[0].strip()) and document_numbers(below)
        return not listed and (at == 0 or lines[at - 1].text.isupper())
    is_subject = fold(rest).lower().startswith("ve ") and not document_numbers(rest)
    return at == 0 and is_subject and (not rest.endswith(".") or below.startswith(_ADOPTED))


def _numbered(lines: list[Line], at: int, *, gazette: bool) -> tuple[str | None, str, int]:
    """Return the type that line ``at`` names before its number or in it, the subject, its end.

    A head may be one line, ``Án lệ số 20/2018/AL về …``, or have its subject on the line below.
    """
    line = lines[at]
    number = document_numbers(line.text)[0]
    named = _without_word(line.folded[: number.start])
    kind = named_type(named) or numbered_type(number.text)
    rest = line.text[number.end :].strip()
    if kind is None or fold(rest).lower().startswith("ve "):
        return kind, rest if kind else "", at
    below = lines[at + 1] if at + 1 < len(lines) else None
    if below is None or not (below.folded.startswith("ve ") or (gazette and named)):
        return kind, "", at
    return kind, *read_subject(lines, at + 1)
