"""The rules of the analysis have a number, which has to grow when a sample gets other terms."""

from __future__ import annotations

import json
import zlib

from searchkit.documents.model import Passage
from searchkit.index.terms.provisions import provision_terms
from searchkit.text import normalize
from searchkit.text.analyzer import token_streams
from searchkit.text.fingerprint import RULES, fingerprint
from searchkit.text.legal.mentions import mention_terms

SAMPLE = """QUYẾT ĐỊNH về việc hoà giải ở cơ sở, số 27/2024/QĐ-UBND ngày 05 tháng 9 năm 2024
Căn cứ Nghị định số 30/2020/NĐ-CP và khoản 2 Điều 5 Luật Hòa giải ở cơ sở;
Ủy ban nhân dân xã Cư M’gar chi 1.250.000 đồng cho bà H'Niê Êban, đạt 87,5% kế hoạch.
Tinh gọn bộ máy; sáp nhập thôn, buôn; T.Ư Đảng giao UBND tỉnh lập sổ theo dõi – café № 12.
C Ộ N G   H Ò A   X Ã   H Ộ I   C H Ủ   N G H Ĩ A   V I Ệ T   N A M
"""
TERMS = {1: 2996881209, 2: 2996881209}
"""The checksum of the sample's terms by the number of the rules; one line is added, none changed:
indexes that were made by the older rules are told of by their number."""

PROVISION = Passage(0, 1, ("Phụ lục I", "Chương II. Hòa giải", "Điều 5đ. Chi"), "điểm đ khoản 2")
PROVISIONS = dict.fromkeys((1, 2), "chuong ii, diem đ, dieu 5d, khoan 2, phu luc i")
"""The places of a passage, kept in the same way."""


def test_the_same_rules_give_the_same_places() -> None:
    assert ", ".join(provision_terms(PROVISION)) == PROVISIONS[RULES]


def test_the_same_rules_give_the_same_terms() -> None:
    text = normalize(SAMPLE).text
    streams = token_streams([text])
    terms = {
        name: [stream.terms[number] for number in stream.tokens.tolist()]
        for name, stream in streams.items()
    }
    terms["mentions"] = sorted(mention_terms(text))
    assert zlib.crc32(json.dumps(terms).encode()) == TERMS[RULES]
    assert max(TERMS) == RULES


def test_a_fingerprint_says_what_is_there() -> None:
    found = fingerprint()
    assert found["rules"] == RULES
    assert all(found[name] for name in ("tables", "words", "model"))
    assert found["unidecode"] in (0, 1)
