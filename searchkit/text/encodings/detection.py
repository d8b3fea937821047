"""Which legacy encodings a text holds, and where: decided by the syllables they turn it into.

An encoding is present when it turns a clear part of the words that bear non-ASCII characters and
are no Vietnamese syllables into legal ones. So French, English and sound Vietnamese stay as they
are: measured on manual pages in 24 languages, in windows of 1,500 characters, no encoding made more
than 0.32 of them legal (Danish), against 0.84 and more on real legacy documents, and 0.6 on one
that has two encodings.

How Vietnamese a text reads is the share of its words that are legal syllables. A word is judged
only when it bears a non-ASCII character, since ASCII reads the same in every encoding that
searchkit knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from searchkit._dataclass import dataclass
from searchkit.text.encodings import legacy
from searchkit.text.spelling.orthography import is_legal_syllable

_WORD = re.compile(r"[^ \t\r\n\f\v]+")
"""A word: what stands between blanks. A no-break space does not end it, since it is a letter's byte
in some encodings."""

_LETTERS = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_STRAY_SYMBOL = re.compile(
    "[\x80-\x9f\xa1-\xa6\xa8\xa9\xac-\xaf\xb1-\xb6\xb8\xb9\xbc-\xbe\xd7\xf7]"
)
"""Characters below U+0100 that do not stand inside a Vietnamese word, but are a legacy letter."""

_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a text was read as it was.

    ``before`` and ``after`` the conversion are the shares (0 to 1) of legal Vietnamese syllables
    among the ``words`` words with non-ASCII characters. All three stay at their defaults where
    nothing was converted.
    """

    words: int = 0
    before: float = 1.0
    after: float = 1.0


def non_ascii_words(text: str) -> Counter[str]:
    """Count the words of ``text``, split at blanks, that bear a non-ASCII character.

    They have letters and no digits: a code or a degree of latitude (``16º54’``) is no evidence.
    """
    words = Counter(_WORD.findall(text))
    return Counter({word: n for word, n in words.items() if not word.isascii() and _is_word(word)})


def _is_word(word: str) -> bool:
    return bool(_LETTERS.search(word)) and not _DIGIT.search(word)


def legal_share(words: Counter[str]) -> float:
    """Return the share (0 to 1) of ``words`` that read as Vietnamese; 1 for no words at all."""
    legal = sum(n for word, n in words.items() if reads_as_vietnamese(word))
    return legal / words.total() if words else 1.0


def reads_as_vietnamese(word: str) -> bool:
    """Tell whether ``word`` has letters and each run of them is a legal syllable.

    A run is small, capitalised or in capitals: ``tÕ`` and ``®ịnh`` are no words, although ``tõ``
    and ``ịnh`` are syllables.
    """
    return len(word) <= _LONGEST_WORD and _is_vietnamese(word)


@lru_cache(maxsize=65536)
def _is_vietnamese(word: str) -> bool:
    runs = _LETTERS.findall(unicodedata.normalize("NFC", word))
    return bool(runs) and not _STRAY_SYMBOL.search(word) and all(map(_is_syllable, runs))


def _is_syllable(run: str) -> bool:
    natural = run.islower() or run.isupper() or run.istitle()
    return natural and is_legal_syllable(run.lower())


_CLEAR_SHARE = 0.4
"""The least share of the words still unreadable that an encoding must make legal syllables."""

_LEAST_SHARE = 0.05
"""The least share of a whole text's unreadable words that a second encoding must make legal."""

_FEWEST_LETTERS = 4
"""The fewest different words, and non-ASCII characters in them, that must become legal: a shorter
text is no evidence, nor is one letter of another language (``få``, ``så``, ``gå`` in Danish)."""

_SOUND = ""
"""The name of a run that is sound Unicode already."""

# Windows-1258 can do without suspect characters: its tones are the letters ì ò Ì Ò behind a vowel.
_VOWEL_WITH_TONE = re.compile("[aeiouyâêôõýAEIOUYÂÊÔÕÝ][ÌÒ]")
_UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300-\u0323]")


def convert_by_evidence(text: str) -> tuple[str, tuple[str, ...], Evidence]:
    """Return ``text`` in Unicode, the legacy encodings found in it and the evidence for them.

    Without clear evidence the text comes back unchanged, with no encoding. Where several are
    found, or one beside sound Unicode, each word is read as the run it stands in.
    """
    if text.isascii() or _is_sound(text):
        return text, (), Evidence()
    words = non_ascii_words(text)
    found = _encodings_in(words)
    if not found:
        return text, (), Evidence()
    readings = (_SOUND, *found) if has_unicode_only_letters(text) else found
    converted = _Runs(readings).convert(text) if readings[1:] else legacy.convert(text, *found)
    after = legal_share(non_ascii_words(converted))
    return converted, found, Evidence(words.total(), legal_share(words), after)


