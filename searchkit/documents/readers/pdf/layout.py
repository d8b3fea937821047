"""Pages of lines become paragraphs: running headers dropped, words and sentences made whole."""

from __future__ import annotations

import re
import unicodedata

from searchkit.documents.letterhead.line_breaks import (
    begins_head_line,
    ends_beside_subject,
    ends_head_line,
)
from searchkit.documents.readers.decoding import to_unicode
from searchkit.documents.readers.pdf.running_headers import without_running_headers
from searchkit.documents.structure.markers import opens_paragraph

# pdfium gives a hyphen at a line end as U+0002 or U+FFFE; it belongs to numbers like 30/NĐ-CP.
_LINE_END_HYPHEN = re.compile("[\x02\ufffe\u00ad]")
_NOISE = re.compile("[\x00\x01\x03-\x08\x0b\x0c\x0e-\x1f\ufeff\u200b]")
_WORD = re.compile(r"[^\W_]")  # a line without one is a rule or an ornament
_LINE_BREAK = re.compile(r"\r\n?|\n")
_SENTENCE_END = (".", ";", ":", "!", "?", "”", '"', "…", "./.")
_ADDRESSED = "Kính gửi"
# What a document is based on, one a line below its subject: Nghị định 30/2020/NĐ-CP, Phụ lục I,
# mục II.5.b.
_BASIS = re.compile(
    r"Căn cứ (?:vào )?[^\W\d_]|Theo đề nghị của|Xét (?:Tờ trình|đề nghị)"
    r"|T(?:hực hiện|hi hành) (?:Luật|Bộ luật|Pháp lệnh|Nghị (?:quyết|định)|Quyết định"
    r"|Thông (?:tư|báo)|Chỉ thị|Kế hoạch|Kết luận|Chương trình|Công (?:văn|điện)|Hướng dẫn)\b"
)
_BASIS_LENGTH = 24  # characters that tell it
_UNFINISHED = (",", "(", "-", "/")
_LEAST_HEADING = 6  # letters
_FULL_LINE = 0.75  # of the widest lines: a line this long was broken by the margin


def join_pages(pages: list[str]) -> tuple[str, tuple[int, ...]]:
    """Return the paragraphs of ``pages``, one a line, and the offset at which each page begins.

    A sentence that runs over a page break stays one line; its page is the one it began on.
    """
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    previous, previous_full = "", False
    for kept in without_running_headers([_lines(page) for page in pages]):
        full = _full_length(kept)
        starts.append(length)
        for number, line in enumerate(kept):
            glue = _glue(previous, line, previous_full) if previous else ""
            if number == 0:
                starts[-1] += len(glue)
            pieces += (glue, line)
            length += len(glue) + len(line)
            previous, previous_full = line, len(line) >= full
    return "".join(pieces), tuple(starts)


def _glue(previous: str, line: str, previous_full: bool) -> str:
    """Return what goes between two lines: a line break, a space, or nothing after a hyphen."""
    if not _continues(previous, line, previous_full):
        return "\n"
    return "" if previous.endswith("-") and not previous.endswith(" -") else " "


def _lines(page: str) -> list[str]:
    text = _NOISE.sub("", _LINE_END_HYPHEN.sub("-", to_unicode(page)))
    return [" ".join(line.split()) for line in _LINE_BREAK.split(text) if _WORD.search(line)]


def _full_length(lines: list[str]) -> float:
    """Return the length from which a line counts as broken by the margin, in characters."""
    lengths = sorted(map(len, lines))
    return _FULL_LINE * lengths[int(len(lengths) * 0.9)] if lengths else 0


def _continues(previous: str, line: str, previous_full: bool) -> bool:
    """Tell whether ``line`` goes on with the sentence of ``previous``."""
    if opens_paragraph(line) or begins_head_line(line) or _opens_basis(line):
        return False
    if ends_beside_subject(previous):
        return False
    if previous.isupper() and not line.isupper():  # a heading, then its text
        return False
    if line[0].islower():
        return not previous.endswith((".", "!", "?"))
    if ends_head_line(previous) or previous.startswith(_ADDRESSED):
        return False
    if _is_heading(line) and not previous.isupper() and not previous.endswith(_UNFINISHED):
        return False
    return previous_full and not previous.endswith(_SENTENCE_END)


def _opens_basis(line: str) -> bool:
    return _BASIS.match(unicodedata.normalize("NFC", line[:_BASIS_LENGTH])) is not None


def _is_heading(line: str) -> bool:
    """Tell whether a line is words in capitals, more than abbreviations that end a sentence."""
    return line.isupper() and " " in line and sum(map(str.isalpha, line)) >= _LEAST_HEADING
