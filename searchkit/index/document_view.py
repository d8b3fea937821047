"""A document of the index by whatever name a person has for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from searchkit._dataclass import dataclass, field
from searchkit.documents.model import Passage
from searchkit.errors import DocumentError, UsageError
from searchkit.index.document_names import called
from searchkit.index.numbers_in_part import numbered_so
from searchkit.index.records import shown_path
from searchkit.text.legal.cited_places import find_items, find_places, places_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from searchkit.documents.record_fields import FieldValue
    from searchkit.index.catalogue import Catalogue
    from searchkit.index.records import StoredPassage

_LONGEST_NAME = 4096
"""Characters of what may be a document's name: the longest path of Linux (PATH_MAX)."""

_SHOWN = 5
"""Names listed when several documents answer to what was typed."""


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as the index holds it; the passages' offsets point into ``text``.

    ``metadata`` is what the document says of itself, ``fields`` what a record was given beside it.
    ``id`` is unique in the index; it stays when the file changes or moves. ``also`` are the paths
    of other files with the same content. ``named`` is the passage (1-based) that was asked for by
    the id of a hit, None when the document was.
    """

    id: str
    path: str
    title: str
    metadata: Mapping[str, str]
    text: str = field(repr=False)
    passages: tuple[Passage, ...] = field(repr=False)
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    named: int | None = None

    def passage_text(self, number: int) -> str:
        """Return the text of a passage (1-based); raises UsageError when there is none."""
        if not 1 <= number <= len(self.passages):
            raise UsageError(
                f"{self.id} has {len(self.passages)} passages; there is no passage {number}"
            )
        passage = self.passages[number - 1]
        return self.text[passage.start : passage.end]

    def passage_at(self, citation: str) -> int | None:
        """Return the first passage (1-based) of a place as people cite it: ``khoản 2 Điều 5``.

        None where `passages_at` finds none.
        """
        return next(self.passages_at(citation), None)

    def passages_at(self, citation: str) -> Iterator[int]:
        """Yield all passages (1-based) of a place as people cite it.

        Each meets every unit that is named, by its headings and citation or by the numbered lines
        in it.
        """
        asked = find_places(citation)
        for number, passage in enumerate(self.passages, start=1):
            places = places_of(passage.heading, passage.citation)
            items = find_items(self.text[passage.start : passage.end])
            own = {unit: places.get(unit) or items.get(unit, frozenset()) for unit in asked}
            if asked and all(labels & own[unit] for unit, labels in asked.items()):
                yield number


def find_document(catalogue: Catalogue, name: str) -> DocumentView:
    """Return the document of an id, a path or its end, a number, a title, or the id of a hit.

    They are tried in this order, and a number in part (``NQ 48``) last; the first under which there
    is a document counts. Raises UsageError when no document answers to the name, or several do, and
    DocumentError for a file that could not be read, with the reason.
    """
    first, named = _find(catalogue, name)
    view = replace(view_at(catalogue, first), named=named)
    if named is not None:
        view.passage_text(named)
    return view


def find_first(catalogue: Catalogue, name: str) -> int:
    """Return the first passage of the document that `find_document` returns; errors are its own."""
    return _find(catalogue, name)[0]


def _find(catalogue: Catalogue, name: str) -> tuple[int, int | None]:
    """Return the first passage of a document, and the passage that is named by the id of a hit."""
    if (first := _exact(catalogue, name)) is not None:
        return first, None
    document, _, number = name.rpartition("#")
    of_hit = bool(document) and number.isdecimal()
    if of_hit and (first := _exact(catalogue, document)) is not None:
        return first, int(number)
    if len(name) > _LONGEST_NAME:
        raise UsageError(
            f"a name of {len(name):,} characters is longer than any path; "
            f"at most {_LONGEST_NAME:,} are allowed"
        )
    if found := called(catalogue, name):
        return _only(catalogue, found, name), None
    if of_hit:
        return find_first(catalogue, document), int(number)
    if found := numbered_so(catalogue, name):
        return _only(catalogue, found, name), None
    _say_why_not(catalogue, name)
    raise UsageError(
        f'no document is called "{name}"; search for it, or see `searchkit list` for what there is'
    )


def passage_of(stored: StoredPassage) -> Passage:
    """Return a passage as its document has it, from how it is stored."""
    return Passage(stored.start, stored.end, stored.heading, stored.citation, stored.page)


def _exact(catalogue: Catalogue, name: str) -> int | None:
    """Return the first passage of the document at a whole path or with an id."""
    first = catalogue.first_of_key(name)
    return catalogue.first_of_id(name) if first is None else first


def view_at(catalogue: Catalogue, first: int) -> DocumentView:
    """Return the document whose first passage is given."""
    document = catalogue.document(first)
    stored = catalogue.passages(first, document.passages)
    return DocumentView(
        id=document.id,
        path=shown_path(document.path),
        title=document.title,
        metadata=document.metadata,
        text=document.text,
        passages=tuple(map(passage_of, stored)),
        fields=document.fields,
        also=catalogue.copies(document.path),
    )


def _only(catalogue: Catalogue, found: list[int], name: str) -> int:
    if len(found) == 1:
        return found[0]
    ids = [catalogue.record(first).id for first in found[:_SHOWN]]
    more = ", …" if len(found) > _SHOWN else ""
    raise UsageError(
        f'{len(found)} documents are called "{name}"; take the id of one: {", ".join(ids)}{more}'
    )


def _say_why_not(catalogue: Catalogue, name: str) -> None:
    """Raise DocumentError when a file of this name could not be read."""
    wanted = name.removeprefix("./")
    for failure in catalogue.failures:
        if f"/{failure.path}".endswith(f"/{wanted}"):
            raise DocumentError(failure.path, failure.reason, failure.advice)
