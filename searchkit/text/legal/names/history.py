"""What a name was before and is now: provinces and bodies, through all that befell them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from searchkit.text.legal.names.keys import key_of, plain_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from searchkit.text.legal.names.table import NameChange

Identity = tuple[str, str]
"""A level, and the key of a name: of a province whatever its rank, ``tỉnh`` or ``thành phố``."""


class OtherName(NamedTuple):
    """Another name of the same place or body, in the documents of a time.

    ``since`` is the first day of that time, ``until`` the first day after it (ISO 8601; None is no
    end). ``of`` is where a place lies; ``spellings`` are the ways to write the name; ``shared``
    says that other places have it, too, so that it means this one beside its province only.
    """

    name: str
    level: str
    since: str | None
    until: str | None
    spellings: tuple[str, ...] = ()
    of: str = ""
    shared: bool = False

    @property
    def said(self) -> tuple[str, str | None, str | None]:
        """The name as people need it, with its place where others have it; and its time."""
        name = f"{self.name}, {self.of}" if self.shared else self.name
        return name, self.since, self.until


class History:
    """The provinces and bodies of some changes."""

    def __init__(self, changes: Iterable[NameChange]) -> None:
        self._later: dict[Identity, list[NameChange]] = {}
        self._earlier: dict[Identity, list[NameChange]] = {}
        self._spellings: dict[Identity, dict[str, None]] = {}
        self._first: dict[Identity, Identity] = {}
        for one in changes:
            old, new = identity(one.old, one.level), identity(one.new, one.level)
            self._spellings.setdefault(new, {})[one.new] = None
            for spelling in (one.old, *one.also):
                self._spellings.setdefault(old, {})[spelling] = None
                self._first.setdefault(identity(spelling, one.level), old)
            self._first.setdefault(new, new)
            if old != new:
                self._later.setdefault(old, []).append(one)
                self._earlier.setdefault(new, []).append(one)

    def known(self) -> Iterator[tuple[Identity, tuple[str, ...]]]:
        """Yield all that names may be typed as, each with its spellings."""
        for key, first in self._first.items():
            yield key, tuple(self._spellings[first])

    def knows(self, name: Identity) -> bool:
        """Say whether a name is among those that are known."""
        return name in self._first

    def others(self, name: Identity) -> tuple[OtherName, ...]:
        """Return the other names of a province or body, those that came later first."""
        start = self._first[name]
        found: dict[Identity, OtherName] = {}
        for one in _followed(start, self._later, back=False):
            key = identity(one.new, one.level)
            if key != start and key not in found:
                found[key] = OtherName(one.new, one.level, one.day, None, self._spelt(key, one.new))
        for one in _followed(start, self._earlier, back=True):
            key = identity(one.old, one.level)
            if key != start and key not in found:
                found[key] = OtherName(one.old, one.level, None, one.day, self._spelt(key, one.old))
        return tuple(found.values())

    def _spelt(self, key: Identity, name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys((name, *self._spellings[key])))


def identity(name: str, level: str) -> Identity:
    """Return what is the same for all ways to write a name."""
    return level, plain_key(name) if level == "province" else key_of(name)


def _followed(
    start: Identity, changes: dict[Identity, list[NameChange]], *, back: bool
) -> Iterator[NameChange]:
    """Yield what befell a name, step by step; days go one way along each path."""
    waiting = [(start, "")]
    seen = set(waiting)
    while waiting:
        key, day = waiting.pop(0)
        for one in changes.get(key, ()):
            if day and (one.day >= day if back else one.day <= day):
                continue
            yield one
            step = (identity(one.old if back else one.new, one.level), one.day)
            if step not in seen:
                seen.add(step)
                waiting.append(step)
