"""What a person typed becomes a query: free words, "exact phrases", -excluded words, numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from searchkit.errors import QueryError
from searchkit.text.legal.document_numbers import document_numbers
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping

    from searchkit.search.query.named_titles import NamedTitle
    from searchkit.search.query.signers import Signed
    from searchkit.text.legal.dates import TextDate

MAX_CHARACTERS = 4000
"""A query longer than this is a document; one or two of its sentences find the same passages."""

_QUOTES = str.maketrans("“”„«»", '"""""')
_PART = re.compile(r'(?P<sign>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query taken apart.

    ``text`` is all that is looked for, phrases included, in one spelling; ``phrases`` must occur as
    they stand, ``excluded`` must not; ``numbers`` are canonical document numbers, ``candidates``
    those of which it means one, each with its likeliness (0 to 1), ``documents`` the keys of the
    documents meant where others share their number. ``title`` is what it calls by its title,
    ``dates`` are its days and periods with their places in ``text``, ``signed`` is by whom it says
    that a document was signed, and ``forms`` are what was probably meant by a text that is spelt
    wrong: both are looked for.
    """

    text: str
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    candidates: Mapping[str, float] = field(default_factory=dict)
    documents: tuple[str, ...] = ()
    title: NamedTitle | None = None
    dates: tuple[TextDate, ...] = ()
    signed: Signed | None = None
    forms: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """``text`` without what is understood as a day or as who signed."""
        letters = list(self.text)
        spans = [(day.start, day.end) for day in self.dates if day.precision == "day"]
        for start, end in [*spans, *(self.signed.spans if self.signed else ())]:
            letters[start:end] = " " * (end - start)
        return "".join(letters)


def parse_query(query: str) -> ParsedQuery:
    """Take a query apart. No character is an error: what is no operator is text.

    ``"…"`` is a phrase, ``-word`` and ``-"…"`` exclude; a quotation mark without its partner and a
    hyphen inside a document number are ordinary characters. Raises QueryError for a query without
    letters and digits, and for one of more than ``MAX_CHARACTERS`` characters.
    """
    if len(query) > MAX_CHARACTERS:
        raise QueryError(
            f"the query has {len(query):,} characters, at most {MAX_CHARACTERS:,} are searched: "
            "take one or two sentences of it",
            position=MAX_CHARACTERS,
        )
    text = normalize(query.translate(_QUOTES)).text
    if text.count('"') % 2:
        cut = text.rindex('"')
        text = text[:cut] + " " + text[cut + 1 :]
    found = document_numbers(text)
    wanted: list[str] = []
    phrases: list[str] = []
    excluded: list[str] = []
    for part in _PART.finditer(text):
        inside = any(number.start < part.start() < number.end for number in found)
        content = part["phrase"] if part["phrase"] is not None else part["word"]
        if part["sign"] and not inside and _LETTER_OR_DIGIT.search(content):
            excluded.append(content)
            continue
        if part["phrase"] is not None and _LETTER_OR_DIGIT.search(content):
            phrases.append(content)
        wanted.append(content if part["phrase"] is not None else part.group())
    joined = " ".join(wanted)
    if not _LETTER_OR_DIGIT.search(joined):
        what = "only excludes words" if excluded else "has no letters or digits"
        raise QueryError(f"the query {what}: type at least one word to look for", position=0)
    numbers = tuple(dict.fromkeys(n.key for n in document_numbers(joined)))
    return ParsedQuery(joined, tuple(phrases), tuple(excluded), numbers)
