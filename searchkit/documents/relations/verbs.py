"""The verbs by which acts speak of others: whether they are passive, by what, and done to what."""

from __future__ import annotations

import re
from typing import NamedTuple

from searchkit.documents.relations.model import RelationKind
from searchkit.documents.relations.verb_words import kind_of, verb_words

_OUT_OF = re.compile(r"\s+từ(?!\w)(?:\s+(?:các|\d{1,2})\s[^:;.]{3,40}?\ssau(?:\s+đây)?\s*:?)?")
"""Behind ``được hợp nhất``: what follows is what the text that speaks consolidates."""

_PASSIVE = ("đã", "được", "bị")
_NOT_SAID_OF = (RelationKind.GUIDES, RelationKind.CONSOLIDATES, RelationKind.ENDS)
_STATES = (RelationKind.SUSPENDS, RelationKind.RESUMES)
_REWRITTEN = ("viết lại", "thay đổi", "chỉnh sửa")
_THUS = (" như sau", " thành ")
_GOING_ON = ("đang ", "đã ", "hiện ")
_BARE = ("kéo dài", "gia hạn")
_AGENT = re.compile(
    r"[\s,:]*(?:(?:các\s+)?(?:điểm|khoản|điều)\s[^;.:()]{1,60}?\s+)?"
    r"(?:(?:m[ộố]t số\s+(?:điều|nội dung|khoản|điểm)|lần thứ \w+|một phần|toàn bộ)\s+)?"
    r"(?:của\s+)?(?:năm\s+\d{4}\s+)?"
    r"(?:(?:cho\s+)?đến\s+(?:hết\s+)?(?:ngày\s+|năm\s+)[\d/. thángăm]{4,24}[\s,]*)?"
    r"(?:sang\s+(?:giai đoạn|năm)\s+[\d –-]{4,14}[\s,]*)?"
    r"(?:bởi|theo(?:\s+quy\s+định(?!\s+số))?(?:\s+(?:tại|của))*|tại|bằng)(?:\s+các)?(?!\w)[\s:]*"
)
_SAID_OF = re.compile(
    r"\s*(?:(?:lại )?như sau|lại(?: cho)?(?!\w)|là|thành|(?:bằng|thành) (?:các )?(?:cụm từ"
    r"|từ|nội dung|mẫu|biểu|phụ lục|thời điểm|số|“)|(?:bằng|bởi) (?:\w+ ){1,3}này(?!\w)"
    r"|(?:kể )?từ (?:ngày|tháng|năm|khi|thời điểm|0 giờ)|(?:cho )?đến|thêm|một phần"
    r"|toàn bộ|đối với|trên địa bàn|[.;:/]|\Z|,? trừ)"
)
"""What stands behind a verb where it is all that is said of the subject: ``Điều 5 được bãi bỏ.``"""

_OF_ACTS = re.compile(
    r"(?: và h(?:ủy|uỷ) bỏ)?(?: toàn bộ)?(?: các)?"
    r" (?:quyết định|nghị quyết|công văn|kế hoạch|thông báo|hướng dẫn|chỉ thị|văn bản) số"
)
"""What is behind ``thu hồi`` where an act is withdrawn, and not land or a licence."""


_OF_A_LAW = re.compile(
    r" (?:một số điều (?:của )?)?(?:luật|bộ luật|pháp lệnh|hiến pháp|điều lệ)(?!\w)"
)
_UNTIL_LATER = re.compile(r"(?<!\w)(?:đến|tới) (?:hết |trước )?(?:khi|ngày|năm|tháng)(?!\w)")
_AN_ACT = re.compile(
    r"(?: (?:các|những|một số|toàn bộ|quy định|nội dung|nêu|tại|của|đối với|cơ chế,?|chính sách))*"
    r" (?:điểm|khoản|điều|chương|mục|luật|bộ luật|pháp lệnh|nghị định|nghị quyết|quyết định"
    r"|thông tư|chỉ thị|quy định|quy chế|kế hoạch|hướng dẫn|chương trình|đề án|danh mục|bảng giá"
    r"|định mức|đơn giá|khung giá|hệ số|mức)(?!\w)"
)
"""What is behind ``tiếp tục thực hiện``, and ``chưa thực hiện``, where an act is meant."""

