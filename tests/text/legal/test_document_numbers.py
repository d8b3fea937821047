"""Document numbers: every spelling of one number has one key, and nothing else is a number."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.text.legal.document_numbers import document_numbers, number_keys
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Callable

SYMBOLS = (
    *("nđ", "qd", "tt", "ttlt", "cp", "ttg", "btp", "tw", "qh15", "nhnn9"),
    *("cp1", "qh1234", "CP", "xx", "中", "tt-btc-bca", ""),
)
# As written, key, year, type, issuer.
SPELLINGS = [
    ("18-NQ/TW", "18-nq/tw", None, "NQ", "TW"),
    ("18 - NQ/TW", "18-nq/tw", None, "NQ", "TW"),
    ("18‑NQ/TW", "18-nq/tw", None, "NQ", "TW"),
    ("18\x02NQ/TW", "18-nq/tw", None, "NQ", "TW"),
    ("18/NQ-TƯ", "18-nq/tw", None, "NQ", "TW"),
    ("08-QĐi/TW", "8-qdi/tw", None, "QĐi", "TW"),
    ("15/2025/QH15", "15/2025/qh15", 2025, None, "QH15"),
    ("15/2025/qh15", "15/2025/qh15", 2025, None, "QH15"),
    ("76/2025/UBTVQH15", "76/2025/ubtvqh15", 2025, None, "UBTVQH15"),
    ("30/2020/NĐ-CP", "30/2020/nd-cp", 2020, "NĐ", "CP"),
    ("30/2020/NÐ-CP", "30/2020/nd-cp", 2020, "NĐ", "CP"),
    ("30/2020/nđ-cp", "30/2020/nd-cp", 2020, "NĐ", "CP"),
    ("30/2020/nd-cp", "30/2020/nd-cp", 2020, "NĐ", "CP"),
    ("30 /2020/NĐ- CP", "30/2020/nd-cp", 2020, "NĐ", "CP"),
    ("30/2020/\nNĐ-\nCP", "30/2020/nd-cp", 2020, "NĐ", "CP"),
    ("30/2020/NĐCP", "30/2020/nd-cp", 2020, "NĐ", "CP"),
    ("30c/NQ-CP", "30c/nq-cp", None, "NQ", "CP"),
    ("01/2014/TTLT-BTP-BTC", "1/2014/ttlt-btp-btc", 2014, "TTLT", "BTP-BTC"),
    ("12/98/TT-BTC", "12/1998/tt-btc", 1998, "TT", "BTC"),
    ("2231/SNV-CCHC&PC", "2231/snv-cchcpc", None, None, "SNV"),
    ("1.234/QĐ-UBND", "1234/qd-ubnd", None, "QĐ", "UBND"),
    ("66.7/2025/NQ-CP", "66.7/2025/nq-cp", 2025, "NQ", "CP"),
    ("66.17/2026/NQ-CP", "66.17/2026/nq-cp", 2026, "NQ", "CP"),
    ("66.105 / 2027/NQ- CP", "66.105/2027/nq-cp", 2027, "NQ", "CP"),
    ("21/BNV-TCCB", "21/bnv-tccb", None, None, "BNV"),
]


@pytest.mark.parametrize(
    ("written", "key", "year", "kind", "issuer"), SPELLINGS, ids=[repr(s[0]) for s in SPELLINGS]
)
def test_every_spelling_of_a_number_has_its_key(
    written: str, key: str, year: int | None, kind: str | None, issuer: str
) -> None:
    text = f"Căn cứ văn bản số {written} về việc sắp xếp bộ máy"
    (number,) = document_numbers(text)
    assert text[number.start : number.end] == number.text == written
    assert (number.key, number.year, number.type, number.issuer) == (key, year, kind, issuer)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Số: 12/TB-PC08", "12/TB-PC08"),
        ("Số: 15/PC67-Đ2", "15/PC67-Đ2"),
        ("Số: 12/KH-BCĐ389", "12/KH-BCĐ389"),
        ("Số: 17/BCĐ138-TT", "17/BCĐ138-TT"),
        ("Nghị định số 12/2026/NĐ-CP1", "12/2026/NĐ-CP"),  # a footnote
        ("Số: 1204 TCT/NV5", "1204 TCT/NV5"),
        ("Số: 15/GPXD", "15/GPXD"),
        ("Công văn số 15 TC/TCT ngày 12/3/1993", "15 TC/TCT"),
    ],
)
def test_a_unit_may_have_a_number_and_an_old_letter_a_space(text: str, number: str) -> None:
    assert [found.spelt for found in document_numbers(text)] == [number]


@pytest.mark.parametrize(
    "text",
    [
        "mua 15 TV/PC và 20 KH/CN, lô số 5/KDC",
        "chiếm 3/4 diện tích, mở cửa 24/7, tỷ lệ 1/500",
        "ngày 17/2/2025 và ngày 17-02-2025",
        "tốc độ 40km/h, tiếng ồn 5m/s và/hoặc 3 kg/ha",
        "điện thoại 0243-123/456",
        "theo Mẫu số 01/TB-CNKD và mẫu 02-TT",
        "QCVN 06:2022/BXD và QCVN 41 : 2019/BGTVT",
        "Tài khoản 101 - Tiền tại quỹ; khoản 2 - Các trường hợp khác",
        "tăng 66.5/NQ-CP điểm, 3.25-TT/BTC phần trăm",
    ],
    ids=[
        "amounts",
        "fractions",
        "dates",
        "units",
        "telephone",
        "forms",
        "standards",
        "accounts",
        "decimals",
    ],
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert document_numbers(text) == []


MARKED = [
    line.replace("¶", "\n")
    for line in Path(__file__).with_name("marked_numbers.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize("line", MARKED, ids=[f"line {n}" for n, _ in enumerate(MARKED)])
def test_exactly_the_marked_numbers_are_found(line: str) -> None:
    text = line.translate({ord("⟦"): None, ord("⟧"): None})
    marked = text
    for number in reversed(document_numbers(text)):
        start, end = number.start, number.end
        marked = f"{marked[:start]}⟦{text[start:end]}⟧{marked[end:]}"
    assert marked == line


@pytest.mark.parametrize("line", MARKED, ids=[f"line {n}" for n, _ in enumerate(MARKED)])
def test_normalising_a_text_changes_no_key(line: str) -> None:
    text = line.translate({ord("⟦"): None, ord("⟧"): None})
    raw = [number.key for number in document_numbers(text)]
    assert [number.key for number in document_numbers(str(normalize(text)))] == raw


LETTERS = st.sampled_from("18302/-. \n\x02_NQĐÐTWCPqhđ&ngàysốmẫu\u0301")


@settings(max_examples=500, deadline=None)
@given(st.text(LETTERS, max_size=60) | st.text(max_size=30))
def test_spans_point_into_any_text_in_order(text: str) -> None:
    end = 0
    for number in document_numbers(text):
        assert end <= number.start < number.end
        assert text[number.start : number.end] == number.text
        end = number.end


@settings(max_examples=200, deadline=None)
@given(
    st.integers(1, 99999),
    st.integers(1946, 2099),
    st.sampled_from(["NĐ-CP", "TT-BTC", "QH15", "TTLT-BTP-BTC", "QĐ-TTg", "NQ-HĐND"]),
    st.sampled_from(["{}/{}/{}", "{} /{}/{}", "{}/ {}/{}", "0{}/{}/{}", "{}-{}-{}"]),
    st.sampled_from([str, str.lower, str.upper, fold, lambda s: s.replace("Đ", "Ð")]),
)
def test_case_marks_and_spaces_change_no_key(
    number: int, year: int, symbol: str, shape: str, respell: Callable[[str], str]
) -> None:
    proper = document_numbers(f"Số: {number}/{year}/{symbol} ")
    respelt = document_numbers(f"theo {shape.format(number, year, respell(symbol))}, về")
    assert [item.key for item in respelt] == [item.key for item in proper]
    assert len(proper) == 1


@pytest.mark.parametrize(
    "unit", ["1", "1/", "1/A-", "18-NQ/TW-", "TT-", " ", "mẫu số 1/A, "], ids=repr
)
def test_long_repetitions_do_no_harm(unit: str) -> None:
    text = unit * 3000
    assert all(text[n.start : n.end] == n.text for n in document_numbers(text))


@settings(max_examples=300)
@given(
    number=st.sampled_from(["1", "02", "0", "000", "1234567", "66.7", "5a", "१"]),
    year=st.sampled_from(["2020", "1999", "1899", "20", "02020", ""]),
    parts=st.lists(
        st.sampled_from(SYMBOLS),
        max_size=4,
    ),
    behind=st.sampled_from(["", "", "", " ", ".", "-", "/x", " và 5/2020/nđ-cp"]),
)
def test_plain_numbers_have_the_keys_that_are_found_in_any_text(
    number: str, year: str, parts: list[str], behind: str
) -> None:
    text = f"{number}/{year}/{'-'.join(parts)}{behind}"
    assert number_keys(text) == [found.key for found in document_numbers(text)]


@pytest.mark.parametrize("text", [spelling for spelling, *_ in SPELLINGS])
def test_every_spelling_has_its_key(text: str) -> None:
    assert number_keys(text) == [found.key for found in document_numbers(text)]
