"""What a document is about (trích yếu): the lines below its type, or after ``V/v``.

Which types have none, and where it stands, is laid down in Nghị định 30/2020/NĐ-CP, Phụ lục I, mục
II.5, and shown by the forms of Phụ lục III.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit.documents.extraction import fold_space
from searchkit.documents.letterhead.document_type import (
    OFFICIAL_LETTER,
    begins_with_authority,
    type_of,
)
from searchkit.documents.letterhead.lines import Line, begins_text, party_title, state_title
from searchkit.documents.letterhead.place_and_date import date_line, left_column
from searchkit.text.spelling.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINES_TO_TYPE = 14
_SUBJECT_LINES = 8
_LONGEST_SUBJECT = 800  # characters
_LEAST_ISSUER = 4  # characters that a line has in common with the issuer's name

_FOOTNOTE = re.compile(r"^\s*[\[(]?\d{1,2}[\])]?\W*$")  # "NGHỊ ĐỊNH1" of a consolidated text

# Their forms go on with the text at once; a subject must say that it is one.
_WITHOUT_SUBJECT = ("Giấy giới thiệu", "Giấy nghỉ phép", "Phiếu gửi", "Phiếu chuyển", "Phiếu báo")

_ABOUT = re.compile(r"^\W*(?:v\s*/\s*v|ve viec)\b[:.]?")
_ABOUT_WORDS = re.compile(r"^\W*(?:v\s*/\s*v|về việc)\b[:.]?\s*", re.IGNORECASE)
_SHORT_ABOUT = re.compile(r"^\W*v\s*/\s*v\s*[:.]?\s*", re.IGNORECASE)
_ADDRESSING = re.compile(r"\btran trong\b|\bkinh (?:moi|de nghi)\b|\bnhu sau\W*$")
_BASIS = re.compile(r"(?:thuc hien|theo|xet|khoa) ")  # ends a subject, but may begin one
_UNFINISHED = re.compile(
    r"(?:[,–-]|\b(?:của|về|và|cho|tại|thuộc|theo|với|giữa"
    r"|thành lập|kiện toàn|giải thể|sáp nhập|tổ chức lại|đổi tên))$"
)
_TYPE_AT_END = re.compile(
    r"\b(?:luật|nghị định|nghị quyết|quyết định|thông tư|thông tư liên tịch|chỉ thị|kế hoạch)$"
)
# The first legal basis, which extraction may have joined to the last line of the subject.
_LEGAL_BASIS = re.compile(
    r"\s(?=Căn cứ (?:Luật|Bộ luật|Hiến pháp|Pháp lệnh|Nghị|Quyết định|Thông tư|Chỉ thị|Kế hoạch)\b)"
)
# What a consolidated text says of the act that it consolidates.
_IN_FORCE = re.compile(r"có hiệu lực (?:thi hành )?(?:kể )?từ")
# What an án lệ says of itself below its subject (Nghị quyết 04/2019/NQ-HĐTP).
_ADOPTED = re.compile(r"\s*Được Hội đồng Thẩm phán\b.*", re.DOTALL)


def type_and_subject(
    lines: list[Line], first: int, anchor: int, issuer: str = ""
) -> tuple[str | None, str, int]:
    """Return the type, the subject, and the last line that belongs to the head.

    ``first`` is the line below the number, ``anchor`` the lowest of number and title.
    """
    for at in range(first, min(len(lines), anchor + _LINES_TO_TYPE)):
        line = lines[at]
        if _ABOUT.match(line.folded):
            return _letter(lines, first, at, anchor, issuer)
        if found := type_of(line):
            return _typed(lines, at, found, issuer, below=anchor if anchor > at else at)
    return None, "", anchor


def _letter(
    lines: list[Line], first: int, at: int, anchor: int, issuer: str
) -> tuple[str | None, str, int]:
    """Return what an official letter says after ``V/v``, unless a type unknown to us stands above.

    A letter has no type; ``PHIẾU TRÌNH`` above ``Về việc …`` is none of the table.
    """
    if any(_is_title(line) for line in lines[max(first, anchor + 1) : at]):
        return None, "", anchor
    subject, last = read_subject(lines, at, issuer=issuer)
    return OFFICIAL_LETTER, _ABOUT_WORDS.sub("", subject), max(anchor, last)


def _is_title(line: Line) -> bool:
    return line.text.isupper() and not party_title(line)


def _typed(lines: list[Line], at: int, found: str, issuer: str, below: int) -> tuple[str, str, int]:
    """Return the type of line ``at``, and the subject that stands after it or below it.

    The number may stand in between, in line ``below``.
    """
    line = lines[at]
    named = len(found) + 4 * line.folded.startswith("ban ")
    rest = _FOOTNOTE.sub("", line.text[named:]).strip(" :.-")
    if rest and not fold(rest).lower().startswith("cua "):
        subject, last = read_subject(lines, at, issuer=issuer)
        return found, subject[named:].strip(" :-"), last
    subject, last = read_subject(lines, below + 1, issuer=issuer, kind=found)
    if found in _WITHOUT_SUBJECT and not _ABOUT.match(fold(subject).lower()):
        return found, "", at
    blank = not _ABOUT_WORDS.sub("", subject).strip(" .…_")  # of a form: "Về việc …"
    return found, "" if blank else _SHORT_ABOUT.sub("", subject), max(at, last)


def read_subject(
    lines: list[Line], first: int, kept: Sequence[str] = (), issuer: str = "", kind: str = ""
) -> tuple[str, int]:
    """Return the lines from ``first`` on that tell what the document is about, and the last one.

    ``kept`` is what stands of it before them; ``issuer`` begins the text below; ``kind`` is the
    document's type.
    """
    kept = list(kept)
    last = first - 1
    for at in range(first, min(len(lines), first + _SUBJECT_LINES)):
        line, joined = _without_text(lines[at], kind)
        if not line.text:
            break
        if not kept and line.text.isupper() and line.folded.startswith("cua "):
            last = at  # "CỦA BAN CHẤP HÀNH …" under the type names the issuer
            continue
        goes_on = bool(kept) and _is_unfinished(kept[-1].lower(), line)
        if at > first and not goes_on and (_is_basis(line, kept) or type_of(line)):
            break
        if not goes_on and _is_no_subject(line) and (kept or not _carries_out(line)):
            break
        if not goes_on and (_is_authority(lines, at, kept) or _is_text(line, kept, issuer)):
            break
        kept.append(left_column(line))
        last = at
        if joined:
            break
    return _ADOPTED.sub("", fold_space(" ".join(kept))).strip(" _-*"), last


def _is_unfinished(above: str, line: Line) -> bool:
    """Tell whether the line above breaks off: after ``của``, or between a type and its number.

    So it does after ``nước`` where the name of the state comes next.
    """
    if _UNFINISHED.search(above) or (above.endswith(" nước") and state_title(line)):
        return True
    return line.folded.startswith("so ") and _TYPE_AT_END.search(above) is not None


def _without_text(line: Line, kind: str) -> tuple[Line, bool]:
    """Return a line without the text that extraction joined to it, and whether some was."""
    basis = _LEGAL_BASIS.search(line.text)
    end = basis.start() if basis else _act_in_force(line.text, kind)
    if end is None:
        return line, False
    return Line(line.end, line.text[:end], fold(line.text[:end]).lower()), True


def _act_in_force(text: str, kind: str) -> int | None:
    """Return where an act of this kind is named of which the text says since when it is in force.

    The act's own subject may name others, but hardly one of its own kind.
    """
    in_force = _IN_FORCE.search(text)
    if in_force is None or not kind:
        return None
    act = re.compile(rf"(?:^|(?<=\s)){kind}\s(?:[^\d]{{0,200}}\s)?số\s?:?\s?\d", re.IGNORECASE)
    named = [match.start() for match in act.finditer(text, 0, in_force.start())]
    return named[-1] if named else None


def _is_basis(line: Line, kept: list[str]) -> bool:
    """Tell whether a line is a reason to issue the document; capitals go on with capitals."""
    return _BASIS.match(line.folded) is not None and not (
        kept[-1].isupper() and line.text.isupper()
    )


def _is_no_subject(line: Line) -> bool:
    return (
        len(line.text) > _LONGEST_SUBJECT
        or begins_text(line)
        or state_title(line) is not None
        or party_title(line) is not None
        or _is_date_line(line)
    )


def _carries_out(line: Line) -> bool:
    """Tell ``Thi hành Luật Đất đai`` of a plan from the sentence of a circular: it has a comma."""
    return line.folded.startswith("thi hanh ") and not re.search(r",\s|[.:;,]$", line.text)


def _is_date_line(line: Line) -> bool:
    """Tell whether all of a line is place and date, of which a draft leaves the day blank."""
    dated = date_line(line)
    return dated is not None and dated.start == 0 and bool(dated.place or dated.issued is None)


def _is_authority(lines: list[Line], at: int, kept: list[str]) -> bool:
    """Tell whether a line is all the issuer, above the legal bases.

    It is in capitals, or in small letters that a font (.VnTimeH) showed as capitals. Whoever signs
    and decides is known by the capitals alone below a subject in small letters.
    """
    line = lines[at]
    below = lines[at + 1].folded.lstrip(" -–") if at + 1 < len(lines) else ""
    if begins_with_authority(line.folded):
        return line.text.isupper() or not below or below.startswith("can cu ")
    if not line.text.isupper() or not kept or kept[-1].isupper():
        return False
    return " " in line.text and not _UNFINISHED.search(kept[-1].lower())


def _is_text(line: Line, kept: list[str], issuer: str) -> bool:
    """Tell whether a line is a sentence of its own, as the first of the text below is."""
    if line.text.isupper() or not line.text[0].isupper():
        return False
    if _ADDRESSING.search(line.folded) or _begins_with(line, issuer):
        return True
    return bool(kept) and line.text.endswith((".", ":", ";"))


def _begins_with(line: Line, issuer: str) -> bool:
    name = fold(issuer).lower()
    return len(name) >= _LEAST_ISSUER and line.folded.startswith(f"{name} ")
