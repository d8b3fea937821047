"""What a consolidated text says on top of the act that it consolidates, and of what amended it.

``Nghị định số 5 …, có hiệu lực kể từ ngày …, được sửa đổi, bổ sung bởi:`` begins every one
(Pháp lệnh Hợp nhất văn bản quy phạm pháp luật, 01/2012/UBTVQH13, Điều 12).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit._dataclass import replace
from searchkit.documents.relations.model import ACTING, Cited, Relation, RelationKind
from searchkit.documents.relations.references import mentions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TITLED = re.compile(r"ăn bản hợp nhất|ĂN BẢN HỢP NHẤT|\d/VBHN-")
_HAS_EFFECT_SINCE = re.compile(r"có hiệu lực(?: thi hành)? (?:kể )?từ")
_HEAD = 600
_ON_TOP = 3000
"""Characters in which a consolidated text names its act, behind its own title."""

_DONE = r"(?:sửa đổi|bổ sung|bãi bỏ|thay thế|đính chính|ngưng hiệu lực|hủy bỏ)(?: một phần)?"
_CHANGED_BY = re.compile(
    rf"được {_DONE}(?:(?:, | và |, và ){_DONE})*(?: một số điều)? (?:bởi|theo|tại)(?!\w)"
)
_ANNOUNCED = re.compile(
    rf"{_CHANGED_BY.pattern}(?: các)?(?: văn bản| \w+(?: \w+)?)?(?: sau)?(?: đây)?\s*:\s*\Z"
)
_NUMBERED = re.compile(r"(?:.*_{3,})?\s*\d{0,2}\s*")  # or a title and the line below it


def subject_of_list(sentence: str) -> Cited | None:
    """Return the act that a sentence begins with, if what changed it is listed below."""
    return _subject(sentence) if _ANNOUNCED.search(sentence) else None


def _subject(sentence: str) -> Cited | None:
    named = mentions(sentence)
    begin = _NUMBERED.match(sentence)
    at_head = named and named[0].cited and begin and named[0].start <= begin.end()
    return named[0].cited if at_head else None


def is_consolidated(text: str, start: int, end: int) -> bool:
    """Say whether a text is a consolidated one; ``[start:end]`` tells what changed its act.

    A reader of PDF may have left out the words on top.
    """
    if _TITLED.search(text, 0, _HEAD):
        return True
    return start < _HEAD and _HAS_EFFECT_SINCE.search(text, start, end) is not None


def consolidating(
    text: str, start: int, paragraph: str, relations: Sequence[Relation]
) -> Iterator[Relation]:
    """Yield that a text consolidates the act with which a paragraph begins, and what changed it.

    The paragraph begins at ``start`` and is normalised; ``relations`` is what it states; nothing is
    listed below it.
    """
    changed = _CHANGED_BY.search(paragraph) if start < _ON_TOP else None
    effect = _HAS_EFFECT_SINCE.search(paragraph, 0, changed.start()) if changed else None
    own = _subject(paragraph) if effect else None
    if own is None or not is_consolidated(text, start, start + len(paragraph)):
        return
    one = Relation(RelationKind.CONSOLIDATES, own, start=0, end=len(paragraph))
    yield one
    sources = {said.source for said in relations if said.kind in ACTING and said.target == own}
    for said in relations:
        if said.source in sources and said.target == own:
            sources.discard(said.source)
            yield replace(one, target=said.source)
