"""What the head of an official document says of itself: who, number, where, when, what about.

The parts and their places are those of Nghị định 30/2020/NĐ-CP, Phụ lục I, for state bodies, and of
Hướng dẫn 36-HD/VPTW for bodies of the Party. Extraction often weaves the two columns of a head
together, so every part is known by its own form, never by its line number.

A constitution has no number and no letterhead, and a title that names the state. A consolidated
text has its number and date at its end.
"""

from __future__ import annotations

import re

from searchkit._dataclass import dataclass, field
from searchkit.documents.extraction import fold_space
from searchkit.documents.letterhead.consolidated import Certificate, read_certificate
from searchkit.documents.letterhead.document_type import (
    CONSOLIDATED,
    OFFICIAL_LETTER,
    named_type,
    numbered_type,
    type_of,
)
from searchkit.documents.letterhead.gazette import cited_head
from searchkit.documents.letterhead.issuer import issuer_of
from searchkit.documents.letterhead.lines import (
    MOTTO,
    Line,
    begins_text,
    find_title,
    head_lines,
)
from searchkit.documents.letterhead.number import (
    LINES_AROUND_TITLE,
    OwnNumber,
    find_number,
    named_before,
)
from searchkit.documents.letterhead.place_and_date import place_and_date, unbroken
from searchkit.documents.letterhead.subject import read_subject, type_and_subject
from searchkit.text.legal.document_numbers import document_numbers
from searchkit.text.spelling.folding import fold

