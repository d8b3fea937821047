"""Of which kind each own field of an index is, so that it stays of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.documents.record_fields import field_key, kind_of, with_dates
from searchkit.errors import UsageError
from searchkit.index.terms.own_fields import bearing, own_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from searchkit.backends.base import IndexState
    from searchkit.documents.record_fields import FieldValue, Kind


OTHER_KIND = "give it the same kind everywhere, or another name"


class FieldKinds:
    """The kinds of the fields of an index while records are added to it.

    ``state`` is what the index holds before. The first record with a field decides.
    """

    def __init__(self, state: IndexState) -> None:
        self._state = state
        self._before = {key: own.kind for key, own in own_fields(state).items()}
        self._now: dict[str, Kind] = {}

    def with_dates(self, fields: Mapping[str, FieldValue]) -> dict[str, FieldValue]:
        """Return fields of JSON with their dates as dates, but in a field that holds texts."""
        return with_dates(fields, self._before | self._now)

    def admit(self, fields: Mapping[str, FieldValue]) -> None:
        """Take note of the fields of a record; raises UsageError for one of another kind."""
        new: dict[str, Kind] = {}
        for name, value in fields.items():
            key, kind = field_key(name), kind_of(value)
            known = self._now.get(key) or self._kind_before(key, kind)
            if known is not None and known != kind:
                raise UsageError(
                    f'the field "{name}" is a {kind} ({value!r}), '
                    f"and a {known} in other documents of the index"
                )
            new[key] = kind
        self._now |= new

    def _kind_before(self, key: str, kind: Kind) -> Kind | None:
        known = self._before.get(key)
        if known in (None, kind):
            return known
        # What only removed documents had does not count.
        return known if len(self._state.matching(bearing(key, known))) else None
