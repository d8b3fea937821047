"""Which verbs of a sentence are the act's own, and not a title's, a duty's or a description's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit.documents.relations.clauses.decided import (
    BODY,
    CIRCUMSTANCE,
    OF_BODIES,
    is_of_body,
)
from searchkit.documents.relations.model import ENDING, RelationKind
from searchkit.text.legal.symbols import document_types

if TYPE_CHECKING:
    from searchkit.documents.relations.clauses.level import Level
    from searchkit.documents.relations.clauses.sentence import Sentence
    from searchkit.documents.relations.references import Mention
    from searchkit.documents.relations.verbs import Verb

_TYPES = "|".join(sorted({row.name.lower() for row in document_types()}, key=len)[::-1])
AND_BEFORE = re.compile(r"(?:[,;]|(?<!\w)và|(?<!\w)đồng thời)\s*\Z")

_TITLE = re.compile(
    r"(?:.*(?<!\w)ban hành\s+)?"
    rf"(?:{_TYPES})"
    r"\s*(?:[:.–-]\s*)?(?:v/v|về\s+việc|về)?\s*\Z",
    re.DOTALL,
)

_HAS_EFFECT = re.compile(rf"(?:{_TYPES})\s+có hiệu lực[^;]*(?:[,;]|(?<!\w)và|đồng thời)\s*\Z")

_ABOUT = re.compile(r"[\s:]*(?:v/v|về\s+việc|về)?\s*\Z")

_AUTHENTICATED = ("văn bản", "xác thực văn bản", "ký xác thực văn bản")
_OF_ACTS = re.compile(
    r"(?:\s(?:toàn bộ|một phần|các|những|một số|đối với|cụm|tên|hiệu lực|thi hành|của|cho|\d+))*"
    rf"\s(?:{_TYPES}|quy định|nội dung|điểm|khoản|điều|chương|mục|phần|phụ lục|danh mục|mẫu|biểu|từ"
    r"|luật|bộ luật|pháp lệnh|văn bản|bản|bảng|thủ tục|tiêu đề|đoạn|gạch|dòng|số thứ tự|định mức"
    r"|chế độ|chính sách|mức|tiêu chuẩn|khung)(?!\w)"
)
"""What is behind ``bãi bỏ`` where it is done to acts, and not to certificates."""

_BETWEEN = ("đồng thời", "được ban hành", "được ban hành để", "là kết quả", "là văn bản")
"""What may stand between ``Quy định này`` and its own verb."""

_ELSE = re.compile(r"(?<!\w)(?:trường hợp|tiếp tục)(?!\w)")


def is_own(
    sentence: Sentence, verb: Verb, last: Mention | None, before: Level | None, stack: list[Level]
) -> bool:
    """Say whether a verb is the act's own; the rest is as `attachment.level_of` is given it."""
    lowered = sentence.lowered
    if last is not None and last.cited:
        return _goes_on(sentence, verb, last, stack)
    if last is not None:
        gap = lowered[last.end : verb.start]
        if verb.kind is RelationKind.GUIDES:
            return not gap.strip(" ,")
        if "hiệu lực" in gap:  # "trước ngày Thông tư này có hiệu lực, … bảo quản và hủy bỏ"
            before_it = lowered[: last.start].rstrip().endswith("trước ngày")
            return not before_it and _ELSE.search(gap) is None
        return not gap.strip(" ,;và") or gap.strip() in _BETWEEN
    front = lowered[sentence.head : verb.start]
    if _is_duty(sentence, verb):
        return False
    if _ABOUT.fullmatch(front) or _HAS_EFFECT.fullmatch(front):
        return True
    if _TITLE.fullmatch(front):  # "b) Pháp lệnh sửa đổi …" in a list is the title of another act
        return not sentence.frame.kind
    if verb.kind is RelationKind.CONSOLIDATES:
        by_body = BODY.fullmatch(front) and _OF_ACTS.match(lowered, verb.end)
        known = front.strip() in _AUTHENTICATED or front.startswith("văn bản hợp nhất ")
        return bool(by_body) or known or verb.is_out_of(lowered)
    if verb.kind is not RelationKind.GUIDES and is_of_body(sentence, verb, front):
        return True
    if verb.kind in OF_BODIES and CIRCUMSTANCE.fullmatch(front):
        return True
    return before is not None and before.is_own and bool(AND_BEFORE.search(front))


def _goes_on(sentence: Sentence, verb: Verb, last: Mention, stack: list[Level]) -> bool:
    """Say whether a verb behind the objects of the act's own one is its own, too."""
    lowered = sentence.lowered
    comma = lowered.rfind(", ", last.end, verb.start) if verb.kind in OF_BODIES else -1
    if comma >= 0 and BODY.fullmatch(lowered, comma + 2, verb.start):
        return True
    if not AND_BEFORE.search(lowered, max(last.end, verb.start - 12), verb.start):
        return False
    own = stack[0].kind
    if own in ENDING and verb.kind in ENDING:  # "Thông tư này thay thế A sửa đổi B và bãi bỏ C"
        of_title = len(stack) > 1 and lowered.startswith(" một số", verb.end)
        of_acts = _OF_ACTS.match(lowered, verb.end) is not None
        return of_acts and not of_title and not sentence.frame.kind
    listing = own not in (RelationKind.CITES, RelationKind.BASIS)
    own_list = len(stack) == 1 and listing and verb.kind is not RelationKind.GUIDES
    return own_list and ";" in lowered[last.end : verb.start]


def _is_duty(sentence: Sentence, verb: Verb) -> bool:
    """Tell ``b) Hướng dẫn việc cấp thẻ …``, an item among what a body has to do."""
    return (
        0 < sentence.head == verb.start
        and verb.kind is RelationKind.GUIDES
        and sentence.lowered.startswith("hướng dẫn", verb.start)
    )
