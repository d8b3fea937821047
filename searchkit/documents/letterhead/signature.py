"""What stands below the text of an official document: who signed it, and who receives it.

The forms are those of Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7 and II.9, and Hướng dẫn
36-HD/VPTW: the signer's title in capitals, after ``TM.``, ``KT.``, ``TL.`` or ``TUQ.`` when signing
for another, and below it the full name.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from searchkit.documents.extraction import CELL_GAP, fold_space
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINES_TO_NAME = 5
_LONGEST_LINE = 160  # characters of a row that may hold a title or a name
_TITLE_LINE = re.compile(
    r"(?:(?:t/?m|k/?t|t/?l|tuq|q)\s*\.\s*)?"
    r"(?:pho |quyen )?(?:chu tich|thu tuong|bo truong|thu truong|chu nhiem|thong doc|tong thanh tra"
    r"|tong giam doc|giam doc|tong cuc truong|cuc truong|vu truong|chi cuc truong|truong|chanh"
    r"|vien truong|bi thu|tong bi thu|tong kiem toan|hieu truong|doi truong|tham phan|uy vien"
    r"|thuong truc|hoi dong|uy ban|ban |chinh phu|pho )[\w ,.&–-]*$"
)
_SIGNED_FOR = re.compile(r"(?:t/?m|k/?t|t/?l|tuq)\s*\.", re.IGNORECASE)
_RANK = re.compile(
    r"^(?:(?:gs|pgs|ts|ths|bs|cn|ks|dr|(?:thiếu|trung|thượng|đại)\s+(?:tướng|tá|úy))\s*[.,]?\s*)+",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"\W*(?:đã\s*ký|daky|ký tên|ký, đóng dấu)[\w\s,]*\W*", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){1,4}")
_CELLS = re.compile(rf"{re.escape(CELL_GAP)}|\s{{2,}}")
_RECIPIENTS = re.compile(r"^[ \t]*nơi\s+nhận\s*:?", re.IGNORECASE | re.MULTILINE)
_MOST_RECIPIENTS = 30
_LEFT_COLUMN = re.compile(r"\s*(?:nơi\s+nhận\b|[-–+])", re.IGNORECASE)
_ENTRY_END = re.compile(r"[;:.,]\s+")
_ADOPTED = re.compile(
    r"^(?:bộ\s+)?(?:luật|nghị\s+quyết|pháp\s+lệnh)\s+này\s[^\n]{0,200}?thông\s+qua\s+ngày\s+"
    r"(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})",
    re.IGNORECASE | re.MULTILINE,
)


def read_signature(text: str) -> dict[str, str]:
    """Return ``signer``, ``signer_title``, ``recipients`` and the ``adopted`` date, where present.

    ``adopted`` (ISO 8601) is the day on which a law says that it was passed. Of several signatures
    the first counts, since appendices come below it.
    """
    fields = {**_signer(text), "recipients": _recipients(text), "adopted": _adopted(text)}
    return {key: value for key, value in fields.items() if value}


def _signer(text: str) -> dict[str, str]:
    """Return the first name that stands below a signer's title, and that title.

    The title is in capitals, or begins with ``KT.`` and the like, or goes on with one that does.
    """
    title, distance = "", 0
    for line in _short_lines(text):
        spelt = fold_space(str(normalize(line)))
        shown = spelt.isupper() or _SIGNED_FOR.match(spelt) or (title and not _name(spelt))
        if shown and _TITLE_LINE.match(fold(spelt).lower()):
            title, distance = spelt, 0
        elif title and (name := _name(spelt)):
            return {"signer": name, "signer_title": _SIGNED_FOR.sub("", title).strip()}
        elif not _LEFT_COLUMN.match(spelt):
            distance += not _SIGNED.fullmatch(spelt)
            title = title if distance <= _LINES_TO_NAME else ""
    return {}


def _short_lines(text: str) -> Iterator[str]:
    """Yield what may be a title or a name: short lines, and the cells of short rows."""
    for match in re.finditer(r"[^\n]+", text):
        if len(match[0]) <= _LONGEST_LINE:
            cells = (cell for cell in _CELLS.split(match[0]) if cell.strip())
            yield from (column for cell in cells for column in _columns(cell) if column)


def _columns(line: str) -> tuple[str, str]:
    """Return a recipient and what tabs or a scan put behind it: a signer's title or name.

    ``- HĐND huyện; KT. CHỦ TỊCH`` is such a line, and ``- Lưu: VT. Bùi Văn Hành``.
    """
    if _LEFT_COLUMN.match(line):
        for end in _ENTRY_END.finditer(line):
            right = line[end.end() :].strip()
            shown = right.isupper() or _SIGNED_FOR.match(right)
            title = shown and _TITLE_LINE.match(fold(str(normalize(right))).lower())
            if title or _is_plain_name(right):
                return line[: end.start()], right
    return line, ""


def _is_plain_name(line: str) -> bool:
    return bool(_name(line)) and all(word[1:].islower() for word in line.split())


def _name(line: str) -> str:
    """Return the full name that ``line`` is, without academic or military rank, or nothing."""
    bare = _RANK.sub("", line)
    if not _NAME.fullmatch(bare) or not all(word[0].isupper() for word in bare.split()):
        return ""
    if bare.isupper():
        return ""
    return bare


def _recipients(text: str) -> str:
    start = _RECIPIENTS.search(text)
    if start is None:
        return ""
    names: list[str] = []
    for line in text[start.end() : start.end() + 4000].split("\n")[:_MOST_RECIPIENTS]:
        entry = _columns(_CELLS.split(line.strip())[0])[0]
        if entry.startswith(("-", "–", "+")):
            names.append(fold_space(entry.strip("-–+ .,;:")))
        elif entry and names:
            break
    return "; ".join(filter(None, names))


def _adopted(text: str) -> str:
    found = _ADOPTED.search(text)
    if found is None:
        return ""
    try:
        return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
    except ValueError:
        return ""
