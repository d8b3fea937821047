"""What the documents of one list in a sentence are: objects of an act, or acts upon one."""

from __future__ import annotations

from typing import NamedTuple

from searchkit.documents.relations.model import THIS, Cited, RelationKind


class Level(NamedTuple):
    """What further documents of a list are: objects of ``source``, or what acts on ``target``.

    ``others`` are documents that share the title of ``source``. ``type`` is that of the documents
    in the list, ``since`` where it begins, ``part`` tells whether parts of them all are meant.
    """

    source: Cited
    kind: RelationKind
    target: Cited | None = None
    type: str = ""
    since: int = 0
    part: bool = False
    others: tuple[Cited, ...] = ()

    @property
    def is_own(self) -> bool:
        """Whether it is what the act itself does."""
        return self.source == THIS and self.target is None
