"""The characters that normalization replaces one by one, and those that it drops."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from searchkit.text.offsets import Edit
from searchkit.text.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def _read_characters() -> dict[str, str]:
    """Return the replacement of every character that ``data/characters.tsv`` lists."""
    replacements = {"\r\n": "\n"}
    for first, last, replacement, _reason in read_table("characters.tsv"):
        for character in map(chr, range(int(first, 16), int(last, 16) + 1)):
            replacements[character] = _replacement(character, replacement)
    return replacements


def _replacement(character: str, rule: str) -> str:
    if rule == "drop":
        return ""
    if rule == "NFKC":
        return unicodedata.normalize("NFKC", character)
    return chr(int(rule.removeprefix("U+"), 16))


def _members(characters: Iterable[str]) -> str:
    """Return the inside of a regular expression's class for exactly ``characters``."""
    return "".join(
        f"\\U{ord(character):08x}" for character in sorted(characters) if len(character) == 1
    )


_REPLACEMENTS = _read_characters()
_DROPPED = _members(c for c, replacement in _REPLACEMENTS.items() if not replacement)
_REPLACED = _members(c for c, replacement in _REPLACEMENTS.items() if replacement)
_LISTED = re.compile(f"[{_DROPPED}{_REPLACED}]")


@cache  # takes milliseconds to compile, and many programs never need it
def _runs() -> re.Pattern[str]:
    return re.compile(f"[{_DROPPED}]+|\r\n|[{_REPLACED}]")


def _replace_characters(match: re.Match[str]) -> str:
    return _REPLACEMENTS.get(match[0], "")


def clean(text: str) -> str:
    """Return ``text`` with every listed character replaced or dropped."""
    return _runs().sub(_replace_characters, text) if _LISTED.search(text) else text


def cleaning_edits(text: str) -> Iterator[Edit]:
    """Yield what :func:`clean` does to ``text``."""
    for match in _runs().finditer(text):
        yield Edit(*match.span(), _replace_characters(match))
