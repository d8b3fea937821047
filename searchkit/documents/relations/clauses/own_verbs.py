"""Which verbs of a sentence are the act's own, and not a title's, a duty's or a description's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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

_DECIDED = re.compile(
    r"(?:[^\W\d_]+\s+){0,14}?(?:nay|cho phép|cho|tiếp tục|đồng ý|thống nhất|thông qua"
    r"|chấp thuận|quyết nghị|quyết định)"
    r"(?:\s+(?:việc|cho phép|tiếp tục|cho))?\s*\Z"
    r"|yêu cầu\s+(?:[^\W\d_]+,?\s+){1,10}\Z"
)
"""``Hội đồng nhân dân tỉnh quyết nghị kéo dài``: who decides, and that it is decided."""

_BODY = re.compile(
    r"(?:do\s[^;.]{3,80},\s*)?(?:quốc hội|chính phủ|thủ tướng|bộ|[uủ]y ban|uỷ ban|hội đồng|ban|sở"
    r"|cục|thường trực|liên bộ|phòng|đảng [uủ]y|cơ quan|viện|tòa án|giám đốc|văn phòng|chủ tịch"
    r"|tỉnh [uủ]y|thành [uủ]y|huyện [uủ]y|tổng cục|kho bạc|ngân hàng)(?!\w)"
    r"(?:[\s,–-]+[^\W\d_]+){0,14}?(?:\s+(?:xin|nay|đã))?\s+\Z"
)

_NOT_DONE = re.compile(
    r"(?<!\w)(?:trường hợp|nếu|khi|đề nghị|trình|kiến nghị|theo|để|do|nhằm|sẽ|chưa|không|xem xét"
    r"|có thể|phải|được|dự thảo|thẩm quyền|việc|trước|sau)(?!\w)"
)

_OBJECT_OF_BODY = re.compile(
    r"[\s,:(]*(?:(?:một số|các|những|nội dung|sai sót|lỗi|kỹ thuật|trình bày|số|liệu|trong|ngày"
    r"|tháng|năm|việc|ban hành|tên|phụ lục|danh mục|mẫu|của|tại|thi hành|thực hiện|áp dụng|hiệu lực"
    r"|và|một phần|toàn bộ|cụm từ|quy định|thể thức|lại|cơ chế|chính sách|các|đề án|kèm theo|cho"
    r"|nhiệm vụ|chương trình|dự án)(?!\w)[\s,]*)*"
)
_CORRECTED = re.compile(r"\s[^;.:]{2,120}?\s(?:tại|trong|của|ghi)\s+")
"""``đính chính thời gian họp ghi trong``."""

_CIRCUMSTANCE = re.compile(
    r"(?:trong|do|vì|để|nhằm|cho đến|đến|kể từ|từ|trước)\s[^;:.]{3,200},\s*(?:nay\s+)?\Z"
)
"""``Trong thời gian chờ sửa đổi,``: a clause in front of what the act itself says."""


_OF_BODIES = (
    RelationKind.CORRECTS,
    RelationKind.SUSPENDS,
    RelationKind.RESUMES,
    RelationKind.EXTENDS,
)
"""What a body is told to do to an act; to ``sửa đổi`` one may as well be a task of it."""

_AUTHENTICATED = ("xác thực văn bản", "ký xác thực văn bản")
_BETWEEN = ("đồng thời", "được ban hành", "được ban hành để", "là kết quả", "là văn bản")
"""What may stand between ``Quy định này`` and its own verb."""

_ELSE = re.compile(r"(?<!\w)(?:trường hợp|tiếp tục)(?!\w)")


def is_own(
    sentence: Sentence, verb: Verb, last: Mention | None, before: Level | None, stack: list[Level]
) -> bool:
    """Say whether a verb is the act's own; the rest is as `attachment.level_of` is given it."""
    lowered = sentence.lowered
    if last is not None and last.cited:
        if not AND_BEFORE.search(lowered, max(last.end, verb.start - 12), verb.start):
            return False
        own = stack[0].kind
        if own in ENDING and verb.kind in ENDING:
            return not sentence.frame.kind  # "Thông tư này thay thế A sửa đổi B và bãi bỏ C"
        listing = own not in (RelationKind.CITES, RelationKind.BASIS)
        own_list = len(stack) == 1 and listing and verb.kind is not RelationKind.GUIDES
        return own_list and ";" in lowered[last.end : verb.start]
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
    if _ABOUT.fullmatch(front) or _TITLE.fullmatch(front) or _HAS_EFFECT.fullmatch(front):
        return True
    if verb.kind is RelationKind.CONSOLIDATES:
        return front.strip() in _AUTHENTICATED or verb.is_out_of(lowered)
    if verb.kind is not RelationKind.GUIDES and _is_of_body(sentence, verb, front):
        return True
    if verb.kind in _OF_BODIES and _CIRCUMSTANCE.fullmatch(front):
        return True
    return before is not None and before.is_own and bool(AND_BEFORE.search(front))


def _is_of_body(sentence: Sentence, verb: Verb, front: str) -> bool:
    """Tell ``Ủy ban nhân dân tỉnh đính chính Quyết định số 5``, which the act itself says."""
    if _NOT_DONE.search((front.partition(", ")[2] or front).removesuffix("việc ")):
        return False
    named = next((one for one in sentence.mentions if one.begin >= verb.end), None)
    of_body = verb.kind in _OF_BODIES and _BODY.fullmatch(front)
    if named is None or not (of_body or _DECIDED.fullmatch(front)):
        return False
    corrected = verb.kind is RelationKind.CORRECTS
    if corrected and _CORRECTED.fullmatch(sentence.lowered, verb.end, named.begin):
        return True
    return _OBJECT_OF_BODY.fullmatch(sentence.lowered, verb.end, named.begin) is not None


def _is_duty(sentence: Sentence, verb: Verb) -> bool:
    """Tell ``b) Hướng dẫn việc cấp thẻ …``, an item among what a body has to do."""
    return (
        0 < sentence.head == verb.start
        and verb.kind is RelationKind.GUIDES
        and sentence.lowered.startswith("hướng dẫn", verb.start)
    )
