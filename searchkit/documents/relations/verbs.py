"""The verbs by which acts speak of others: ``sửa đổi, bổ sung``, ``thay thế``, ``bãi bỏ``.

The words are those of the Law on the Promulgation of Legal Normative Documents (64/2025/QH15) and
of Nghị định 78/2025/NĐ-CP, with the spellings of older acts.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from searchkit.documents.relations.model import RelationKind

_WORDS = {
    RelationKind.AMENDS: r"sửa đổi|bổ sung|sửa|điều chỉnh",
    RelationKind.REPLACES: r"thay thế|thay",
    RelationKind.REPEALS: r"bãi bỏ|h(?:ủy|uỷ) bỏ|bỏ",
    RelationKind.CORRECTS: r"đính chính",
    RelationKind.SUSPENDS: r"(?:tạm )?(?:ngưng|ngừng|dừng|đình chỉ) (?:hiệu lực(?: thi hành)?"
    r"|(?:việc )?(?:áp dụng|thi hành|thực hiện))",
    RelationKind.RESUMES: r"tiếp tục (?:áp dụng|thi hành|thực hiện|có hiệu lực(?: thi hành)?)"
    r" trở lại|(?:chấm dứt|bãi bỏ) (?:việc )?(?:tạm )?(?:ngưng|ngừng|dừng|đình chỉ)"
    r" (?:hiệu lực(?: thi hành)?|(?:việc )?(?:áp dụng|thi hành|thực hiện))"
    r"|khôi phục (?:lại )?hiệu lực(?: thi hành)?",
    RelationKind.EXTENDS: r"kéo dài (?:thời hạn|thời gian|hiệu lực|việc)(?: (?:thực hiện|áp dụng"
    r"|thi hành|thí điểm|hiệu lực|có hiệu lực)){0,3}|gia hạn (?:thời hạn|thời gian|hiệu lực|việc)"
    r"(?: (?:thực hiện|áp dụng|thi hành|thí điểm|hiệu lực|có hiệu lực)){0,3}",
    RelationKind.GUIDES: r"qu[yi] định chi tiết(?:,? (?:và )?(?:hướng dẫn|biện pháp))?"
    r"(?: (?:thi hành|thực hiện))?|hướng dẫn(?: chi tiết)?(?: (?:thi hành|thực hiện|áp dụng|triển"
    r" khai))?",
    RelationKind.CONSOLIDATES: r"hợp nhất",
}
"""The words of each kind, in small letters."""

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
_VERB = re.compile(  # so many letters begin one that the engine could not skip to them
    rf"(?<![^\W_])(?:đã\s+(?:được|bị)\s+(?:{_ANY})|được\s+(?:{_ANY})|bị\s+(?:{_ANY})|{_ANY})(?!\w)"
    rf"(?:{_AND}(?:được\s+|bị\s+)?(?:{_CHANGING}|cập nhật)(?!\w))*"
)
_KINDS = [(kind, re.compile(rf"(?:{words})(?!\w)")) for kind, words in _WORDS.items()]
_ORDER = (
    RelationKind.RESUMES,
    RelationKind.SUSPENDS,
    RelationKind.AMENDS,
    RelationKind.REPLACES,
    RelationKind.REPEALS,
)
_ENDED = re.compile(
    r"(?<!\w)(?:(?:đã\s+)?hết hiệu lực(?:\s+thi hành)?|chấm dứt hiệu lực(?:\s+thi hành)?"
    r"|không còn hiệu lực(?:\s+thi hành)?|bị bãi bỏ)(?!\w)"
)
_AGENT = re.compile(
    r"[\s,:]*(?:(?:một số\s+(?:điều|nội dung|khoản|điểm)|lần thứ \w+|một phần|toàn bộ)\s+)?"
    r"(?:của\s+)?(?:bởi|theo(?:\s+quy\s+định)?(?:\s+(?:tại|của))*|tại|bằng)(?:\s+các)?(?!\w)[\s:]*"
)


class Verb(NamedTuple):
    """A verb at ``[start:end]`` of a sentence; ``agent_end`` is behind ``bởi`` if it is passive."""

    start: int
    end: int
    kind: RelationKind
    passive: bool


def verbs(lowered: str) -> list[Verb]:
    """Find the verbs in a normalised sentence in small letters, in order.

    A passive verb is one that says by what: ``được sửa đổi bởi``; its end is behind that.
    """
    found: list[Verb] = []
    for verb in _VERB.finditer(lowered):
        kind = _kind(verb[0])
        if not verb[0].startswith(_PASSIVE):
            found.append(Verb(verb.start(), verb.end(), kind, passive=False))
        elif agent := _AGENT.match(lowered, verb.end()):
            found.append(Verb(verb.start(), agent.end(), kind, passive=True))
    return found


def ended(lowered: str) -> re.Match[str] | None:
    """Find where a sentence says that something has no effect any more."""
    may_say = "hiệu lực" in lowered or "bị bãi bỏ" in lowered  # the expression takes far longer
    return _ENDED.search(lowered) if may_say else None


@lru_cache(maxsize=256)
def _kind(words: str) -> RelationKind:
    """Return the kind of coordinated verbs: the one that says most, as titles of acts do."""
    kinds = [kind for kind, own in _KINDS if own.search(words)]
    return next((kind for kind in _ORDER if kind in kinds), kinds[0])
