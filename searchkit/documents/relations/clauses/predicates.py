"""What a sentence says of the documents that are its subject: ``hết hiệu lực``, ``được bãi bỏ``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit._dataclass import replace
from searchkit.documents.relations.clauses.agents import is_done_by
from searchkit.documents.relations.model import NEVER_WHOLE, THIS, RelationKind
from searchkit.documents.relations.states import state

if TYPE_CHECKING:
    from searchkit.documents.relations.clauses.sentence import Found, Sentence
    from searchkit.documents.relations.verbs import Verb

PART = re.compile(
    r"(?<!\w)(?:một số|một phần|nội dung|quy định|cụm từ|từ ngữ|từ(?=\s*[“\"‘])|phụ lục|danh mục"
    r"|biểu"
    r"|mẫu|phần|đoạn|dòng|số thứ tự)(?!\w)"
)
"""What stands in front of a document of which only a part is meant."""

_NO_SUBJECT = re.compile(
    r"(?<!kèm )(?:(?<!ban hành )(?<!công bố )(?<!phê duyệt )|(?<=được ban hành )"
    r"|(?<=được phê duyệt ))(?<!\w)(?:theo|cấp|trước(?!\s+(?:đây|kia)(?!\w))|khi|nếu"
    r"|trường hợp|giấy|chứng|hợp đồng|nhưng|mà|trái với)(?!\w)"
)
_WORDING = re.compile(
    r"\s*(?:(?:do|vì|trong|để)\s[^;.:]*,\s*)?(?:tại\s+)?"
    r"(?:(?:các|một số|những)\s+)?(?:cụm từ|từ ngữ|từ|nội dung|quy định|tên|phụ lục|đoạn|mẫu"
    r"|biểu"
    r"|bảng|danh mục|tiêu đề|dòng|thời hạn|thời gian|hiệu lực|chính sách|cơ chế|thời kỳ|nhiệm vụ"
    r"|chương trình|đề án|sai sót|lỗi|số liệu|thông tin|trang|dòng|bản in|số hiệu|trích yếu"
    r"|việc)(?!\w)[^;:.]*"
    r"|(?:do|vì|trong|để|hết)\s[^;.:]*,\s*"
)
_NOW = re.compile(
    r"(?:hiện nay|hiện tại|đến nay|từ nay|nay)(?!\w)[\s,]*|theo\s[^;,.()\d]{3,80},\s*"
    r"|(?:kể )?từ (?:khi|ngày)\s[^;,.()\d]{3,80}\scó hiệu lực(?: thi hành)?,\s*"
)
"""What may stand in front of the subject: ``Theo kết luận thanh tra,``."""

_LASTING = (RelationKind.EXTENDS, RelationKind.SUSPENDS, RelationKind.RESUMES)
_TERM = re.compile(
    r"(?:thời (?:gian|hạn)\s+(?:thực hiện|áp dụng|thi hành)|hiệu lực"
    r"|việc thu (?:phí|lệ phí|học phí))\s"
)
_PART_OF = re.compile(r"\s*(?:chương|mục|phần|phụ lục)\s+[ivx\d]+.*\scủa\s*\Z")
"""``Chương IX - Đánh giá, cấp chứng chỉ kỹ năng nghề của``, whatever its title says."""

_ENDED_LIST = re.compile(
    r"(?:các|những)\s+(?:văn bản|quy định|nghị định|thông tư|quyết định|nghị quyết|luật)"
    r"(?:\s[^:;.]{0,160}?)?\s(?:hết hiệu lực|bị bãi bỏ|được bãi bỏ)(?!\w)[^:;.]{0,160}:"
)


def ended_list(lowered: str, head: int) -> int:
    """Return where the list begins of ``Các văn bản sau hết hiệu lực …, gồm: …``, -1 if none."""
    found = _ENDED_LIST.match(lowered, head)
    return found.end() if found else -1


def predicated(sentence: Sentence, found: list[Found]) -> None:
    """Make what is only named, in lists as well, the subject of what ends or changes it."""
    if stands := state(sentence.lowered, sentence.head):
        _make(sentence, found, *stands)
        return
    begin = found[0].mention.begin if found else 0
    front = sentence.lowered[_head_of(sentence) : begin]
    if front.strip() not in ("", "tại", "trong") and not _WORDING.fullmatch(front):
        return
    for verb in sentence.verbs:
        own = verb.predicate and not _is_by_another(sentence, found, verb)
        if own and verb.kind is RelationKind.EXTENDS and not verb.passive:
            own = front.startswith(("thời hạn", "thời gian", "hiệu lực"))
        if own and _make(sentence, found, verb.start, verb.end, verb.kind):
            return


def _head_of(sentence: Sentence) -> int:
    """Return where a sentence begins behind ``Theo kết luận thanh tra,`` and the like."""
    now = _NOW.match(sentence.lowered, sentence.head)
    return now.end() if now else sentence.head


def _is_by_another(sentence: Sentence, found: list[Found], verb: Verb) -> bool:
    """Say whether the sentence tells which document does it: ``được thay thế bởi …``."""
    before = [one for one in sentence.mentions if one.end <= verb.start]
    if before and is_done_by(sentence, verb, before[-1]):
        return True
    listed_below = not sentence.lowered[verb.end :].strip(" :")
    return verb.agent and (
        listed_below or any(one.relation.source and one.mention.begin >= verb.end for one in found)
    )


def _make(sentence: Sentence, found: list[Found], start: int, end: int, kind: RelationKind) -> bool:
    lowered = sentence.lowered
    subject = whole = False
    for i, (relation, mention, nested) in enumerate(found):
        if mention.start > start or relation.source != THIS or nested:
            continue
        if relation.kind not in (RelationKind.CITES, sentence.frame.kind):
            continue
        if not subject:
            since = max(_head_of(sentence), lowered.rfind("; ", 0, mention.begin) + 1)
            own = [
                one.end for one in sentence.mentions if not one.cited and one.end <= mention.begin
            ]
            front = lowered[max([since, *own]) : mention.begin]
            of_term = kind in _LASTING and _TERM.match(lowered, sentence.head)
            subject = bool(of_term or _PART_OF.match(front)) or not _NO_SUBJECT.search(front)
            whole = not mention.places and not PART.search(front)
        else:
            whole = not mention.places
        if subject:
            partly = lowered.startswith(" một phần", end)
            whole = whole and not partly and kind not in NEVER_WHOLE
            found[i] = found[i]._replace(relation=replace(relation, kind=kind, whole=whole))
    return subject
