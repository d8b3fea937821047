"""Titles and headings as terms by which what a person begins to type is completed.

A term is the words of a heading, folded and one space apart, without its label (``Điều 5.``,
``Chương II``). A passage has those of its headings that its predecessor does not have, and the
first passage of a document those of its names.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from searchkit.text.spelling.normalization import normalize
from searchkit.text.spelling.syllables import fold_term, syllable_terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from searchkit.documents.model import Document

FIELD = "heading"
"""The field of the index that holds them."""

_LABEL = re.compile(
    r"\s*(?:(?:phần|chương|mục|tiểu mục|điều|khoản|phụ lục)\s+"
    r"(?:thứ\s+\w+|[0-9][\w.]*|(?-i:[IVXLC]+)\b)[.:)]?"
    r"|(?-i:[IVXLC]+)[.)]|[0-9]+(?:\.[0-9]+)*[.)]|[a-zđ]\))\s*[-–:]?\s+",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^về\s+(?:việc\s+)?", re.IGNORECASE)
_LONGEST = 24
"""Words of a heading by which it is completed; more nobody types."""


def heading_terms(document: Document) -> list[tuple[str, ...]]:
    """Return the terms of each passage of a document, in order."""
    before: tuple[str, ...] = ()
    terms: list[tuple[str, ...]] = []
    for passage in document.passages:
        new = [part for part in passage.heading if part not in before]
        if not terms:
            new = [*names(document.title, document.metadata), *new]
        before = passage.heading
        found = dict.fromkeys(term for part in new if (term := heading_term(part)))
        terms.append(tuple(found))
    return terms


def names(title: str, metadata: Mapping[str, str]) -> list[str]:
    """Return what a document is called: its subject with the type and without, or its title."""
    subject = " ".join(metadata.get("summary", "").split())
    if not subject:
        return [title]
    about = _ABOUT.sub("", subject)
    kind = metadata.get("type", "")
    named = subject if subject[:2].isupper() else subject[:1].lower() + subject[1:]
    return [*([f"{kind} {named}"] if kind else []), about[:1].upper() + about[1:]]


@lru_cache(maxsize=256)
def heading_term(heading: str) -> str:
    """Return the words of a heading without its label, folded; none for one of a single word."""
    words = [fold_term(term) for term in syllable_terms(normalize(unlabelled(heading)).text)]
    return " ".join(words[:_LONGEST]) if len(words) > 1 else ""


def unlabelled(heading: str) -> str:
    """Return a heading without its label: ``Điều 5. Kinh phí`` is ``Kinh phí``."""
    label = _LABEL.match(heading)
    rest = heading[label.end() :] if label else heading
    return " ".join(rest.split())
