"""What people read, in their language: English stands in the code, the rest in ``locale/``.

Errors, notes and advice are written and kept as finished English sentences. Where one is shown it
is looked up as it is, or by the template that it was made of (``{path}: no such file``); the parts
of a template are looked up in turn. So whoever raises an error knows nothing of languages, an index
keeps its failures in one, and ``--json`` never changes.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from gettext import NullTranslations

SOURCE = "en"
LANGUAGES = (SOURCE, "vi")

INDEXED = "vi"
"""The language of the texts that searchkit indexes, for people whose own it does not speak."""

_HOLE = re.compile(r"\{(\w+)\}")


def language() -> str:
    """Return the language of whoever reads the terminal.

    It is that of ``SEARCHKIT_LANG``, else of the locale (as in POSIX, ``LC_ALL`` before
    ``LC_MESSAGES`` before ``LANG``; ``C`` and none are English), else that of the indexed texts.
    """
    for name in ("SEARCHKIT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if asked := os.environ.get(name, ""):
            code = asked.lower()
            for mark in "_.@-":
                code = code.partition(mark)[0]
            if code in ("c", "posix"):
                return SOURCE
            if code in LANGUAGES:
                return code
            return INDEXED
    return SOURCE


def translated(text: str, to: str | None = None) -> str:
    """Return an English text in a language, that of the terminal by default.

    What has no translation stays as it is.
    """
    to = to or language()
    if to == SOURCE or not text:
        return text
    found = catalogue(to).gettext(text)
    if found != text:
        return found
    for pattern, template in _templates(to).candidates(text):
        if match := pattern.fullmatch(text):
            return _filled(template, match.groupdict(), to)
    return text


def noted(note: str, to: str | None = None) -> str:
    """Return a note as the sentence that people read.

    A note may be made of a template that begins with what it fills in, which would take the first
    word for a part of it; so the two are translated one by one.
    """
    return translated("Note: {note}.", to).format(note=translated(note, to))


def _filled(template: str, parts: dict[str, str], to: str) -> str:
    said = {name: _number(translated(part, to)) for name, part in parts.items()}
    return _HOLE.sub(lambda hole: said[hole[1]], template)


def _number(text: str) -> str:
    """Return a number as it is written in Vietnamese, 78.202 and 0,5; anything else as it is."""
    if not re.fullmatch(r"\d{1,3}(,\d{3})*(\.\d+)?|\d+\.\d+", text):
        return text
    return text.translate({ord(","): ".", ord("."): ","})


def written_date(value: str, to: str | None = None) -> str:
    """Return an ISO date as people write it: 25/4/2025; in English on the terminal as it is.

    What is no date stays as it is.
    """
    if (to or language()) == SOURCE:
        return value
    match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", value)
    return f"{int(match[3])}/{int(match[2])}/{match[1]}" if match else value


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(to: str) -> NullTranslations:
    """Return the translations into a language."""
    from gettext import NullTranslations, translation
    from pathlib import Path

    if to == SOURCE:
        return NullTranslations()
    return translation("searchkit", Path(__file__).parent / "locale", [to])


class _Templates:
    """Templates of messages by their rarest word, so that a text is held against few of them."""

    def __init__(self, messages: dict[str, str]) -> None:
        self._by_word: dict[str, list[tuple[int, str, str]]] = {}
        for message, translation in messages.items():
            fixed = _HOLE.split(message)[::2]
            words = [word for part in fixed for word in _words(part)]
            key = max(words, key=len, default="")
            entry = (sum(map(len, fixed)), message, translation)
            self._by_word.setdefault(key, []).append(entry)

    def candidates(self, text: str) -> Iterator[tuple[re.Pattern[str], str]]:
        """Yield patterns that may match a text with what they become, those that fix most first."""
        words = {"", *_words(text)}
        found = [entry for word in words for entry in self._by_word.get(word, ())]
        for _, message, template in sorted(found, key=lambda entry: -entry[0]):
            yield _pattern(message), template


@lru_cache(maxsize=len(LANGUAGES))
def _templates(to: str) -> _Templates:
    known = vars(catalogue(to)).get("_catalog", {})
    return _Templates(
        {
            message: translation
            for message, translation in known.items()
            if isinstance(message, str) and translation and _HOLE.search(message)
        }
    )


def _words(text: str) -> list[str]:
    """Return the words of a text that no hole of a template can touch."""
    return re.findall(r"(?<![^\s(\"'`])[a-z]{3,}(?![^\s,.;:)\"'`])", text)


@lru_cache(maxsize=1024)  # few of hundreds are ever needed, and all take longer than a search
def _pattern(message: str) -> re.Pattern[str]:
    pieces: list[str] = []
    seen: set[str] = set()
    for place, part in enumerate(_HOLE.split(message)):
        if place % 2 == 0:
            pieces.append(re.escape(part))
        elif part in seen:
            pieces.append(f"(?P={part})")
        else:
            seen.add(part)
            pieces.append(f"(?P<{part}>.*?)")
    return re.compile("".join(pieces), re.DOTALL)
