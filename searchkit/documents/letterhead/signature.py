"""What stands below the text of an official document: who signed it, and who receives it.

The forms are those of Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7 and II.9, and Hướng dẫn
36-HD/VPTW: the signer's title in capitals, after ``TM.``, ``KT.``, ``TL.`` or ``TUQ.`` when signing
for another, and below it the full name. Appendices, forms and samples within the text have
signatures of their own, which are not the document's.
"""

from __future__ import annotations

import re
from bisect import bisect
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from searchkit.documents.extraction import CELL_GAP, fold_space
from searchkit.text.legal.person_names import full_name
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.pieces import spelled

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINES_TO_NAME = 5
_LONGEST_LINE = 160  # characters of a row that may hold a title or a name
_PERSON = (
    r"(?:pho |quyen )?(?:chu tich|thu tuong|bo truong|thu truong|chu nhiem|thong doc|tong thanh tra"
    r"|tong giam doc|giam doc|tong cuc truong|cuc truong|vu truong|chi cuc truong|truong|chanh"
    r"|vien truong|bi thu|tong bi thu|tong kiem toan|hieu truong|tham phan|uy vien|chu toa|chu tri"
    r"|(?:xa doi|doi|don|tram|to|hat|nhom|chi huy|ke toan|dieu duong|thuyen) truong"
    r"|(?:chap hanh|kiem sat|cong chung|dieu tra|kiem soat|thanh tra) vien"
    r"|tu lenh|chinh uy|chinh tri vien"
    r"|tong bien tap|tong thu ky|dai su|tong lanh su|thuong truc|ban |pho )"
)
_BODY = r"(?:hoi dong|uy ban|chinh phu|quoc hoi|doan |cong doan|hoi |to |tinh uy|dang uy|chi bo)"
_FOR = r"(?:t/?m|k/?t|t/?l|tuq|q)\s*\.\s*"
_TITLE_LINE = re.compile(rf"(?:(?:{_FOR})?{_PERSON}|{_FOR}{_BODY})[\w ,.&–-]*$")
_SIGNED_FOR = re.compile(r"(?:t/?m|k/?t|t/?l|tuq)\s*\.", re.IGNORECASE)
_RANK = re.compile(
    r"^(?:(?:gs|pgs|tskh|ts|ths|(?:bs|ds|đd|cn)?(?:ck(?:i{1,2}|[12])?)|bs|ds|đd|cn|ks|kts|ls|dr"
    r"|ngưt|ngnd|ttưt|ttnd|đ/c|đồng chí|bà|ông(?=(?:\s+\w+){3})"
    r"|(?:thiếu|trung|thượng|đại)\s+(?:tướng|tá|úy)|bác sĩ|tiến sĩ|thạc sĩ|giáo sư|kỹ sư|luật sư)"
    r"(?:\s*[.,]\s*|\s+))+",
    re.IGNORECASE,
)
_STATED = (
    r"(?:[(\[/]?\s*(?:đã\s*k[ýí]|daky|ký\s*tên|ký\s*,\s*đóng\s*dấu|chữ\s*ký|signed(?!\s*by))"
    r"(?:\s*(?:và|,)?\s*(?:tên|(?:đóng\s*)?dấu|ghi\s*rõ\s*họ\s*tên))*\s*[)\]/]?|\(\s*k[ýí]\s*\)"
    r"|(?:được\s+)?ký\s+(?:số\s+)?bởi|người\s+ký|(?:digitally\s+)?signed\s+by)"
)
_SIGNED = re.compile(rf"\W*{_STATED}\W*", re.IGNORECASE)
_SAID_SIGNED = re.compile(rf"^{_STATED}\s*[:–-]?\s*|\s*[–-]?\s*{_STATED}$", re.IGNORECASE)
_ORNAMENT = " .,;*_–-/"
_CELLS = re.compile(rf"{re.escape(CELL_GAP)}|\s{{2,}}")
_RECIPIENTS = re.compile(r"^[ \t*_]*nơi\s+(?:nhận|gửi)\s*:?[*_]*", re.IGNORECASE | re.MULTILINE)
_BULLETS = "-–+•·*"
_MOST_RECIPIENTS = 30
_FILED = re.compile(r"Lưu\b")  # the last recipient, also where no bullets tell them
_LEFT_COLUMN = re.compile(r"\s*(?:nơi\s+(?:nhận|gửi)\b|[-–+•·*])", re.IGNORECASE)
_ENTRY_END = re.compile(r"[;:.,]\s+")
_APPENDIX = re.compile(
    r"^[^\w\n]{0,20}(?:PHỤ\s+LỤC|BIỂU\s+MẪU|MẪU\s+SỐ"
    r"|Phụ\s+lục(?=[ \t]*(?:số[ \t]*)?(?:[IVX\d]+[a-zA-Z]?)?[ \t]*:?[ \t]*$))",
    re.MULTILINE,
)
_ARTICLE = re.compile(r"^[ \t]*[Đđ](?:iều|IỀU)\s+(\d{1,3})\b", re.MULTILINE)
_POINT = re.compile(
    r"^[ \t]*(?:(\d{1,2})[ \t]*[-.)/]|([a-zđ])\)|([IVX]{1,5})[.-])[ \t]*\w", re.MULTILINE
)
_FIRST = ("1", "01", "a", "I")
_ADOPTED = re.compile(
    r"^(?:bộ\s+)?(?:luật|nghị\s+quyết|pháp\s+lệnh)\s+này\s[^\n]{0,200}?thông\s+qua\s+ngày\s+"
    r"(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})",
    re.IGNORECASE | re.MULTILINE,
)