_BY_BODY = re.compile(
    r"(?<!\w)(?:đã\s+)?(?:được|bị)\s+(?:quốc hội|[uủ]y ban|chính phủ|thủ tướng|bộ|hội đồng|ban|sở"
    r"|văn phòng|chủ tịch|liên bộ|liên tịch|tổng cục|ngân hàng)(?!\w)"
    r"(?:\s+(?!được|bị)[^\W\d_]+){0,9}?\s+\Z"
)
"""``được Bộ Tài chính`` in front of ``sửa đổi tại Thông tư số 5``."""

_FURTHEST_BODY = 80
_SLIP = re.compile(r" (?:một số |các )?(?:lỗi|sai sót|nhầm lẫn)(?!\w)")
_REWORDED = re.compile(r"(?: lại)?(?: cho đúng)?(?: là| thành)(?!\w)")
_MISPRINTED = re.compile(
    r"(?<!\w)(?:đã (?:in|ghi|viết|đánh máy)|(?:in|ghi|viết|đánh máy) (?:nhầm|sai|thiếu))(?!\w)"
)
"""What tells that a wording is corrected, where the verb is ``sửa`` or ``điều chỉnh``."""

_BY = re.compile(r"\s+(?:theo|bởi)(?!\w)")

_OF_A_GUIDANCE = re.compile(r"(?<!\w)hướng dẫn số [^;]{3,120}\Z")


class Verb(NamedTuple):
    """A verb at ``[start:end]`` of a sentence.

    ``agent`` tells of a passive one whether it says by what, and ``end`` is behind ``bởi`` then.
    ``predicate`` tells whether it is what the sentence says of its subject.
    """

    start: int
    end: int
    kind: RelationKind
    passive: bool = False
    agent: bool = False
    predicate: bool = False

    def is_out_of(self, lowered: str) -> bool:
        """Say whether it is ``được hợp nhất từ`` in its sentence."""
        return "hợp nhất từ" in lowered[self.start : self.end]


def verbs(lowered: str) -> list[Verb]:
    """Find the verbs in a normalised sentence in small letters, in order.

    A passive verb that neither says by what nor of what, as in ``văn bản được sửa đổi``, is none.
    """
    found: list[Verb] = []
    for verb in verb_words(lowered):
        start, end = verb.span()
        kind, passive = _kind_of(lowered, verb), verb[0].startswith(_PASSIVE)
        said = _SAID_OF.match(lowered, end) is not None or (
            kind is RelationKind.CORRECTS and lowered.startswith((" “", " cụm từ"), end)
        )
        if verb[0].endswith(_REWRITTEN) and not lowered.startswith(_THUS, end):
            continue
        if not passive and _is_done_by_act(lowered, verb):
            found.append(Verb(start, _agent_end(lowered, end), kind, True, True))
            continue
        if not passive and (body := _by_body(lowered, verb)):
            found.append(Verb(*body, kind, True, True))
            continue
        if kind is RelationKind.CONSOLIDATES and (out_of := _OUT_OF.match(lowered, end)):
            found.append(Verb(start, out_of.end(), kind))
        elif passive and kind is RelationKind.EXTENDS and "tiếp tục" in verb[0]:
            continue  # states.py tells until when
        elif passive:
            agent = _AGENT.match(lowered, end)
            attributive = verb[0].startswith("đã") and kind not in _STATES
            said = said and kind not in _NOT_SAID_OF and not attributive
            if agent or said:
                end = agent.end() if agent else end
                found.append(Verb(start, end, kind, True, agent is not None, said))
        elif verb[0] in _BARE:
            if said:
                found.append(Verb(start, end, kind, predicate=True))
        elif _is_done_to_acts(lowered, verb):
            may_be_said = _may_be_said(lowered, verb, kind, said=said)
            found.append(Verb(start, end, kind, predicate=may_be_said))
    return found


