from __future__ import annotations

import codecs
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.text.encodings import convert_legacy, decode
from searchkit.text.legacy import table

VIETNAMESE = (
    "Ủy ban nhân dân tỉnh giao Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành rà soát chức "
    "năng, nhiệm vụ của từng đơn vị; sắp xếp lại tổ chức bộ máy tinh gọn, hiệu lực, hiệu quả.\n"
    "Việc sắp xếp phải bảo đảm quyền lợi của cán bộ, công chức và người lao động, không để gián "
    "đoạn công việc, nhất là việc giải quyết thủ tục hành chính cho người dân và doanh nghiệp.\n"
)
FRENCH = (
    "L'été dernier, nous avons passé trois semaines à la campagne, près d'une forêt où les "
    "enfants jouaient. Mon frère aîné a préparé le dîner : du pâté et une crème brûlée. « Où "
    "étiez-vous ? » a demandé le maire à l'élève, déjà gêné. Né à Hué, il a vécu à Paris.\n"
)
ENGLISH = (
    "The naïve façade of the café – its “résumé” – cost £5 or €6; it was 20 °C. © 1999 Müller\n"
)


def encoded(text: str, encoding: str) -> bytes:
    """Write Vietnamese in a legacy encoding by its table, read backwards."""
    letters = {letter: key for key, letter in table(encoding).items()}
    return b"".join(letters.get(letter) or letter.encode("ascii") for letter in text)


def cp1258(text: str) -> bytes:
    """Write Vietnamese as Windows-1258 does: the tone as a character after the letter."""

    def letter(character: str) -> str:
        decomposed = unicodedata.normalize("NFD", character)
        tone = "".join(mark for mark in decomposed if mark in "\u0300\u0301\u0303\u0309\u0323")
        rest = "".join(mark for mark in decomposed if mark not in tone)
        return unicodedata.normalize("NFC", rest) + tone

    return "".join(map(letter, text)).encode("cp1258")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param(b"Quyet dinh so 15", "ascii", id="ascii"),
        pytest.param(VIETNAMESE.encode(), "utf-8", id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + VIETNAMESE.encode(), "utf-8", id="utf-8 with mark"),
        pytest.param(codecs.BOM_UTF16_LE + VIETNAMESE.encode("utf-16-le"), "utf-16-le", id="LE"),
        pytest.param(codecs.BOM_UTF16_BE + VIETNAMESE.encode("utf-16-be"), "utf-16-be", id="BE"),
        pytest.param(VIETNAMESE.encode("utf-16-le"), "utf-16-le", id="LE without mark"),
        pytest.param(VIETNAMESE.encode("utf-16-be"), "utf-16-be", id="BE without mark"),
        pytest.param(b"", "ascii", id="empty"),
    ],
)
def test_unicode_is_told_by_its_structure(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert decoded.encoding == encoding
    assert decoded.text in (VIETNAMESE, "Quyet dinh so 15", "")


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii", "vps"])
def test_legacy_bytes_come_back_as_vietnamese(encoding: str) -> None:
    text = VIETNAMESE.replace("Ủ", "ủ")  # TCVN3 has no capitals with a tone
    decoded = decode(encoded(text, encoding))
    assert (decoded.text, decoded.encoding) == (text, encoding)
    assert decoded.evidence.after > 0.9 > 0.4 > decoded.evidence.before


def test_windows_1258_comes_back_as_vietnamese() -> None:
    decoded = decode(cp1258(VIETNAMESE))
    assert (decoded.text, decoded.encoding) == (VIETNAMESE, "windows-1258")


def test_utf8_read_as_windows_1252_is_undone() -> None:
    twice = VIETNAMESE.encode().decode("latin-1").encode()
    decoded = decode(twice)
    assert (decoded.text, decoded.encoding) == (VIETNAMESE, "utf-8 read as windows-1252")


@pytest.mark.parametrize("text", [FRENCH, ENGLISH, FRENCH * 20], ids=["French", "English", "long"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_other_languages_stay_as_they_are(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_one_bad_byte_does_not_lose_the_rest_of_utf8() -> None:
    before, after = VIETNAMESE * 50, VIETNAMESE * 50
    assert decode(before.encode() + b"\xff" + after.encode()).text == f"{before}\ufffd{after}"


def test_a_legacy_line_in_utf8_is_read_for_itself() -> None:
    line = "các cơ quan, tổ chức và cá nhân có liên quan chịu trách nhiệm thi hành\n"
    decoded = decode(VIETNAMESE.encode() * 3 + encoded(line, "tcvn3") + VIETNAMESE.encode())
    assert decoded.text == VIETNAMESE * 3 + line + VIETNAMESE
    assert decoded.encoding == "tcvn3"


def test_runs_of_two_encodings_and_unicode_are_told_apart() -> None:
    line = "các cơ quan, tổ chức và cá nhân có liên quan chịu trách nhiệm thi hành\n"
    tcvn3, vni = (encoded(line * 2, name).decode("cp1252") for name in ("tcvn3", "vni"))
    decoded = convert_legacy(tcvn3 + VIETNAMESE + vni)
    assert decoded.text == line * 2 + VIETNAMESE + line * 2
    assert set(decoded.encoding.split("+")) == {"tcvn3", "vni"}


@pytest.mark.parametrize(
    ("text", "font", "expected"),
    [
        pytest.param("ViÖt Nam", ".VnTime", "Việt Nam", id="ABC"),
        pytest.param("bé néi vô", ".VnTimeH", "BỘ NỘI VỤ", id="ABC capitals"),
        pytest.param("Vieät Nam", "VNI-Times", "Việt Nam", id="VNI"),
        pytest.param("VIEÄT NAM, Ñaø Naüng", "vni-helve", "VIỆT NAM, Đà Nẵng", id="VNI capitals"),
        pytest.param("ViÖt Nam", "Times New Roman", "ViÖt Nam", id="no legacy font"),
        pytest.param("ViÖt Nam", None, "ViÖt Nam", id="too short for evidence"),
        pytest.param("Việt Nam", ".VnTime", "Việt Nam", id="Unicode in a legacy font"),
    ],
)
def test_a_font_decides_for_its_run(text: str, font: str | None, expected: str) -> None:
    assert convert_legacy(text, font).text == expected


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_decode_never_raises(data: bytes) -> None:
    assert isinstance(decode(data).text, str)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300), st.sampled_from([None, ".VnTimeH", "VNI-Times", "VPS Times", ""]))
def test_convert_legacy_never_raises(text: str, font: str | None) -> None:
    assert isinstance(convert_legacy(text, font).text, str)
