"""Places that a text cites: one that a line break put first on a line opens nothing."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from searchkit.documents.structure.markers import Kind, has_stop, kind_of, label_of

if TYPE_CHECKING:
    from searchkit.documents.structure.sequence import SequenceState

KEYWORD_MARKERS = frozenset(
    ["APPENDIX", "FORM", "PART", "CHAPTER", "SECTION", "SUBSECTION", "ARTICLE", "CLAUSE"]
)
"""The kinds of markers that begin with a word, as a cited place does."""

_FINISHED = (".", ";", ":", "!", "?", "”")
_TAIL = 30  # characters before a line break that are looked at
# Words that no sentence ends with: what follows them is a place. Titles in capitals may.
_DANGLING = re.compile(
    r"(?:^|\s)(?:tại|theo|của|và|hoặc|với|từ|đến|thuộc|trong|trừ|là|các|những|bởi|bằng|hay)$"
)
_ENDS_WITH_PLACE = re.compile(
    r"\S\s+(?:khoản|điểm|điều|mục|chương|phần|phụ\s+lục)\s+(?:\d{1,3}[a-zđ]?|[ivxlc]{1,7}|[a-zđ])$"
    r"|,$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\n(?:(?:của|này|và|hoặc|thì|được|nêu|do|trong|để|tại|theo|đối|là|có|phải|không)\b|[,;)])"
)


def is_inline_reference(
    text: str,
    span: tuple[int, int],
    marker: re.Match[str],
    before: tuple[int, int],
    state: SequenceState,
) -> bool:
    """Tell whether the line at ``span`` goes on with a sentence of the paragraph ``before``.

    ``marker`` is the marker that it begins with, one of ``KEYWORD_MARKERS``.
    """
    start, end = span
    kind = kind_of(marker)
    if kind is Kind.CLAUSE and marker[0][0] not in "kK":
        return False
    if text.count("\n", before[1], start) > 1:
        return False
    tail = unicodedata.normalize("NFC", text[max(before[0], before[1] - _TAIL) : before[1]])
    if tail.isupper():  # a title
        return False
    rest = marker.string[marker.end() :]
    bare = not rest.strip(" .:-–")
    if bare and _GOES_ON.match(text, end):
        return True
    broken = _DANGLING.search(tail) is not None
    broken = broken or (text[start].islower() and not tail.endswith(_FINISHED))
    if kind is Kind.ARTICLE:
        cut = broken or _ENDS_WITH_PLACE.search(tail) is not None
        return cut and not (has_stop(marker) and state.may_follow(label_of(marker)))
    titled = bare or rest.isupper() or rest.lstrip()[:1] in ".:-–("
    return broken or (not titled and _ENDS_WITH_PLACE.search(tail) is not None)
