"""What a writer's fingers do: a Vietnamese text as the keys of Telex or VNI."""

from __future__ import annotations

import unicodedata

TONES = {
    "telex": dict(zip("\u0300\u0301\u0309\u0303\u0323", "fsrxj", strict=True)),
    "vni": dict(zip("\u0300\u0301\u0309\u0303\u0323", "21345", strict=True)),
}
VNI_MARKS = {"\u0302": "6", "\u031b": "7", "\u0306": "8"}
HABITS = ("inline", "tone last", "marks last", "short")


def typed(text: str, method: str, habit: str) -> str:
    """Encode a text word by word.

    ``inline`` presses each key behind its letter, ``tone last`` the tone at the end of the
    syllable, ``marks last`` all of them there, ``short`` one key for both letters of ươ.
    """
    return " ".join(_typed_word(word, method, habit) for word in text.split())


def _typed_word(word: str, method: str, habit: str) -> str:
    letters, marks, tone = "", "", ""
    for letter in word:
        base, mark, tone_key = _keys(letter, method)
        tone = tone_key or tone
        if habit == "marks last":
            letters += base
            marks += "" if mark in ("w", "7") and mark in marks else mark
        else:
            letters += base + mark + (tone_key if habit == "inline" else "")
    if habit == "short":
        letters = letters.replace("uwow", "uow").replace("u7o7", "uo7")
    return letters + marks + ("" if habit == "inline" else tone)


def _keys(letter: str, method: str) -> tuple[str, str, str]:
    """Split a letter into the letter of the keyboard, the key of its mark and that of its tone."""
    if letter == "đ":
        return "d", "d" if method == "telex" else "9", ""
    decomposed = unicodedata.normalize("NFD", letter)
    base, mark, tone = decomposed[0], "", ""
    for accent in decomposed[1:]:
        if accent in VNI_MARKS:
            telex = base if accent == "\u0302" else "w"
            mark = telex if method == "telex" else VNI_MARKS[accent]
        else:
            tone = TONES[method][accent]
    return base, mark, tone
