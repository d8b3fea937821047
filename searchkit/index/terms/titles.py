"""Whole titles as terms: ``luat thanh tra``, ``luat thanh tra 2022``, an article of a law.

People call a law by its title, its year, and an article of it: ``Điều 5 Luật Thanh tra 2022``. The
records of a corpus are often articles, and say which law they are of in one of three ways: by the
keys ``law`` (its number) and ``article``; in a ``note`` as the Pháp điển has it (``(Điều 1 Luật số
32/2004/QH11 An ninh Quốc gia ngày 03/12/2004 của Quốc hội, …)``, Law's title in the first article
only); or by a title such as ``Luật Phòng, chống ma túy - Điều 1``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from searchkit._lazy import DIGITS, lazy_pattern
from searchkit.text.legal.document_numbers import number_keys
from searchkit.text.legal.symbols import document_types
from searchkit.text.remembering import remembers
from searchkit.text.spelling.folded_words import folded_words
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.syllables import fold_term

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from searchkit.documents.model import Document

_LONGEST = 60
"""Words of a title; a longer one is found by its words, as any text is."""

_FEWEST_ALONE = 4
"""Words of a subject that names its document without the type; fewer are said of many things."""

_NOTE = lazy_pattern(
    r"\(+\s*Điều\s+\S+\s+(?P<kind>[^\d()]{3,40}?)\s+số\s+(?P<number>\S+)\s+(?P<name>.{3,400}?)\s+"
    r"ngày\s+[0-9]{1,2}/[0-9]{1,2}/(?P<year>[0-9]{4})\s+của\s",
    re.DOTALL,
)
_NAME_IN_NOTE = lazy_pattern(
    r"\(+\s*Điều\s+\S+\s+(?P<name>(?:(?!,\s+có\s)[^()]){3,600}?)\s+"
    r"ngày\s+[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}\s+của\s"
)
_ISSUED = "của"
"""What a note has that says a name, and few others have: the expressions take far longer."""

_NUMBER_IN_NAME = lazy_pattern(r"\s+số\s+\S*[0-9]\S*")
_ARTICLE_BEHIND = lazy_pattern(
    r"\s+[-–]\s+Điều\s+(?:thứ\s+)?(?P<article>[0-9]{1,4}[a-zđ]?)\s*$", re.IGNORECASE
)
_OWN_ARTICLE = lazy_pattern("dieu [0-9]", needs=("dieu ",))
"""How a title begins that is an article's own: ``Điều 5. Kinh phí``. Nobody cites an article of it,
and of a corpus of articles these would be a third of all titles."""

_ANY_ARTICLE = lazy_pattern(r"dieu\s*(?:\d|thu\b)")
"""What the titles of articles have, folded, as ``documents.structure.markers`` knows them."""

_YEAR = lazy_pattern(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", needs=DIGITS)
_ABOUT = ("ve viec", "ve")


def title_words(text: str) -> list[str]:
    """Return the words by which titles are compared: folded, in small letters, no ``năm`` of years.

    >>> title_words("Luật Đất đai năm 2013")
    ['luat', 'dat', 'dai', '2013']
    """
    words = folded_words(text)
    return [
        word
        for word, following in zip(words, [*words[1:], ""], strict=False)
        if word != "nam" or not _YEAR.fullmatch(following)
    ]


def title_terms(document: Document) -> tuple[str, ...]:
    """Return the whole titles of a document, with its year and without, and which article it is."""
    number, year = law_of(document.metadata, document.title), _year(document.metadata)
    note = _in_note(_NOTE, document.metadata)
    if note:
        year = note["year"]
    terms: dict[str, None] = {}
    for name in _names(document, note):
        words = title_words(name)
        if 1 < len(words) <= _LONGEST:
            terms[" ".join(words)] = None
            if year and words[-1] != year:
                terms[" ".join([*words, year])] = None
    if article := document.metadata.get("article") or _article_in(document.title):
        of = [term for term in [*terms, number] if term and not _OWN_ARTICLE.match(term)]
        terms |= dict.fromkeys(article_term(article, law) for law in of)
    return tuple(terms)


def _article_in(title: str) -> str:
    if not _ANY_ARTICLE.search(fold(title).lower()):
        return ""
    from searchkit.documents.structure.markers import article_number  # slow to load; few titles ask

    return article_number(title)


def law_of(metadata: Mapping[str, str], title: str) -> str:
    """Return the canonical number of the document that a document is, or is an article of."""
    for value in (metadata.get("number", ""), metadata.get("law", ""), _without_article(title)):
        if key := _number_in(value):
            return key
    return ""


@remembers(1 << 10, longest=400)  # the articles of a law share its number
def _number_in(value: str) -> str:
    return next(iter(number_keys(value)), "")


def article_behind(title: str) -> re.Match[str] | None:
    """Return where a title such as ``Luật Du lịch - Điều 2`` names its ``article``."""
    if "-" not in title and "–" not in title:
        return None  # as most: the expression takes far longer
    return _ARTICLE_BEHIND.search(title)


def name_in_note(metadata: Mapping[str, str]) -> str:
    """Return what the note of a law's first article calls the law, without its number, else "".

    ``_NOTE`` takes the same apart, where the note is complete. The notes of the other articles say
    the number, and since when they are in force.
    """
    named = _in_note(_NAME_IN_NOTE, metadata)
    return _NUMBER_IN_NAME.sub("", named["name"], 1) if named else ""


def _in_note(expression: re.Pattern[str], metadata: Mapping[str, str]) -> re.Match[str] | None:
    note = metadata.get("note", "")
    return expression.match(note) if _ISSUED in note else None


def article_term(article: str, law: str) -> str:
    """Return the term of an article of a document, given by its title or its canonical number."""
    return f"{fold_term(article)} @ {law}"


@lru_cache(maxsize=1)
def title_beginnings() -> frozenset[str]:
    """Return the types of documents with which titles begin, folded."""
    return frozenset(fold(row.name).lower() for row in document_types() if row.group != "court")


def _names(document: Document, note: re.Match[str] | None) -> Iterator[str]:
    """Yield what a document is called."""
    kind, subject = document.metadata.get("type", ""), document.metadata.get("summary", "")
    if note is not None:
        kind, subject = note["kind"], note["name"]
    if kind and subject:
        folded = fold(subject).lower()
        about = next((about for about in _ABOUT if folded.startswith(f"{about} ")), "")
        for said in dict.fromkeys([subject, subject[len(about) :]]):
            yield said if folded.startswith(fold(kind).lower()) else f"{kind} {said}"
            if len(said.split()) >= _FEWEST_ALONE:
                yield said
    elif note is None:
        yield _without_article(document.title)


def _without_article(title: str) -> str:
    behind = article_behind(title)
    return title[: behind.start()] if behind else title


def _year(metadata: Mapping[str, str]) -> str:
    dated = metadata.get("date", "")[:4]
    if dated:
        return dated
    found = _YEAR.search(metadata.get("number", "") or metadata.get("law", ""))
    return found[0] if found else ""
