"""The lines of a letterhead, each known by its own form: national title, motto, what stands beside.

The forms are those of Nghị định 30/2020/NĐ-CP, Phụ lục I, for state bodies, and of Hướng dẫn
36-HD/VPTW for bodies of the Party. Extraction often weaves the two columns of a head together.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from searchkit.documents.extraction import fold_space
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.orthography import is_legal_syllable
from searchkit.text.spelling.pieces import spelled

_REACH = 6000  # characters at the beginning of a text that may belong to a letterhead
_MOST_LINES = 60
_LONGEST_LINE = 200  # characters of a line with the national title; a sentence may name it
_LEAST_SYLLABLE = 2  # letters; "NGHIÃ" is a tone on the wrong vowel
_LEAST_JOINED = 5  # letters of two syllables that lost the space between them

_STATE_TITLE = re.compile(r"(?<!nuoc )cong hoa xa hoi\s*chu nghia viet nam")
STATE_TITLE_HALF = re.compile(
    r"^cong\s?hoa xa hoi$|^chu nghia viet nam$|^cong$|^hoa xa hoi chu nghia"
)
_PARTY_TITLE = re.compile(r"dang cong san viet nam$")
YOUTH_TITLE = re.compile(r"doan (?:tncs|thanh nien cong san) ho chi minh$")
MOTTO = re.compile(r"doc lap\W+tu do\W+hanh phuc")
_IN_A_SENTENCE = re.compile(r"\b(?:giua|voi|cua|va|cho|tai|vao|la|dieu le)$")
_BODY_BEGINS = re.compile(r"\W*(?:can cu|dieu \d+)\b")
_TEXT_BEGINS = re.compile(
    r"(?:can cu\b|kinh g[uo]i|thi hanh|luat nay"
    r"|(?:chuong|phan|muc|dieu|phu luc) (?:thu |[ivx\d]+\b)|\(?\s*(?:ban hanh )?kem theo"
    r"|[ivx]+\s*[.)-]|\d+\s*[./)](?!\d+/)|[a-z]\)|- "
    r"|so\s*(?:[(/]\s*no\b.*|[:\d].*)?$|noi nhan|thoi gian|dia diem|thanh phan|hom nay|\(?tai lieu"
    r"|\(tiep theo|xet (?:don|de nghi)|(?:muc luc|(?:loi )?(?:noi|mo) dau|dat van de)\W*$)"
)
_WORD = re.compile(r"\w")
_RULES = tuple("-–_*=")
_RULE = re.compile(r"\s*[-–_*=]{3,}\s*$")
# Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.10: secrecy, urgency, circulation; and drafts.
_MARK = re.compile(
    r"\W*(?:du thao(?: (?:lan )?(?:thu )?\w{1,4}| ngay .{1,20})?|(?:tuyet |toi )?mat"
    r"|(?:thuong )?khan|hoa toc(?: hen gio.{0,30})?|luu hanh noi bo|xem xong tra lai)\W*"
)
# What the gazette prints above its documents (Nghị định 34/2016/NĐ-CP, chương IX): running heads,
# the parts of an issue, its cover. That of a province may be named.
_ISSUE = r"so\W*\d[\d\s+]*(?:\W*(?:ngay\W*)?\d[\d/.-]+)?(?:\W+(?:trang\W+)?\d{1,3})?"
_PROVINCE = r"\w+(?:\W\w+){0,4}"
_GAZETTE = re.compile(
    rf"\W*(?:(?:\d{{1,3}}\W+)?cong bao\W*(?:{_ISSUE})?"
    rf"|(?P<province>(?:\d{{1,3}}\W+)?(?:{_PROVINCE}\W+)?cong bao(?:\W+{_PROVINCE})?\W+{_ISSUE})"
    r"|(?:phan (?:[ivx]+\W+|thu \w+\W+)?)?van ban (?:quy pham phap luat|phap luat khac|khac))\W*"
)
# The stamp of incoming mail (Nghị định 30/2020/NĐ-CP, Phụ lục IV), or of outgoing, and its rows.
_STAMP = re.compile(
    r"\W*(?:(?:CÔNG VĂN|VĂN BẢN|Công văn|Văn bản) )?(?:ĐẾN|(?<=N )ĐI|(?<=n )đ(?:ến|i))\W*"
    r"(?:(?:Số|SỐ)\b.*|(?:Ngày|Giờ|NGÀY|GIỜ)\W*:.*)?|\W*(?:Số|Ngày|Giờ|SỐ|NGÀY) (?:đến|ĐẾN)\b.*"
)
_STAMP_ROW = re.compile(
    r"\W*(?:(?:so|ngay|gio)\W*[\d/.:h -]*|so\W*\d+\s*/\s*(?:vb|cv)d"
    r"|ngay\W*\d{1,2} thang \d{1,2} nam \d{4}|(?:so|ngay|gio) den\b.*|(?:kinh )?chuyen\s*:.*"
    r"|(?:luu )?(?:ho so so|so va ky hieu (?:ho so|hs)|luu ho so)\b.*)\W*"
)
_ROWS_OF_STAMP = 6
_LINES_ABOVE_STAMP = 2
_MARKUP = re.compile(r"^\s*#{1,6}\s+|\*\*(?=[^\s*])|(?<=[^\s*])\*\*")  # of Markdown
_LETTERS = re.compile(rf"[^\W\d_]{{{_LEAST_JOINED},}}")


class Line(NamedTuple):
    """A line of the head: its end in the text, its words in one spelling, and those folded."""

    end: int
    text: str
    folded: str


def line_of(raw: str, end: int = 0) -> Line:
    """Return a line of a text, ``end`` its end there, in one spelling.

    Capitals that lost the spaces between syllables (``BỘKHOA HỌC``) get them back, and the dashes
    of a rule that ends the line go, as do the signs of Markdown.
    """
    shown = spelled(raw)
    if "#" in shown or "**" in shown:
        shown = _MARKUP.sub("", shown)
    if shown.rstrip().endswith(_RULES):
        shown = _RULE.sub("", shown)
    spelt = fold_space(shown) or fold_space(raw)
    if spelt.isupper():
        spelt = _LETTERS.sub(lambda word: _taken_apart(word[0]), spelt)
    return Line(end, spelt, fold(spelt).lower())


def _taken_apart(word: str) -> str:
    """Return two or three syllables in place of ``CHỦNGHĨA``; a word that may be foreign stays."""
    if word.isascii():
        return word
    return next((joined for most in (1, 2, 3) if (joined := _syllables(word, most))), word)


@lru_cache(maxsize=512)
def _syllables(word: str, number: int) -> str:
    """Return the syllables, so many, that a word is made of, with spaces between; else nothing."""
    if number == 1:
        return word if is_legal_syllable(word.lower()) else ""
    for cut in range(_LEAST_SYLLABLE, len(word) - _LEAST_SYLLABLE + 1):
        if is_legal_syllable(word[:cut].lower()) and (rest := _syllables(word[cut:], number - 1)):
            return f"{word[:cut]} {rest}"
    return ""


def head_lines(text: str) -> list[Line]:
    """Return the lines with words among the first 6,000 characters, without marks.

    Marks stand beside the head and belong to none of its fields: ``MẬT``, ``HỎA TỐC``, ``DỰ THẢO``,
    and what the gazette prints above its documents.
    """
    lines: list[Line] = []
    for match in re.finditer(r"[^\n]+", text[:_REACH]):
        if not _WORD.search(match[0]):
            continue
        line = line_of(match[0], match.end())
        if not _MARK.fullmatch(line.folded) and not _is_of_gazette(line):
            lines.append(line)
            if len(lines) == _MOST_LINES:
                break
    return _without_stamp(lines)


def _without_stamp(lines: list[Line]) -> list[Line]:
    """Return the lines without the stamp that the office of a recipient put on the first page.

    Where it comes first in the text, so do the names of that office above it.
    """
    first = next((at for at, line in enumerate(lines) if _STAMP.fullmatch(line.text)), None)
    if first is None:
        return lines
    last = first + 1
    while last < min(len(lines), first + 1 + _ROWS_OF_STAMP) and _is_row(lines[last]):
        last += 1
    title = find_title(lines)
    above = 0 if first <= _LINES_ABOVE_STAMP and title is not None and title > last else first
    return lines[:above] + lines[last:]


def _is_row(line: Line) -> bool:
    return _STAMP_ROW.fullmatch(line.folded) is not None


def find_title(lines: list[Line]) -> int | None:
    """Return the line of the national title, the Party's or the Youth Union's, that ends it."""
    for at, line in enumerate(lines):
        if _BODY_BEGINS.match(line.folded):
            break
        if len(line.text) > _LONGEST_LINE:
            continue
        before = lines[at - 1].folded if at else ""
        if state_title(line) or _STATE_TITLE.search(f"{before} {line.folded}", len(before) - 1):
            return at
        if party_title(line):
            return at
    youth = (at for at, line in enumerate(lines) if _shows_youth_title(line))
    return next(youth, None)


def _shows_youth_title(line: Line) -> bool:
    """Tell whether a line shows the title of the Youth Union, alone or right of an issuer."""
    return YOUTH_TITLE.search(line.folded) is not None and line.text.isupper()


def state_title(line: Line) -> re.Match[str] | None:
    """Match the national title in a line that shows it, and does not name the state in a sentence.

    Beside it may stand the issuer, left of it, and the motto.
    """
    found = _STATE_TITLE.search(line.folded)
    if found is None or _IN_A_SENTENCE.search(line.folded[: found.start()].rstrip()):
        return None
    rest = MOTTO.sub("", line.folded[found.end() :])
    return None if rest[:2].strip() and _WORD.match(rest.strip(" _.*-")) else found


def party_title(line: Line) -> re.Match[str] | None:
    """Match the Party's title in a line that shows it, in capitals, and does not name the Party.

    Left of it may stand the issuer or the number.
    """
    found = _PARTY_TITLE.search(line.folded)
    if found is None or _IN_A_SENTENCE.search(line.folded[: found.start()].rstrip()):
        return None
    return found if line.text[-len(found[0]) :].isupper() else None


def is_ceremonial(raw: str) -> bool:
    """Tell whether a line is a national title, motto, Party title or a head of the gazette.

    Such a line says nothing of the document.
    """
    line = line_of(raw)
    shown = _STATE_TITLE.search(line.folded) or MOTTO.search(line.folded) or party_title(line)
    return shown is not None or _is_of_gazette(line)


def _is_of_gazette(line: Line) -> bool:
    """Tell whether the gazette prints a line above its documents; a sentence may name an issue."""
    if "cong bao" not in line.folded and "van ban" not in line.folded:
        return False
    found = _GAZETTE.fullmatch(line.folded)
    return found is not None and (found["province"] is None or "CÔNG BÁO" in line.text)


def begins_text(line: Line) -> bool:
    """Tell whether a line begins as the text does that stands below a head.

    ``Thi hành Luật …`` does; in small letters, as the Party writes subjects, it is one.
    """
    return _TEXT_BEGINS.match(line.folded) is not None and not line.text.startswith("thi hành")
