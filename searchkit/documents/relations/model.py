"""Relations between documents, and dates of effect, as a text states them."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from searchkit._dataclass import dataclass


class RelationKind(StrEnum):
    """What one document does to another, or says of it; the value is its name in JSON."""

    BASIS = "basis"
    GUIDES = "guides"
    AMENDS = "amends"
    REPLACES = "replaces"
    REPEALS = "repeals"
    ENDS = "ends"
    CORRECTS = "corrects"
    CONSOLIDATES = "consolidates"
    SUSPENDS = "suspends"
    RESUMES = "resumes"
    EXTENDS = "extends"
    ISSUED_WITH = "issued_with"
    CITES = "cites"


ENDING = (RelationKind.REPLACES, RelationKind.REPEALS, RelationKind.ENDS)
"""The kinds after which their target, or the part of it that they name, holds no more."""

ACTING = (
    *ENDING,
    RelationKind.AMENDS,
    RelationKind.SUSPENDS,
    RelationKind.RESUMES,
    RelationKind.EXTENDS,
    RelationKind.CORRECTS,
)
"""The kinds that change whether, or in which wording, their target holds."""

NEVER_WHOLE = (RelationKind.AMENDS, RelationKind.CORRECTS)
"""The kinds that leave their target standing, though no part of it is named."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A document as another names it.

    ``key`` is its canonical number (``30/2020/nd-cp``) or ``@`` and its name as titles are compared
    (``@luat dat dai 2024``), empty for the document that speaks; ``date`` is its day as
    ``2020-03-05`` if the text says it; ``text`` is how it is written.
    """

    key: str
    date: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        """Whether it is another document than the one that speaks."""
        return bool(self.key)

    @property
    def year(self) -> str:
        """The year of its day, in its number or behind its name; empty if none of them says it."""
        by_name = self.key.startswith("@")
        written = self.key[-4:] if by_name else self.key.partition("/")[2].partition("/")[0]
        year = self.date[:4] or written
        return year if len(year) == len("2025") and year.isdigit() else ""


THIS = Cited("")
"""The document that speaks."""


def is_later(one: Cited, other: Cited) -> bool:
    """Say whether a document is known to have been issued after another."""
    if one.date and other.date:
        return one.date > other.date
    return bool(one.year and other.year) and one.year > other.year


@dataclass(frozen=True, slots=True)
class Relation:
    """One document does something to another, by the sentence ``[start:end]`` of a text.

    ``source`` does it to ``target``; either may be `THIS`. ``places`` are the parts of the target
    that are meant, as they are cited (``khoản 2 Điều 5``), none where it is all of it or nobody
    says; ``whole`` tells these apart. ``by`` is the place in the source that does it. ``day`` is
    the first day of it (``2025-03-01``) if the sentence says it; otherwise it is the day from which
    the source has effect. ``until`` is the first day on which a suspension no longer lasts, or to
    which a term was extended. ``phrase`` is wording that is taken out or replaced, while the rest
    stays. ``field`` is the key of the metadata in which the sentence stands, empty for the text.
    ``excepted`` are the parts that an end leaves as they are; all others end, though ``whole`` is
    not set.
    """

    kind: RelationKind
    target: Cited
    source: Cited = THIS
    places: tuple[str, ...] = ()
    whole: bool = True
    by: str = ""
    day: str = ""
    until: str = ""
    phrase: str = ""
    start: int = 0
    end: int = 0
    field: str = ""
    excepted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """From when a document has effect, or until when, by the sentence ``[start:end]``.

    ``places`` are the parts that it is about, none for the whole; ``excepted`` those that it is not
    about. ``day`` is the first day, or with ``ends`` the first day on which it has none any more;
    ``None`` where only an ``anchor`` is known, from which ``days`` and ``months`` count:
    ``signing`` (also the adoption of a resolution), ``gazette`` or ``effect`` (its own); with
    ``status`` a field says no more than that it has ended. ``field`` is as in `Relation`.
    """

    day: dt.date | None
    anchor: str = ""
    days: int = 0
    months: int = 0
    ends: bool = False
    places: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()
    has_exceptions: bool = False
    start: int = 0
    end: int = 0
    field: str = ""

    def from_day(self, anchor: dt.date) -> dt.date:
        """Return the day that lies ``months`` and ``days`` after a day.

        The 31st of a month, counted on to a shorter one, is its last day (Bộ luật Dân sự 2015,
        Điều 147 and 148).
        """
        from calendar import monthrange  # few searches need it

        month = anchor.month - 1 + self.months
        year, month = anchor.year + month // 12, month % 12 + 1
        day = min(anchor.day, monthrange(year, month)[1])
        return dt.date(year, month, day) + dt.timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Statements:
    """All that a document states: relations, and from when to when it has effect."""

    relations: tuple[Relation, ...] = ()
    effects: tuple[Effect, ...] = ()
