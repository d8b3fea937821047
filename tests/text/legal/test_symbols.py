"""The tables of document types and issuers, and how forgivingly their symbols are read."""

from __future__ import annotations

import pytest

from searchkit.text.legal.symbols import (
    canonical_issuer,
    document_types,
    find_issuer,
    find_type,
    fold_symbol,
)
from searchkit.text.tables import read_table

ISSUERS = read_table("issuers.tsv")


def test_the_decree_names_29_types_two_of_them_without_abbreviation() -> None:
    types = [row for row in document_types() if row.group == "administrative"]
    assert len(types) == 29
    assert {row.name for row in types if not row.abbreviation} == {"Công văn", "Thư công"}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("NQ", "Nghị quyết"),
        ("nq", "Nghị quyết"),
        ("QĐ", "Quyết định"),
        ("QÐ", "Quyết định"),
        ("qd", "Quyết định"),
        ("QĐi", "Quy định"),
        ("QyĐ", "Quy định"),
        ("CT", "Chỉ thị"),
        ("CTr", "Chương trình"),
        ("TT", "Thông tư"),
        ("TTr", "Tờ trình"),
        ("HD", "Hướng dẫn"),
        ("HĐ", "Hợp đồng"),
    ],
)
def test_a_type_is_known_by_its_abbreviation(written: str, name: str) -> None:
    found = find_type(written)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("written", ["", "X", "QH15", "nghị", "1"])
def test_what_is_no_type(written: str) -> None:
    assert find_type(written) is None


@pytest.mark.parametrize(
    ("written", "official", "name"),
    [
        ("TW", "TW", "Trung ương"),
        ("TƯ", "TW", "Trung ương"),
        ("qh15", "QH15", "Quốc hội"),
        ("HDND", "HĐND", "Hội đồng nhân dân"),
        ("TTG", "TTg", "Thủ tướng Chính phủ"),
        ("BGD&ÐT", "BGDĐT", "Bộ Giáo dục và Đào tạo"),
    ],
)
def test_an_issuer_has_one_official_spelling(written: str, official: str, name: str) -> None:
    found = find_issuer(written)
    assert found is not None
    assert (canonical_issuer(written), found.name) == (official, name)


def test_an_unknown_issuer_keeps_its_letters() -> None:
    assert canonical_issuer("ABC-XÐ") == "ABC-XĐ"
    assert canonical_issuer("abc") == "ABC"
    assert find_issuer("abc") is None


def test_each_symbol_of_the_table_is_there_once_and_finds_itself() -> None:
    symbols = [row[0] for row in ISSUERS]
    assert len(set(symbols)) == len(symbols)
    assert [canonical_issuer(symbol) for symbol in symbols] == symbols
    assert {row[2] for row in ISSUERS} == {"state", "party", "joint"}
    assert {row[3] for row in ISSUERS} == {"yes", "no"}


def test_folded_symbols_are_what_keys_hold() -> None:
    assert fold_symbol("BGD&ĐT") == fold_symbol("bgdđt") == "bgddt"
    assert fold_symbol("TƯ") == "tw"
