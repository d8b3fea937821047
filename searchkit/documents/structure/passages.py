"""A text cut into passages: one Điều or Khoản each, or paragraphs packed to a readable length."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from searchkit.documents.model import Passage
from searchkit.documents.structure.citations import Provision, cite
from searchkit.documents.structure.inner_headings import TABLE, with_inner_headings
from searchkit.documents.structure.markers import Kind
from searchkit.documents.structure.sections import Section, sections

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from searchkit.documents.structure.sections import Heading

# Syllables. Passages of 60-200 syllables under their headings rank as well as whole articles do.
_ENOUGH = 80
_FULL = 200
_LONGEST = 250
_TINY = 40  # so little, such as a heading alone, is not left behind
_CHARACTERS_PER_SYLLABLE = 16  # a run of characters without spaces counts as several syllables

_SENTENCE_END = re.compile(r"[.!?…;][”\"’)\]]*\s+")
_ABBREVIATION = re.compile(r"(?:^|[\s(.])(?:TP|Tp|Th[Ss]|TS|PGS|GS|BS|[A-ZĐ])$")
_WORD = re.compile(r"\S{1,1000}")


class _Piece(NamedTuple):
    """A stretch of text that is not cut any further, with its length in syllables.

    ``headings`` are those that stand above it inside its section, as a quoted article's or a
    table's.
    """

    start: int
    end: int
    size: int
    provision: Provision
    headings: tuple[str, ...]
    in_table: bool


def cut(
    text: str, start: int = 0, pages: tuple[int, ...] = (), article: str = ""
) -> tuple[Passage, ...]:
    """Return the passages of ``text`` from offset ``start`` on; together they leave nothing out.

    ``pages`` holds the offset at which each page begins; ``article`` is the number of the article
    when the text is one, without the line that says so. Time is linear in the text's length.
    """
    made: list[Passage] = []
    for section in _joined(text, sections(text, start)):
        headings = tuple(step.text for step in section.path)
        packs = _packs([list(group) for group in _groups(text, section)])
        whole = [piece.provision for pack in packs for piece in pack]
        for pack in packs:
            provisions = [piece.provision for piece in pack]
            all_of_it = provisions == whole and not section.partial
            citation = cite(section.path, [] if all_of_it else provisions, whole, article)
            page = bisect_right(pages, pack[0].start) or None
            path = headings
            if inner := _headings(pack):
                path += tuple(step for step in inner if step not in headings)
            made.append(Passage(pack[0].start, pack[-1].end, path, citation, page))
    return tuple(made)


def _joined(text: str, found: Iterable[Section]) -> Iterator[Section]:
    """Join tiny neighbouring sections of a report under the heading that they share."""
    held: Section | None = None
    for section in found:
        joined = _join(text, held, section) if held else None
        if held and joined is None:
            yield held
        held = joined or section
    if held:
        yield held


def _join(text: str, held: Section, section: Section) -> Section | None:
    """Return both sections as one when the first is tiny and they stand under one heading."""
    shared = _parent(held, section)
    if shared is None:
        return None
    size = _length(text, held)
    if size >= _ENOUGH or size + _length(text, section) > _FULL:
        return None
    return Section(shared[0], held.units + section.units, partial=True)


def _length(text: str, section: Section) -> int:
    return sum(_size(text, unit.start, unit.end) for unit in section.units)


def _parent(held: Section, section: Section) -> tuple[tuple[Heading, ...]] | None:
    """Return the path that both sections stand under when ``section`` is a numbered one.

    What is left of a section, without its heading's own line, keeps its heading.
    """
    if not section.path or section.path[-1].kind < Kind.NUMBERED:
        return None
    parent = section.path[:-1]
    beside = (
        held.path[:-1] == parent
        and held.path[-1:]
        and held.path[-1].kind >= Kind.NUMBERED
        and held.units[0].kind.is_heading
    )
    return (parent,) if beside or held.path == parent else None


def _groups(text: str, section: Section) -> Iterator[list[_Piece]]:
    """Yield the pieces of a section in groups that belong together: a clause with its points."""
    group: list[_Piece] = []
    provision = Provision("", "")
    inner = section.path[-1].kind if section.path else None
    only_headings = True
    last = Kind.TEXT
    for unit, headings in with_inner_headings(text, section.units):
        kind = unit.kind
        heading = kind.is_heading and not (
            kind >= Kind.NUMBERED and (inner is None or inner < kind)
        )
        clause = not heading and (kind.is_heading or kind is Kind.CLAUSE)
        if clause:
            provision = Provision(unit.label, "")
        elif kind is Kind.POINT:
            provision = Provision(provision.clause, unit.label)
        alone = kind in (Kind.TEXT, Kind.QUOTED) and not provision.clause
        if group and not only_headings and (clause or alone or _divides(group, last, kind)):
            yield group
            group = []
        only_headings = heading and (only_headings or not group)
        size = _size(text, unit.start, unit.end)
        in_table = kind in TABLE
        if size <= _FULL:
            group.append(_Piece(unit.start, unit.end, size, provision, headings, in_table))
        else:
            for start, end, size in _parts(text, unit.start, unit.end):
                group.append(_Piece(start, end, size, provision, headings, in_table))
        last = kind
    if group:
        yield group


def _divides(group: list[_Piece], last: Kind, kind: Kind) -> bool:
    """Tell whether a row, or a table, ends between two units; a few words above it go with it."""
    if last not in TABLE:
        return kind in TABLE and _total(group) >= _TINY
    return last is Kind.ROW or kind not in TABLE


def _packs(groups: Iterable[list[_Piece]]) -> list[list[_Piece]]:
    """Pack groups until a passage holds enough; a group that is too long is cut between pieces.

    A table shares no passage with what is not of it.
    """
    packs: list[list[_Piece]] = [[]]
    size = 0
    for group in groups:
        length = _total(group)
        if size >= _ENOUGH or (size + length > _FULL >= length) or _of_two(packs[-1], group):
            packs.append([])
            size = 0
        for piece in group:
            limit = _FULL if size > _TINY else _LONGEST
            full = size + piece.size > limit
            if packs[-1] and size + length > _FULL and (full or _opens(packs[-1], piece, size)):
                packs.append([])
                size = 0
            packs[-1].append(piece)
            size += piece.size
    if (
        len(packs) > 1
        and size < _ENOUGH
        and size + _total(packs[-2]) <= _LONGEST
        and not _of_two(packs[-2], packs[-1])
    ):
        packs[-2:] = [packs[-2] + packs[-1]]
    return [pack for pack in packs if pack]


def _of_two(pack: list[_Piece], following: list[_Piece]) -> bool:
    """Tell whether only one of two neighbours is of a table, or each of another."""
    if not (pack and following and (pack[-1].in_table or following[-1].in_table)):
        return False
    return pack[-1].headings != following[-1].headings


def _opens(pack: list[_Piece], piece: _Piece, size: int) -> bool:
    """Tell whether a piece begins what has a heading of its own, and enough stands before it."""
    if piece.in_table or size < _TINY:
        return False
    return piece.headings not in ((), pack[-1].headings)


def _headings(pack: list[_Piece]) -> tuple[str, ...]:
    """Return the headings of a passage inside its section; a table's count from its first line."""
    if pack[-1].in_table:
        return pack[-1].headings
    return pack[0].headings


