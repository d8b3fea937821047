from __future__ import annotations

import unicodedata

import pytest

from searchkit.text.encodings.legacy import Font, convert, font_of, table

SMALL = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
LETTERS = set(SMALL + SMALL.upper())


@pytest.mark.parametrize("encoding", ["vni", "viscii", "vps"])
def test_a_table_has_every_letter(encoding: str) -> None:
    assert set(table(encoding).values()) == LETTERS


def test_tcvn3_has_all_small_letters_and_seven_capitals() -> None:
    assert set(table("tcvn3").values()) == set(SMALL) | set("ĂÂÊÔƠƯĐ")


@pytest.mark.parametrize("encoding", ["tcvn3", "viscii", "vps"])
def test_the_eight_bit_tables_are_one_to_one_and_leave_ascii_alone(encoding: str) -> None:
    rows = table(encoding)
    assert len(set(rows.values())) == len(rows)
    assert not any(chr(key[0]).isprintable() for key in rows if key[0] < 0x80)


@pytest.mark.parametrize(
    ("encoding", "raw", "text"),
    [
        pytest.param("tcvn3", "céng hoµ x· héi chñ nghÜa", "cộng hoà xã hội chủ nghĩa", id="TCVN3"),
        pytest.param(
            "tcvn3", "PHÇN THø NHÊT: Bé Tµi chÝnh", "PHẦN THỨ NHẤT: Bộ Tài chính", id="caps"
        ),
        pytest.param(
            "tcvn3", "vèn ®Çu t\u2212 n\u2212íc ngoµi", "vốn đầu tư nước ngoài", id="minus"
        ),
        pytest.param("tcvn3", "®Çu t\ufffecßn chËm", "đầu tư còn chậm", id="joined lines"),
        pytest.param("tcvn3", "kinh\ufffetÕ", "kinh\ufffetế", id="a true hyphen"),
        pytest.param(
            "vni", "Coäng hoøa xaõ hoäi chuû nghóa", "Cộng hòa xã hội chủ nghĩa", id="VNI"
        ),
        pytest.param("vni", "ÑIEÀU LEÄ TRÖÔØNG HOÏC", "ĐIỀU LỆ TRƯỜNG HỌC", id="VNI capitals"),
        pytest.param(
            "vni", "AÙp duïng, Aùp duïng", "Áp dụng, Áp dụng", id="VNI mark of either case"
        ),
        pytest.param("vni", "taøi chiùnh, kyø", "tài chính, kỳ", id="VNI i with a mark"),
        pytest.param("viscii", "Vi\xaet Nam, \xf0\xafng b\xe0o", "Việt Nam, đống bào", id="VISCII"),
        pytest.param("viscii", "Ð\u20acI H\u201cI", "ĐẠI HỘI", id="via Windows-1252"),
        pytest.param("vps", "Vi\u0152t Nam", "Việt Nam", id="VPS"),
        pytest.param("windows-1258", "Viêòt Nam, ðôÌng ýìng", "Việt Nam, đồng ứng", id="1258"),
        pytest.param("utf-8 read as windows-1252", "Viá»‡t Nam", "Việt Nam", id="mojibake"),
    ],
)
def test_words_as_they_are_met(encoding: str, raw: str, text: str) -> None:
    assert convert(raw, encoding) == text


@pytest.mark.parametrize(
    ("name", "font"),
    [
        (".VnTime", Font("tcvn3", upper=False)),
        (".VnArialH", Font("tcvn3", upper=True)),
        (".vntime", Font("tcvn3", upper=False)),
        ("VNI-Times", Font("vni", upper=False)),
        ("VNI Helve", Font("vni", upper=False)),
        ("VPS Times", Font("vps", upper=False)),
        ("Times New Roman", None),
        ("Vinhan", None),
        ("", None),
    ],
    ids=str,
)
def test_what_a_font_tells(name: str, font: Font | None) -> None:
    assert font_of(name) == font


def test_converted_text_is_nfc() -> None:
    text = convert("Viêòt Nam ðýõòc", "windows-1258")
    assert unicodedata.is_normalized("NFC", text)
    assert text == "Việt Nam được"
