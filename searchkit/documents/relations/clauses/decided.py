"""What a body does to an act, which the text at hand says for it: ``Ủy ban nhân dân đính chính``.

Only verbs that are said of acts alone are read so: to amend one may as well be a task of a body.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit.documents.relations.model import RelationKind

if TYPE_CHECKING:
    from searchkit.documents.relations.clauses.sentence import Sentence
    from searchkit.documents.relations.verbs import Verb

_DECIDED = re.compile(
    r"(?:[^\W\d_]+\s+){0,14}?(?:nay|cho phép|cho|tiếp tục|đồng ý|thống nhất|thông qua"
    r"|chấp thuận|phê duyệt|quyết nghị|quyết định)"
    r"(?:\s+(?:việc|cho phép|tiếp tục|cho))?\s*\Z"
    r"|(?:[^\W\d_]+\s+){0,10}?(?:yêu cầu|cho phép)\s+(?:[^\W\d_]+,?\s+){0,10}\Z"
)
"""``Hội đồng nhân dân tỉnh quyết nghị kéo dài``: who decides, and that it is decided."""

BODY = re.compile(
    r"(?:do\s[^;.]{3,80},\s*)?(?:quốc hội|chính phủ|thủ tướng|bộ|[uủ]y ban|uỷ ban|hội đồng|ban|sở"
    r"|cục|thường trực|liên bộ|phòng|đảng [uủ]y|cơ quan|giám đốc|văn phòng|chủ tịch"
    r"|tỉnh [uủ]y|thành [uủ]y|huyện [uủ]y|tổng cục|kho bạc|ngân hàng|t[oò][aà] án|viện kiểm sát"
    r"|viện trưởng|chánh án|chánh thanh tra|bộ trưởng|thống đốc|tổng kiểm toán)(?!\w)"
    r"(?:[\s,–-]+[^\W\d_]+){0,14}?(?:\s+(?:xin|nay|đã))?\s+\Z"
)

_NOT_DONE = re.compile(
    r"(?<!\w)(?:trường hợp|nếu|khi|đề nghị|trình|kiến nghị|theo|để|do|nhằm|sẽ|chưa|không|xem xét"
    r"|có thể|phải|được|dự thảo|thẩm quyền|việc|trước|sau)(?!\w)"
)

_OBJECT = re.compile(
    r"[\s,:(]*(?:(?:một số|các|những|nội dung|sai sót|lỗi|kỹ thuật|trình bày|số|liệu|trong|ngày"
    r"|tháng|năm|việc|ban hành|tên|phụ lục|danh mục|mẫu|của|tại|thi hành|thực hiện|áp dụng|hiệu lực"
    r"|và|một phần|toàn bộ|cụm từ|quy định|thể thức|lại|cơ chế|chính sách|các|đề án|kèm theo|cho"
    r"|nhiệm vụ|chương trình|dự án|quyết định hành chính)(?!\w)[\s,]*)*"
)
_FAR_OBJECT = re.compile(r"\s[^;.:,]{2,120}?\s(?:tại|trong|của|(?:ban hành )?kèm theo)\s+")
"""``áp dụng trở lại bảng giá đất tại``."""

_FAR_TERM = re.compile(r"\s[^;.:,]{2,120}?\stheo\s+")
_ELSEWHERE = re.compile(r"(?<!kèm )(?<!\w)(?:theo|để|khi|do|vì|bản án)(?!\w)")

CIRCUMSTANCE = re.compile(
    r"(?:trong|do|vì|để|nhằm|cho đến|đến|kể từ|từ|trước)\s[^;:.]{3,200},\s*(?:nay\s+)?\Z"
)
"""``Trong thời gian chờ sửa đổi,``: a clause in front of what the act itself says."""

_CLAUSE = re.compile(
    r"nay\s+(?=\S)|(?:trong|do|vì|để|nhằm|sau khi|trước|thừa lệnh|thừa ủy quyền)"
    r"\s[^;:.,]{3,120},\s*"
)
"""``Do ảnh hưởng của bão, Ủy ban nhân dân tỉnh yêu cầu``: what stands in front of who acts."""

_MEASURE = re.compile(r"(?<= )áp dụng biện pháp khẩn cấp tạm thời\s*:?\s*(?=\Z)")
"""What a court says before what it suspends (Luật Tố tụng hành chính 93/2015/QH13, Điều 68)."""

OF_BODIES = (
    RelationKind.CORRECTS,
    RelationKind.SUSPENDS,
    RelationKind.RESUMES,
    RelationKind.EXTENDS,
)
"""What a body is told to do to an act; to ``sửa đổi`` one may as well be a task of it."""

_LONGEST_GAP = 120


def is_of_term(lowered: str, verb: Verb) -> bool:
    """Tell what is done to the act a measure rests on: ``tạm dừng thu phí theo Nghị quyết``."""
    term = lowered.startswith(("kéo dài thời", "gia hạn thời"), verb.start)
    return term or lowered.endswith(" thu", 0, verb.end)


def is_of_body(sentence: Sentence, verb: Verb, front: str) -> bool:
    """Tell ``Ủy ban nhân dân tỉnh đính chính Quyết định số 5``, which the act itself says."""
    clause = _CLAUSE.match(front)
    front = front[clause.end() :] if clause else front
    if _NOT_DONE.search((front.partition(", ")[2] or front).removesuffix("việc ")):
        return False
    named = next((one for one in sentence.mentions if one.begin >= verb.end), None)
    of_body = verb.kind in OF_BODIES and BODY.fullmatch(_MEASURE.sub("", front))
    if named is None or not (of_body or _DECIDED.fullmatch(front)):
        return False
    gap = sentence.lowered[verb.end : named.begin]
    if verb.kind is RelationKind.CORRECTS:
        return len(gap) < _LONGEST_GAP and not _ELSEWHERE.search(gap)
    if of_body or "cho" in front or "phê duyệt" in front:
        if verb.kind in OF_BODIES and _FAR_OBJECT.fullmatch(gap):
            return not _ELSEWHERE.search(gap)
        term = is_of_term(sentence.lowered, verb)
        if term and _FAR_TERM.fullmatch(gap):
            return True
    return _OBJECT.fullmatch(sentence.lowered, verb.end, named.begin) is not None