class _Signature(NamedTuple):
    """A name and the title above it, and the title's offset."""

    name: str
    title: str
    start: int


def read_signature(text: str) -> dict[str, str]:
    """Return ``signer``, ``signer_title``, ``recipients`` and the ``adopted`` date, where present.

    ``adopted`` (ISO 8601) is the day on which a law says that it was passed. Of several signatures
    below the text the first counts, as in joint documents.
    """
    articles = [(match.start(), int(match[1])) for match in _ARTICLE.finditer(text)]
    appendices = (match.start() for match in _APPENDIX.finditer(text))
    own = text[: next((at for at in appendices if not _goes_on(articles, at)), len(text))]
    signature = _own_signature(own, articles)
    fields = {"recipients": _recipients(own), "adopted": _adopted(text)}
    if signature:
        title = _SIGNED_FOR.sub("", signature.title).strip()
        fields |= {"signer": signature.name, "signer_title": title}
    return {key: value for key, value in fields.items() if value}


def _own_signature(text: str, articles: list[tuple[int, int]]) -> _Signature | None:
    """Return the first signature after which the articles of the document do not go on.

    One with a list of recipients beside it, no article between them, is the document's own. It is
    a sample within the text where numbered points go on between it and the list; points that begin
    anew there belong to what is attached, or to the list.
    """
    lists = [match.start() for match in _RECIPIENTS.finditer(text)]
    listed = {bisect(articles, (start, 0)) for start in lists}
    own = (
        signature
        for signature in _signatures(text)
        if bisect(articles, (signature.start, 0)) in listed
        or not _goes_on(articles, signature.start)
    )
    first = next(own, None)
    below = _POINT.search(text, first.start, lists[0]) if first and lists else None
    if below is None or below[below.lastindex or 0] in _FIRST:
        return first
    return next(own, first)  # the first is a sample, as points of the text go on below it


def _goes_on(articles: list[tuple[int, int]], start: int) -> bool:
    """Tell whether the article below an offset follows the one above it.

    ``articles`` are offsets and numbers; what is attached to a document counts from 1 again.
    """
    at = bisect(articles, (start, 0))
    return 0 < at < len(articles) and articles[at][1] == articles[at - 1][1] + 1


