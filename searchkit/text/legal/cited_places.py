"""Places in a document as people cite them: ``khoản 2 Điều 5``, ``mục 3 phần IV``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from searchkit._lazy import DIGITS, lazy_pattern
from searchkit.text.remembering import remembers
from searchkit.text.spelling.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ATTACHMENT = "kem theo"
"""The unit of what is issued with a document; its labels are names such as ``quy che``."""

Places = dict[str, frozenset[str]]
"""Labels by unit, folded and in small letters: ``{"khoan": {"2"}, "dieu": {"5"}}``."""

_LABEL = r"(?:[0-9]{1,3}[a-z]?|[ivxl]{1,6}|[a-z])"
_UNITS = ("diem", "khoan", "dieu", "muc", "phan", "chuong", "phu luc")
_PLACE = lazy_pattern(
    rf"(?<![^\W_])(?P<unit>{'|'.join(_UNITS)})\s+(?:thu\s+|so\s+)?"
    rf"(?P<labels>{_LABEL}(?![^\W_])(?:(?:,| va)\s*{_LABEL}(?![^\W_]))*)",
    needs=_UNITS,
)
_TEXTS = "quy dinh|quy che|dieu le|noi quy|de an|ke hoach|chuong trinh|huong dan|danh muc"
_ATTACHED = lazy_pattern(
    rf"(?<![^\W_])(?P<text>{_TEXTS})\W+(?:(?:duoc )?ban hanh )?kem theo(?![^\W_])"
)
_ATTACHMENT = lazy_pattern(rf"(?P<text>{_TEXTS})(?![^\W_])")
_SEPARATOR = lazy_pattern(r",\s*|\s+va\s+")
_CUT_SHORT = lazy_pattern(
    r"(?<![^\W_])(?:(?:(?:kh?|[đd])\.?\s*|khoản|khoan|điều|dieu)[0-9]"
    r"|(?:khoản|khoan|điều|dieu)\s+[0-9]+\s?(?:\.[0-9]|[-–]|đến|den|tới|toi))",
    re.IGNORECASE,
    needs=DIGITS,
)
_OF_ARTICLE = " Điều "
_LONGEST_RANGE = 20
_ITEM = lazy_pattern(
    r"^[ \t]*(?:(?P<khoan>[0-9]{1,3}[a-zđ]?)[.)]|(?P<diem>[a-zđ])\))\s", re.MULTILINE
)


def find_places(text: str) -> Places:
    """Return the places that a normalised text cites, with or without diacritics.

    Points keep their đ: ``điểm đ`` is not ``điểm d``. What is issued with another document is a
    place as well: ``Điều 2 Quy chế ban hành kèm theo Quyết định 20``.
    """
    lowered = text.lower()
    found: dict[str, set[str]] = {}
    folded = fold(lowered)
    for place in _PLACE.finditer(folded):
        start, end = place.span("labels")
        labels = lowered[start:end] if place["unit"] == "diem" else place["labels"]
        found.setdefault(place["unit"], set()).update(_SEPARATOR.split(labels))
    if "kem theo" in folded and (attached := _ATTACHED.search(folded)):
        found[ATTACHMENT] = {attached["text"]}
    return {unit: frozenset(labels) for unit, labels in found.items()}


def spell_out_places(text: str) -> str:
    """Return a query with the units of its places written out: ``k2 Đ8`` is ``khoản 2 Điều 8``.

    One letter alone is no unit, as in ``đội K2``: a khoản and its điều stand together, or an act
    stands behind the điều (``Đ8 Luật Đất đai``). The habit of lawyers' notes and forums.

    So ``Điều 8.2`` is ``khoản 2 Điều 8``, and ``Điều 8-10``, or ``Điều 8 đến Điều 10``, all three.
    """
    if not _CUT_SHORT.search(text):
        return text
    *short, ranges = _short_places()
    for pattern in short:
        text = pattern.sub(_spelt_out, text)
    return ranges.sub(_counted_out, text)


@lru_cache(maxsize=1)
def _short_places() -> tuple[re.Pattern[str], ...]:
    """Return what finds ``đ.a k2 Đ8``, ``Đ8 k2``, ``Đ8 Luật …``, ``Điều 8.2``; ranges come last.

    Few queries need it. What ranges as khoản do, and has no điều behind it, may be money.
    """
    numbers = r"[0-9]{1,3}[a-zđ]?(?:\s*(?:,|và|va)\s*[0-9]{1,3}[a-zđ]?)*"
    between = r"(?:[\s,.;/-]|của|cua)*"
    end = r"(?![^\W_])"
    point = rf"(?:(?:điểm|diem)\s*|[đd](?:\.\s*|\s+))(?P<diem>[a-zđ]){end}"
    clause = rf"(?:khoản|khoan|kh?\.?)\s*(?P<khoan>{numbers})"
    article = rf"(?:điều|dieu|[đd]\.?)\s*(?P<dieu>{numbers})"
    act = r"(?:bộ|bo|luật|luat|hiến|hien|nghị|nghi|thông|thong|pháp|phap|nđ|nd|tt|bl|l)"
    places = (
        r"(?P<unit>(?P<clause>khoản|khoan)|điều|dieu)\s+(?P<first>[0-9]{1,3})"
        r"\s*(?:[-–]|(?:đến|den|tới|toi)(?:\s+(?:hết|het))?)\s*(?:(?P=unit)\s+)?"
        rf"(?P<last>[0-9]{{1,3}}){end}(?![/.-][^\W_])"
        r"(?(clause)(?=[\s,]+(?:của\s+|cua\s+)?(?:điều|dieu)))"
    )
    patterns = (
        rf"(?:{point}{between})?{clause}{between}{article}{end}",
        rf"{article}{between}{clause}{end}(?:{between}{point})?",
        rf"đ\.?\s*(?P<dieu>{numbers}(?:\.[0-9]{{1,2}})?)(?=[\s,]+{act})",
        rf"(?:điều|dieu)\s*(?P<dieu>[0-9]{{1,3}})\.(?P<khoan>[0-9]{{1,2}}){end}(?!\.[^\W_])",
        places,
    )
    return tuple(re.compile(rf"(?<![^\W_]){pattern}", re.IGNORECASE) for pattern in patterns)


def _spelt_out(place: re.Match[str]) -> str:
    found = place.groupdict()
    units = {"diem": "điểm", "khoan": "khoản", "dieu": "Điều"}
    return " ".join(f"{shown} {found[unit]}" for unit, shown in units.items() if found.get(unit))


def _counted_out(places: re.Match[str]) -> str:
    first, last = int(places["first"]), int(places["last"])
    if not first < last <= first + _LONGEST_RANGE:
        return places[0]
    return f"{places['unit']} {', '.join(map(str, range(first, last + 1)))}"


def places_of(heading: Sequence[str], citation: str) -> Places:
    """Return the places of a passage by its headings and its citation in words."""
    places = _together([*heading, citation])
    attachment = _ATTACHMENT.match(fold(heading[0]).lower()) if heading else None
    return places | {ATTACHMENT: frozenset({attachment["text"]})} if attachment else places


def _together(parts: Sequence[str]) -> Places:
    """Return what `find_places` finds in all parts, behind each other."""
    found = [_of_part(shorter) for part in parts for shorter in _shorter(part)]
    if None in found:
        return find_places("; ".join(parts))
    together: Places = {}
    for places in found:
        for unit, labels in (places or {}).items():
            together[unit] = together[unit] | labels if unit in together else labels
    return together


def _shorter(part: str) -> tuple[str, ...]:
    """Cut ``khoản 2 Điều 1.1.NĐ.4.4`` in two: many share each, and few both."""
    before, of_article, article = part.partition(_OF_ARTICLE)
    return (before, of_article + article) if article else (part,)


@remembers(1 << 12, longest=256)  # neighbours share headings, and most citations are common
def _of_part(text: str) -> Places | None:
    """Return the places that a heading or a citation cites; None where others may decide, too."""
    return None if "kem theo" in fold(text.lower()) else find_places(text)


def blank_places(folded: str) -> str:
    """Return a text, folded and in small letters, with blanks where it cites places."""
    return _PLACE.sub(lambda place: " " * len(place[0]), folded)


def find_items(text: str) -> Places:
    """Return the khoản and điểm that begin lines of an article's text."""
    found: dict[str, set[str]] = {}
    for item in _ITEM.finditer(text.lower()):
        unit = str(item.lastgroup)
        found.setdefault(unit, set()).add(item[unit])
    return {unit: frozenset(labels) for unit, labels in found.items()}


def agreement(asked: Mapping[str, frozenset[str]], cited: Mapping[str, frozenset[str]]) -> float:
    """Return the share of the units asked for that a passage's citation meets, 0 to 1.

    A passage that stands elsewhere in one of the units, as ``khoản 2 Điều 9`` does when ``khoản 2
    Điều 5`` is asked for, has none.
    """
    shared = asked.keys() & cited.keys()
    if any(asked[unit].isdisjoint(cited[unit]) for unit in shared):
        return 0.0
    return len(shared) / len(asked)
