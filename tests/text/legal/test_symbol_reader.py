"""Symbols of document numbers, read from where they begin in running text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from searchkit.text.legal.symbol_reader import read_symbol
from tests.text.strategies import texts


@pytest.mark.parametrize(
    ("text", "parts", "written"),
    [
        ("NQ/TW ngày 5", ("NQ", "TW"), "NQ/TW"),
        ("TT- BGTVT.", ("TT", "BGTVT"), "TT- BGTVT"),
        ("NĐ-CPngày", ("NĐ", "CP"), "NĐ-CP"),
        ("NĐCP về", ("NĐ", "CP"), "NĐCP"),
        ("QH15 - Điều 1", ("QH15",), "QH15"),
        ("NĐ-CP1 quy", ("NĐ", "CP"), "NĐ-CP"),
        ("SNV-CCHC&PC", ("SNV", "CCHC&PC"), "SNV-CCHC&PC"),
    ],
)
def test_a_symbol_is_read_to_its_end(text: str, parts: tuple[str, ...], written: str) -> None:
    symbol = read_symbol(text, 0)
    assert symbol is not None
    assert (symbol.parts, text[: symbol.end]) == (parts, written)


@pytest.mark.parametrize("text", ["", " NQ", "5/TW", "/TW"])
def test_no_symbol_begins_there(text: str) -> None:
    assert read_symbol(text, 0) is None


def test_what_a_symbol_tells_of_itself() -> None:
    symbol = read_symbol("QĐ-UBND", 0)
    assert symbol is not None
    assert (symbol.typed, symbol.issued, symbol.capital, symbol.spaced) == (True, True, True, False)


@settings(max_examples=200, deadline=None)
@given(texts)
def test_a_symbol_ends_within_any_text(text: str) -> None:
    for start in range(len(text)):
        symbol = read_symbol(text, start)
        assert symbol is None or start < symbol.end <= len(text)
