"""Laws are found by their names, whatever these hold."""

from __future__ import annotations

import pytest

from searchkit.text.legal.law_names import law_names

NAMES = [
    ("Căn cứ Luật Đầu tư công ngày 13 tháng 6 năm 2019;", ["luat dau tu cong 2019"]),
    ("Luật Phòng, chống ma túy và Nghị định 5", ["luat phong chong ma tuy"]),
    ("theo Luật Đất đai, cơ quan có thẩm quyền", ["luat dat dai"]),
    (
        "Bộ luật Hình sự 2015 sửa đổi 2017; Luật An ninh mạng 2018",
        ["bo luat hinh su 2015", "luat an ninh mang 2018"],
    ),
    ("Luật này và Luật số 15/2025/QH15", []),
    ("Luật Du hành vũ trụ năm 2030 quy định", ["luat du hanh vu tru 2030"]),
    ("luật sư và pháp luật về đất đai", []),
    (
        "Luật sửa đổi, bổ sung một số điều của Luật Nhà ở năm 2030",
        ["luat sua doi bo sung mot so dieu cua luat nha o 2030"],
    ),
    ("Hiến pháp năm 2013", ["hien phap 2013"]),
    ("của Luật Phá sản; doanh nghiệp tư nhân", ["luat pha san"]),
    (
        (
            "Pháp lệnh Chi phí giám định, định giá; chi phí cho người làm chứng, người phiên dịch "
            "trong tố tụng quy định"
        ),
        [
            (
                "phap lenh chi phi giam dinh dinh gia chi phi cho nguoi lam chung nguoi phien dich "
                "trong to tung"
            )
        ],
    ),
    ("Luật Báo chí ban hành ngày 28 tháng 12 năm 1989", ["luat bao chi 1989"]),
    (
        "các Luật: Đất đai năm 2013; Nhà ở năm 2014",
        ["luat dat dai 2013", "luat nha o 2014"],
    ),
    (
        "sửa đổi các Luật Đất đai, Nhà ở và bãi bỏ các Luật Đầu tư, Xây dựng",
        ["luat dat dai", "luat nha o", "luat dau tu", "luat xay dung"],
    ),
    ("các Luật Đất đai, Nhà ở, Bộ Xây dựng", ["luat dat dai", "luat nha o"]),
]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_names_are_found(text: str, names: list[str]) -> None:
    found = law_names(text)
    assert [law.term for law in found] == names
    assert all(text[law.start : law.end].strip() for law in found)