def _kind_of(lowered: str, verb: re.Match[str]) -> RelationKind:
    """Return the kind of a verb; ``đã in là “…” nay sửa lại là “…”`` is a correction."""
    kind = kind_of(verb[0])
    if kind is not RelationKind.AMENDS:
        return kind
    misprinted = _REWORDED.match(lowered, verb.end()) and _MISPRINTED.search(
        lowered, 0, verb.start()
    )
    return RelationKind.CORRECTS if misprinted or _SLIP.match(lowered, verb.end()) else kind


def _is_done_by_act(lowered: str, verb: re.Match[str]) -> bool:
    """Tell ``(đã đính chính tại …)`` and ``hiện tạm dừng áp dụng theo``, passive without ``bị``."""
    if lowered.endswith("(đã ", 0, verb.start()):
        return _AGENT.match(lowered, verb.end()) is not None
    if kind_of(verb[0]) is not RelationKind.SUSPENDS or not _BY.match(lowered, verb.end()):
        return False
    return "hiệu lực" in verb[0] or lowered.endswith(_GOING_ON, 0, verb.start())


def _agent_end(lowered: str, end: int) -> int:
    agent = _AGENT.match(lowered, end)
    return agent.end() if agent else end


def _by_body(lowered: str, verb: re.Match[str]) -> tuple[int, int] | None:
    """Return from ``được Bộ Tài chính`` in front of a verb to behind ``tại``, where by what is."""
    begin = max(0, verb.start() - _FURTHEST_BODY)
    if (
        lowered.find("được", begin, verb.start()) < 0
        and lowered.find("bị", begin, verb.start()) < 0
    ):
        return None
    body = _BY_BODY.search(lowered, begin, verb.start())
    agent = _AGENT.match(lowered, verb.end()) if body else None
    return (body.start(), agent.end()) if body and agent else None


def _may_be_said(lowered: str, verb: re.Match[str], kind: RelationKind, *, said: bool) -> bool:
    """Say whether an active verb may be what is said of its subject: ``nay đính chính như sau``."""
    if kind is RelationKind.CORRECTS:
        return said and lowered.endswith(("nay ", "xin ", ", "), 0, verb.start())
    if kind not in _STATES or said:
        return kind in _STATES
    goes_on = lowered.endswith(_GOING_ON, 0, verb.start()) or verb[0].startswith("tạm thời chưa")
    return goes_on and _AN_ACT.match(lowered, verb.end()) is None


def _is_done_to_acts(lowered: str, verb: re.Match[str]) -> bool:
    """Tell ``thu hồi Quyết định số`` and ``về thi hành Luật`` from what is done to land."""
    if verb[0].endswith(" thu"):
        return lowered.startswith((" phí", " lệ phí", " học phí"), verb.end())
    if verb[0].endswith("triển khai"):
        return _AN_ACT.match(lowered, verb.end()) is not None
    if "thu hồi" in verb[0]:
        return _OF_ACTS.match(lowered, verb.end()) is not None
    if verb[0].startswith("tiếp tục") and kind_of(verb[0]) is RelationKind.EXTENDS:
        goes_on = _AN_ACT.match(lowered, verb.end()) and _UNTIL_LATER.search(lowered, verb.end())
        return "thí điểm" in verb[0] or goes_on is not None
    if "chưa" in verb[0] or verb[0].startswith("không tiếp tục"):
        until = lowered.startswith((" cho đến", " đến", " đối với"), verb.end())
        return until or _AN_ACT.match(lowered, verb.end()) is not None
    if verb[0].startswith("về"):
        of_law = verb[0].endswith("thi hành") and _OF_A_LAW.match(lowered, verb.end())
        front = lowered[max(0, verb.start() - 160) : verb.start()]
        return bool(of_law or _OF_A_GUIDANCE.search(front))
    return True
