"""The type of a document as its head says it: on a line of its own, or in the number."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from searchkit.text.legal.document_numbers import document_numbers
from searchkit.text.legal.symbols import document_types, find_type

if TYPE_CHECKING:
    from searchkit.documents.letterhead.lines import Line

OFFICIAL_LETTER = "Công văn"
"""The type of a document with a number, no type and a subject after ``V/v``."""

CONSOLIDATED = "Văn bản hợp nhất"
"""The type whose head, or whose number alone, stands above that of the consolidated act."""

_LONGEST_TYPE_LINE = 60  # characters of "Nghị định của Chính phủ"
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_STATE_NUMBER = re.compile(r"\d+[a-zđ]?\s*/")  # those of the Party have a hyphen there
_FOOTNOTE = re.compile(r"[\s:]*[\[(]?\d{0,2}[\])]?$")  # "NGHỊ ĐỊNH1" of a consolidated text
_AUTHORITY = re.compile(
    r"(?:chinh phu|thu tuong|bo truong|chu tich|thong doc|giam doc|tong giam doc|truong ban"
    r"|hoi dong|uy ban|quoc hoi|chanh an|vien truong|tong cuc truong|cuc truong"
    r"|ban chap hanh|ban thuong vu|bo chinh tri|ban bi thu|tong thanh tra|tong kiem toan"
    r"|hieu truong|ban bien tap)\b"
)


def begins_with_authority(folded: str) -> bool:
    """Tell whether a folded line begins with the title of one who signs or decides."""
    return _AUTHORITY.match(folded) is not None


def type_of(line: Line) -> str | None:
    """Return the type that a line is, or that a line in capitals names at its beginning.

    A line may be in small letters where a font (.VnTimeH) showed them as capitals.
    """
    candidates = _beginning_as(line.folded)
    if not candidates:  # as most, which is told sooner
        return None
    whole = _FOOTNOTE.sub("", line.folded)
    bare = whole.removeprefix("ban ")  # "Bản quy định"
    for folded, name in candidates:
        if folded in (whole, bare):
            return name
        if len(line.text) <= _LONGEST_TYPE_LINE and line.folded.startswith(f"{folded} cua "):
            issuer = line.folded.removeprefix(f"{folded} cua ")
            if begins_with_authority(issuer) and not re.search(r"\d|[.,;:]$", issuer):
                return name
        if line.text.isupper() and line.folded.startswith(f"{folded} "):
            return name
    return None


def leading_type(line: Line) -> str | None:
    """Return the type with which a line begins, in whatever letters: ``Nghị định của …``."""
    names = (name for folded, name in _type_names() if line.folded.startswith(f"{folded} "))
    return next(names, None)


def named_type(folded: str) -> str | None:
    """Return the type that ``folded``, words without diacritics in small letters, names."""
    return dict(_type_names()).get(folded)


def numbered_type(number: str) -> str | None:
    """Return the type in a number: ``5/QĐ-UBND`` tells it where no line does.

    Numbers of the Party leave open whether QĐ is Quyết định or Quy định.
    """
    found = document_numbers(number)
    if not found or not found[0].type or not _STATE_NUMBER.match(number):
        return None
    symbol = find_type(found[0].type)
    return symbol.name if symbol else None


def _beginning_as(folded: str) -> list[tuple[str, str]]:
    """Return the types whose first word a line begins with, behind "ban" too; longest first."""
    by_word = _types_by_word()
    words = _FIRST_WORD.match(folded), _FIRST_WORD.match(folded.removeprefix("ban "))
    found = {type_ for word in words if word for type_ in by_word.get(word[0], ())}
    return sorted(found, key=lambda row: -len(row[0]))


@lru_cache(maxsize=1)
def _types_by_word() -> dict[str, list[tuple[str, str]]]:
    by_word: dict[str, list[tuple[str, str]]] = {}
    for row in _type_names():
        by_word.setdefault(row[0].split(" ")[0], []).append(row)
    return by_word


@lru_cache(maxsize=1)
def _type_names() -> list[tuple[str, str]]:
    names = {(row.folded, row.name) for row in document_types()}
    return sorted(names, key=lambda row: -len(row[0]))
