import unicodedata
from typing import Literal

import pytest

from searchkit.documents.letterhead.consolidated import read_certificate
from searchkit.documents.letterhead.reader import read_letterhead
from searchkit.documents.letterhead.signature import read_signature
from searchkit.documents.letterhead.title import title_of

ACT = """CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
THÔNG TƯ1
Hướng dẫn trả lương cho kiểm ngư viên2
Thông tư số 12/2028/TT-BLĐ ngày 4 tháng 3 năm 2028 của Bộ trưởng Bộ Lao động hướng dẫn trả lương \
cho kiểm ngư viên, có hiệu lực kể từ ngày 20 tháng 4 năm 2028, được sửa đổi, bổ sung bởi:
Căn cứ Luật Thủy sản;
Điều 1. Phạm vi
Thông tư này hướng dẫn trả lương.
"""
CERTIFICATE = """BỘ LAO ĐỘNG - THƯƠNG BINH
VÀ XÃ HỘI
Số: 402/VBHN-BLĐTBXH
XÁC THỰC VĂN BẢN HỢP NHẤT
Hà Nội, ngày 10 tháng 02 năm 2031
KT. BỘ TRƯỞNG
THỨ TRƯỞNG
Lê Văn Nhàn
"""
ANNEX = """PHỤ LỤC
(Ban hành kèm theo Thông tư số 12/2028/TT-BLĐ ngày 4 tháng 3 năm 2028)
GIÁM ĐỐC
Trần Thị Mẫn
"""
NUMBER_BELOW = CERTIFICATE.replace("Số: 402/VBHN-BLĐTBXH\n", "").replace(
    "HỢP NHẤT\nHà", "HỢP NHẤT\nSố: 402/VBHN-BLĐTBXH Hà"
)

ALL_BELOW = """Xác thực văn bản hợp nhất
BỘ LAO ĐỘNG - THƯƠNG BINH
VÀ XÃ HỘI
Số: 402/VBHN-BLĐTBXH Hà Nội, ngày 10 tháng 02 năm 2031
KT. BỘ TRƯỞNG
THỨ TRƯỞNG
Lê Văn Nhàn
"""


@pytest.mark.parametrize(
    "certificate", [CERTIFICATE, NUMBER_BELOW, ALL_BELOW], ids=["above", "below", "all-below"]
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_consolidated_text_has_the_fields_of_its_certificate(
    certificate: str, form: Literal["NFC", "NFD"]
) -> None:
    text = unicodedata.normalize(form, ACT + certificate + ANNEX)
    head = read_letterhead(text)
    assert head.fields == {
        "number": "402/VBHN-BLĐTBXH",
        "date": "2031-02-10",
        "place": "Hà Nội",
        "type": "Văn bản hợp nhất",
        "issuer": "BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
        "summary": "Thông tư Hướng dẫn trả lương cho kiểm ngư viên",
    }
    assert read_signature(text[head.foot :])["signer"] == "Lê Văn Nhàn"
    assert title_of(text, head).startswith("Văn bản hợp nhất số 402/VBHN-BLĐTBXH: Thông tư")


def test_the_act_that_is_joined_to_the_subject_is_cut_off() -> None:
    joined = ACT.replace("viên2\nThông", "viên2 Thông")
    assert read_letterhead(joined + CERTIFICATE).fields["summary"] == (
        "Thông tư Hướng dẫn trả lương cho kiểm ngư viên"
    )


def test_a_form_of_a_certificate_certifies_nothing() -> None:
    assert read_certificate("Mẫu\nSố: …/VBHN-…\nXÁC THỰC VĂN BẢN HỢP NHẤT\nHà Nội, ngày…") is None


def test_a_rule_about_certificates_certifies_nothing() -> None:
    text = "Điều 3. Phần cuối ghi “XÁC THỰC VĂN BẢN HỢP NHẤT”\nĐiều 4. Nghị định số 5/2030/NĐ-CP"
    assert read_certificate(text) is None
