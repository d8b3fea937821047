import pytest

from searchkit.documents.readers.decoding import (
    decode_text,
    run_to_unicode,
    runs_to_unicode,
    to_unicode,
)
from searchkit.errors import DocumentError

TEXT = "Quyết định về việc sắp xếp, tổ chức lại các đơn vị sự nghiệp của tỉnh.\n"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TEXT.encode(), id="utf-8"),
        pytest.param(TEXT.encode("utf-8-sig"), id="utf-8-with-mark"),
        pytest.param(TEXT.encode("utf-16"), id="utf-16"),
        pytest.param(TEXT.encode("utf-16-le"), id="utf-16-without-mark"),
        pytest.param(TEXT.replace("\n", "\r\n").encode(), id="line-ends-of-windows"),
    ],
)
def test_text_in_unicode_encodings(data: bytes) -> None:
    assert decode_text(data, "a.txt") == TEXT


def test_text_in_a_legacy_encoding() -> None:
    tcvn3 = "§èi víi viÖc ®Çu t\xad x©y dùng nhµ ë x· héi ®Ó b¸n th× thêi h¹n cho vay tèi ®a."
    assert decode_text(tcvn3.encode("latin-1"), "a.txt") == (
        "Đối với việc đầu tư xây dựng nhà ở xã hội để bán thì thời hạn cho vay tối đa."
    )


def test_one_bad_byte_costs_one_character() -> None:
    assert decode_text(TEXT.encode() + b"\xff\n", "a.txt").startswith(TEXT)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "is empty", id="nothing"),
        pytest.param(b"\n \n", "is empty", id="blanks"),
        pytest.param(bytes(range(256)) * 20, "binary", id="all-bytes"),
        pytest.param(bytes(5000), "binary", id="zeros"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        decode_text(data, "a.txt")


def test_a_font_decides_for_a_few_letters_and_evidence_for_many() -> None:
    assert run_to_unicode("Bé", ".VnTime") == "Bộ"
    assert run_to_unicode("Bé", "Times New Roman") == "Bé"
    assert to_unicode("Bé ngủ") == "Bé ngủ"


def test_a_font_is_overruled_by_words_that_only_another_encoding_makes() -> None:
    assert run_to_unicode("viÖc thùc hiÖn", "VNI-Times") == "việc thực hiện"
    assert run_to_unicode("thöïc hieän", ".VnTime") == "thực hiện"
    assert run_to_unicode("Öt", ".VnTime") == "ệt"


def test_a_letter_that_two_runs_share_is_one() -> None:
    runs = [("Sô", "VNI-Times"), ("û ", "VNI-Times"), ("Së ", ".VnTime"), ("Sở", "Arial")]
    assert runs_to_unicode(runs) == "Sở Sở Sở"