CONSTITUTION = "Hiến pháp"
# Those of 1980, 1992 and 2013; those of 1946 and 1959.
_TITLE = re.compile(
    r"hien phap (?:nuoc )?(?:cong hoa (?:xa hoi chu nghia|chu nghia xa hoi) viet nam"
    r"|viet nam dan chu cong hoa)(?: \(?(?:nam )?\d{4}\)?)?"
)
_LINES_OF_CONSTITUTION = 4
_FORM = re.compile(r"\W*(?:(?:bieu )?mau\b.{0,40}|phu luc\b.{0,20}|\S{2,20}|.*\bkem theo\b.*)")
_LINES_OF_NAMES = 5  # below the national title, where no number ends them
_LINES_TO_BASIS = 2  # whoever signs may stand in between
_LINES_TO_DATE = 3  # of the right column, which may come below the subject of the left one
_ATTACHED = re.compile(r"\(\s*(?:ban hanh )?kem theo .*\)$")
# Liên tịch, liên ngành, phối hợp: TTLT, KHLN, QCPH; once TTLB.
_JOINT = re.compile(r"[-/](?:TT|NQ|QĐ|KH|HD|QC|CT|CTr|BC|TB)(?:L[TBN]|PH)-")
_CODE = "Bộ luật"
_FOOTNOTE = re.compile(r"(?<=[^\W\d_])\d{1,2}(?=[\s,;]|$)")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The fields that a head really has, and the offset in the text at which it ends.

    Keys: ``number``, ``date`` (ISO 8601), ``place``, ``type``, ``summary`` (the subject, trích
    yếu), ``issuer`` and ``superior`` (the body above the issuer). A text without a letterhead has
    none, ``end`` 0. The signature stands below ``foot``: the head, or what certifies a text.
    """

    fields: dict[str, str] = field(default_factory=dict)
    end: int = 0
    foot: int = 0


def read_letterhead(text: str) -> Letterhead:
    """Return the letterhead at the beginning of ``text``."""
    lines = unbroken(head_lines(text))
    title = find_title(lines)
    number = find_number(lines, title)
    certificate = read_certificate(text)
    untitled = None if title is not None else cited_head(lines)
    if untitled:
        fields, last = untitled
    elif title is None and number is None:
        fields, last = _constitution(lines) or _without_head(lines) or ({}, -1)
    else:
        fields, last = _official(lines, title, number, consolidated=certificate is not None)
    if certificate:
        fields = _certified(fields, certificate)
    end = lines[last].end if last >= 0 else 0
    foot = certificate.end if certificate else end
    return Letterhead({key: value for key, value in fields.items() if value}, end, foot)


def _certified(fields: dict[str, str], certificate: Certificate) -> dict[str, str]:
    """Return the head of a consolidated text: its own number, the act that it is of as subject."""
    kind, subject = fields.get("type", ""), fields.get("summary", "")
    if kind != CONSOLIDATED:
        subject = f"{kind} {subject}".strip()
    subject = _FOOTNOTE.sub("", subject)
    own = {"place": "", "date": "", "superior": ""} | certificate.fields
    if not own.get("issuer"):
        own["issuer"] = fields.get("issuer", "")
    return {**fields, **own, "type": CONSOLIDATED, "summary": subject}


def _constitution(lines: list[Line]) -> tuple[dict[str, str], int] | None:
    """Return what stands below ``HIẾN PHÁP`` in the title, and its last line; None for no such."""
    found = None
    for last in range(1, min(len(lines), _LINES_OF_CONSTITUTION)):
        if _TITLE.fullmatch(" ".join(line.folded for line in lines[: last + 1])):
            subject = fold_space(" ".join(line.text for line in lines[1 : last + 1]))
            found = {"type": CONSTITUTION, "summary": subject}, last
    return found


def _without_head(lines: list[Line]) -> tuple[dict[str, str], int] | None:
    """Return type and subject of a text that begins with them, above its first legal basis."""
    kind = type_of(lines[0]) if lines and lines[0].text.isupper() else None
    if kind is None:
        return None
    subject, last = read_subject(lines, 1, kind=kind)
    below = lines[last + 1 : last + 1 + _LINES_TO_BASIS]
    if not subject or not any(line.folded.lstrip(" -–").startswith("can cu ") for line in below):
        return None
    return {"type": kind, "summary": subject}, last


def _official(
    lines: list[Line], title: int | None, number: OwnNumber | None, *, consolidated: bool
) -> tuple[dict[str, str], int]:
    """Return the fields of a head with a national title or a number, and its last line."""
    at = number.at if number else None
    anchor = max(found for found in (title, at, -1) if found is not None)
    names = _issuer(lines, number, _end_of_title(lines, anchor) + 1) if title is not None else {}
    kind, subject, last = type_and_subject(
        lines, _first_below(lines, at, anchor), anchor, names.get("issuer", "")
    )
    if number and number.text and kind in (None, OFFICIAL_LETTER):
        typed, told, until = _numbered(lines, number.at, gazette=title is None)
        kind, subject, last = typed or kind, told or subject, max(last, until)
        subject = subject or _on_cover(lines[: title or 0], kind)
    if number is None and kind is None and not _stands_first(lines[:anchor], names):
        return {}, -1
    last = max(last, _end_of_title(lines, anchor))
    if last + 1 < len(lines) and _ATTACHED.match(lines[last + 1].folded):
        last += 1
    dated, date_line = place_and_date(lines[: last + 1 + _LINES_TO_DATE], at)
    if consolidated or (_is_consolidated(lines[:anchor], number) and kind != CONSOLIDATED):
        kind, subject = CONSOLIDATED, f"{kind or ''} {subject}".strip()
    fields = {
        "number": number.text if number else "",
        **dated,
        "type": kind or "",
        "summary": subject,
        **names,
    }
    return fields, max(last, date_line)


def _on_cover(above: list[Line], kind: str | None) -> str:
    """Return the subject below a type that stands above the national title, as on a cover."""
    at = next((at for at, line in enumerate(above) if kind and type_of(line) == kind), len(above))
    return read_subject(above, at + 1, kind=kind or "")[0]


def _stands_first(above: list[Line], names: dict[str, str]) -> bool:
    """Tell whether above the national title stands nothing but names of bodies and of a form."""
    return all(
        _FORM.fullmatch(line.folded) or (names and line.text.isupper() and not begins_text(line))
        for line in above
    )


def _end_of_title(lines: list[Line], anchor: int) -> int:
    """Return the line of the motto below the title, or ``anchor`` where it does not come next."""
    below = anchor + 1
    return below if below < len(lines) and MOTTO.search(lines[below].folded) else anchor


def _issuer(lines: list[Line], number: OwnNumber | None, below: int) -> dict[str, str]:
    if number is None:
        end = _end_of_names(lines, below)
        return issuer_of(lines[max(0, below - LINES_AROUND_TITLE) : end])
    first, joint = max(0, number.at - LINES_AROUND_TITLE), _JOINT.search(number.text) is not None
    return issuer_of(lines[first : number.at + 1], joint=joint)


def _end_of_names(lines: list[Line], below: int) -> int:
    """Return the line that ends the names of a head without a number: its date, or its type.

    Where neither comes soon, no name is looked for below the national title.
    """
    for end in range(below, min(len(lines), below + _LINES_OF_NAMES)):
        if begins_text(lines[end]) or type_of(lines[end]) or place_and_date([lines[end]])[1] == 0:
            return end
    return below


def _first_below(lines: list[Line], number: int | None, anchor: int) -> int:
    """Return the line from which on the type may stand: below the number, or just above it."""
    if number is None:
        return anchor + 1
    above = number - 1
    return above if number == anchor and above >= 0 and type_of(lines[above]) else above + 2


def _is_consolidated(head: list[Line], number: OwnNumber | None) -> bool:
    if number and numbered_type(number.text) == CONSOLIDATED:
        return True
    return any(type_of(line) == CONSOLIDATED for line in head)


def _numbered(lines: list[Line], at: int, *, gazette: bool) -> tuple[str | None, str, int]:
    """Return the type that line ``at`` names before its number or in it, the subject, its end.

    A head may be one line, ``Án lệ số 20/2018/AL về …``, or have its subject on the line below.
    """
    line = lines[at]
    number = document_numbers(line.text)[0]
    named = named_before(line, number)
    kind = named_type(named) or numbered_type(number.text)
    rest = line.text[number.end :].strip()
    if kind is None or fold(rest).lower().startswith("ve "):
        return kind, rest if kind else "", at
    below = lines[at + 1] if at + 1 < len(lines) else None
    if below is None or not (below.folded.startswith("ve ") or (gazette and named)):
        return kind, "", at
    subject, last = read_subject(lines, at + 1)
    return _CODE if subject.startswith(_CODE) else kind, subject, last
