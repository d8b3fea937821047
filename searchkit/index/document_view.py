"""A document of the index by whatever part of its name a person types."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from searchkit.documents.model import Passage
from searchkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from searchkit.index.catalogue import Catalogue

_LONGEST_NAME = 4096
"""Characters of what may be a document's name: the longest path of Linux (PATH_MAX)."""

SHOWN = 5
"""Names listed when several documents answer to what was typed."""


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as the index holds it; the passages' offsets point into ``text``.

    ``also`` are the paths of other files with the same content.
    """

    id: str
    path: str
    title: str
    metadata: Mapping[str, str]
    text: str = field(repr=False)
    passages: tuple[Passage, ...] = field(repr=False)
    also: tuple[str, ...] = ()

    def passage_text(self, number: int) -> str:
        """Return the text of a passage (1-based); raises UsageError when there is none."""
        if not 1 <= number <= len(self.passages):
            raise UsageError(
                f"{self.id} has {len(self.passages)} passages; there is no passage {number}"
            )
        passage = self.passages[number - 1]
        return self.text[passage.start : passage.end]


def find_document(catalogue: Catalogue, name: str) -> DocumentView:
    """Return the document of an id, a path, or the end of a path.

    Raises UsageError when no document answers to the name, or more than one.
    """
    first = catalogue.first_of_key(name)
    if first is None:
        first = _by_name(catalogue, name)
    document = catalogue.document(first)
    stored = [catalogue.passage(first + i) for i in range(document.passages)]
    return DocumentView(
        id=document.id,
        path=document.path,
        title=document.title,
        metadata=document.metadata,
        text=document.text,
        passages=tuple(Passage(p.start, p.end, p.heading, p.citation, p.page) for p in stored),
        also=catalogue.copies(document.path),
    )


def _by_name(catalogue: Catalogue, name: str) -> int:
    """Return the first passage of the only document with an id or path like the name."""
    if len(name) > _LONGEST_NAME:
        raise UsageError(
            f"a name of {len(name):,} characters is longer than any path; "
            f"at most {_LONGEST_NAME:,} are allowed"
        )
    wanted = name.removeprefix("./")
    same_id: list[int] = []
    same_end: list[int] = []
    for first, document in zip(catalogue.boundaries.tolist(), catalogue.documents(), strict=True):
        if document.id == wanted:
            same_id.append(first)
        elif f"/{document.key}".endswith(f"/{wanted}"):
            same_end.append(first)
    found = same_id or same_end or _by_copy(catalogue, wanted)
    if not found:
        raise UsageError(f'no document is called "{name}"; search for it, or see its path in a hit')
    if len(found) > 1:
        keys = ", ".join(catalogue.document(first).key for first in found[:SHOWN])
        raise UsageError(f'{len(found)} documents are called "{name}"; take a whole path: {keys}')
    return found[0]


def _by_copy(catalogue: Catalogue, wanted: str) -> list[int]:
    """Return the first passages of the documents that files with such a path have a copy of."""
    originals = {
        state.copy_of
        for state in catalogue.sources()
        if state.copy_of and f"/{state.path}".endswith(f"/{wanted}")
    }
    found = (catalogue.first_of_key(path) for path in sorted(originals))
    return [first for first in found if first is not None]
