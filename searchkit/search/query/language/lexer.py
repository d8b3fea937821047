"""A query is cut into words, phrases, fields, operators and brackets, in one pass."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from searchkit._lazy import lazy_pattern
from searchkit._named_tuple import NamedTuple
from searchkit.search.query.language.fields import NAMES, field_name, is_value, meant_field
from searchkit.text.legal.document_numbers import document_numbers
from searchkit.text.legal.symbols import document_types
from searchkit.text.spelling.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from searchkit.search.query.language.fields import OwnFields

    Tell = Callable[[int, str], None]
    """Told at which character of the query what was probably meant."""

_LEXEME = lazy_pattern(
    r'"(?P<phrase>[^"]*)"(?:~(?P<slop>[0-9]{1,3})(?!\w))?|(?P<bracket>[()])|(?P<word>[^\s"()]+)'
)
_SIGN = lazy_pattern(r"(?:(?<=[\s(])|\A)(?:--|\+\+|-\+|\+-|[-+])(?=[^\s)])", needs="+-")
_LETTER_OR_DIGIT = lazy_pattern(r"[^\W_]")
_NAME = lazy_pattern(r"[^\W\d_][^\W_]*(?:[-_][^\W_]+)*")
"""What may be meant as the name of a field before a colon, unlike times and addresses."""

_WORD_BEFORE = lazy_pattern(r"([^\W\d_]+)\s\Z")
_LONGEST_WORD = 16
_NEAR_WORDS = ("NEAR", "GẦN", "GAN")
_NEAR = lazy_pattern(rf"(?:{'|'.join(_NEAR_WORDS)})/([0-9]{{1,3}})", needs=_NEAR_WORDS)
_NO_NEAR = lazy_pattern(rf"NEAR|(?:{'|'.join(_NEAR_WORDS)})/\S*", needs=_NEAR_WORDS)
_ENGLISH = {"AND": "and", "OR": "or", "NOT": "not"}
_VIETNAMESE = {"VÀ": "and", "VA": "and", "HOẶC": "or", "HOAC": "or", "KHÔNG": "not", "KHONG": "not"}
_DOUBLED = ("--", "++")
"""Signs that hold for the whole document."""

_BOTH_SIGNS = ("+-", "-+")
_SIGNS = {"-": "not", "+": "must", "--": "not", "++": "must", "+-": "not", "-+": "not"}
_BRACKETS = {"(": "open", ")": "close"}
_LIST_MARK = lazy_pattern(r"(?<!\w)\w{1,2}\Z")
"""Stands before a bracket that closes none in ``điểm a)`` and ``1)``."""


_LONGEST_EXCLUDED = 3
"""Words behind ``KHÔNG``; before more it stresses a sentence (``KHÔNG có nghĩa vụ nào``)."""


class Lexeme(NamedTuple):
    """A piece of a query.

    ``kind`` is "word", "phrase", "prefix", "field", "open", "close", "and", "or", "not", "must" or
    "near"; ``text`` is what it says, ``name`` the name of a field, ``number`` a slop or a distance,
    or 1 for a sign that is doubled; ``tight``: it is a sign, which holds for the very next piece.
    """

    kind: str
    start: int
    end: int
    text: str = ""
    name: str = ""
    number: int = 0
    tight: bool = False


def lexemes(text: str, own_fields: OwnFields, tell: Tell) -> list[Lexeme]:
    """Cut a query, in one spelling, into its pieces; what is no sign is a word."""
    if text.count('"') % 2:
        cut = text.rindex('"')
        tell(cut, 'this quotation mark has no partner; a phrase is written "…"')
        text = f"{text[:cut]} {text[cut + 1 :]}"
    found = list(_pieces(text, own_fields, tell))
    return [_operator(found, place, tell) for place in range(len(found))]


def _pieces(text: str, own_fields: OwnFields, tell: Tell) -> Iterator[Lexeme]:
    numbers = document_numbers(text) if _SIGN.search(text) else []
    following = 0
    place = 0
    while match := _LEXEME.search(text, place):
        start = match.start()
        while following < len(numbers) and numbers[following].end <= start:
            following += 1
        inside = following < len(numbers) and numbers[following].start < start
        sign = None if inside or match["word"] is None else _SIGN.match(text, start)
        if sign is not None and (
            match["word"] == sign[0] or _LETTER_OR_DIGIT.search(match["word"])
        ):
            place = sign.end()
            if sign[0] in _BOTH_SIGNS:
                tell(start, f'{sign[0]} are two signs of one word: it is read as "-", without it')
            doubled = int(sign[0] in _DOUBLED)
            yield Lexeme(_SIGNS[sign[0]], start, place, sign[0], number=doubled, tight=True)
            continue
        piece = _piece(text, match, own_fields, tell)
        yield piece
        place = piece.end


def _piece(text: str, match: re.Match[str], own_fields: OwnFields, tell: Tell) -> Lexeme:
    start, end = match.span()
    if match["phrase"] is not None:
        if text.startswith("~", end):
            tell(end, 'behind ~ stands a number up to 999: "cải cách"~3')
        return _phrase(match)
    if match["bracket"]:
        if match["bracket"] == ")" and _LIST_MARK.search(text, max(0, start - 3), start):
            return Lexeme("mark", start, end, ")")
        return Lexeme(_BRACKETS[match["bracket"]], start, end, match["bracket"])
    word = match["word"]
    if near := _NEAR.fullmatch(word):
        return Lexeme("near", start, end, word, number=int(near[1]))
    if _NO_NEAR.fullmatch(word):
        tell(start, "it is read as a word: behind NEAR/ stands a number up to 999: a NEAR/5 b")
    if ":" in word and (field := _field(text, match, own_fields, tell)):
        return field
    if "*" in word and _LETTER_OR_DIGIT.search(word):
        if word.index("*") == len(word) - 1:
            return Lexeme("prefix", start, end, word)
        tell(start + word.index("*"), "a star stands at the end of a word: hành ch*")
    return Lexeme("word", start, end, word)


def _phrase(match: re.Match[str]) -> Lexeme:
    start, end = match.span()
    content = match["phrase"]
    if not _LETTER_OR_DIGIT.search(content):
        return Lexeme("word", start, end, "")
    return Lexeme("phrase", start, end, content, number=int(match["slop"] or 0))


def _field(text: str, match: re.Match[str], own_fields: OwnFields, tell: Tell) -> Lexeme | None:
    """Return the field that a word with a colon is, None if it is only a word."""
    key, _, value = match["word"].partition(":")
    start, end = match.span()
    before = _WORD_BEFORE.search(text, max(0, start - _LONGEST_WORD), start)
    name = field_name(key, own_fields) if key else None
    if name is None:
        if said := _meant(text, match, before, own_fields):
            tell(start, said)
        return None
    if not value and (quoted := _LEXEME.match(text, end)) and quoted["phrase"] is not None:
        value, end = quoted["phrase"], quoted.end()
    elif name == "type" and (behind := _type_behind(text, start, len(key) + 1)):
        value, end = behind
    value = value.rstrip(",;.") if not value.endswith("..") else value
    if is_value(name, value, own_fields):
        return Lexeme("field", start, end, value, name=name)
    if key.islower():  # "Số: 48/NQ-HĐND" is copied from a text
        if said := _in_two_words(key, before, own_fields):
            tell(start, said)
            return None
        reason = f'"{value}" is no value of it' if value else "its value follows the colon at once"
        tell(start, f'"{key}:" is read as a word: {reason}, as in {key}:{_example(name)}')
    return None


def _type_behind(text: str, start: int, width: int) -> tuple[str, int] | None:
    """Return the type behind the colon of ``loai:thông tư``, of several words, and where it ends.

    A space may stand before it where the query begins so; elsewhere a sentence may go on like that
    (``các loại: nghị quyết, chỉ thị``).
    """
    folded = fold(text).lower()
    place = start + width
    found = _types().match(folded, place + (start == 0 and folded.startswith(" ", place)))
    if found is None or len(folded) != len(text):
        return None
    return text[found.start() : found.end()], found.end()


@lru_cache(maxsize=1)
def _types() -> re.Pattern[str]:
    names = {kind.folded for kind in document_types()}
    names |= {fold(kind.abbreviation).lower() for kind in document_types()} - {""}
    longest_first = sorted(map(re.escape, names), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(longest_first)})(?=[\s,;.)]|\Z)")


def _meant(
    text: str, match: re.Match[str], before: re.Match[str] | None, own_fields: OwnFields
) -> str | None:
    """Say which field was probably meant by a word with a colon; None where none was."""
    key, _, value = match["word"].partition(":")
    if not (key.islower() and _NAME.fullmatch(key)) or (before and not before[1].islower()):
        return None
    if said := _in_two_words(key, before, own_fields):
        return said
    if not (_LETTER_OR_DIGIT.match(value) or (not value and text.startswith('"', match.end()))):
        return None
    said = f'"{key}:" is read as a word, for no field is called so'
    if meant := meant_field(key, own_fields):
        return f"{said}; did you mean {meant}:?"
    return f"{said}; fields are {', '.join(own.vietnamese for own in NAMES.values())}"


def _in_two_words(key: str, before: re.Match[str] | None, own_fields: OwnFields) -> str | None:
    """Say that a field is one word, where a word makes the name of one with the word before it."""
    name = field_name(before[1] + key, own_fields) if before else None
    if before is None or name is None:
        return None
    one_word = f"{_hyphenated(name)}:{_example(name)}"
    return f'"{before[1]} {key}:" is read as words: a field is one word, as in {one_word}'


def _hyphenated(name: str) -> str:
    return NAMES[name].vietnamese if name in NAMES else name


def _example(name: str) -> str:
    return NAMES[name].example if name in NAMES else "…"


def _are_words(pieces: Sequence[Lexeme]) -> bool:
    return all(piece.kind == "word" for piece in pieces)


def _operator(found: Sequence[Lexeme], place: int, tell: Tell) -> Lexeme:
    """Return a word as the operator that it is, if it is one."""
    piece = found[place]
    kind = _ENGLISH.get(piece.text) or _VIETNAMESE.get(piece.text)
    if piece.kind != "word" or kind is None:
        return piece
    beside = [found[i] for i in (place - 1, place + 1) if 0 <= i < len(found)]
    amid_capitals = all(other.kind == "word" and other.text.isupper() for other in beside)
    behind = found[place + 1 : place + 2 + _LONGEST_EXCLUDED]
    stressed = kind == "not" and len(behind) > _LONGEST_EXCLUDED and _are_words(behind)
    if piece.text in _VIETNAMESE and (amid_capitals or stressed):
        if kind != "and":
            english = "OR" if kind == "or" else "NOT"
            tell(
                piece.start,
                f"{piece.text} is read as a word of a title or a sentence; "
                f"as an operator it is written {english} there",
            )
        return piece
    return piece._replace(kind=kind)
