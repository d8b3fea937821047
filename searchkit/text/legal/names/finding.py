"""Names that have changed, found in what a person typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from searchkit.text.legal.names.hints import names_unit
from searchkit.text.legal.names.history import identity
from searchkit.text.legal.names.keys import (
    agrees,
    is_exact,
    is_other_word,
    key_of,
    plain_name,
    words_of,
)
from searchkit.text.legal.names.units import meant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.text.legal.names.gazetteer import Gazetteer
    from searchkit.text.legal.names.history import Identity, OtherName
    from searchkit.text.legal.names.keys import Word
    from searchkit.text.legal.names.units import Unit, Units

_LONGEST_TEXT = 150
"""Words of a text that are looked at; who pastes a page looks for no place."""

_LONGEST_UNIT = 7
"""Words of a name of a commune: ``phường Văn Miếu - Quốc Tử Giám`` has six."""

_NO_NAMES = ("thai binh duong",)
"""What holds names and is none: an ocean."""

_LOWER_UNITS = ("xa", "phuong", "huyen", "quan", "tran", "khu", "tx", "duong", "cau", "song")
"""Words before what only sounds like a province: ``xã Hòa Bình``, ``đường Bắc Ninh``."""

_ORDINARY_BARE = (
    *("gia lai", "ca mau", "lam dong", "hai phong", "nghe an", "ha nam", "long an", "can tho"),
    *("binh dinh", "phu yen", "hung yen", "ha noi", "nam ha", "dong nai", "tien giang"),
)
"""Those that are other words without their diacritics: ``đánh giá lại``, ``hai phòng``."""

_UNIT_WORDS = (*("xa", "phuong", "huyen", "quan", "thi tran", "thi xa", "dac khu", "thanh pho"),)
_SHORT = {"tp": "thanh pho", "tx": "thi xa", "tt": "thi tran"}

_LOCAL = ("tinh", "thanh", "tp", "khu")
"""Words behind a local office of a central body: ``Cục Thuế tỉnh …``."""


class NameFound(NamedTuple):
    """A name at ``[start:end]`` of a text, and the other names of what it means."""

    start: int
    end: int
    others: tuple[OtherName, ...]


class _Match(NamedTuple):
    """A province or body at some words of a text; the name begins with the word ``first``."""

    first: int
    last: int
    identity: Identity


def find_names(text: str, names: Gazetteer) -> list[NameFound]:
    """Return the names in a normalised text that have others, in order.

    A province is named by its name alone where that is no other word, a commune with the word for
    what it is (``xã``), and with its province where others have its name.
    """
    words = words_of(text)[:_LONGEST_TEXT]
    matches = _matches(words, names)
    said = {one.identity for one in matches}
    found = [
        NameFound(words[one.first].start, words[one.last].end, others)
        for one in matches
        if (others := _unsaid(names.history.others(one.identity), said))
    ]
    taken = {place for one in matches for place in range(one.first, one.last + 1)}
    provinces = {key for level, key in said if level == "province"}
    if _may_name_unit(words, taken, bare=bool(provinces)):
        found += _units(words, names.units, taken, provinces)
    return sorted(found)


def _unsaid(others: Sequence[OtherName], said: set[Identity]) -> tuple[OtherName, ...]:
    return tuple(one for one in others if identity(one.name, one.level) not in said)


def _may_name_unit(words: Sequence[Word], taken: set[int], *, bare: bool) -> bool:
    """Say whether a word stands before the name of a unit; ``xa`` and ``quan`` do beside names."""
    untaken = [word for place, word in enumerate(words[:-1]) if place not in taken]
    text = " ".join(word.text for word in untaken)
    return names_unit(text) or any(
        word.folded in _SHORT or (bare and word.folded in _UNIT_WORDS) for word in untaken
    )


def _matches(words: Sequence[Word], names: Gazetteer) -> list[_Match]:
    """Return the longest names of provinces and bodies, in order; none overlaps another."""
    matches: list[_Match] = []
    bare = all(word.text == word.folded for word in words)
    place = 0
    while place < len(words):
        if " ".join(word.folded for word in words[place : place + 3]) in _NO_NAMES:
            place += 3
            continue
        match = _at(words, place, names, bare=bare)
        if match is None:
            place += 1
        else:
            matches.append(match)
            place = match.last + 1
    return matches


def _at(words: Sequence[Word], place: int, names: Gazetteer, *, bare: bool) -> _Match | None:
    for name, spellings, length in names.by_first_word.get(words[place].folded, ()):
        typed = words[place : place + length]
        if " ".join(word.folded for word in typed) != name[1]:
            continue
        if name[0] == "body":
            behind = words[place + length].folded if place + length < len(words) else ""
            is_local = typed[0].folded == "cuc" and behind in _LOCAL
            if any(agrees(typed, own) for own in spellings) and not is_local:
                return _Match(place, place + length - 1, name)
            continue
        begins = _begin_of_province(words, place, length, spellings, bare=bare)
        if begins is not None:
            return _Match(begins, place + length - 1, name)
    return None


def _begin_of_province(
    words: Sequence[Word], place: int, length: int, spellings: Sequence[str], *, bare: bool
) -> int | None:
    """Return the first word of a province's name, ``tỉnh`` or ``thành phố`` included.

    None where it is none.
    """
    typed = words[place : place + length]
    key = " ".join(word.folded for word in typed)
    before = [word.folded for word in words[max(0, place - 2) : place]]
    plain = [plain_name(own) for own in spellings]
    if not any(agrees(typed, own) for own in plain):
        return None
    if before[-1:] == ["tinh"]:
        return place - 1
    if before == ["thanh", "pho"] or before[-1:] == ["tp"]:
        is_city = any(own.startswith("thành phố ") for own in spellings)
        return place - (1 if before[-1] == "tp" else 2) if is_city else None
    if before[-1:] and before[-1] in _LOWER_UNITS:
        return None
    exact = any(is_exact(typed, own) for own in plain)
    in_capitals = all(word.capital for word in typed)
    if is_other_word(key):
        behind = words[place + length : place + length + 1]
        goes_on = any(word.capital and word.start == typed[-1].end + 1 for word in behind)
        return place if exact and in_capitals and not goes_on else None
    has_marks = any(word.text != word.folded for word in typed)
    if key in _ORDINARY_BARE and not has_marks and not in_capitals:
        return None
    return place if exact or bare else None


def _units(
    words: Sequence[Word], known: Units, taken: set[int], provinces: set[str]
) -> list[NameFound]:
    """Return the districts and communes that are named; the district of a commune is its place."""
    named: list[tuple[int, int, str]] = []
    place = 0
    while place < len(words):
        length, key = (0, "") if place in taken else _unit_at(words, place, known)
        if length:
            named.append((place, length, key))
        place += max(length, 1)
    keys = {key for _, _, key in named}
    found = []
    for place, length, key in named:
        units = meant(known.called(key), provinces | (keys - {key}))
        others = known.others(units)
        if others and not _holds_another(units, named, known):
            end = words[place + length - 1].end
            found.append(NameFound(words[place].start, end, others))
    return found


def _unit_at(words: Sequence[Word], place: int, units: Units) -> tuple[int, str]:
    """Return how many words of the longest name of a unit stand at a place, and its key."""
    word = words[place]
    kind = _SHORT.get(word.folded, word.folded)
    if not any(one.startswith(kind.partition(" ")[0]) for one in _UNIT_WORDS):
        return 0, ""
    for length in range(min(_LONGEST_UNIT, len(words) - place), 1, -1):
        typed = words[place : place + length]
        key = " ".join([kind, *(own.folded for own in typed[1:])])
        spelt = {unit.name for unit in units.called(key)}
        # The first word may be short for two.
        if any(agrees(typed[1:], own.partition(" ")[2]) or agrees(typed, own) for own in spelt):
            return length, key
        if word.folded in _SHORT and any(agrees(typed[1:], own.split(" ", 2)[2]) for own in spelt):
            return length, key
    return 0, ""


def _holds_another(
    units: Sequence[Unit], named: Sequence[tuple[int, int, str]], known: Units
) -> bool:
    """Say whether a unit is the district of another that is named: it only says where that lies."""
    own = {key_of(unit.name) for unit in units}
    return any(
        not own.isdisjoint(inner.places) for _, _, key in named for inner in known.called(key)
    )
