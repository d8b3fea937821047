"""The states in which a document may be on a day, and what is told of one."""

from __future__ import annotations

from enum import StrEnum

from searchkit._dataclass import dataclass


class ValidityState(StrEnum):
    """Whether something holds; the value is its name in JSON and in filters."""

    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    IN_PART = "in_part"
    SUSPENDED = "suspended"
    ENDED = "ended"
    UNKNOWN = "unknown"


STATE_NAMES = {
    ValidityState.NOT_YET: "chưa có hiệu lực",
    ValidityState.IN_FORCE: "còn hiệu lực",
    ValidityState.IN_PART: "hết hiệu lực một phần",
    ValidityState.SUSPENDED: "ngưng hiệu lực",
    ValidityState.ENDED: "hết hiệu lực",
    ValidityState.UNKNOWN: "không rõ hiệu lực",
}

_HOLDING = (ValidityState.IN_FORCE, ValidityState.IN_PART)


@dataclass(frozen=True, slots=True)
class Validity:
    """Whether a document or a part of it holds on a day.

    ``reason`` says why, in Vietnamese, ``sentence`` is the sentence that proves it, of the document
    ``stated_in`` (its id). ``since`` is the first day of the state, if it is known. ``by`` is the
    number or name of the act that changed it, ``by_document`` its id if the index has it, and
    ``by_passage`` the id of the passage that did it, as hits have it.
    """

    state: ValidityState
    reason: str
    since: str = ""
    by: str = ""
    by_document: str = ""
    stated_in: str = ""
    sentence: str = ""
    by_passage: str = ""

    def to_dict(self) -> dict[str, str]:
        """Return it as plain values, as ``--json`` prints it; what is empty is left out."""
        values = {"state": self.state.value, "name": self.name, "reason": self.reason}
        for name in ("since", "by", "by_document", "by_passage", "stated_in", "sentence"):
            if value := getattr(self, name):
                values[name] = value
        return values

    @property
    def is_known(self) -> bool:
        """Whether anything is said of it at all."""
        return self.state is not ValidityState.UNKNOWN or bool(self.sentence or self.by)

    @property
    def holds(self) -> bool:
        """Whether it is known to hold, at least in part."""
        return self.state in _HOLDING

    @property
    def name(self) -> str:
        """The state as people read it: ``còn hiệu lực``."""
        return STATE_NAMES[self.state]
