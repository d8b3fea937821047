"""Laws called by their names: ``Luật Đất đai năm 2024``, ``Bộ luật Hình sự 2015``.

A name may hold commas and ``và``, so where it ends is told by the table
``searchkit/data/law_names.tsv``; a name that is not in it ends at the next comma.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from searchkit.text.legal.dates import dates
from searchkit.text.spelling.syllables import fold_term
from searchkit.text.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEGINS = re.compile(
    r"(?:B(?<!\w.)ộ luật|L(?:(?<!\w.)|(?<=[^\W\d_A-ZĐ].))uật|P(?<!\w.)háp lệnh"
    r"|H(?<!\w.)iến pháp)(?= \w)|H(?<!\w.)iến pháp(?!\w)"
)
"""``củaLuật`` is a slip that is not rare."""

_PARTS = ("uật ", "uật:", "háp")
"""One of which a text has that has a beginning; to look for these takes far less time."""

_WORD = re.compile(r"[^\W_]+")
_AMENDING = re.compile(
    r" sửa đổi,? (?:và )?bổ sung(?:(?: một số điều)?(?: của)?(?: các)?"
    r"| (?:điều|khoản|điểm|phụ lục|danh mục) [^;.:()]{1,140}? của) "
    r"(?=(?:Bộ luật|Luật|Pháp lệnh) )",
    re.IGNORECASE,
)
_LISTED = re.compile(r"(?<!\w)[Cc]ác [Ll]uật(?P<colon>\s*:)?\s+(?=[A-ZĐÀ-Ỹ])")
_NEXT = re.compile(r"(?:\s*[;,]\s*(?:và\s+)?|\s+và\s+)(?=[A-ZĐÀ-Ỹ])")
_ABOUT = re.compile(r" về [^;:,.()\d]{4,100}?(?= (?:ngày|năm) \d)")
"""``Luật về sĩ quan Quân đội nhân dân Việt Nam ngày …``, as laws were called until about 1995."""

_FURTHER = re.compile(r"(?:,| và) (?=(?:Bộ luật|Luật|Pháp lệnh) [^\W\d_])")
_ENDS = re.compile(
    r"\s*(?:[^\w\s]|(?:(?:năm|ngày|số|đã|được|bị|và|quy định|có hiệu lực|hết hiệu lực|thì|là|về"
    r"|trong|theo|tại|khi|để|cho|do|này|hoặc|với|sửa đổi|bổ sung|mà|nếu|sau|trước|của|các|hiện hành"
    r"|phải)(?!\w)|\d))"
)
_BREAK = re.compile(r"[;:.()“”]")
"""What few names hold: behind ``Luật Phá sản; doanh nghiệp`` another sentence goes on."""

_YEAR = re.compile(r"\s+(?:năm\s+)?((?:19|20)\d{2})(?![\d/])")
_DATE_BEHIND = re.compile(
    r"\s+(?:(?:ban hành|(?:được\s+)?(?:Quốc hội\s+)?thông qua)\s+)?(?:ngày\s+)?\Z"
)
_MOST_WORDS = 22
_LAW = "Luật "
_LONGEST_LISTED = 240


class LawName(NamedTuple):
    """A law's name at ``[start:end]`` of a text, its year behind it included.

    ``words`` are the folded words of the name, ``year`` is None where the text says none.
    """

    start: int
    end: int
    words: tuple[str, ...]
    year: int | None

    @property
    def term(self) -> str:
        """The name as titles are compared: ``luat dat dai 2024``."""
        return " ".join([*self.words, str(self.year)] if self.year else self.words)


def law_names(text: str) -> list[LawName]:
    """Find the laws that a normalised text calls by their names, in order.

    ``Luật này`` is none, nor is ``Luật số 15/2025/QH15``, which has a number instead.
    """
    found: list[LawName] = []
    end = 0
    if not any(part in text for part in _PARTS):
        return found
    for begin in _BEGINS.finditer(text):
        if begin.start() < end:
            continue
        amending = _AMENDING.match(text, begin.end())
        stop = _end_after(text, amending.end()) if amending else _end_of_name(text, begin)
        if stop is None:
            continue
        while amending and (more := _FURTHER.match(text, stop)):
            ends = _end_after(text, more.end())
            if ends is None:
                break
            stop = ends
        words = tuple(map(fold_term, _WORD.findall(text, begin.start(), stop)))
        end, year = _year_behind(text, stop)
        found.append(LawName(begin.start(), end, words, year))
    if "ác " in text and (lists := [*_LISTED.finditer(text)]):
        known = {law.start for law in found}
        listed = (law for one in lists for law in _listed(text, one))
        found += [law for law in listed if law.start not in known]
        found.sort()
    return found


def _listed(text: str, listed: re.Match[str]) -> Iterator[LawName]:
    """Yield the laws of ``các Luật: Tổ chức Chính phủ ngày …; Đầu tư ngày …``, from the second on.

    Without a colon only known names are taken: ``các Luật Đất đai, Nhà ở, Bộ Xây dựng``. The first
    is found as ``Luật Đất đai`` then.
    """
    at = listed.end()
    while True:
        rest = _LAW + text[at : at + _LONGEST_LISTED]
        begin = _BEGINS.match(rest)
        stop = _end_of_name(rest, begin) if begin else None
        if stop is None:
            return
        words = tuple(map(fold_term, _WORD.findall(rest, 0, stop)))
        end, year = _year_behind(rest, stop)
        is_first = at == listed.end() and not listed["colon"]
        if not listed["colon"] and words not in _known():
            return
        if not is_first:
            yield LawName(at, at + end - len(_LAW), words, year)
        more = _NEXT.match(text, at + end - len(_LAW))
        if more is None or _BEGINS.match(text, more.end()):
            return
        at = more.end()


def _end_after(text: str, start: int) -> int | None:
    begin = _BEGINS.match(text, start)
    return _end_of_name(text, begin) if begin else None


def _end_of_name(text: str, begin: re.Match[str]) -> int | None:
    """Return where the name ends that begins with a match; None where there is none."""
    found = _WORD.finditer(text, begin.start(), begin.start() + 200)
    words = list(islice(found, _MOST_WORDS))
    folded = [fold_term(word.group()) for word in words]
    for count in _lengths().get(folded[0], ()):
        broken = _known().get(tuple(folded[:count])) if count <= len(folded) else None
        if broken is None:
            continue
        end = words[count - 1].end()
        if broken or not _BREAK.search(text, begin.end(), end):
            return end
    if begin.group() == "Hiến pháp":
        return begin.end()
    if about := _ABOUT.match(text, begin.end()):
        return about.end()
    stop, first = begin.end(), True
    while not _ENDS.match(text, stop):
        following = _WORD.search(text, stop)
        if following is None or (first and not following.group()[0].isupper()):
            break
        stop, first = following.end(), False
    return None if first else stop


def _year_behind(text: str, stop: int) -> tuple[int, int | None]:
    year = _YEAR.match(text, stop)
    if year:
        return year.end(), int(year[1])
    for day in dates(text[stop : stop + 48])[:1]:
        if day.precision == "day" and _DATE_BEHIND.fullmatch(text, stop, stop + day.start):
            return stop + day.end, day.first.year
    return stop, None


@lru_cache(maxsize=1)
def _known() -> dict[tuple[str, ...], bool]:
    """Return the folded words of all names, and whether a name holds more than commas."""
    rows = read_table("law_names.tsv")
    return {
        tuple(map(fold_term, _WORD.findall(name))): _BREAK.search(name) is not None
        for (name,) in rows
    }


@lru_cache(maxsize=1)
def _lengths() -> dict[str, list[int]]:
    """Return how long names are by their first words, longest first."""
    lengths: dict[str, set[int]] = {}
    for name in _known():
        lengths.setdefault(name[0], set()).add(len(name))
    return {first: sorted(found, reverse=True) for first, found in lengths.items()}
