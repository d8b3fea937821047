"""The notes of consolidated texts, whose numbers stick to clauses: ``2.11 Hồ sơ`` is khoản 2.

A consolidated text (văn bản hợp nhất; Pháp lệnh 01/2012/UBTVQH13, Điều 12 to 14) says in numbered
notes which act changed what. Once the text has lost its type, a note's raised number stands
right behind the number of the clause, and a note at the foot of a page looks like a clause.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit.documents.structure.markers import Kind

if TYPE_CHECKING:
    from searchkit.documents.structure.sequence import SequenceState

_NAMES = ("VBHN", "ăn bản hợp nhất", "ĂN BẢN HỢP NHẤT")
_NOTED_CLAUSE = re.compile(r"(\d{1,3}[a-zđ]?)\.\s?\[?\d{1,3}\]?(?:\s+(?P<text>\S)|\s*$)")
_NOTE = re.compile(
    r"\[?\d{1,3}\]?[.)]?\s+(?:(?:Số thứ tự|Tên|Tiêu đề) )?\w+(?: \w+)?(?: này| “[^”]{1,200}”) được "
    r"(?:sửa đổi|bổ sung|bãi bỏ|thay thế|hủy bỏ)\b"
)


class Footnotes:
    """Tells the clauses that bear the number of a note, and the notes, of a consolidated text."""

    def __init__(self, text: str) -> None:
        self.expected = any(name in text for name in _NAMES)

    def clause(self, line: str, state: SequenceState) -> str:
        """Return the number of the clause that a line with a note's number begins, or nothing.

        It must be the next clause of its article, else ``2.1`` is a part of clause 2.
        """
        noted = _NOTED_CLAUSE.match(line) if state.in_article else None
        if noted is None or not (noted["text"] is None or noted["text"].isupper()):
            return ""
        return noted[1] if state.goes_on_with(Kind.CLAUSE, noted[1]) else ""

    def is_note(self, line: str) -> bool:
        """Tell whether a line is a note: ``11 Khoản này được bổ sung theo quy định tại …``."""
        return _NOTE.match(line) is not None
