"""Paragraphs taken apart into sentences, and slips mended by which no act would be found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SENTENCE_END = re.compile(
    r"[.!?](?:\s*(?=[A-ZĐÀ-Ỹ“])(?<!\d\.)(?<![ .(][A-ZĐ]\.)|(?<=\d\.)\s+(?=[A-ZĐÀ-Ỹ“])"
    r"|(?<=năm \d{4}\.)(?=[A-ZĐÀ-Ỹ“]))"
)
_NUMBERING = re.compile(
    r"\s*[“\"(\[]?(?:điều\s+)?[\d.]{1,8}[a-zđ]?[.)]\s*\Z|\s*[a-zđIVX]{1,4}[.)]\s*\Z", re.IGNORECASE
)
_PART = re.compile(r"(?<!\w)(?:chương|mục|phần) [IVX]{1,6}\.\Z", re.IGNORECASE)
"""``bãi bỏ Chương II. Quy định về bến xe``, with the title of the part behind its number."""

_GLUED_DAY = re.compile("ngày(?=[0-3])")
_GLUED = re.compile(
    r"([a-zà-ỹ])(?=(?:Bộ luật|Luật|Nghị định|Nghị quyết|Thông tư|Quyết định"
    r"|Pháp lệnh|Chỉ thị|Hiến pháp) )"
)
_GLUED_LAW = re.compile(r"Luật(?=[a-zđ][^\W\d_]+ )")
_CAMEL = re.compile(r"[BLNTQPCH](?<=[a-zà-ỹ].)")
"""``củaNghị định``, ``Luậtđất đai``: slips that are not rare, as is ``từ ngày15 tháng 02``."""

_OLD_NUMBER = re.compile(r"(số \d{1,5}) (?=(?:QĐ|TT|NQ|CT|NĐ|CV|KH|HD|TB)(?![\w/-]))")
"""``Quyết định số 243 QĐ ngày 28-6-1986``, a number without an issuer."""


def mended(sentence: str) -> str:
    """Return a sentence without slips; its length may be another."""
    if _GLUED_DAY.search(sentence):
        sentence = _GLUED_DAY.sub("ngày ", sentence)
    if _CAMEL.search(sentence):
        sentence = _GLUED.sub(r"\1 ", sentence)
    if "Luật" in sentence:
        sentence = _GLUED_LAW.sub("Luật ", sentence)
    return _OLD_NUMBER.sub(r"\1-", sentence) if _OLD_NUMBER.search(sentence) else sentence


def sentences(paragraph: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of a normalised paragraph; numbering begins the first."""
    start = 0
    for end in _SENTENCE_END.finditer(paragraph):
        stop = end.start() + 1
        if _NUMBERING.fullmatch(paragraph, start, stop):
            continue
        if paragraph[stop - 2] in "IVX" and _PART.search(paragraph, start, stop):
            continue
        yield start, stop
        start = end.end()
    yield start, len(paragraph)
