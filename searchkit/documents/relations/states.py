"""How a sentence says that its subject stands: it has ended, goes on, is halted or resumed."""

from __future__ import annotations

import re
from typing import NamedTuple

from searchkit.documents.relations.model import RelationKind

_ENDED = re.compile(
    r"(?<!\w)(?:(?:đã\s+)?hết (?:hiệu|liệu) lực(?:\s+thi hành)?"  # the second is a frequent slip
    r"|chấm dứt hiệu lực(?:\s+thi hành)?|không còn (?:hiệu lực|giá trị)(?:\s+thi hành)?"
    r"|bị bãi bỏ|(?:đều|nay) (?=bãi bỏ[\s.;]*\Z)bãi bỏ)(?!\w)"
)
_LASTING = re.compile(
    r"(?<!\w)(?:(?:(?:tiếp tục\s+)?có|còn) hiệu lực(?:\s+thi hành)?"
    r"|tiếp tục\s+(?:được\s+)?(?:áp dụng|thực hiện"
    r"|thi hành))\s+(?:cho\s+)?đến\s+(?:hết\s+)?(?=ngày|năm|tháng)"
)
_GOING_ON = re.compile(
    r"(?<!\w)tiếp tục\s+(?:được\s+)?(?:có hiệu lực(?:\s+thi hành)?|áp dụng|thực hiện|thi hành)"
    r"\s+(?:(?:cho\s+)?đến\s+(?:khi|thời điểm)|thêm)(?!\w)"
    r"|(?<!\w)được\s+áp dụng\s+tiếp(?!\w)"
)
_RESUMED = re.compile(
    r"[^;.]{0,40}(?:hết|kết thúc|sau|thời gian|thời hạn)\s[^;.]{0,60}?(?:ngưng|ngừng|dừng|đình chỉ)"
    r"[^;.,]{0,60},[^;]*?(?P<said>(?<!\w)(?:tiếp tục\s+(?:được\s+)?(?:có hiệu lực|áp dụng|thực hiện"
    r"|thi hành)|có hiệu lực(?:\s+thi hành)?\s+trở lại))(?!\w)"
)
_NO_LONGER_HALTED = re.compile(
    r"việc\s+(?:tạm\s+)?(?:ngưng|ngừng|dừng|đình chỉ|hoãn)\s(?![^;]{0,40}thi hành án)[^;]{3,300}?\s"
    r"(?P<said>(?:(?:được|bị)\s+)?(?:chấm dứt|kết thúc|bãi bỏ|hủy bỏ))(?!\w)"
)
_HALTED = re.compile(
    r"(?<!\w)(?:việc\s+(?:áp dụng|thi hành|thực hiện)(?=\s+(?:điểm|khoản|điều|luật|bộ luật"
    r"|nghị định|nghị quyết|thông tư|quyết định|quy định|chỉ thị)\s)"
    r"|(?:(?:ngày|thời (?:điểm|gian))\s+)?(?:có\s+)?hiệu lực)(?!\w)"
    r"[^;]{0,300}?(?P<said>(?<!\w)(?:(?:được|bị)\s+(?:tạm\s+|điều chỉnh\s+)?(?:ngưng|ngừng|dừng"
    r"|đình chỉ|hoãn|lùi)(?:\s+lại)?|tạm\s+(?:ngưng|ngừng|dừng|hoãn)(?=\s+(?:kể )?(?:từ|đến|cho"
    r"|trong)\s)))(?!\w)"
)


_RESTORED = re.compile(r"hiệu lực\s[^;]{3,300}?\s(?P<said>được\s+khôi phục)(?!\w)")
_HALTING = (
    " tạm ",
    "được lùi",
    "chỉnh lùi",
    "bị lùi",
    "đình chỉ",
    "được hoãn",
    "bị hoãn",
)


class State(NamedTuple):
    """What is said of the documents in front of ``start``, by the words up to ``end``."""

    start: int
    end: int
    kind: RelationKind


def state(lowered: str, head: int) -> State | None:
    """Return how a sentence in small letters, which begins at ``head``, says its subject stands."""
    if lowered.startswith("việc ", head) and (over := _NO_LONGER_HALTED.match(lowered, head)):
        return State(*over.span("said"), RelationKind.RESUMES)
    if "khôi phục" in lowered and (restored := _RESTORED.match(lowered, head)):
        return State(*restored.span("said"), RelationKind.RESUMES)
    goes_on = "tiếp" in lowered
    if (goes_on or "trở lại" in lowered) and (resumed := _RESUMED.match(lowered, head)):
        return State(*resumed.span("said"), RelationKind.RESUMES)
    if stands := _first_state(lowered, goes_on=goes_on):
        return stands
    halts = "tạm " in lowered or "lùi" in lowered or "hoãn" in lowered or "đình chỉ" in lowered
    may_halt = halts and any(word in lowered for word in _HALTING)
    if may_halt and (halted := _HALTED.search(lowered, head)):
        return State(*halted.span("said"), RelationKind.SUSPENDS)
    return None


def _first_state(lowered: str, *, goes_on: bool) -> State | None:
    """Return whether the subject goes on or has ended, whichever a sentence says first.

    ``Thông tư số 5 hết hiệu lực, trừ Điều 9 tiếp tục được thực hiện cho đến khi …``
    """
    has_effect = "lực" in lowered  # each expression takes far longer than these
    found = []
    if goes_on and (going := _GOING_ON.search(lowered)):
        found.append(State(*going.span(), RelationKind.EXTENDS))
    until = "đến" in lowered and (has_effect or goes_on)
    if until and (lasting := _LASTING.search(lowered)):
        found.append(State(*lasting.span(), RelationKind.ENDS))
    may_end = has_effect or "bãi bỏ" in lowered or "còn giá trị" in lowered
    if may_end and (ended := _ENDED.search(lowered)):
        is_repeal = "bãi bỏ" in ended[0]
        kind = RelationKind.REPEALS if is_repeal else RelationKind.ENDS
        found.append(State(*ended.span(), kind))
    return min(found, default=None)
