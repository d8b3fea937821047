"""Terms as a cluster can hold them: no blank within a token, nothing that JSON or Lucene refuses.

A stream reaches the cluster as one text that its whitespace tokenizer cuts, so whatever that takes
for a blank is written as another letter: the blank between two syllables as ``_``, all else as a
letter of the last plane of Unicode, which is for private use and in no text. Lone halves of
characters (surrogates), which stand for bytes of file names that are no UTF-8, are refused by
Lucene and written likewise. All of it is turned back when it is read.
"""

from __future__ import annotations

import hashlib
import re

_PRIVATE = 0x10F000
"""Where the letters begin that stand for characters below 0x10000 in plane 16."""

# What Character.isWhitespace of Java accepts, by which the whitespace tokenizer cuts.
_BLANKS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\u1680\u2028\u2029\u205f\u3000" + "".join(
    map(chr, (*range(0x2000, 0x2007), *range(0x2008, 0x200B)))
)
_SURROGATES = range(0xD800, 0xE000)

_OF_KEYWORDS = {code: chr(_PRIVATE + code - 0xD000) for code in _SURROGATES}
_OF_TOKENS = {
    **_OF_KEYWORDS,
    **{ord(blank): chr(_PRIVATE + 0x100 + n) for n, blank in enumerate(f"_{_BLANKS}")},
    ord(" "): "_",
}
_TO_TERMS = {ord(new): old for old, new in _OF_TOKENS.items()}
_TO_EXACT_TERMS = {ord(new): old for old, new in _OF_KEYWORDS.items()}

_EMPTY = chr(_PRIVATE)

LONGEST_TOKEN = 120
"""Characters of a token; the whitespace tokenizer cuts at 255 units of UTF-16."""

LONGEST_KEYWORD = 8000
"""Characters of an exact term; Lucene refuses one of more than 32,766 bytes."""

_is_plain = re.compile(rf"[!-^`-~\xc0-\u024f\u1e00-\u1eff]{{1,{LONGEST_TOKEN}}}").fullmatch


def token_of(term: str) -> str:
    """Return a term of a stream as one token; a very long one is cut, with a hash of the whole."""
    if _is_plain(term):
        return term
    return _cut(term.translate(_OF_TOKENS), LONGEST_TOKEN) or _EMPTY


def term_of(token: str) -> str:
    """Return the term that ``token_of`` has made a token; of a very long one what is left."""
    return "" if token == _EMPTY else token.translate(_TO_TERMS)


def keyword_of(term: str) -> str:
    """Return an exact term as the cluster holds it; a very long one is cut, with a hash."""
    if term.isascii() and len(term) <= LONGEST_KEYWORD:
        return term
    return _cut(term.translate(_OF_KEYWORDS), LONGEST_KEYWORD)


def exact_term_of(keyword: str) -> str:
    """Return the exact term of which ``keyword_of`` tells how it is held."""
    return keyword.translate(_TO_EXACT_TERMS)


def _cut(term: str, longest: int) -> str:
    if len(term) <= longest:
        return term
    digest = hashlib.blake2b(term.encode(), digest_size=12).hexdigest()
    return f"{term[: longest - len(digest)]}{digest}"
