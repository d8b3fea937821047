"""Who issued a document: the names of bodies in the left column of its head.

A name may run over lines, and the body above the issuer has lines of its own. Which line begins a
name is told by ``searchkit/data/bodies.tsv``; a line that fits nowhere leaves the field out.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from searchkit.documents.letterhead.document_type import type_of
from searchkit.documents.letterhead.lines import (
    MOTTO,
    STATE_TITLE_HALF,
    YOUTH_TITLE,
    Line,
    party_title,
    state_title,
)
from searchkit.documents.letterhead.place_and_date import date_line
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.normalization import normalize
from searchkit.text.spelling.orthography import is_legal_syllable
from searchkit.text.tables import read_table

_LONGEST_NAME = 100  # characters of a body's name on one line
_JOINT = " - "
_LAW = r"(?:(?:bộ\s+)?luật\s+|bản\s+án\s+)?"
_NUMBER_WORD = re.compile(
    rf"\b{_LAW}(?:s[ốóôo])\s*(?:[:.]|\d+[a-zđ]?\s*[-/])|^{_LAW}(?:s[ốóôo])$", re.IGNORECASE
)
# A row of a table, such as a portal's list of properties; a form that leaves the name blank.
_NO_NAME = re.compile(r"[:|/<>\[\]…]|\.{2}|_{2}")
_TERRITORY = r"(?:tỉnh|thành phố|tp|huyện|quận|thị xã|thị trấn|xã(?! hội)|phường|đặc khu)[ .]"
_OF_TERRITORY = re.compile(_TERRITORY)
_NAMES_TERRITORY = re.compile(rf"\b{_TERRITORY} *[^\W\d]+(?: [^\W\d]+){{1,3}}$")
_UNFINISHED = re.compile(
    r"(?:[,&]|\w [-–]|\b(?:và|của|các|thuộc|ủy ban(?: thường vụ)?|hội đồng|trung tâm|công ty"
    r"|bệnh viện|học viện|đại học|(?<!môi )(?<!thị )trường))$"
)
_GOING_ON = re.compile(r"[-–] |(?:và|của|thuộc) ")
_LEAST_WORDS_OF_A_NAME = 3
_EQUALS = ("bộ", "sở")  # bodies of these ranks are not above each other
_COMMITTEES = ("ủy ban", "ubnd")  # above their departments also where those issue jointly
_DEPARTMENTS = ("sở", "phòng")


class _Beginning(NamedTuple):
    """A row of the table: how a name begins, and whether that is a name already."""

    words: str
    whole: str
    unless: tuple[str, ...]


def issuer_of(lines: list[Line], *, joint: bool = False) -> dict[str, str]:
    """Return ``issuer`` and ``superior``, the body above it, of the lines down to the number.

    The issuers of a joint document are one field, ``A - B``; ``joint`` tells that it is one.
    """
    bodies = _bodies([part for line in lines if (name := _name(line)) for part in _apart(name)])
    if not bodies:
        return {}
    first = _first_issuer(bodies, joint=joint)
    return {"issuer": _JOINT.join(bodies[first:]), "superior": bodies[first - 1] if first else ""}


def _apart(name: str) -> tuple[str, ...]:
    """Return a committee and the department below it that share a line: ``UBND TỈNH – SỞ Y TẾ``."""
    above, _, below = name.partition(" – " if " – " in name else " - ")
    first, second = _beginning(above), _beginning(below)
    pair = first and second and first.words in _COMMITTEES and second.words in _DEPARTMENTS
    return (above, below) if pair else (name,)


def is_body(name: str) -> bool:
    """Tell whether words begin as the name of a body does."""
    return _beginning(name) is not None


def names_body(line: str) -> bool:
    """Tell whether a line begins as the name of a body, or goes on with it: ``TỈNH LÀO CAI``."""
    return is_body(line) or _OF_TERRITORY.match(f"{line.lower()} ") is not None


def _first_issuer(bodies: list[str], *, joint: bool) -> int:
    """Return the index of the first issuer: the lowest body, and those beside it."""
    ranks = [beginning.words if (beginning := _beginning(body)) else "" for body in bodies]
    if joint:
        return int(len(bodies) > 1 and ranks[0] in _COMMITTEES and ranks[1] in _DEPARTMENTS)
    first = len(bodies) - 1
    while first and ranks[first] == ranks[first - 1] and ranks[first] in _EQUALS:
        first -= 1
    return first


def _name(line: Line) -> str:
    """Return what stands in a line beside the title, the motto and the number, if a name at all."""
    cut = len(line.text)
    found = [p.search(line.folded) for p in (MOTTO, STATE_TITLE_HALF)]
    for match in (state_title(line), party_title(line), *found, _NUMBER_WORD.search(line.text)):
        cut = min(cut, match.start()) if match else cut
    youth = YOUTH_TITLE.search(line.folded)
    if youth and youth.start():
        cut = min(cut, youth.start())
    dated = date_line(line)
    if dated and dated.place:
        cut = min(cut, dated.start)
    name = line.text[:cut].strip(" _*.|")
    ornament = not any(map(str.isalpha, name))
    if ornament or type_of(line) or len(name) > _LONGEST_NAME or _NO_NAME.search(name):
        return ""
    return name


def _bodies(names: list[str]) -> list[str]:
    """Return the bodies that ``names``, one a line, are the names of; none if one is doubtful."""
    bodies: list[str] = []
    for name, below in zip(names, [*names, ""][1:], strict=True):
        if bodies and _goes_on(bodies, name, below):
            bodies[-1] += f" {name}"
        elif _beginning(name):
            bodies.append(name)
        elif bodies and _is_words(name):
            if _is_another(bodies[-1], name):
                return []
            bodies[-1] += f" {name}"
    return list(dict.fromkeys(body.strip(" -–") for body in bodies))


def _goes_on(bodies: list[str], name: str, below: str) -> bool:
    """Tell whether ``name`` goes on with the last body's, though it may begin as one of its own."""
    last = bodies[-1].lower()
    if _UNFINISHED.search(last) or _GOING_ON.match(name.lower()):
        return True
    if _OF_TERRITORY.match(f"{name.lower()} ") and last.endswith("nhân dân"):
        return True
    above, own = _beginning(last), _beginning(name)
    if above and above.words == last:
        return above.whole == "never" or (above.whole == "below" and len(bodies) == 1)
    alone = own is not None and own.words == name.lower() and own.whole == "never"
    return alone and (_beginning(below) is not None or not _is_words(below))