def _total(pack: list[_Piece]) -> int:
    return sum(piece.size for piece in pack)


def _size(text: str, start: int, end: int) -> int:
    """Return the length of a stretch in syllables, that is, in words between spaces."""
    part = text[start:end]
    # Where all that separates words is one space each, as nearly everywhere, counting is enough.
    plain = part.isprintable() and "  " not in part and part[:1] != " " != part[-1:]
    words = part.count(" ") + 1 if plain else len(part.split())
    return max(words, (end - start) // _CHARACTERS_PER_SYLLABLE)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield the sentences of a unit that is too long for a passage, else runs of words."""
    for begin, stop in _sentences(text, start, end):
        size = _size(text, begin, stop)
        if size <= _LONGEST:
            yield begin, stop, size
        else:
            yield from _word_runs(text, begin, stop)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if text[match.start()] == "." and (
            text[match.end() : match.end() + 1].islower()
            or _ABBREVIATION.search(text, max(begin, match.start() - 6), match.start())
        ):
            continue
        yield begin, match.start() + len(match[0].rstrip())
        begin = match.end()
    if begin < end:
        yield begin, end


def _word_runs(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Cut a sentence without an end, such as a table in one line, into runs of words."""
    begin, stop, size = start, start, 0
    for word in _WORD.finditer(text, start, end):
        length = _size(text, word.start(), word.end())
        if size + length > _FULL:
            yield begin, stop, size
            begin, size = word.start(), 0
        size += length
        stop = word.end()
    if size:
        yield begin, stop, size
