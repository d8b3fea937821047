"""What stands around a passage: its heading, the law that it is of, which article it is.

A document of an office is a text of its own, and its title is what its law's would be. The records
of a corpus are often single articles: their title is a heading behind a label (``Điều 1.4.LQ.2.
Phạm vi điều chỉnh``) or a law's name and a label (``Luật Du lịch - Điều 2``); their key ``law``
says the number of the law, and the law's name stands in a ``note``, as in the Pháp điển, which has
it with the first article that is in force.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from searchkit.index.records import unpack_document, unpack_passage
from searchkit.index.schema import DOCUMENT
from searchkit.query_tree import And, Term
from searchkit.text.legal.document_numbers import document_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from searchkit.backends.base import IndexState
    from searchkit.index.records import StoredDocument, StoredPassage

_LABEL = re.compile(r"\s*Điều\s+(?:thứ\s+)?(?P<article>[\w.]*\w)\s*(?:[.:]\s*|$)", re.IGNORECASE)
_LABEL_BEHIND = re.compile(
    r"\s+[-–]\s+Điều\s+(?:thứ\s+)?(?P<article>\d{1,4}[a-zđ]?)\s*$", re.IGNORECASE
)
_NAME_IN_NOTE = re.compile(r"\(+\s*Điều\s+\S+\s+(?P<name>[^()]{3,400}?)\s+ngày\s+\d", re.DOTALL)
_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a passage; what is not is empty.

    ``law`` is the name of what the passage is a part of, ``group`` is equal for the records of one
    law and empty for a document that is a whole text, ``article`` is the number of a record in it.
    """

    heading: str
    law: str
    group: str
    article: int
    characters: int


class ContextReader:
    """Reads what stands around passages; keeps the names of the laws that it has met."""

    def __init__(self, state: IndexState) -> None:
        self._state = state
        self._names: dict[str, str] = {}

    def read(self, passages: Sequence[int], owners: Sequence[int]) -> list[Context]:
        """Return the context of each passage; ``owners`` are their documents' first passages."""
        stored = self._state.stored(passages, body=False)
        firsts = self._state.stored(owners, body=False)
        return [
            self._context(unpack_passage(passage), unpack_document(first))
            for passage, first in zip(stored, firsts, strict=True)
        ]

    def _context(self, passage: StoredPassage, document: StoredDocument) -> Context:
        heading = passage.heading[-1] if passage.heading else ""
        metadata, title = document.metadata, document.title
        law, group, article = title, "", metadata.get("article", "")
        if behind := _LABEL_BEHIND.search(title):
            law = group = title[: behind.start()]
            article = article or behind["article"]
            law = "" if document_numbers(law) else law
        elif label := _LABEL.match(title):
            law, heading = "", heading or title[label.end() :]
            article = article or label["article"]
        if number := metadata.get("law", ""):
            group = number
            law = law or self._law_name(number, metadata)
        digits = re.match(r"\d{1,6}", article)
        number_of = int(digits[0]) if digits and group else 0
        length = passage.end - passage.start
        return Context(heading, law, group, number_of, length)

    def _law_name(self, number: str, metadata: Mapping[str, str]) -> str:
        name = self._names.get(number)
        if name is None:
            if len(self._names) >= _KEPT:
                self._names = {}
            name = self._names[number] = _name_in(metadata) or self._first_name(number)
        return name

    def _first_name(self, number: str) -> str:
        """Return the name that the first record of a law says; "" if it says none."""
        found = document_numbers(number)
        if not found:
            return ""
        of_law = And((Term("number", found[0].key), Term("record", DOCUMENT)))
        firsts = self._state.matching(of_law)[:1].tolist()
        records = map(unpack_document, self._state.stored(firsts, body=False))
        return next((_name_in(record.metadata) for record in records), "")


def _name_in(metadata: Mapping[str, str]) -> str:
    named = _NAME_IN_NOTE.match(metadata.get("note", ""))
    return named["name"] if named else ""
