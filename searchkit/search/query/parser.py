"""What a person typed becomes a query: words to rank by, and what must hold beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit._dataclass import dataclass, field, replace
from searchkit._lazy import lazy_pattern
from searchkit.search.query.language.fields import NO_FIELDS
from searchkit.search.query.language.grammar import parse
from searchkit.search.query.language.syntax import Words, fields, is_free, top_parts, wanted_words
from searchkit.text.legal.document_numbers import document_numbers
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping

    from searchkit.query_tree import Query
    from searchkit.search.query.language.fields import OwnFields
    from searchkit.search.query.language.long_values import Knows
    from searchkit.search.query.language.syntax import Node
    from searchkit.search.query.named_titles import NamedTitle
    from searchkit.search.query.names.forms import NameForm
    from searchkit.search.query.signers import Signed
    from searchkit.text.legal.dates import TextDate

MAX_CHARACTERS = 4000
"""A query longer than this is a document; one or two of its sentences find the same passages."""

_QUOTES = str.maketrans("“”„«»", '"""""')
_OF_RELATIONS = (
    *("hieu luc", "sua", "thay", "bai bo", "huy bo", "dinh ch", "hop nhat"),  # no message
    *("gia han", "keo dai", "huong dan", "chi tiet", "ngung", "bo sung", "ap dung"),  # no message
)
_LETTER_OR_DIGIT = lazy_pattern(r"[^\W_]")
_BEGUN = lazy_pattern(r"\S+\*$", needs="*")
_TIME = lazy_pattern(
    r"(?:19|20)[0-9]{2}|m[oớ]i (?:nh[aấ]t|ban)|g[aầ]n (?:d|đ)[aâ]y"
    r"|(?:n[aă]m|th[aá]ng|qu[yý]|tu[aầ]n|h[oô]m) (?:n[aà]y|ngo[aá]i|tr[uư][oớ]c|qua)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query taken apart.

    ``text`` is all that is looked for in texts, in one spelling; ``root`` is the whole query as it
    was read, None where it says nothing; ``notes`` say what could not be parsed, and where.
    ``numbers`` are canonical document numbers, ``candidates`` those of which it means one, each
    with its likeliness (0 to 1), ``documents`` the keys of the documents meant where others share
    their number. ``conditions`` must all hold beside the words to rank by. ``title`` is
    what it calls by its title, ``dates`` are its days and periods with their places in ``text``,
    ``signed`` is by whom it says that a document was signed, and ``forms`` are what was probably
    meant by a text that is spelt wrong, or has Roman numerals for figures: both are looked for.
    ``names`` are what places and bodies that it names are called at other times. ``answering`` are
    the keys of the documents that answer what it asks of relations. ``reading`` is how
    each syllable of a question typed without diacritics is probably read, with the share (0 to 1)
    of the readings that agree.
    """

    text: str
    root: Node | None = None
    notes: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    candidates: Mapping[str, float] = field(default_factory=dict)
    documents: tuple[str, ...] = ()
    conditions: tuple[Query, ...] = ()
    title: NamedTitle | None = None
    dates: tuple[TextDate, ...] = ()
    signed: Signed | None = None
    forms: tuple[str, ...] = ()
    names: tuple[NameForm, ...] = ()
    answering: tuple[str, ...] = ()
    reading: tuple[tuple[str, float], ...] = ()

    @property
    def words(self) -> str:
        """``text`` without what is understood as a day or as who signed."""
        letters = list(self.text)
        spans = [(day.start, day.end) for day in self.dates if day.precision == "day"]
        for start, end in [*spans, *(self.signed.spans if self.signed else ())]:
            letters[start:end] = " " * (end - start)
        return "".join(letters)

    @property
    def is_free(self) -> bool:
        """Whether the plain words are a question to rank by, and need not all be there."""
        return self.root is not None and is_free(self.root)

    @property
    def is_listing(self) -> bool:
        """Whether only conditions are given, and nothing to rank by."""
        return not _LETTER_OR_DIGIT.search(self.text)

    @property
    def is_exact(self) -> bool:
        """Whether operators say what is meant, so that nothing else is tried."""
        return self.root is not None and not is_free(self.root)

    def without_fields(self) -> ParsedQuery:
        """Return the query without the conditions of its fields; it is free (`is_free`)."""
        parts = top_parts(self.root) if self.root is not None else ()
        conditional = [part for part in parts if not isinstance(part, Words)]
        pairs = zip(conditional, self.conditions, strict=True)
        kept = tuple(condition for part, condition in pairs if not any(fields(part)))
        return replace(self, conditions=kept)


def parse_query(
    query: str, own_fields: OwnFields = NO_FIELDS, knows: Knows | None = None
) -> ParsedQuery:
    """Take a query apart. Nothing is an error: what is no operator is text, and a note says so.

    ``own_fields`` are the fields that documents were given, by their keys; ``knows`` says whether
    any has a name in a field, for a name of several words without quotation marks. Of a query of
    more than ``MAX_CHARACTERS`` characters the beginning is taken.
    """
    notes: list[str] = []
    if len(query) > MAX_CHARACTERS:
        notes.append(
            f"the query has {len(query):,} characters, of which the first {MAX_CHARACTERS:,} are "
            "searched: one or two of its sentences find the same"
        )
    normalized = normalize(query[:MAX_CHARACTERS].translate(_QUOTES))
    root, found = parse(normalized.text, own_fields)
    tell = notes.append

    def tell_at(place: int, said: str) -> None:
        start = normalized.span(place, place + 1)[0] + 1
        tell(f"character {start}: {said}")

    for place, said in found:
        tell_at(place, said)
    if root is not None and knows is not None:
        from searchkit.search.query.language.long_values import with_long_values  # few have fields

        root = with_long_values(root, normalized.text, knows, tell_at)
    wanted = [] if root is None else [_BEGUN.sub("", part.text) for part in wanted_words(root)]
    text = " ".join(wanted).rstrip()
    if isinstance(root, Words) and not _LETTER_OR_DIGIT.search(text):
        root = None
    if root is None:
        notes.append("the query has no letters or digits: type at least one word to look for")
    numbers = tuple(dict.fromkeys(n.key for n in document_numbers(text)))
    return ParsedQuery(text, root, tuple(notes), numbers)


def may_ask_of_relations(text: str) -> bool:
    """Say, without a closer look, whether a query may ask what was done to a document."""
    folded = fold(text).lower()
    return any(said in folded for said in _OF_RELATIONS)


def may_say_when(text: str) -> bool:
    """Say, without a closer look, whether a query may say when something was issued."""
    return _TIME.search(text) is not None