def _signatures(text: str) -> Iterator[_Signature]:
    """Yield the names that stand below a signer's title.

    The title is in capitals, or begins with ``KT.`` and the like, or goes on with one that does.
    """
    title, start, distance = "", 0, 0
    for offset, line in _short_lines(text):
        if not title and not line.lstrip()[:1].isupper():
            continue
        spelt = fold_space(spelled(line))
        if spelt[:2].isupper() and (both := _title_and_name(spelt)):
            yield _Signature(both[1], both[0], offset)
        name = _name(spelt) if title else ""
        shown = spelt.isupper() or _SIGNED_FOR.match(spelt) or (title and not name)
        if shown and not name and _TITLE_LINE.match(fold(spelt).lower()):
            title, start, distance = spelt, offset, 0
        elif name:
            yield _Signature(name, title, start)
            title = ""
        elif not _LEFT_COLUMN.match(spelt):
            distance += not _SIGNED.fullmatch(spelt)
            title = title if distance <= _LINES_TO_NAME else ""


def _title_and_name(line: str) -> tuple[str, str] | None:
    """Return a title in capitals and the name behind it, as a lost line break leaves them."""
    words = line.split()
    small = (at for at, word in enumerate(words) if any(map(str.islower, word)))
    first = next(small, len(words))
    title, name = " ".join(words[:first]), " ".join(words[first:])
    if title and _is_plain_name(name) and _TITLE_LINE.match(fold(title).lower()):
        return title, name
    return None


def _folded(line: str) -> str:
    return fold(spelled(line)).lower()


def _short_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield what may be a title or a name, with its line's offset: short lines, cells of rows."""
    for match in re.finditer(r"[^\n]+", text):
        if len(match[0]) <= _LONGEST_LINE:
            columns = (column for cell in _cells(match[0]) for column in _columns(cell) if column)
            yield from ((match.start(), column) for column in columns)


def _cells(line: str) -> list[str]:
    """Return the cells of a row; words that all stand apart (``LÊ   VĂN   AN``) are one."""
    cells = [cell for cell in _CELLS.split(line) if cell.strip()]
    apart = len(cells) > 1 and CELL_GAP not in line and not any(" " in c.strip() for c in cells)
    return [" ".join(cells)] if apart else cells


def _columns(line: str) -> tuple[str, str]:
    """Return a recipient and what tabs or a scan put behind it: a signer's title or name.

    ``- HĐND huyện; KT. CHỦ TỊCH`` is such a line, and ``- Lưu: VT. Bùi Văn Hành``.
    """
    if _LEFT_COLUMN.match(line):
        for end in _ENTRY_END.finditer(line):
            right = line[end.end() :].strip()
            shown = right.isupper() or _SIGNED_FOR.match(right)
            title = shown and _TITLE_LINE.match(_folded(right))
            if title or _is_plain_name(right):
                return line[: end.start()], right
    return line, ""


def _is_plain_name(line: str) -> bool:
    return bool(_name(line)) and not line.isupper() and all(w[1:].islower() for w in line.split())


def _name(line: str) -> str:
    """Return the full name that ``line`` is, without rank and ``(Đã ký)``, or nothing."""
    bare = _SAID_SIGNED.sub("", line.strip(_ORNAMENT)).strip(_ORNAMENT)
    return full_name(_RANK.sub("", bare).strip(_ORNAMENT))


def _recipients(text: str) -> str:
    start = _RECIPIENTS.search(text)
    if start is None:
        return ""
    names: list[str] = []
    listed = False
    for line in text[start.end() : start.end() + 4000].split("\n")[:_MOST_RECIPIENTS]:
        entry = _columns(_CELLS.split(line.strip())[0])[0]
        bullet = entry.startswith(tuple(_BULLETS))
        if bullet or (not listed and (entry.endswith(";") or _FILED.match(entry))):
            names.append(entry)
            listed = listed or bullet
        elif names and (entry[:1].islower() or entry.startswith("(")) and names[-1][-1] not in ";.":
            names[-1] += f" {entry}"
        elif entry and names:
            break
    names = [fold_space(name.strip(f"{_BULLETS} .,;:")) for name in names]
    return "; ".join(filter(None, names))


def _adopted(text: str) -> str:
    found = _ADOPTED.search(text)
    if found is None:
        return ""
    try:
        return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
    except ValueError:
        return ""
