"""Which document a number or a name in a sentence means."""

from __future__ import annotations

import pytest

from searchkit.documents.relations.references import mentions

AMENDING = "Luật sửa đổi, bổ sung một số điều của Luật"

NUMBERED = [
    ("Luật Đất đai số 31/2024/QH15", ["31/2024/qh15"]),
    (f"{AMENDING} Khoáng sản số 46/2005/QH11 hết hiệu lực", ["46/2005/qh11"]),
    (
        f"{AMENDING} Thuế tiêu thụ đặc biệt và Luật Thuế giá trị gia tăng số 57/2005/QH11",
        ["57/2005/qh11"],
    ),
    (
        f"{AMENDING} Đất đai số 31/2024/QH15, Luật Nhà ở số 27/2023/QH15",
        ["@luat sua doi bo sung mot so dieu cua luat dat dai", "31/2024/qh15", "27/2023/qh15"],
    ),
    (  # the day is that of the amending law, the number of another year is not
        (
            "Luật sửa đổi, bổ sung một số điều của Bộ luật Hình sự số 100/2015/QH13 ngày 20 "
            "tháng 6 năm 2017"
        ),
        ["@luat sua doi bo sung mot so dieu cua bo luat hinh su", "100/2015/qh13"],
    ),
    (
        "Quốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật Giá số 11/2012/QH13.",
        ["@luat sua doi bo sung mot so dieu cua luat gia", "11/2012/qh13"],
    ),
    ("Luật khuyến khích đầu tư trong nước số 03/1998/QH 10 ngày 20/5/1998", ["3/1998/qh10"]),
    ("Nghị định số 123/2008/NĐ-CP và số 121/2011/NĐ-CP", ["123/2008/nd-cp", "121/2011/nd-cp"]),
    (
        "Luật Chất lượng sản phẩm, hàng hóa (Nghị định số 132/2008/NĐ-CP)",
        ["@luat chat luong san pham hang hoa", "132/2008/nd-cp"],
    ),
    ("Luật ban hành văn bản quy phạm pháp luật số 17/2008/QH12", ["17/2008/qh12"]),
    ("Pháp lệnh hành nghề y dược tư nhân năm 1993", ["@phap lenh hanh nghe y duoc tu nhan 1993"]),
    ("PHỤ LỤC I-III TT 54-2014-BNN.doc", []),
]


@pytest.mark.parametrize(("sentence", "keys"), NUMBERED)
def test_a_number_is_that_of_the_law_that_has_it(sentence: str, keys: list[str]) -> None:
    assert [one.cited.key for one in mentions(sentence)] == keys


def test_a_number_in_a_list_takes_its_word_along() -> None:
    _, other = mentions("Nghị định số 123/2008/NĐ-CP và số 121/2011/NĐ-CP")
    assert other.cited.text == "số 121/2011/NĐ-CP"
