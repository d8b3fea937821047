"""Documents that plain words describe by their heads: ``nghị quyết của HĐND tỉnh quý II/2025``.

The kind comes first, then who issued them, if that is said, and when (``mới nhất`` are the newest);
what else stands there is their subject, and stands behind the period. Words of a subject may stand
in the name of a body, too (``quyết định tài chính năm 2025``): without ``của`` or ``do`` a body is
named from its beginning, or by its place. So a time in a subject is
left alone (``luật đất đai năm 2013``, ``quyết định nghỉ hưu trước ngày 1/7/2025``), and so is that
of a kind which is about a time (``kế hoạch năm 2025``, ``báo cáo quý II/2025``), unless the
query says that it was issued then.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from searchkit._dataclass import replace
from searchkit._lazy import lazy_pattern
from searchkit.search.query.asked.periods import Period, find_period
from searchkit.search.query.language.syntax import Field, Together, Words
from searchkit.text.legal.symbols import document_types
from searchkit.text.spelling.folding import fold

if TYPE_CHECKING:
    import datetime as dt

    from searchkit.search.query.language.long_values import Knows
    from searchkit.search.query.language.syntax import Node

_LEAD = lazy_pattern(
    r"\s*(?:(?:tim|liet ke|cho xem|xem|danh sach|danh muc|tat ca|toan bo|cac|nhung|moi|co)\s+)*"
)
_YEAR = lazy_pattern(r" ((?:19|20)[0-9]{2})(?=\Z| (?:cua|do|ve|quy dinh)(?![^\W_]))")
_NEWEST = lazy_pattern(r" (?:moi nhat|moi ban hanh|gan day(?: nhat)?)(?=\Z| (?:cua|do)(?![^\W_]))")
_LONGEST_NAME = 15
"""Words of the name of a body."""

_ANY_KIND = "van ban"
_ABOUT_A_TIME = frozenset(
    {"bao cao", "ke hoach", "chuong trinh", "de an", "du an", "phuong an", "quy hoach"}
    | {"chien luoc", "hop dong", "giay moi"}
)
_WHO = lazy_pattern(r"\s*(?:nao\s*)?(?P<by>(?:cua|do|boi)\s+)?")
_PLACE = lazy_pattern(
    r"(?:tỉnh|tinh|thành phố|thanh pho|tp\.?|quận|huyện|huyen|thị xã|thi xa|thị trấn|thi tran"
    r"|phường|phuong|xã(?! hội)|xa(?! hoi))\s",
    re.IGNORECASE,
)
_ISSUED = lazy_pattern(
    r"(?:(?<=\s)|\A)(?:(?:duoc|da)\s+)*(?:ky\s+)?(?:ban hanh|phat hanh|thong qua|cong bo|ky)\s*\Z"
)
_BY = lazy_pattern(r"\s*(?:cua|do)\s+")
_ABOUT = lazy_pattern(
    r"\s*(?:(?:quy dinh|noi|lien quan den|co noi dung)(?:\s+ve)?\s+|ve(?: viec)?\s+)?"
)


def described(root: Words, knows: Knows, today: dt.date) -> Node | None:
    """Return a query of plain words as the fields that it describes; None if it describes none.

    ``knows`` says whether any document has an issuer, or a number that begins so; of a ``body``,
    whether the name of any issuer begins so.
    """
    text = root.text
    folded = fold(text).lower()
    if len(folded) != len(text):
        return None
    lead = _LEAD.match(folded)
    kind = kind_names().match(folded, lead.end() if lead else 0)
    if kind is None or (kind["mark"] and not text[slice(*kind.span())].isupper()):
        return None
    year = _YEAR.match(folded, kind.end())
    if year is not None and not knows("number", year[1]):  # "nghị quyết 2024" is no number then
        text = f"{text[: kind.end()]} năm{text[kind.end() :]}"
        return described(replace(root, text=text), knows, today)
    period = _period(text, folded, kind.end(), today)
    said = None if period is None else _said(text, folded, kind, period, knows)
    if period is None or said is None:
        return None
    issuer, subject = said
    if subject and period.is_newest:
        return None  # what answers best is not the newest
    first, last = (day.isoformat() if day else "" for day in (period.first, period.last))
    fields = {
        "type": "" if kind[0] == _ANY_KIND else text[slice(*kind.span())],
        "issuer": issuer,
        "date": f"{first}..{last}" if first or last else "",
    }
    parts: list[Node] = [Field(root.start, root.end, *own) for own in fields.items() if own[1]]
    if subject and parts:
        parts.append(Words(root.start, root.end, subject))
    if len(parts) < 2:  # "văn bản mới nhất" describes nothing
        return parts[0] if parts else None
    return Together(root.start, root.end, tuple(parts))


def _period(text: str, folded: str, start: int, today: dt.date) -> Period | None:
    newest = _NEWEST.search(folded, start)
    if newest is None:
        return find_period(text, folded, start, today)
    return Period(*newest.span(), None, None, is_plain=True)


def _said(
    text: str, folded: str, kind: re.Match[str], period: Period, knows: Knows
) -> tuple[str, str] | None:
    """Return the issuer and the subject around a period, each empty if none is said.

    None where the period is not that of the documents, or what stands before it no issuer.
    """
    before = folded[kind.end() : period.start]
    issued, who = _ISSUED.search(before), _WHO.match(before)
    start = kind.end() + (who.end() if who else 0)
    end = kind.end() + (issued.start() if issued else len(before))
    issuer = text[start:end].strip(" ,")
    if not _is_meant(kind[0], period, said=issued is not None):
        return None
    by, subject = _behind(text, folded, period.end, knows)
    if issuer and (by or not _is_issuer(issuer, knows, said=bool(who and who["by"]))):
        return None
    return issuer or by, subject


def _is_issuer(words: str, knows: Knows, *, said: bool) -> bool:
    """Say whether words name an issuer; ``said``: a word before them says that they do."""
    if said or _PLACE.match(words):
        return knows("issuer", words)
    return knows("body", words)


def _is_meant(kind: str, period: Period, *, said: bool) -> bool:
    """Say whether the period is that in which documents were issued."""
    if said:
        return True
    if kind in _ABOUT_A_TIME:
        return period.is_plain
    return not period.is_day  # "quyết định ngày 25/4/2025" calls one document


def _behind(text: str, folded: str, end: int, knows: Knows) -> tuple[str, str]:
    """Return the issuer and the subject that stand behind the period, each empty if none does."""
    by = _BY.match(folded, end)
    if by is not None:
        issuer = _ISSUED.sub("", folded[by.end() :])
        words = text[by.end() : by.end() + len(issuer)].split()
        for count in range(min(len(words), _LONGEST_NAME), 0, -1):
            if knows("issuer", " ".join(words[:count])):
                rest = " ".join(words[count:])
                about = _ABOUT.match(fold(rest).lower())
                return " ".join(words[:count]), rest[about.end() if about else 0 :]
    about = _ABOUT.match(folded, end)
    return "", text[about.end() if about else end :].strip(" ,.?")


@lru_cache(maxsize=1)
def kind_names() -> re.Pattern[str]:
    """Match a kind of documents in folded text, as ``mark`` by its abbreviation."""
    names = {kind.folded for kind in document_types() if kind.group != "court"} | {_ANY_KIND}
    marks = {fold(kind.abbreviation).lower() for kind in document_types()}
    marks = {mark for mark in marks if len(mark) > 1}
    by_length = (
        "|".join(sorted(map(re.escape, own), key=len, reverse=True)) for own in (names, marks)
    )
    return re.compile(r"(?:{}|(?P<mark>{}))(?![^\W_])".format(*by_length))
