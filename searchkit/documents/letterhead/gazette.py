"""Heads as gazettes and collections print them: ``NGHỊ ĐỊNH / CỦA CHÍNH PHỦ SỐ … NGÀY … VỀ …``.

Type, issuer, number and day stand in the title itself, in one line or in several, without a
letterhead. A sentence that cites a document gives its issuer after the day.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit.documents.extraction import fold_space
from searchkit.documents.letterhead.document_type import (
    begins_with_authority,
    leading_type,
    type_of,
)
from searchkit.documents.letterhead.issuer import is_body
from searchkit.documents.letterhead.subject import read_subject
from searchkit.text.legal.dates import dates
from searchkit.text.legal.document_numbers import document_numbers
from searchkit.text.spelling.folding import fold

if TYPE_CHECKING:
    from searchkit.documents.letterhead.lines import Line

_LINES_OF_TITLE = 3  # from the type to the day, at most
_CITED = re.compile(
    r"của (?P<body>.{3,120}?),? số\s*:?\s*\S.{3,40}?\s*,?\s*ngày\s*"
    r"\d+\s*(?:tháng|[/.-])\s*\d+\s*(?:năm|[/.-])\s*\d{4}",
    re.IGNORECASE,
)
_CITED_WHOLE = re.compile(
    r"[^\d:]{3,40}? số\s*:?\s*(?P<number>\d\S{3,40}?),? (?P<day>ngày\s*"
    r"\d+\s*(?:tháng|[/.-])\s*\d+\s*(?:năm|[/.-])\s*\d{4}) của (?P<body>\D{3,80}?)"
    r" (?P<subject>(?:về|quy định|hướng dẫn|sửa đổi|ban hành|phê duyệt|công bố|thành lập|bãi bỏ)"
    r" .+)",
    re.IGNORECASE,
)
_BELOW_BODY = 2
_LONGEST = 100  # characters of a body's name
_OF_THE_STATE = re.compile(r"\s*(?:,|\bnước cộng h|\bkh[óo][áa]\b).*", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:ve|huong dan|quy dinh|sua doi|ban hanh|phe duyet|cong bo|thanh lap|bai bo|thi hanh) "
)


def cited_head(lines: list[Line]) -> tuple[dict[str, str], int] | None:
    """Return number, date, type, issuer and summary of such a head, and its last line."""
    kind = type_of(lines[0]) or leading_type(lines[0]) if lines else None
    if kind is None:
        return _cited_below_body(lines)
    for last in range(min(_LINES_OF_TITLE + 1, len(lines))):
        cited = fold_space(" ".join(line.text for line in lines[: last + 1]))[len(kind) :].strip()
        if match := _CITED.search(cited):
            return _read(lines, kind, last, cited, match)
    return None


def _cited_below_body(lines: list[Line]) -> tuple[dict[str, str], int] | None:
    """Return what ``Nghị định số … ngày … của Chính phủ về …`` says, all of a line.

    The name of the body stands above it, and the body or the first legal basis below.
    """
    if len(lines) <= _BELOW_BODY or not is_body(lines[0].text) or len(lines[0].text) > _LONGEST:
        return None
    line, below = lines[1], lines[_BELOW_BODY]
    match = _CITED_WHOLE.fullmatch(line.text)
    kind = leading_type(line)
    if match is None or kind is None or not is_body(match["body"]):
        return None
    if not (below.folded.startswith("can cu ") or begins_with_authority(below.folded)):
        return None
    known = _number_and_day(f"{match['number']}, {match['day']}")
    own = {"type": kind, "issuer": match["body"], "summary": match["subject"]}
    return (known | own, 1) if known else None


def _read(
    lines: list[Line], kind: str, last: int, cited: str, match: re.Match[str]
) -> tuple[dict[str, str], int] | None:
    """Return the fields; ``cited`` are the words from the type to the end of line ``last``."""
    before, about = cited[: match.start()].strip(), cited[match.end() :].strip(" .,;")
    known = _number_and_day(match[0])
    sentence = cited.endswith(".") or (before and not before.isupper())
    if sentence or known is None or not _is_authority(match["body"]):
        return None
    subject = before
    if not about or about.isupper() or _ABOUT.match(_folded(f"{about} ")):
        more, last = read_subject(lines, last + 1, kept=[about] if about else [], kind=kind)
        subject = f"{before} {more}".strip()
    issuer = _OF_THE_STATE.sub("", match["body"])
    return known | {"type": kind, "issuer": issuer, "summary": subject}, last


def _number_and_day(words: str) -> dict[str, str] | None:
    """Return the first number and the first day that words name, None where one is missing."""
    numbers = document_numbers(words)
    days = [found.date for found in dates(words) if found.precision == "day"]
    if not numbers or not days:
        return None
    return {"number": numbers[0].spelt, "date": days[0].isoformat()}


def _is_authority(name: str) -> bool:
    return begins_with_authority(_folded(name)) or is_body(name)


def _folded(words: str) -> str:
    return fold(words).lower()
