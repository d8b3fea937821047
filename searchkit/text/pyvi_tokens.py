"""The tokens of pyvi: its own pattern, in linear time.

pyvi takes time quadratic in the length of a run of the characters of an e-mail's local part (a
dotted line of a form), because it tries its e-mail pattern at each of them anew. Here that pattern
is tried only where the run does end in an @ and a domain, which is where it can match; so the
tokens are the same for every text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ABBREVIATIONS = r"[A-ZĐ]+\.|Tp\.|Mr\.|Mrs\.|Ms\.|Dr\.|ThS\."
_SPECIALS = r"==>|->|\.\.\.|>>|\n"
_WEB = r"\w+://[^\s]+"
_LOCAL = r"[a-zA-Z0-9_.+-]"
_DOMAIN = r"(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+"
_REST = r"\d+(?:[\.,_]\d+)+|[^\w\s]|\w+"
_PLAIN = re.compile(rf"{_ABBREVIATIONS}|{_SPECIALS}|{_WEB}|{_REST}")
_WITH_EMAIL = re.compile(rf"{_ABBREVIATIONS}|{_SPECIALS}|{_WEB}|{_LOCAL}+@{_DOMAIN}|{_REST}")
_LOCAL_PART = re.compile(rf"(?<!{_LOCAL}){_LOCAL}++(?=@{_DOMAIN})")


def pyvi_tokens(text: str) -> list[str]:
    """Return the tokens that pyvi's pattern finds in a text in NFC, in linear time."""
    if "@" not in text:
        return _PLAIN.findall(text)
    return list(_tokens_with_email(text))


def _tokens_with_email(text: str) -> Iterator[str]:
    local_parts = _LOCAL_PART.finditer(text)
    part = next(local_parts, None)
    position = 0
    while match := _PLAIN.search(text, position):
        start = match.start()
        while part and part.end() <= start:
            part = next(local_parts, None)
        if part and part.start() <= start:
            match = _WITH_EMAIL.match(text, start) or match
        yield match.group()
        position = match.end()