def has_unicode_only_letters(text: str) -> bool:
    """Tell whether ``text`` has a Vietnamese letter or mark that Windows-1252 does not know."""
    return _UNICODE_ONLY.search(text) is not None


def _is_sound(text: str) -> bool:
    """Tell at a glance that ``text`` has nothing that hints at a legacy encoding."""
    return not (_suspect().search(text) or _VOWEL_WITH_TONE.search(text))


@lru_cache(maxsize=1)
def _suspect() -> re.Pattern[str]:
    """Match a character that legacy text has some of and sound Vietnamese hardly ever."""
    letters = frozenset(legacy.table("vni").values())
    of_bytes = frozenset().union(*map(legacy.characters_of, legacy.HIGH_BYTES)) - letters
    suspects = (one for one in of_bytes if unicodedata.category(one)[0] in "LSC")
    return re.compile(f"[{''.join(sorted(suspects))}]")


def _encodings_in(words: Counter[str]) -> tuple[str, ...]:
    """Return the encodings present, the one that explains most words first."""
    unread = Counter({word: n for word, n in words.items() if _is_unread(word)})
    if not unread:
        return ()
    legal = {encoding: _made_legal(list(unread), encoding) for encoding in legacy.ENCODINGS}
    found: list[str] = []
    least = _LEAST_SHARE * unread.total()
    while unread:
        gains = {encoding: sum(unread[word] for word in made) for encoding, made in legal.items()}
        best = max(gains, key=gains.__getitem__)
        clear = gains[best] >= max(least, _CLEAR_SHARE * unread.total())
        if not (clear and _are_varied(legal[best] & unread.keys())):
            break
        found.append(best)
        unread = Counter({word: n for word, n in unread.items() if word not in legal[best]})
    return tuple(found)


def _is_unread(word: str) -> bool:
    # A letter of Unicode shows that the word is sound, be it the code of a document (NĐ-CP).
    return not (reads_as_vietnamese(word) or has_unicode_only_letters(word))


def _are_varied(words: set[str]) -> bool:
    letters = {letter for word in words for letter in word if not letter.isascii()}
    return min(len(words), len(letters)) >= _FEWEST_LETTERS


def _made_legal(words: list[str], encoding: str) -> set[str]:
    """Return those of ``words``, all without blanks, that ``encoding`` makes legal syllables."""
    read = legacy.convert("\n".join(words), encoding).split("\n")
    return {word for word, reading in zip(words, read, strict=True) if reads_as_vietnamese(reading)}


class _Runs:
    """Reads each word of a text as the run it stands in: in one of ``readings``."""

    def __init__(self, readings: tuple[str, ...]) -> None:
        self.readings = readings
        self.current = readings[-1]
        self.known: dict[str, dict[str, str]] = {}
        self.decided: dict[str, str | None] = {}

    def convert(self, text: str) -> str:
        """Return the text with every run converted; a run goes on over words that fit several."""
        return "\n".join(map(self._convert_line, text.split("\n")))

    def _convert_line(self, line: str) -> str:
        if line.isascii():
            return line
        words = (word for word in _WORD.findall(line) if not word.isascii())
        decisions = map(self._decide, words)
        self.current = next((one for one in decisions if one is not None), self.current)
        return _WORD.sub(self._convert_word, line)

    def _convert_word(self, match: re.Match[str]) -> str:
        word = match.group()
        if word.isascii():
            return word
        if (decision := self._decide(word)) is not None:
            self.current = decision
        return self._read(word)[self.current]

    def _decide(self, word: str) -> str | None:
        """Return the only reading that makes ``word`` legal, None where none or several do."""
        if word not in self.decided:
            read = self._read(word)
            fit = [one for one in self.readings if reads_as_vietnamese(read[one])]
            if _SOUND in fit and has_unicode_only_letters(word):
                fit = [_SOUND]
            self.decided[word] = fit[0] if len(fit) == 1 else None
        return self.decided[word]

    def _read(self, word: str) -> dict[str, str]:
        if word not in self.known:
            self.known[word] = {one: _read(word, one) for one in self.readings}
        return self.known[word]


def _read(word: str, reading: str) -> str:
    return word if reading == _SOUND else legacy.convert(word, reading)
