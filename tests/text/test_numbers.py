"""Document numbers: every spelling of one number has one key, and nothing else is a number."""

from __future__ import annotations

import pytest

from searchkit.text.numbers import document_numbers

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
    "text",
    [
        "chiếm 3/4 diện tích, mở cửa 24/7, tỷ lệ 1/500",
        "ngày 17/2/2025 và ngày 17-02-2025",
        "tốc độ 40km/h, tiếng ồn 5m/s và/hoặc 3 kg/ha",
        "điện thoại 0243-123/456",
        "theo Mẫu số 01/TB-CNKD và mẫu 02-TT",
        "QCVN 06:2022/BXD và QCVN 41 : 2019/BGTVT",
        "Tài khoản 101 - Tiền tại quỹ; khoản 2 - Các trường hợp khác",
    ],
    ids=["fractions", "dates", "units", "telephone", "forms", "standards", "accounts"],
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert document_numbers(text) == []
