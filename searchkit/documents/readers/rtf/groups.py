"""The groups and control words of Rich Text Format, read into paragraphs.

Names and meanings are those of the Rich Text Format Specification 1.9.1 (Microsoft, 2008).
"""

from __future__ import annotations

import re
from copy import copy
from typing import TYPE_CHECKING, NamedTuple

from searchkit._dataclass import dataclass
from searchkit.documents.readers.rtf.stories import Story
from searchkit.text.encodings.legacy import font_of, windows_1252

if TYPE_CHECKING:
    from searchkit.documents.readers.table_rows import Paragraph

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?"
    # Atomic, not possessive: Python 3.11.2 would keep a \' without digits (python/cpython#106052).
    r"|(?P<text>(?>(?:[^\\{}\r\n]++|\\'[0-9a-fA-F]{2})+))"
    r"|\\(?P<symbol>[^a-zA-Z])"
    r"|(?P<brace>[{}])"
    r"|[\r\n]+|\\",
    re.DOTALL,
)
_BYTE = re.compile(r"\\'([0-9a-fA-F]{2})")
_CHARACTERS = {
    "tab": "\t",
    "line": "\n",
    "page": "\n",
    "column": "\n",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emdash": "—",
    "endash": "–",
    "emspace": " ",
    "enspace": " ",
    "~": "\xa0",
    "_": "-",
    "{": "{",
    "}": "}",
    "\\": "\\",
}
_PARAGRAPH_ENDS = {"par", "sect", "nestcell", "nestrow", "\n", "\r"}
# Groups whose text is no part of the document, or repeats on every page, or stands there twice.
_LEFT_OUT = {
    *("colortbl", "stylesheet", "info", "pict", "fldinst", "nonesttables", "shprslt", "sp"),
    *("headerl", "headerr", "footer", "footerl", "footerr", "footerf"),
    *("ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "annotation", "xe", "tc"),
}
_ASIDES = {"footnote", "shptxt", "dptxbxtext"}
_LABELS = {"listtext", "pntext"}
_HEADERS = {"header", "headerf"}  # of all pages, and of the first
_VIETNAMESE, _VIETNAMESE_PAGE = 163, 1258  # of \fcharset and of \ansicpg
_DEFAULT_CHARSETS = (0, 1)
_LONGEST_NAME = 64
# Control words that switch on, or off with the number 0; and those that only do one of it.
_SWITCHES = {"v": "hidden", "deleted": "deleted"}
_SETTINGS = {
    "*": ("optional", True),
    "fonttbl": ("names_fonts", True),
    "intbl": ("in_table", True),
    "pard": ("in_table", False),
}


@dataclass(slots=True)
class _Font:
    name: str = ""
    charset: int = 0


@dataclass(slots=True)
class _Group:
    """What a group inherits from the one around it, and may change for itself."""

    story: Story
    font: int = 0
    hidden: bool = False
    deleted: bool = False
    in_table: bool = False
    in_header: bool = False
    is_label: bool = False
    names_fonts: bool = False
    left_out: bool = False
    optional: bool = False  # behind \*: left out, but for a text box in it
    fallback: int = 1  # how many characters repeat one of Unicode for those who cannot read it

    @property
    def is_read(self) -> bool:
        """Whether its text belongs to the document."""
        return not (self.left_out or self.optional)

    @property
    def is_shown(self) -> bool:
        """Whether its text belongs to the document and is neither hidden nor deleted."""
        return self.is_read and not (self.hidden or self.deleted)


class Stories(NamedTuple):
    """The paragraphs of the body, of each note and text box, of the headers of the first page.

    The header that only the first page has comes before the one of all pages.
    """

    body: list[Paragraph]
    asides: list[list[Paragraph]]
    headers: list[list[Paragraph]]


def read_stories(markup: str) -> Stories:
    """Return the paragraphs of a file.

    ``markup`` holds a character for each byte. Takes time in proportion to its length.
    """
    reader = _Reader()
    at = 0
    while not reader.finished and (token := _TOKEN.match(markup, at)):
        at = token.end() + reader.read(token)
    for story in (*reader.stories, *reader.headers.values()):
        story.end_pending()
    headers = [reader.headers[name] for name in sorted(reader.headers, reverse=True)]
    body, *asides = (story.paragraphs for story in reader.stories)
    return Stories(body, asides, [story.paragraphs for story in headers])


class _Reader:
    """Reads token after token into the story of the open group."""

    def __init__(self) -> None:
        self.stories = [Story()]
        self.headers: dict[str, Story] = {}
        self.finished = False
        self._group = _Group(self.stories[0])
        self._around: list[_Group] = []
        self._fonts: dict[int, _Font] = {}
        self._default_font = 0
        self._page = 0
        self._repeated = 0  # characters still to come that repeat the last one

    def read(self, token: re.Match[str]) -> int:
        """Read a token; return how many characters of raw data follow it."""
        word, text = token["word"], token[0]
        if token["text"]:
            self._text(_BYTE.sub(lambda byte: chr(int(byte[1], 16)), text))
        elif token["brace"]:
            self._open() if text == "{" else self._close()
        elif token["symbol"]:
            self._word(token["symbol"], None)
        elif word == "bin":
            return max(0, int(token["number"] or 0))
        elif word:
            self._word(word, int(token["number"]) if token["number"] else None)
        return 0

    def _open(self) -> None:
        self._repeated = 0
        self._around.append(self._group)
        self._group = copy(self._group)

    def _close(self) -> None:
        self._repeated = 0
        if not self._around:
            return
        closed, self._group = self._group, self._around.pop()
        self.finished = not self._around
        if closed.story is self._group.story:
            return
        if closed.is_label:
            self._group.story.label = closed.story.as_label()
        else:
            closed.story.end_pending()

    def _text(self, text: str, *, is_unicode: bool = False) -> None:
        repeated = min(self._repeated, len(text))
        self._repeated -= repeated
        text = text[repeated:]
        if self._group.names_fonts:
            if not self._group.optional:
                font = self._font()
                font.name = (font.name + text.partition(";")[0])[:_LONGEST_NAME]
        elif text and self._group.is_shown:
            font = self._font()
            if is_unicode:  # as some programs write bytes, too
                shown = text.translate(windows_1252())
            else:
                shown = _decode(text, font, self._page)
            self._group.story.add(shown, font.name)

    def _font(self) -> _Font:
        return self._fonts.setdefault(self._group.font, _Font())

    def _word(self, word: str, number: int | None) -> None:
        if word in _CHARACTERS:
            self._text(_CHARACTERS[word], is_unicode=True)
        elif word == "u":
            self._repeated = 0
            self._text(chr((number or 0) & 0xFFFF), is_unicode=True)
            self._repeated = self._group.fallback
        else:
            self._repeated = 0
            self._structure(word)
            self._property(word, number)

    def _structure(self, word: str) -> None:
        group = self._group
        if word in _LEFT_OUT:
            group.left_out = True
        elif word in _ASIDES and group.in_header:
            group.optional = False  # a text box in a header is a part of it
        elif word in _ASIDES or word in _LABELS or word in _HEADERS:
            group.story, group.optional, group.is_label = Story(), False, word in _LABELS
            if word in _ASIDES:
                self.stories.append(group.story)
            elif word in _HEADERS:
                group.in_header = True
                self.headers.setdefault(word, group.story)
        elif word in _PARAGRAPH_ENDS and group.is_shown:
            group.story.end(in_table=group.in_table)
        elif word in ("cell", "row") and group.is_read:
            group.story.end(ends_cell=True, ends_row=word == "row")

    def _property(self, word: str, number: int | None) -> None:
        group = self._group
        if word in _SWITCHES:
            setattr(group, _SWITCHES[word], number != 0)
        elif word in _SETTINGS:
            setattr(group, *_SETTINGS[word])
        elif word == "f":
            group.font = number or 0
        elif word == "fcharset":
            self._font().charset = number or 0
        elif word == "plain":
            group.font, group.hidden, group.deleted = self._default_font, False, False
        elif word == "deff":
            group.font = self._default_font = number or 0
        elif word == "ansicpg":
            self._page = number or 0
        elif word == "uc":
            group.fallback = 1 if number is None else max(0, number)


def _decode(text: str, font: _Font, page: int) -> str:
    """Return the characters of bytes: Windows-1252, or 1258 where the file says so.

    The fonts of legacy encodings say nothing of them, or the wrong thing.
    """
    if text.isascii():
        return text
    by_page = page == _VIETNAMESE_PAGE and font.charset in _DEFAULT_CHARSETS
    if (font.charset == _VIETNAMESE or by_page) and not font_of(font.name):
        return text.encode("latin-1", "replace").decode("cp1258", "replace")
    return text.translate(windows_1252())
