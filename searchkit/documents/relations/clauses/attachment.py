"""Whose verb it is in a sentence, and which documents are its objects.

A verb at the head of a sentence, or behind ``Thông tư này``, is the act's own; one behind another
document belongs to that document's title (``Nghị định số 5 … sửa đổi Nghị định số 3``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit.documents.relations.clauses.agents import is_done_by
from searchkit.documents.relations.clauses.decided import OF_BODIES, is_of_term
from searchkit.documents.relations.clauses.level import Level
from searchkit.documents.relations.clauses.own_verbs import AND_BEFORE, is_own
from searchkit.documents.relations.model import THIS, Cited, RelationKind

if TYPE_CHECKING:
    from searchkit.documents.relations.clauses.sentence import Sentence
    from searchkit.documents.relations.references import Mention
    from searchkit.documents.relations.verbs import Verb

_SOURCE_BEHIND = re.compile(
    r"[\s,(]*(?:ngày\s+(?:\d{1,2}\s+ngày\s+\d{1,2}\s+năm\s+\d{4}\s+)?)?"  # frequent slips
    r"(?:của\s+(?:(?!(?:các|những)\s+(?:văn bản|nghị định|thông tư|quyết định|nghị quyết"
    r"|luật|quy định)\s)[^;:()]){2,140}?)?[\s,]*(?:(?:v/v|về\s+việc|về|ban hành|quy định)\s*)?"
    r"(?:(?:đã\s+)?hết hiệu lực\s+(?:thi hành\s+)?(?:vì|do)\s+)?"
    r"(?:(?:hiện|nay|đang|đã|vẫn|cũng|đều)\s+){0,3}"
)
_TITLE_BEHIND = re.compile(r" (?:v/v|về|ban hành|quy định|hướng dẫn|của)(?!\w)[^.]*\Z")
_SET_OFF = re.compile(r"[^;:]*[,(]\s*\Z")
_NOW = re.compile(r"\(nay là [^()]{2,80}\)")
_AMENDED_AT = re.compile(
    r"(?:được|bị)\s+sửa đổi(?:\s*,?\s*(?:và\s+)?bổ sung)?\s+(?:tại|bởi)(?:\s+các)?[\s:]*"
)
_OBJECT = re.compile(
    r"[\s,:(]*(?:(?:một số|các|những|của|tại|cho|về|điều|khoản|điểm|nội dung|quy định|và|biện pháp"
    r"|tổ chức thi hành|tổ chức thực hiện|để|thi hành|thực hiện|hướng dẫn|khoản,|tên|phụ lục"
    r"|một phần|toàn bộ"
    r"|lần thứ \w+|thêm"
    r"|có hiệu lực (?:thi hành )?(?:kể )?từ ngày \d[\d/. thángăm]{7,20}\d{4})(?!\w)[\s,]*)*"
)
_FAR_OBJECT = re.compile(r" [^;.:]{3,200}\s(?:tại|của|trong|(?:kèm|ban hành) theo)(?:\s+các)?\s*")
"""``bãi bỏ một số quy định về phí tại``: what a title says of another document, at length."""

_FAR_GUIDED = re.compile(
    r" [^;.:]{3,200}\s(?:tại|của|trong|thuộc|(?:kèm|ban hành) theo)(?:\s+các)?\s*"
)
_BARRED = re.compile(
    r"(?<!kèm )(?<!ban hành )(?<!\w)theo(?!\w)"
    r"|(?<!\w)(?:trước ngày|để|khi|vì|phù hợp với|trái với)(?!\w)"
)
_UNTIL = re.compile(r"(?<!\w)(?:trước ngày|để|khi)(?!\w)")
_RULES_OF = re.compile(
    r"\s*(?:(?:một số|các|những|toàn bộ)\s+)?(?:nội dung|quy định|cụm từ|đoạn|điều|khoản"
    r"|bản khai|biểu"
    r"|danh mục|thủ tục|mức|tiêu chuẩn|phụ lục"
    r"|mẫu)"
    r"(?!\w)[^;]*(?<!\w)(?<!theo )(?:quy định tại|ban hành kèm theo|ban hành theo)(?:\s+các)?\s*"
)
"""``bãi bỏ các nội dung quy định về … khi … quy định tại``: the last words say of what."""

_OF_TERM = re.compile(r"\s[^;:.,]{3,120}?\stheo(?:\s+các)?\s+")
_RULES = re.compile(r"(?<!\w)(?:quy định|nội dung)(?:\s+về)?(?:\s+việc)?\s*\Z")
_IN_IT = re.compile(r"[^.:]*\s(?:tại|trong|của)(?:\s+các)?\s*")
_PASSIVE_HEAD = re.compile(
    r"(?:(?:các|một số)\s+)?(?:khoản|điều|điểm|mẫu|cụm từ|nội dung|quy định|thuật ngữ|tên|phụ lục"
    r"|đoạn|chương|mục|văn bản|từ|số|câu|gạch|biểu|bảng|danh mục|tiêu đề)(?!\w)"
)
_ALONE = re.compile(r"\s*(?:,|và|,\s*và)\s*(?:các\s+)?")
_WITHIN = 400
_WITHIN_SCOPE = 900


def level_of(
    sentence: Sentence, verb: Verb, last: Mention | None, before: Level | None, stack: list[Level]
) -> Level | None:
    """Return whose verb it is behind ``last``; None where it is nobody's: ``văn bản sửa đổi``.

    ``before`` is what the verb in front of it makes of the documents behind, if there is one.
    """
    lowered = sentence.lowered
    if lowered.startswith(("hướng dẫn tại ", "hướng dẫn của "), verb.start):
        return None  # "theo Nghị định số 5 và hướng dẫn tại Thông tư số 7"
    if is_done_by(sentence, verb, last):
        return None
    attached = last is not None and is_attached(lowered, last, verb)
    if verb.passive:
        if attached and last and last.cited:
            return Level(THIS, verb.kind, last.cited, since=verb.end)
        clause = lowered.rfind("; ", last.end, verb.start) if last else sentence.head
        if clause >= 0 and _PASSIVE_HEAD.match(lowered, clause + 2 * bool(last)):
            return Level(THIS, verb.kind, sentence.frame.target, since=verb.end)
        return None
    if is_own(sentence, verb, last, before, stack):
        return Level(THIS, verb.kind, since=verb.end)
    in_bracket = lowered[: verb.start].endswith("(") and verb.kind is RelationKind.REPLACES
    if (attached or in_bracket) and last and last.cited:
        others = _beside(sentence, last)
        return Level(last.cited, verb.kind, since=verb.end, others=others)
    if not AND_BEFORE.search(lowered, max(0, verb.start - 12), verb.start):
        return None
    if before and before.source != THIS and not before.target:
        return before._replace(kind=verb.kind, since=verb.end)
    if len(stack) > 1:
        return stack[-1]._replace(kind=verb.kind)
    return None


def is_attached(lowered: str, last: Mention, verb: Verb) -> bool:
    """Say whether a verb belongs to the document in front of it, or says what was done to it."""
    gap = _NOW.sub("", lowered[last.end : verb.start])
    if verb.passive and gap.strip(" ,") == "và":  # "Thông tư số 5 và được sửa đổi tại"
        return True
    if verb.passive and ";" not in gap[-40:] and len(gap) < _WITHIN:
        if _TITLE_BEHIND.match(gap) and _AMENDED_AT.fullmatch(lowered, verb.start, verb.end):
            return True
        if lowered.startswith("đã", verb.start) or _SET_OFF.fullmatch(gap):
            return True
    return _SOURCE_BEHIND.fullmatch(gap) is not None


def _beside(sentence: Sentence, last: Mention) -> tuple[Cited, ...]:
    """Return A of ``Nghị định A ngày … và Nghị định B ngày … của Chính phủ sửa đổi``."""
    found: list[Cited] = []
    begin = last.begin
    for one in reversed(sentence.mentions[: sentence.mentions.index(last)]):
        joined = _ALONE.fullmatch(sentence.lowered, one.end, begin)
        if not joined or one.type != last.type or last.places or not one.cited:
            break
        if one.type == "law":  # "Bộ luật Hình sự và Luật số 37/2009/QH12 sửa đổi" that code
            break
        found.append(one.cited)
        begin = one.begin
    return tuple(found)


def is_object_of_outer(sentence: Sentence, outer: Verb, inner: Verb, mention: Mention) -> bool:
    """Say whether a document is the object of the act's own verb, with another verb between.

    ``Bãi bỏ các quy định hướng dẫn … tại Thông tư số 5``; ``Nghị định này quy định chi tiết việc
    cấp, sửa đổi giấy phép … tại Điều 5 của Luật X``.
    """
    lowered = sentence.lowered
    if outer.kind is RelationKind.GUIDES:
        gap = lowered[outer.end : mention.begin]
        return (
            len(gap) < _WITHIN_SCOPE
            and _IN_IT.fullmatch(lowered, inner.end, mention.begin) is not None
        )
    return (
        inner.kind is RelationKind.GUIDES
        and (_RULES.search(lowered, 0, inner.start) or not lowered[outer.end : inner.start].strip())
        and _IN_IT.fullmatch(lowered, inner.end, mention.begin) is not None
    )


def is_direct_object(lowered: str, verb: Verb, mention: Mention) -> bool:
    """Say whether nothing but places and words such as ``một số điều của`` stand between."""
    return _OBJECT.fullmatch(lowered, verb.end, mention.begin) is not None


def _is_term(lowered: str, verb: Verb, level: Level) -> bool:
    """Tell ``kéo dài thời hạn miễn thuế theo Nghị quyết số 5``, whose term it is."""
    return level.source == THIS and is_of_term(lowered, verb)


def is_object(sentence: Sentence, mention: Mention, verb: Verb, level: Level) -> bool:
    """Say whether a document is what a verb is about, and not only named behind it."""
    gap = sentence.lowered[verb.end : mention.begin]
    if level.target is not None:
        return len(gap) < _WITHIN and ";" not in gap
    if _OBJECT.fullmatch(gap):
        return True
    if _is_term(sentence.lowered, verb, level) and _OF_TERM.fullmatch(gap):
        return True
    if "(" in gap and verb.kind in OF_BODIES:  # "đình chỉ thực hiện hợp đồng (Điều 45 của Luật X)"
        return False
    if verb.kind is RelationKind.CONSOLIDATES:  # "hợp nhất công ty theo Luật Doanh nghiệp"
        return False
    if level.source != THIS:
        if level.kind is RelationKind.GUIDES:
            return _FAR_GUIDED.fullmatch(gap) is not None and not _UNTIL.search(gap)
        return _FAR_OBJECT.fullmatch(gap) is not None and not _BARRED.search(gap)
    if verb.kind is RelationKind.GUIDES:
        return len(gap) < _WITHIN_SCOPE
    return not _BARRED.search(gap) or _RULES_OF.fullmatch(gap) is not None
