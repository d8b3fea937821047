"""The styles of a Word 97-2003 file and the names of its fonts. Sections are those of [MS-DOC]."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from searchkit.documents.readers.word_file import FONTS, STYLES
from searchkit.documents.readers.word_properties import FONT, modifiers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchkit.documents.readers.word_file import WordFile

_DEFAULT_FONT = 18  # Stshif.ftcOther, 2.9.274, behind the size of the Stshi
_PARAGRAPH, _CHARACTER = 1, 2  # StdfBase.stk, 2.9.260
_DEEPEST = 20
_NAME = 39  # FFN.xszFfn


class Style(NamedTuple):
    """What a style says of its paragraphs and of their characters: operands by Sprm."""

    paragraph: dict[int, int]
    characters: dict[int, int]


class _Stored(NamedTuple):
    base: int
    own: Style


class Styles:
    """The styles of a file: an STSH, 2.9.271."""

    def __init__(self, file: WordFile) -> None:
        sheet = file.at(STYLES)
        self._font = _number(sheet, _DEFAULT_FONT)
        self._stored = list(_stored(sheet))

    def style(self, number: int) -> Style:
        """Return a style with what it inherits; of an unknown one the defaults of the document."""
        chain: list[Style] = []
        while number < len(self._stored) and len(chain) < _DEEPEST:
            chain.append(self._stored[number].own)
            number = self._stored[number].base
        complete = Style({}, {FONT: self._font})
        for style in reversed(chain):
            complete.paragraph.update(style.paragraph)
            complete.characters.update(style.characters)
        return complete


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")


def _stored(sheet: bytes) -> Iterator[_Stored]:
    """Yield the styles by their numbers: LPStds, 2.9.135, which may be empty."""
    base_size = _number(sheet, 4)
    at = 2 + _number(sheet, 0)
    while at + 2 <= len(sheet):
        size = _number(sheet, at)
        yield _style(sheet[at + 2 : at + 2 + size], base_size)
        at += 2 + size


def _style(std: bytes, base_size: int) -> _Stored:
    """Return an STD, 2.9.258: a head, the name, then the properties of paragraph and characters."""
    kind, base = _number(std, 2) & 0xF, _number(std, 2) >> 4
    at = base_size + 2 + 2 * _number(std, base_size) + 2
    if kind not in (_PARAGRAPH, _CHARACTER):
        return _Stored(base, Style({}, {}))
    paragraph: dict[int, int] = {}
    if kind == _PARAGRAPH:
        size = _number(std, at)
        paragraph = modifiers(std[at + 4 : at + 2 + size])  # behind the number of the style
        at += 2 + size + size % 2
    return _Stored(base, Style(paragraph, modifiers(std[at + 2 : at + 2 + _number(std, at)])))


def font_names(file: WordFile) -> list[str]:
    """Return the names of the fonts by their numbers: an SttbfFfn, 2.9.286, of FFNs."""
    table = file.at(FONTS)
    names: list[str] = []
    at = 4
    while at < len(table):
        name = table[at + 1 + _NAME : at + 1 + table[at]]
        names.append(name.decode("utf-16-le", "replace").partition("\0")[0])
        at += 1 + table[at]
    return names
