"""The orthography of the Vietnamese syllable: onset, rhyme and tone, and which of them combine.

Source: Đoàn Thiện Thuật, *Ngữ âm tiếng Việt* (1977) and the head words of Hoàng Phê (ed.), *Từ điển
tiếng Việt*, set down in ``searchkit/data/onsets.tsv``, ``rhymes.tsv`` and ``syllables.tsv``. A
syllable is any onset before any rhyme that the tables let stand together, with any tone; rhymes
that end in a stop (c, ch, p, t) bear only sắc and nặng.

All functions take one syllable in NFC and lower case. The tone of an open ``oa oe uy`` is placed on
the first letter (``hòa``, ``ủy``), the placement that searchkit normalises to; the other one
(``hoà``, ``uỷ``) is understood as well.

The vowel i at the end of a syllable has two spellings, ``kỹ thuật`` and ``kĩ thuật``. Both stand in
dictionaries and in laws, so neither is normalised away; a query asks for both. They alternate after
``h k l m s t`` and after ``qu``. Source: Quyết định 1989/QĐ-BGDĐT of 25 May 2018 (spelling in
textbooks, which writes ``kĩ``, ``lí``, ``mĩ``, ``quy``) beside the practice of legal texts (``kỹ``,
``lý``, ``mỹ``).
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from searchkit._named_tuple import NamedTuple
from searchkit.text.remembering import remembers
from searchkit.text.spelling.folding import fold
from searchkit.text.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

_ONSETS = frozenset({"h", "k", "l", "m", "s", "t", "qu"})
_OTHER = str.maketrans("iyIY", "yiYI")


def i_y_variants(syllable: str) -> tuple[str, ...]:
    """Return the other spelling of ``syllable`` (one token, NFC, any case), or nothing.

    >>> i_y_variants("kỹ"), i_y_variants("Quí"), i_y_variants("ký"), i_y_variants("thi")
    (('kĩ',), ('Quý',), ('kí',), ())
    """
    onset, vowel = syllable[:-1], unicodedata.normalize("NFD", syllable[-1:])
    if onset.lower() not in _ONSETS or vowel[:1] not in tuple("iyIY"):
        return ()
    return (onset + unicodedata.normalize("NFC", vowel.translate(_OTHER)),)


NGANG, HUYEN, HOI, NGA, SAC, NANG = "", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
"""The six tones, each as its combining mark; the level tone (ngang) has none."""

TONES = (NGANG, HUYEN, HOI, NGA, SAC, NANG)
_STOPS = ("c", "ch", "p", "t")
_STOP_TONES = (SAC, NANG)
_SHIFTED = frozenset({"oa", "oe", "uy"})
_NO_ONSET = "∅"
_TONED_I = frozenset("iìỉĩíị")


class SyllableParts(NamedTuple):
    """A syllable taken apart: ``onset`` ("" for none), ``rhyme`` without tone, ``tone`` as a mark.

    The onset is the sound's own spelling: ``gì`` is ``gi`` + ``i``, ``giếng`` is ``gi`` + ``iêng``.
    """

    onset: str
    rhyme: str
    tone: str


def is_legal_syllable(s: str) -> bool:
    """Tell whether ``s`` (one token, NFC, lower case) is spelt as a Vietnamese syllable can be.

    It need not be a word: ``nghỉu`` is legal, ``nghũt`` and ``ká`` are not.
    """
    return split_syllable(s) is not None


@lru_cache(maxsize=1)
def legal_syllables() -> frozenset[str]:
    """All legal syllables, both tone placements: one set for callers that test many tokens."""
    return frozenset(written for toneless in _toneless() for written in _toned(toneless))


@lru_cache(maxsize=1)
def bare_syllables() -> frozenset[str]:
    """All legal syllables without diacritics; sooner than those with their tones are made."""
    return frozenset(fold("\n".join(_toneless())).split())


def _toneless() -> set[str]:
    return {_written(onset, rhyme) for onset, rhyme in _combinations()}


def split_syllable(s: str) -> SyllableParts | None:
    """Return the parts of a legal syllable (NFC, lower case), or None for anything else."""
    return _toned(_without_tone(s)).get(s)


def compose(onset: str, rhyme: str, tone: str = NGANG) -> str | None:
    """Write a syllable from its parts, the tone on the letter that bears it; None if not legal."""
    toneless, parts = _written(onset, rhyme), SyllableParts(onset, rhyme, tone)
    written = _toned(toneless).items()
    return next((spelling for spelling, made_of in written if made_of == parts), None)


@remembers(1 << 12)
def is_unified(s: str) -> bool:
    """Tell whether ``s`` is a legal syllable with its tone where the one spelling has it.

    >>> is_unified("hòa"), is_unified("hoà"), is_unified("lại"), is_unified("laị")
    (True, False, True, False)
    """
    known = _toned(_without_tone(s))
    parts = known.get(s)
    return parts is not None and next(w for w, own in known.items() if own == parts) == s


def tone_in_place(s: str) -> str | None:
    """Return the legal syllable with the letters and the tone of ``s``, on whatever letter that is.

    None where ``s`` has no tone or several, or where no syllable, or more than one, is legal.

    >>> tone_in_place("lựơng"), tone_in_place("hòan"), tone_in_place("café")
    ('lượng', 'hoàn', None)
    """
    tones = [c for c in unicodedata.normalize("NFD", s) if c in TONES[1:]]
    if len(tones) != 1:
        return None
    found: dict[SyllableParts, str] = {}
    for written, parts in _toned(_without_tone(s)).items():
        if parts.tone == tones[0]:
            found.setdefault(parts, written)
    return next(iter(found.values())) if len(set(found.values())) == 1 else None


class _Rhyme(NamedTuple):
    mark: int
    medial: bool
    onsets: frozenset[str]


class _Onset(NamedTuple):
    before: frozenset[str]
    medial: bool


def _onset_name(field: str) -> str:
    return "" if field == _NO_ONSET else field


@lru_cache(maxsize=1)
def _onsets() -> dict[str, _Onset]:
    return {
        _onset_name(onset): _Onset(frozenset(before.split()), medial == "yes")
        for onset, before, medial in read_table("onsets.tsv")
    }


def _onsets_before(cell: str) -> frozenset[str]:
    """Read a cell of the column ``onsets``: the onsets, ``*`` for all, or ``-`` all but these."""
    if cell == "*":
        return frozenset(_onsets())
    named = frozenset(map(_onset_name, cell.removeprefix("-").split()))
    return frozenset(_onsets()) - named if cell.startswith("-") else named


@lru_cache(maxsize=1)
def _rhymes() -> dict[str, _Rhyme]:
    return {
        rhyme: _Rhyme(int(mark), medial == "yes", _onsets_before(onsets))
        for rhyme, mark, medial, onsets, _example in read_table("rhymes.tsv")
    }


@lru_cache(maxsize=1)
def _exceptions() -> frozenset[tuple[str, str]]:
    return frozenset((onset, rhyme) for onset, rhyme, _example in read_table("syllables.tsv"))


def _combinations() -> Iterator[tuple[str, str]]:
    for onset in _onsets():
        for rhyme in _rhymes():
            if _go_together(onset, rhyme):
                yield onset, rhyme


def _go_together(onset: str, rhyme: str) -> bool:
    rule, facts = _onsets()[onset], _rhymes()[rhyme]
    medial = rule.medial or not facts.medial
    by_rule = medial and rhyme[0] in rule.before and onset in facts.onsets
    return by_rule or (onset, rhyme) in _exceptions()


def _place(rhyme: str, mark: int, tone: str) -> str:
    return unicodedata.normalize("NFC", rhyme[: mark + 1] + tone + rhyme[mark + 1 :])


def _written(onset: str, placed: str) -> str:
    return "g" + placed if onset == "gi" and placed[:1] in _TONED_I else onset + placed


@cache
def _spellings(rhyme: str) -> list[tuple[str, str]]:
    """Pair each tone that the rhyme can bear with the rhyme as written, in both placements."""
    mark = _rhymes()[rhyme].mark
    tones = _STOP_TONES if rhyme.endswith(_STOPS) else TONES
    marks = (mark, mark + 1) if rhyme in _SHIFTED else (mark,)
    return [(tone, _place(rhyme, place, tone)) for place in marks for tone in tones]


def _readings(toneless: str) -> Iterator[tuple[str, str]]:
    """Yield the legal onsets and rhymes that are written ``toneless`` together."""
    for onset in _onsets():
        for end in (len(onset), 1) if onset == "gi" else (len(onset),):
            rhyme = toneless[end:]
            written = rhyme in _rhymes() and _written(onset, rhyme) == toneless
            if written and _go_together(onset, rhyme):
                yield onset, rhyme


@remembers(1 << 14)
def _toned(toneless: str) -> dict[str, SyllableParts]:
    """Every syllable that is written ``toneless`` without its tone, the preferred placement first.

    Made for one spelling at a time: a query asks about few of the 16,000 syllables.
    """
    return {
        _written(onset, placed): SyllableParts(onset, rhyme, tone)
        for onset, rhyme in _readings(toneless)
        for tone, placed in _spellings(rhyme)
    }


def _without_tone(s: str) -> str:
    letters = unicodedata.normalize("NFD", s)
    return unicodedata.normalize("NFC", "".join(c for c in letters if c not in TONES[1:]))
