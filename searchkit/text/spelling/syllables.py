"""Syllables with offsets: what a text is counted, searched and highlighted by.

A token is a run of letters and digits; punctuation belongs to none and stays in the text, where
the offsets lead back to it. Dots and commas are part of a number (``1.000.000``, ``3,5``) and of
letters that stand for words (``T.Ư``). A document number falls into the parts that people search
for (``30/2020/NĐ-CP``: ``30 2020 NĐ CP``); as a unit it is known to
:func:`searchkit.text.document_numbers`.

An apostrophe behind the first consonants of a word is part of it: names of the Ê Đê, Ba Na, Cơ Ho
and Mnông have it (``H'Niê``, ``Cư M’gar``, ``R'lấp``), and are written without it as well. Scripts
that put no spaces between words (Chinese, Japanese, Thai, Lao, Khmer, Burmese), or endings behind
them (Korean), are cut into their characters, each with its marks, so that a name is found by a part
of it, as a phrase.

The terms of the index are syllables and numbers in lower case, with and without diacritics.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from searchkit._lazy import lazy_pattern
from searchkit._named_tuple import NamedTuple
from searchkit.text.remembering import remembers
from searchkit.text.spelling.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST = 64  # characters; nobody types more, and encoded data must not swell the vocabulary


def lower_term(token: str) -> str:
    """Return a token as the index holds it: lower-cased, no apostrophe, a very long one cut off."""
    lowered = token[:_LONGEST].lower()
    return lowered if lowered.isalnum() else lowered.translate(_NO_APOSTROPHES)


def syllable_terms(text: str) -> list[str]:
    """Return the texts of ``syllables(text)`` as terms, in order."""
    return [lower_term(token) for token in _token(text).findall(text)]


def term_spans(text: str) -> list[tuple[int, int]]:
    """Return where in ``text`` each of its ``syllable_terms`` stands."""
    return [token.span() for token in _token(text).finditer(text)]


@remembers(1 << 14)
def fold_term(term: str) -> str:
    """Return a term without diacritics: lower-case, never empty, without spaces."""
    return "".join(fold(term).lower().split()) or term


def fold_terms(terms: Sequence[str]) -> list[str]:
    """Return what ``fold_term`` gives for each of many terms, at once."""
    joined = fold("\n".join(terms)).lower()
    folded = joined.split("\n")
    return folded if folded == joined.split() else [*map(fold_term, terms)]  # rare: 了 is "Liao "


_LETTER = r"[^\W\d_]"
_MARK = "[\u0300-\u036f]"
_CONSONANT = "[bcdđfghjklmnpqrstvwxzBCDĐFGHJKLMNPQRSTVWXZ]"

_APOSTROPHES = "'’ʼ‘`"
_NO_APOSTROPHES = dict.fromkeys(map(ord, _APOSTROPHES))

# Groups that may fail half-way are atomic, (?>(?:…)+): possessive ones, (?:…)++, keep what the
# failing round had taken in Python 3.11.2, which Debian 12 has (python/cpython#106052).
_REST = rf"[^\W_]*+(?:{_MARK}++[^\W_]*+)*+"
_LONE_LETTERS = rf"(?>(?:\.{_LETTER}(?![^\W_]|{_MARK}))+)"
_NAME = rf"(?<=(?<![^\W_]){_CONSONANT}){_CONSONANT}?[{_APOSTROPHES}](?={_LETTER}){_REST}"
_WORD = rf"(?:{_NAME}|{_REST}(?:(?=\.)(?<=(?<![^\W_]){_LETTER}){_LONE_LETTERS})?)"
_GROUPS_OF_THREE = (
    r"(?<!\d{4})(?:(?>(?:\.\d{3})+)(?!\d)(?:,\d++)?|(?>(?:,\d{3})+)(?!\d)(?:\.\d++)?)"
)
_SEPARATED = rf"(?=[.,]\d)(?:{_GROUPS_OF_THREE}|[.,]\d++(?![.,]?\d))"
# In a list (1,2,3) and in a path of numbers (1.1.2) each number stands alone.
_NUMBER = rf"(?:(?<!\d[.,]\d)\d*+{_SEPARATED}|\d*+(?!{_LETTER}|{_MARK}))(?P<number>)"
# It begins with a plain character class: the regex engine skips to its members at full speed.
_RULE = rf"[^\W_](?:(?<=\d){_NUMBER}|{_WORD})"

# 1. IV. at the start of a line, a) đ) anywhere.
_ORDINAL = (
    r"(?:(?m:^)(?:\d{1,3}|[IVXLC]{1,7}|[a-zđA-ZĐ])(?=[.)](?:\s|\Z))"
    r"|[a-zđ](?=\)(?:\s|\Z)))(?P<ordinal>)"
)
# T.Ư and v.v; letters that no vowel makes a syllable, with a dot behind them: TP. GS. tr.
_ABBREVIATION = rf"(?:{_LETTER}{_LONE_LETTERS}|{_CONSONANT}{{1,4}}(?=\.))(?P<abbreviation>)"
# Most tokens are words with none of these behind them: one look is enough for these.
_PLAIN = rf"{_LETTER}{_REST}(?![.)'’ʼ‘`])"
_KINDS = f"{_PLAIN}|{_ORDINAL}|{_ABBREVIATION}|{_RULE}"

# The same tokens without their kinds, the fast way to the texts alone.
_TOKEN = lazy_pattern(re.sub(r"\(\?P<\w+>\)", "", _RULE))

# Blocks of the Unicode Standard; their digits and punctuation are no letters or marks.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
    "\uf900-\ufaff"
)
_ONE_UNSPACED = lazy_pattern(f"[{_UNSPACED}]")
_MAYBE_UNSPACED = lazy_pattern("[^\x00-\u036f\u1e00-\u206f]")
"""What is neither Latin nor common punctuation: the other class takes milliseconds to compile."""
# Marks by their general category, which the expressions of the standard library do not know.
_UNSPACED_MARKS = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
    "\u102b-\u103e\u1056-\u1059\u105e-\u1060\u17b4-\u17d3\u17dd\u3099\u309a"
)


# Both take milliseconds to compile, and a search needs neither.
@cache
def _kind_token() -> re.Pattern[str]:
    return re.compile(_KINDS)


@cache
def _unspaced(rule: str) -> re.Pattern[str]:
    """Return a rule for tokens in which each letter of an unspaced script is a token."""
    spaced = rule.replace(r"[^\W_]", rf"[^\W_{_UNSPACED}]").replace(
        r"[^\W\d_]", rf"[^\W\d_{_UNSPACED}]"
    )
    return re.compile(rf"[{_UNSPACED}](?<=\w)[{_UNSPACED_MARKS}]*+|{spaced}")


def _has_unspaced(text: str) -> bool:
    return bool(_MAYBE_UNSPACED.search(text) and _ONE_UNSPACED.search(text))


def _token(text: str) -> re.Pattern[str]:
    return _unspaced(_TOKEN.pattern) if _has_unspaced(text) else _TOKEN


class Syllable(NamedTuple):
    """A token of a text: ``text`` is exactly ``[start:end]`` of the text it was found in.

    ``kind`` is ``word``, ``number``, ``abbreviation`` (with dots: ``T.Ư``, ``TP.``, whose last dot
    stays outside) or ``ordinal`` (what stands before the dot or bracket
    of ``1.``, ``IV.``, ``a)``).
    """

    text: str
    start: int
    end: int
    kind: str


def syllables(text: str) -> list[Syllable]:
    """Return the syllables, numbers, abbreviations and ordinals of ``text`` in order.

    Give it normalised text: it knows combining marks, but no invisible characters.

    >>> [(s.text, s.kind) for s in syllables("a) TP. Huế: 1.500 hộ")]
    [('a', 'ordinal'), ('TP', 'abbreviation'), ('Huế', 'word'), ('1.500', 'number'), ('hộ', 'word')]
    """
    rule = _unspaced(_KINDS) if _has_unspaced(text) else _kind_token()
    new = tuple.__new__  # three times as fast as the constructor that NamedTuple generates
    return [
        new(Syllable, (match[0], match.start(), match.end(), match.lastgroup or "word"))
        for match in rule.finditer(text)
    ]
