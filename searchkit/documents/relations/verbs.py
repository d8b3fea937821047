"""The verbs by which acts speak of others: ``sửa đổi, bổ sung``, ``thay thế``, ``bãi bỏ``.

The words are those of the Law on the Promulgation of Legal Normative Documents (64/2025/QH15) and
of Nghị định 78/2025/NĐ-CP, with the spellings of older acts.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from searchkit.documents.relations.model import RelationKind
from searchkit.engine.kernels.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = {
    RelationKind.RESUMES: r"tiếp tục (?:cho )?(?:áp dụng|thi hành|thực hiện"
    r"|có hiệu lực(?: thi hành)?) trở lại"
    r"|(?:áp dụng|thi hành|thực hiện|có hiệu lực(?: thi hành)?) trở lại"
    r"|(?:áp dụng|thi hành) lại"
    r"|(?:chấm dứt|bãi bỏ|h(?:ủy|uỷ) bỏ) (?:việc )?(?:tạm )?(?:ngưng|ngừng|dừng|đình chỉ|hoãn)"
    r" (?:hiệu lực(?: thi hành)?|(?:việc )?(?:áp dụng|thi hành|thực hiện))"
    r"|khôi phục (?:lại )?hiệu lực(?: thi hành)?",
    RelationKind.AMENDS: r"sửa đổi(?: bổ sung)?|bổ sung|sửa|điều chỉnh"
    r"|viết lại|thay đổi|chỉnh sửa",
    RelationKind.REPLACES: r"thay thế|thay(?! đổi| mặt)",
    RelationKind.REPEALS: r"bãi bỏ|h(?:ủy|uỷ) bỏ|bỏ|thu hồi",
    RelationKind.ENDS: r"chấm dứt hiệu lực(?: thi hành)?",
    RelationKind.CORRECTS: r"đính chính",
    RelationKind.SUSPENDS: r"(?:tạm )?(?:ngưng|ngừng|dừng|đình chỉ|hoãn) (?:hiệu lực(?: thi hành)?"
    r"|(?:việc )?(?:áp dụng|thi hành(?! án)|thực hiện))|lùi (?:(?:ngày|thời (?:hạn|điểm|gian)) )?"
    r"(?:có )?(?:hiệu lực(?: thi hành)?|(?:bắt đầu )?(?:áp dụng|thi hành|thực hiện))"
    r"|(?:tạm thời không|không tiếp tục) (?:áp dụng|thi hành|thực hiện)"
    r"|(?:tạm thời |tạm )?chưa (?:triển khai )?(?:áp dụng|thi hành(?! án)|thực hiện)",
    RelationKind.EXTENDS: r"tiếp tục (?:cho )?(?:thực hiện|áp dụng|thi hành)(?: thí điểm)?"
    r"|kéo dài (?:thời hạn|thời gian|thời kỳ|hiệu lực|việc)(?: (?:thực hiện"
    r"|áp dụng|thi hành|thí điểm|hiệu lực|có hiệu lực)){0,3}"
    r"|gia hạn (?:thời hạn|thời gian|hiệu lực|việc)"
    r"(?: (?:thực hiện|áp dụng|thi hành|thí điểm|hiệu lực|có hiệu lực)){0,3}"
    r"|gia hạn (?:thực hiện|áp dụng|thi hành)|kéo dài|gia hạn",
    RelationKind.GUIDES: r"qu[yi] định chi tiết(?:,? (?:và )?(?:hướng dẫn|biện pháp))?"
    r"(?: (?:thi hành|thực hiện))?|hướng dẫn(?: chi tiết)?(?: (?:thi hành|thực hiện|áp dụng|triển"
    r" khai))?|về (?:việc )?(?:thi hành|thực hiện)",
    RelationKind.CONSOLIDATES: r"hợp nhất",
}
"""The words of each kind, in small letters; of two that begin alike the longer one is in front."""

_OUT_OF = re.compile(r"\s+từ(?!\w)(?:\s+(?:các|\d{1,2})\s[^:;.]{3,40}?\ssau(?:\s+đây)?\s*:?)?")
"""Behind ``được hợp nhất``: what follows is what the text that speaks consolidates."""

_ANY = "|".join(_WORDS.values())
_CHANGING = "|".join(
    _WORDS[kind]
    for kind in (
        RelationKind.AMENDS,
        RelationKind.REPLACES,
        RelationKind.REPEALS,
        RelationKind.CORRECTS,
        RelationKind.SUSPENDS,
    )
)
_AND = r"\s*(?:,\s*(?:và\s+)?|\s+và\s+|\s+hoặc\s+)"
_PASSIVE = ("đã", "được", "bị")
_NOT_SAID_OF = (RelationKind.GUIDES, RelationKind.CONSOLIDATES, RelationKind.ENDS)
_STATES = (RelationKind.SUSPENDS, RelationKind.RESUMES)
_REWRITTEN = ("viết lại", "thay đổi", "chỉnh sửa")
_THUS = (" như sau", " thành ")
_GOING_ON = ("đang ", "đã ", "hiện ")
_BARE = ("kéo dài", "gia hạn")
_VERB = re.compile(
    rf"(?<![^\W_])(?:đã\s+(?:được|bị)\s+(?:{_ANY})|được\s+(?:{_ANY})|bị\s+(?:{_ANY})|{_ANY})(?!\w)"
    rf"(?:{_AND}(?:được\s+|bị\s+)?(?:{_CHANGING}|cập nhật)(?!\w))*"
)
_STEMS = Words((
    "sửa", "bổ sung", "điều chỉnh", "thay", "bãi bỏ", "hủy bỏ", "huỷ bỏ", "bỏ", "thu hồi",
    "chấm dứt", "đính chính", "ngưng", "ngừng", "dừng", "đình chỉ", "hoãn", "tiếp tục", "khôi phục",
    "kéo dài", "gia hạn", "lùi", "áp dụng trở", "thi hành trở", "thực hiện trở", "có hiệu lực trở",
    "có hiệu lực thi hành trở", "định chi tiết", "hướng dẫn", "về thi hành", "về thực hiện",
    "chưa", "tạm thời không", "không tiếp tục", "áp dụng lại", "thi hành lại", "về việc thi",
    "về việc thực", "hợp nhất", "viết lại", "chỉnh sửa",
))  # fmt: skip
"""What each verb begins with, but for the words of `_FRONT`."""

_FRONT = re.compile(
    r"(?<![^\W_])(?:đã\s+(?:được|bị)\s+|(?:được|bị)\s+)?(?P<held>(?:tạm\s+(?:thời\s+)?|qu[yi]\s)?)\Z"
)
_LONGEST_FRONT = 20
_KINDS = [(kind, re.compile(rf"(?:{words})(?!\w)")) for kind, words in _WORDS.items()]
_ORDER = (
    RelationKind.RESUMES,
    RelationKind.SUSPENDS,
    RelationKind.AMENDS,
    RelationKind.REPLACES,
    RelationKind.REPEALS,
)
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
    r"|(?:kể )?từ ngày|(?:cho )?đến|thêm|một phần|toàn bộ|đối với|trên địa bàn|[.;:/]|\Z|,? trừ)"
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
_UNTIL_LATER = re.compile(r"(?<!\w)đến (?:hết |trước )?(?:khi|ngày|năm|tháng)(?!\w)")
_AN_ACT = re.compile(
    r"(?: (?:các|những|một số|quy định|nội dung|tại|của|đối với|cơ chế,?|chính sách))*"
    r" (?:điểm|khoản|điều|chương|mục|luật|bộ luật|pháp lệnh|nghị định|nghị quyết|quyết định"
    r"|thông tư|chỉ thị|quy định|quy chế|kế hoạch|hướng dẫn)(?!\w)"
)
"""What is behind ``tiếp tục thực hiện``, and ``chưa thực hiện``, where an act is meant."""

_BY_BODY = re.compile(
    r"(?<!\w)(?:đã\s+)?(?:được|bị)\s+(?:quốc hội|[uủ]y ban|chính phủ|thủ tướng|bộ|hội đồng|ban|sở"
    r"|văn phòng|chủ tịch|liên bộ|liên tịch|tổng cục|ngân hàng)(?!\w)"
    r"(?:\s+(?!được|bị)[^\W\d_]+){0,9}?\s+\Z"
)
"""``được Bộ Tài chính`` in front of ``sửa đổi tại Thông tư số 5``."""

_FURTHEST_BODY = 80
_IS_SUSPENDED_BY = re.compile(r"(?:tạm )?(?:ngưng|ngừng) hiệu lực(?: thi hành)? (?:theo|bởi)(?!\w)")
"""``(ngưng hiệu lực theo Thông tư số 5)``, which is passive without ``bị``."""

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
    for verb in _matches(lowered):
        start, end = verb.span()
        kind, passive = _kind(verb[0]), verb[0].startswith(_PASSIVE)
        said = _SAID_OF.match(lowered, end) is not None or (
            kind is RelationKind.CORRECTS and lowered.startswith((" “", " cụm từ"), end)
        )
        if verb[0].endswith(_REWRITTEN) and not lowered.startswith(_THUS, end):
            continue
        if _IS_SUSPENDED_BY.match(lowered, start):
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
            said = said and kind not in _NOT_SAID_OF and not verb[0].startswith("đã")
            if agent or said:
                end = agent.end() if agent else end
                found.append(Verb(start, end, kind, True, agent is not None, said))
        elif verb[0] in _BARE:
            if said:
                found.append(Verb(start, end, kind, predicate=True))
        elif _is_done_to_acts(lowered, verb):
            found.append(Verb(start, end, kind, predicate=_may_be_said(lowered, verb, said=said)))
    return found


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


def _may_be_said(lowered: str, verb: re.Match[str], *, said: bool) -> bool:
    """Say whether an active verb may be what is said of its subject: ``nay đính chính như sau``."""
    kind = _kind(verb[0])
    if kind is RelationKind.CORRECTS:
        return said and lowered.endswith(("nay ", "xin ", ", "), 0, verb.start())
    return kind in _STATES and (said or lowered.endswith(_GOING_ON, 0, verb.start()))


def _matches(lowered: str) -> Iterator[re.Match[str]]:
    """Yield what ``_VERB.finditer`` finds, in a tenth of the time: it looks at few places."""
    starts = set[int]()
    for at in _STEMS.find(lowered)[::2]:
        starts.add(at)
        if front := _FRONT.search(lowered, max(0, at - _LONGEST_FRONT), at):
            starts.update((front.start(), front.start("held")))
    end = 0
    for start in sorted(starts):
        if start >= end and (verb := _VERB.match(lowered, start)):
            end = verb.end()
            yield verb


def _is_done_to_acts(lowered: str, verb: re.Match[str]) -> bool:
    """Tell ``thu hồi Quyết định số`` and ``về thi hành Luật`` from what is done to land."""
    if "thu hồi" in verb[0]:
        return _OF_ACTS.match(lowered, verb.end()) is not None
    if verb[0].startswith("tiếp tục") and _kind(verb[0]) is RelationKind.EXTENDS:
        goes_on = _AN_ACT.match(lowered, verb.end()) and _UNTIL_LATER.search(lowered, verb.end())
        return "thí điểm" in verb[0] or goes_on is not None
    if "chưa" in verb[0]:
        until = lowered.startswith((" cho đến", " đến"), verb.end())
        return until or _AN_ACT.match(lowered, verb.end()) is not None
    if verb[0].startswith("về"):
        of_law = verb[0].endswith("thi hành") and _OF_A_LAW.match(lowered, verb.end())
        front = lowered[max(0, verb.start() - 160) : verb.start()]
        return bool(of_law or _OF_A_GUIDANCE.search(front))
    return True


@lru_cache(maxsize=256)
def _kind(words: str) -> RelationKind:
    """Return the kind of coordinated verbs: the one that says most, as titles of acts do."""
    kinds = [kind for kind, own in _KINDS if own.search(words)]
    return next((kind for kind in _ORDER if kind in kinds), kinds[0])
