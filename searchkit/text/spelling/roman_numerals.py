"""Roman numerals, as parts of acts, quarters and lists are numbered: XIV is 14."""

from __future__ import annotations

LARGEST = 3999
"""The largest number that has a Roman numeral without bars above its letters."""

_DIGITS = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_VALUES = {letters: value for value, letters in _DIGITS if len(letters) == 1}


def roman_numeral(number: int) -> str:
    """Return the numeral of a number from 1 to 3999, in capitals."""
    numeral = ""
    for value, letters in _DIGITS:
        numeral += letters * (number // value)
        number %= value
    return numeral


def roman_value(letters: str) -> int:
    """Return the number that capitals among ``IVXLCDM`` stand for, also where nobody writes it so.

    A letter before a larger one is taken off: ``IIII`` is 4 as ``IV`` is.
    """
    values = [_VALUES[letter] for letter in letters]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
