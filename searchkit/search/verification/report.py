"""What `verify` returns: each citation of a draft with what is wrong with it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from searchkit._dataclass import dataclass


class FindingKind(StrEnum):
    """What a look at a citation found; the value is its name in JSON."""

    FOUND = "found"
    NOT_IN_INDEX = "not_in_index"
    ENDED = "ended"
    AMENDED = "amended"
    NOT_YET = "not_yet_in_force"
    SUSPENDED = "suspended"
    NO_SUCH_PLACE = "no_such_place"
    QUOTATION_DIFFERS = "quotation_differs"
    TITLE_DIFFERS = "title_differs"
    DATE_DIFFERS = "date_differs"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding on a citation.

    ``wrong`` tells a fault from what a person should only know: that a document is not in the index
    and nothing is like it, or that it was amended somewhere. ``message`` says it in Vietnamese;
    ``near`` are numbers or titles that may be meant; ``sentence`` proves it, of the document
    ``stated_in``. ``difference`` shows a quotation with ``[-what is not there-]`` and ``{+what the
    document has+}``.
    """

    kind: FindingKind
    message: str
    wrong: bool = True
    near: tuple[str, ...] = ()
    sentence: str = ""
    stated_in: str = ""
    difference: str = ""


@dataclass(frozen=True, slots=True)
class CheckedCitation:
    """A document, or a place in it, that a draft cites at ``[start:end]`` of its text.

    ``document`` is the id of the one that is meant, ``passage`` that of the passage of the place,
    as hits have it; both are empty where the index has none. No findings: all is right.
    """

    text: str
    place: str
    start: int
    end: int
    document: str = ""
    passage: str = ""
    findings: tuple[Finding, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, as ``--json`` prints it."""
        return {
            "text": self.text,
            "place": self.place,
            "start": self.start,
            "end": self.end,
            "document": self.document,
            "passage": self.passage,
            "findings": [
                {
                    "kind": one.kind.value,
                    "wrong": one.wrong,
                    "message": one.message,
                    "near": list(one.near),
                    "sentence": one.sentence,
                    "stated_in": one.stated_in,
                    "difference": one.difference,
                }
                for one in self.findings
            ],
        }


@dataclass(frozen=True, slots=True)
class Verification:
    """The citations of a draft, in the order of its text, on a day (``2025-03-01``)."""

    path: str
    on: str
    citations: tuple[CheckedCitation, ...]

    @property
    def is_right(self) -> bool:
        """Whether nothing that was found is wrong."""
        return not any(one.wrong for cited in self.citations for one in cited.findings)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, as ``--json`` prints it."""
        return {
            "path": self.path,
            "on": self.on,
            "right": self.is_right,
            "citations": [one.to_dict() for one in self.citations],
        }
