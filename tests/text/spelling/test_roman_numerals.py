import pytest

from searchkit.text.spelling.roman_numerals import LARGEST, roman_numeral, roman_value


def test_each_number_has_one_numeral() -> None:
    numerals = [roman_numeral(number) for number in range(1, LARGEST + 1)]
    assert [roman_value(numeral) for numeral in numerals] == list(range(1, LARGEST + 1))


@pytest.mark.parametrize(
    ("number", "numeral"),
    [(4, "IV"), (9, "IX"), (14, "XIV"), (20, "XX"), (49, "XLIX"), (1994, "MCMXCIV")],
)
def test_larger_letters_take_off_smaller_ones(number: int, numeral: str) -> None:
    assert (roman_numeral(number), roman_value(numeral)) == (numeral, number)


def test_what_nobody_writes_has_a_value() -> None:
    assert [roman_value(letters) for letters in ("IIII", "VX")] == [4, 5]
