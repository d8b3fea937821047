"""Paragraphs taken apart into sentences, and slips mended by which no act would be found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit.documents.relations.references import mentions

if TYPE_CHECKING:
    from collections.abc import Iterator

_SENTENCE_END = re.compile(
    r"[.!?](?:\s*(?=[A-ZĐÀ-Ỹ“])(?<!\d\.)(?<![ .(][A-ZĐ]\.)|(?<=\d\.)\s+(?=[A-ZĐÀ-Ỹ“])"
    r"|(?<=năm \d{4}\.)(?=[A-ZĐÀ-Ỹ“]))"
    r"|;(?=\s+(?:(?:thời (?:hạn|gian)|việc) (?:thực hiện|áp dụng|thi hành)"
    r"|hiệu lực(?: thi hành)? của"
    r"|(?:sau|hết) (?:ngày|thời hạn|thời gian))\s)"
)
"""The last is a semicolon behind which a clause says of a subject of its own how it stands."""

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


_SAID_ABOVE = re.compile(
    r"(?:(?<=\s)(?:[Qq]uyết định|[Nn]ghị quyết|[Nn]ghị định|[Tt]hông tư|[Kk]ế hoạch|[Cc]hỉ thị"
    r"|[Cc]ông văn|[Qq]uy định|[Hh]ướng dẫn|[Cc]hương trình|[Đđ]ề án|[Vv]ăn bản)"
    r"(?= (?:nêu|nói) trên))|(?:[Nn]ay|xin|thông báo)(?: được)? đính chính(?=(?: lại)? như sau)"
    r"|[Nn]ay (?:[^\W\d_]+ ){1,12}(?:xin |thông báo )?đính chính(?=(?: lại)? như sau)"
)
"""``xin đính chính như sau``, ``gia hạn Kế hoạch nêu trên``: what was named before."""


def completed(sentence: str, before: str) -> str:
    """Return a sentence with the document to which it only points.

    ``before`` is the paragraph in front of it, which names that one first, as letters do: ``Ngày …
    Bộ ban hành Thông tư số 5. Do sơ suất, Bộ xin đính chính như sau``.
    """
    points = before and ("đính chính" in sentence or "i trên" in sentence or "u trên" in sentence)
    said = _SAID_ABOVE.search(sentence) if points else None
    named = next((one for one in mentions(before) if one.cited), None) if said else None
    if not said or not named:
        return sentence
    whole = before[named.start : named.end]
    behind = sentence[said.end() :].removeprefix(" nêu trên").removeprefix(" nói trên")
    if behind == sentence[said.end() :]:
        return f"{sentence[: said.end()]} {whole}{behind}"
    return f"{sentence[: said.start()]}{whole}{behind}"


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
