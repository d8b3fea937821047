"""One syllable typed in Telex or VNI: which keys were marks, and which syllable they make.

The keys are those of ``searchkit/data/keystrokes.tsv``. A mark may be typed at once or later in
the syllable (``dda``, ``dangd``, ``nuwocs``, ``nuocws``, ``nuoc71``), a tone after any vowel.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from searchkit._lazy import lazy_pattern
from searchkit._named_tuple import NamedTuple
from searchkit.text.remembering import remembers
from searchkit.text.spelling.orthography import (
    HOI,
    HUYEN,
    NANG,
    NGA,
    NGANG,
    SAC,
    compose,
    split_syllable,
)
from searchkit.text.tables import read_table

TELEX, VNI = "telex", "vni"
_TONES = {"ngang": NGANG, "huyền": HUYEN, "hỏi": HOI, "ngã": NGA, "sắc": SAC, "nặng": NANG}
_VOWELS = frozenset("aeiouyăâêôơư")
# Found in no foreign word: aa, dd-, uw, j, a tone behind a final consonant, digits within.
_CONCLUSIVE = lazy_pattern(r"aa|^dd|uw|j|[cghmnpt][frx]$|[0-9][a-z0-9]")
_MAX_KEYS = 12  # nghieengs has 9; nothing longer is one syllable


class TypedSyllable(NamedTuple):
    """The ``syllable`` that keys make, and how far the keys tell that they were meant so.

    ``evidence`` is 1 for a key that is also found in other tokens (``test``, ``moon``, ``muc1``),
    2 and more for what hardly happens otherwise.
    """

    syllable: str
    evidence: int


@remembers(4096)
def typed_syllable(token: str, method: str) -> TypedSyllable | None:
    """Read a token (lower-case letters and digits) as one syllable typed in a method.

    None where it has no key that makes a mark, or makes no legal syllable.
    """
    if not token[:1].isalpha() or not token.isascii() or len(token) > _MAX_KEYS:
        return None
    typing = _Typing(method)
    if not all(typing.press(key) for key in token) or not typing.marks:
        return None
    syllable = _legal("".join(typing.letters), typing.tone or NGANG)
    conclusive = len(typing.marks) > 1, _CONCLUSIVE.search(token) is not None
    return TypedSyllable(syllable, len(typing.marks) + sum(conclusive)) if syllable else None


class _Typing:
    """What stands on the screen while a token is typed."""

    def __init__(self, method: str) -> None:
        self.keys = _keys(method)
        self.letters: list[str] = []
        self.tone: str | None = None
        self.marks = ""

    def press(self, key: str) -> bool:
        """Take one key; False where no writer of Vietnamese would press it here."""
        effect = self.keys.get(key)
        if isinstance(effect, str) and not _VOWELS.isdisjoint(self.letters):
            return self._set_tone(key, effect)
        if isinstance(effect, dict) and self._mark(effect):
            self.marks += key
            return True
        return self._write(key)

    def _set_tone(self, key: str, tone: str) -> bool:
        if self.tone is not None:  # a tone typed twice is how one writes the letter itself
            return False
        self.tone = tone
        self.marks += key
        return True

    def _mark(self, become: dict[str, str]) -> bool:
        places = self._places(become)
        for place in places:
            self.letters[place] = become[self.letters[place]]
        return bool(places)

    def _places(self, become: dict[str, str]) -> list[int]:
        """Find which letters a mark goes to: in uo both, in ua and uu the first, else the last."""
        word = "".join(self.letters)
        start = 2 if word.startswith("qu") else 0
        if "d" in become:
            return [0] if word.startswith("d") else []
        if "u" in become:
            pair = word.find("uo", start)
            if pair >= 0:
                return [pair, pair + 1]
            for glide in ("ua", "uu"):
                if glide in word[start:] and set(glide) <= become.keys():
                    return [word.index(glide, start)]
        return [i for i in range(start, len(word)) if word[i] in become][-1:]

    def _write(self, key: str) -> bool:
        if key == "w" and self.keys is _keys(TELEX):
            # The key w alone is ư, before any other vowel.
            self.letters.append("ư")
            self.marks += key
            return len(self.letters) == 1 or _VOWELS.isdisjoint(self.letters[:-1])
        self.letters.append(key)
        return key.isalpha()


@lru_cache(maxsize=2)
def _keys(method: str) -> dict[str, str | dict[str, str]]:
    """Return the keys of a method: the tone mark of a key, or the letters it changes."""
    return {
        key: _TONES[effect] if effect in _TONES else dict(zip(letters, become, strict=True))
        for name, key, effect, letters, become in read_table("keystrokes.tsv")
        if name == method
    }


def _legal(letters: str, tone: str) -> str | None:
    """Write letters and tone as a legal syllable; ưo and uơ are completed to ươ, or ươ to uơ."""
    spellings = (letters, letters.replace("ưo", "ươ"), letters.replace("uơ", "ươ"))
    for spelling in (*spellings, letters.replace("ươ", "uơ")):
        for i, letter in enumerate(spelling):
            toned = spelling[: i + 1] + tone + spelling[i + 1 :]
            parts = (
                split_syllable(unicodedata.normalize("NFC", toned)) if letter in _VOWELS else None
            )
            if parts:
                return compose(*parts)
    return None
