"""A sentence taken apart: where it begins, its verbs, and the documents that it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from searchkit.documents.relations.references import Mention, days_of, mentions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.documents.relations.clauses.instructions import Frame
    from searchkit.documents.relations.model import Relation
    from searchkit.documents.relations.verbs import Verb
    from searchkit.text.legal.dates import TextDate

_ITEM = (
    r"(?:(?:điều|khoản|mục|phần)\s+[\divx]+[a-zđ]?\s*[.:)]|\d{1,3}(?:\.\d{1,3})*\s*[.)-]"
    r"|[a-zđ]{1,2}\s?[.)]|[-–+*•]|[ivx]{1,5}[.)]"
    r"|\[?\d{1,3}\]?(?=\s+(?:khoản|điều|điểm|mẫu|cụm|nội dung|tên|phụ lục|đoạn|văn bản)\s))"
)
_HEAD = re.compile(rf"[\s(\[“\"]*(?:{_ITEM}\s*)*")
_SINCE = re.compile(r"(?:bắt đầu\s+)?(?:kể\s+)?từ\s+(?:0\s*giờ\s+)?ngày\s+(?=\d)")
_COMMA = re.compile(r"\s*,\s*")


class Found(NamedTuple):
    """A relation and the document that a sentence names for it; ``nested`` in another's title."""

    relation: Relation
    mention: Mention
    nested: bool = False


def head_end(lowered: str) -> int:
    """Return where a sentence in small letters begins behind its numbering."""
    head = _HEAD.match(lowered)
    return head.end() if head else 0


class Sentence:
    """A normalised sentence without what it quotes; ``lowered`` is it in small letters.

    ``written`` is it with what it quotes, of the same length.
    ``head`` is where it begins behind its numbering and ``kể từ ngày 01/7/2025,``, which day is
    ``since`` (``2025-07-01``).
    """

    def __init__(
        self, written: str, text: str, lowered: str, own_verbs: list[Verb], frame: Frame
    ) -> None:
        self.written = written
        self.text = text
        self.lowered = lowered
        self.verbs = own_verbs
        self.frame = frame
        self.mentions = mentions(text)
        self.head, self.since = self._begin()

    def may_relate(self) -> bool:
        """Say whether it names what may be related: another document, or what comes with this."""
        if self.frame.target or any(one.cited for one in self.mentions):
            return True
        return "kèm theo" in self.lowered

    @property
    def days(self) -> Sequence[TextDate]:
        """The days that it names, if it names documents."""
        return days_of(self.text) if self.mentions else ()

    def _begin(self) -> tuple[int, str]:
        head = head_end(self.lowered)
        since = _SINCE.match(self.lowered, head)
        for day in self.days if since else ():
            comma = _COMMA.match(self.lowered, day.end)
            if since and day.start == since.end() and comma:
                return comma.end(), day.first.isoformat()
        return head, ""
