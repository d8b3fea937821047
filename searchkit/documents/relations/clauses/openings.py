"""What the first words of a sentence make of the documents in it: ``Căn cứ``, ``Kèm theo``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit.documents.relations.model import THIS, Cited, Relation, RelationKind
from searchkit.text.spelling.folding import fold

if TYPE_CHECKING:
    from searchkit.documents.relations.clauses.sentence import Sentence

_KINDS = (
    r"(?:quy định|quy chế|quy trình|nội quy|danh mục|phụ lục|mẫu|biểu|bảng|định mức|chương trình"
    r"|chế độ|tiêu chuẩn|hướng dẫn|kế hoạch|đề án|điều lệ)"
)
_OPENINGS = (
    (re.compile(r"căn cứ(?:\s+vào)?(?!\w)(?!\s+(?:tính|xác định)\s)"), RelationKind.BASIS),
    (
        re.compile(
            r"(?:(?:triển khai\s+)?thực hiện|triển khai|quán triệt)"
            r"(?:\s+theo(?!\s+(?:quy định|hướng dẫn)\s))?(?!\s+theo\s)"
            r"\s+(?=\S+(?:\s\S+){0,3}?\s+(?:số\s+)?\d)"
        ),
        RelationKind.BASIS,
    ),
    (
        re.compile(
            r"(?:triển khai |tổ chức )?thực hiện\s+(?:(?:sự|ý kiến) )?(?:chỉ đạo|kết luận|nhiệm vụ"
            r"|yêu cầu|đề nghị|kế hoạch|chương trình|nội dung)[^;:.,]{0,120}?\s(?:tại|theo)\s+"
            r"(?=[^;:.,]{3,40}\d[^;:.]*, [^;.]*\s(?:ban hành|báo cáo|đề nghị|yêu cầu|xây dựng|trình"
            r"|hướng dẫn|thông báo|có ý kiến|như sau|tổ chức)(?!\w))"
        ),
        RelationKind.BASIS,
    ),
    (
        re.compile(
            r"(?:nay\s+)?(?:(?:\S+\s){1,4}này\s+(?=(?:được\s+)?ban))?(?:(?:được\s+)?ban hành\s+)?"
            r"kèm theo(?!\w)"
        ),
        RelationKind.ISSUED_WITH,
    ),
    (
        re.compile(
            rf"(?:(?:nay\s+)?ban hành\s+(?={_KINDS}\s)[^;:()\d]{{4,240}}?\s|{_KINDS}\s"
            r"[^;:()]{4,240}?\sđược\s+ban hành\s+(?=kèm theo (?:\S+ ){1,3}này[\s.;]*\Z))kèm theo"
            r"(?=\s(?:\S+ ){1,3}này(?!\w))"
        ),
        RelationKind.ISSUED_WITH,
    ),
    (
        re.compile(
            r"(?:danh mục|quy chế|quy định|quy trình|phụ lục|chương trình|kế hoạch|đề án|mẫu|biểu)"
            r" [^.;:()\d]{0,240}\((?:ban hành )?kèm theo(?=[^()]*\)\W*\Z)"
        ),
        RelationKind.ISSUED_WITH,
    ),
)
_NEAR = 60
_GROUNDS = re.compile(r"[^,;.:]{0,240}\s(?:quy định|nêu|xác định|ban hành|kèm)\s+(?:tại|theo)\s*")
"""``Căn cứ khung thuế suất quy định tại Biểu thuế ban hành kèm theo``: far in front of the act."""

_ATTACHED = re.compile(r"\s+(?:là\s+)?(?:bản\s+)?[“\"'‘]{0,2}(?P<name>[^\W_][^.;:(\n“”\"]{5,300})")
_IN_FRONT = re.compile(
    rf"(?:(?:nay\s+)?ban hành\s+)?(?P<name>(?={_KINDS}\s)[^;:()]{{5,240}}?)\s+"
    r"(?:được\s+ban hành\s+)?kèm theo\s*\Z",
    re.IGNORECASE,
)
"""``Ban hành Danh mục … kèm theo``, ``Quy chế … được ban hành kèm theo``."""

_KIND_OF_TEXT = re.compile(
    r"(?:các|bản|quy định|quy chế|quy trình|nội quy|danh mục|phụ lục|mẫu|biểu|bảng|định mức"
    r"|quy chuẩn|chương trình|chế độ|tiêu chuẩn|hướng dẫn|kế hoạch|đề án|bộ|khung|hệ thống|mức"
    r"|điều lệ"
    r"|\d{1,3})(?!\w)"
)
_MOST_WORDS = 24


def opens(lowered: str, head: int) -> bool:
    """Say whether a sentence in small letters, which begins at ``head``, has such words."""
    return any(opening.match(lowered, head) for opening, _ in _OPENINGS)


def opened(sentence: Sentence) -> RelationKind | None:
    """Return what the first words of a sentence make of the documents in it."""
    lowered = sentence.lowered
    for opening, kind in _OPENINGS:
        begins = opening.match(lowered, sentence.head)
        if begins and sentence.mentions:
            first = sentence.mentions[0].begin
            near = first - begins.end() < _NEAR
            if near or (kind is RelationKind.BASIS and _is_ground(lowered, begins.end(), first)):
                return kind
    return None


def _is_ground(lowered: str, start: int, end: int) -> bool:
    """Tell a preamble from a sentence that goes on behind the act: ``…, Ủy ban quyết định``."""
    return lowered.rstrip().endswith(";") and _GROUNDS.fullmatch(lowered, start, end) is not None


def attached(sentence: Sentence) -> Relation | None:
    """Return what is issued with the act: ``Ban hành kèm theo Quyết định này Quy chế …``."""
    this = sentence.mentions[0] if sentence.mentions else None
    if this is None or this.cited:
        return None
    named = _IN_FRONT.match(sentence.written, sentence.head, this.start) or _ATTACHED.match(
        sentence.written, this.end
    )
    name = named["name"].strip(" '’") if named else ""
    if name.endswith((" sau", " sau đây")):  # `listing.attached_below` reads what is there
        return None
    if not (name[:1].isupper() or _KIND_OF_TEXT.match(name)):
        return None
    return issued(name)


def issued(name: str) -> Relation:
    """Return that what has a name is issued with the act."""
    words = " ".join(fold(name).lower().split()[:_MOST_WORDS])
    return Relation(RelationKind.ISSUED_WITH, THIS, Cited(f"@{words}", "", name))
