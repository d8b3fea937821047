"""Numbers, titles and headings as terms by which what a person begins to type is completed.

A term is what is typed (`typed_form`), ``SEPARATOR``, a letter for its kind, and the text as the
document has it, so that a completion needs nothing but the sorted terms. Labels (``Điều 5.``,
``Chương II``) are left out. A passage has the headings that its predecessor does not have, and the
first passage of a document its number and names.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from searchkit.text.spelling.folded_words import folded_words
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.pieces import spelled
from searchkit.text.spelling.syllables import fold_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from searchkit.documents.model import Document

FIELD = "heading"
"""The field of the index that holds them."""

SEPARATOR = "\x1f"
_LETTERS = {"number": "n", "title": "t", "heading": "h"}
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}

_LABEL = re.compile(
    r"\s*(?:(?:phần|chương|mục|tiểu mục|điều|khoản|phụ lục)\s+"
    r"(?:thứ\s+\w+|[0-9][\w.]*|(?-i:[IVXLC]+)\b)[.:)]?"
    r"|(?-i:[IVXLC]+)[.)]|[0-9]+(?:\.[0-9]+)*[.)]|[a-zđ]\))\s*[-–:]?\s+",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^về\s+(?:việc\s+)?", re.IGNORECASE)
_LONGEST = 24
"""Words of a heading by which it is completed; more nobody types."""

_LONGEST_TEXT = 200
"""Characters of a heading that are shown."""


def heading_terms(document: Document) -> list[tuple[str, ...]]:
    """Return the terms of each passage of a document, in order."""
    before: tuple[str, ...] = ()
    terms: list[tuple[str, ...]] = []
    for passage in document.passages:
        if terms and passage.heading == before:
            terms.append(())
            continue
        found = [_term(part, "heading") for part in passage.heading if part not in before]
        if not terms:
            called = names(document.title, document.metadata)
            found = [*(_term(name, "title") for name in called), *found]
            if number := document.metadata.get("number") or document.metadata.get("law"):
                found.append(_joined(number_form(number), "number", number))
        before = passage.heading
        terms.append(tuple(dict.fromkeys(filter(None, found))))
    return terms


def heading_of(term: str) -> tuple[str, str]:
    """Return the text of a term, as its document has it, and its kind.

    ``number`` and ``title`` are those of a document, ``heading`` of a part of it.
    """
    _, _, rest = term.partition(SEPARATOR)
    return rest[1:], _KINDS[rest[0]]


def typed_form(words: Iterable[str]) -> str:
    """Return words as terms begin with them: folded, one space apart."""
    return " ".join(map(fold_term, words))


def number_form(number: str) -> str:
    """Return a number as terms begin with it: folded, in small letters, without spaces."""
    return "".join(fold(number).lower().split()).lstrip("0")


@lru_cache(maxsize=256)
def _term(heading: str, kind: str) -> str:
    """Return the term of a heading; none for one of a single word."""
    text = unlabelled(spelled(heading))
    words = folded_words(text)
    return _joined(" ".join(words[:_LONGEST]), kind, text) if len(words) > 1 else ""


def _joined(form: str, kind: str, text: str) -> str:
    return f"{form}{SEPARATOR}{_LETTERS[kind]}{text[:_LONGEST_TEXT]}"


def names(title: str, metadata: Mapping[str, str]) -> list[str]:
    """Return what a document is called: its subject with the type and without, or its title."""
    subject = " ".join(metadata.get("summary", "").split())
    if not subject:
        return [title]
    about = _ABOUT.sub("", subject)
    kind = metadata.get("type", "")
    named = subject if subject[:2].isupper() else subject[:1].lower() + subject[1:]
    return [*([f"{kind} {named}"] if kind else []), about[:1].upper() + about[1:]]


def unlabelled(heading: str) -> str:
    """Return a heading without its label: ``Điều 5. Kinh phí`` is ``Kinh phí``."""
    label = _LABEL.match(heading)
    rest = heading[label.end() :] if label else heading
    return " ".join(rest.split())
