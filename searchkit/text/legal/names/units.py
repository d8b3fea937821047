"""Districts and communes: what became of them, and of which the present ones were made.

There are 10,000, and many have a name in common: ``xã Tân Thành`` is in 50 districts. Such a name
means one of them only where its province or district is named, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from searchkit.text.legal.names.history import OtherName
from searchkit.text.legal.names.keys import key_of, plain_key, province_of
from searchkit.text.legal.names.table import NameChange, change_of, filled_rows
from searchkit.text.spelling.folding import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence


class Unit(NamedTuple):
    """A district or commune: where it lies, what became of it, and what it was made of."""

    name: str
    of: str
    later: list[NameChange]
    earlier: list[NameChange]

    @property
    def places(self) -> set[str]:
        """The keys of what it lies in: a district and a province, or a province alone."""
        district, _, province = self.of.rpartition(", ")
        return {plain_key(province), *([key_of(district)] if district else [])}

    def nearness(self, places: Collection[str]) -> int:
        """Return how well it lies in places that are named; its province of today counts less."""
        today = {plain_key(province_of(one.within)) for one in self.later}
        return 2 * len(self.places.intersection(places)) + len((today - self.places) & {*places})


class Units:
    """The districts and communes of a table; ``more`` are rows beside it."""

    def __init__(self, text: str, more: Iterable[NameChange] = ()) -> None:
        self._rows = filled_rows(text)
        # Word by word this would take as long as all the rest of a search.
        folded = fold(text).lower().replace(" - ", " ").replace("-", " ").replace("'", "")
        keys = [line.split("\t", 3) for line in folded.splitlines() if line and line[0] != "#"]
        self._old: dict[str, list[int]] = {}
        self._new: dict[str, list[int]] = {}
        self._districts: dict[str, list[int]] = {}
        for row, (old, of, new, _) in enumerate(keys[1:]):
            self._old.setdefault(old, []).append(row)
            self._new.setdefault(new, []).append(row)
            if of:
                district = self._districts.setdefault(of.partition(",")[0], [])
            district.append(row)
        for one in more:
            row = len(self._rows)
            self._rows.append([*one[:-1]])
            self._old.setdefault(key_of(one.old), []).append(row)
            self._new.setdefault(key_of(one.new), []).append(row)
            self._districts.setdefault(key_of(one.of.partition(", ")[0]), []).append(row)

    def called(self, key: str) -> list[Unit]:
        """Return the units that have a name, by its key: ``xa tan thanh``."""
        found: dict[tuple[str, str], Unit] = {}
        for one in self._changes(self._old, key):
            _unit(found, one.old, one.of).later.append(one)
        for one in self._changes(self._new, key):
            _unit(found, one.new, one.within).earlier.append(one)
        for one in self._changes(self._districts, key):
            district, _, province = one.of.partition(", ")
            if province:  # it went where its communes went
                _unit(found, district, province).later.append(one)
        return list(found.values())

    def _changes(self, rows: dict[str, list[int]], key: str) -> Iterator[NameChange]:
        return (change_of(self._rows[row]) for row in rows.get(key, ()))

    def others(self, units: Sequence[Unit]) -> tuple[OtherName, ...]:
        """Return the other names of a unit, or of one place at several times; later ones first."""
        found: dict[tuple[str, str], OtherName] = {}
        names = {key_of(unit.name) for unit in units}
        for unit in units:
            for one in unit.later:
                self._add(found, one, back=False)
                for step in self._unit_of(one.new, one.within).later:
                    self._add(found, step, back=False)
            for one in unit.earlier:
                self._add(found, one, back=True)
                for step in self._unit_of(one.old, one.of).earlier:
                    self._add(found, step, back=True)
        return tuple(other for other in found.values() if key_of(other.name) not in names)

    def _unit_of(self, name: str, of: str) -> Unit:
        found = (unit for unit in self.called(key_of(name)) if (unit.name, unit.of) == (name, of))
        return next(found, Unit(name, of, [], []))

    def _add(self, found: dict[tuple[str, str], OtherName], one: NameChange, *, back: bool) -> None:
        name, of = (one.old, one.of) if back else (one.new, one.within)
        if (name, of) not in found:
            since, until = (None, one.day) if back else (one.day, None)
            shared = len(homes(self.called(key_of(name)))) > 1
            other = OtherName(name, "commune", since, until, (name,), of, shared)
            found[name, of] = other


def meant(units: Sequence[Unit], places: Collection[str]) -> list[Unit]:
    """Return which of the units of one name are meant by whoever names some places as well.

    ``places`` are keys of districts and provinces, as they are and as they were. None are meant
    where several are left.
    """
    nearest = max((unit.nearness(places) for unit in units), default=0)
    if places and not nearest:
        return []
    near = [unit for unit in units if unit.nearness(places) == nearest]
    return near if len(homes(near)) == 1 else []


def homes(units: Iterable[Unit]) -> set[tuple[str, str]]:
    """Return which places units are, an old one that kept its name being the same as today's."""
    found = set()
    for unit in units:
        kept = [one for one in unit.later if key_of(one.new) == key_of(unit.name)]
        name, of = (kept[0].new, kept[0].within) if kept else (unit.name, unit.of)
        found.add((key_of(name), of))
    return found


def _unit(found: dict[tuple[str, str], Unit], name: str, of: str) -> Unit:
    return found.setdefault((name, of), Unit(name, of, [], []))