def _is_another(last: str, name: str) -> bool:
    """Tell whether ``last`` is whole, so that ``name`` must be another body of an unknown kind."""
    whole = _NAMES_TERRITORY.search(last.lower()) is not None
    long = len(name.split()) >= _LEAST_WORDS_OF_A_NAME
    return whole and long and not _OF_TERRITORY.match(name.lower())


def _is_words(name: str) -> bool:
    return name.isupper() and (" " in name or is_legal_syllable(name.lower()))


def _beginning(name: str) -> _Beginning | None:
    """Return the longest row that ``name`` begins with; one without any diacritics needs none."""
    lowered = name.lower()
    rows = _beginnings(folded=lowered.isascii())
    for words, row in rows.get(lowered.partition(" ")[0], ()):
        if lowered == words:
            return row
        if lowered.startswith(f"{words} "):
            following = lowered[len(words) :].split()[0].strip(",")
            return None if following in row.unless else row
    return None


@lru_cache(maxsize=2)
def _beginnings(*, folded: bool) -> dict[str, list[tuple[str, _Beginning]]]:
    """Return the rows by their first word, with their words as lines have them, longest first."""
    rows = [
        _Beginning(str(normalize(words)), whole, tuple(unless.split(",")))
        for words, whole, unless in read_table("bodies.tsv")
    ]
    by_word: dict[str, list[tuple[str, _Beginning]]] = {}
    for row in sorted(rows, key=lambda row: -len(row.words)):
        words = fold(row.words) if folded else row.words
        by_word.setdefault(words.partition(" ")[0], []).append((words, row))
    return by_word
