"""Tables of separated values: which separator they have."""

import pytest

from searchkit.documents.readers.delimited import extract

ROWS = 'STT;Trích yếu\n1;"Giao chỉ tiêu; sửa đổi, bổ sung"\n2;Kế hoạch năm, quý\n'
SHOWN = "STT | Trích yếu\n1 | Giao chỉ tiêu; sửa đổi, bổ sung\n2 | Kế hoạch năm, quý"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param(ROWS, SHOWN, id="header-first"),
        pytest.param(f"DANH SÁCH, NĂM 2024\n\n{ROWS}", f"DANH SÁCH, NĂM 2024\n{SHOWN}", id="title"),
        pytest.param(f"sep=;\n{ROWS}", SHOWN, id="named-for-excel"),
        pytest.param("sep=|\n1|a;b\n2|c;d\n", "1 | a;b\n2 | c;d", id="named-against-the-rest"),
        pytest.param("STT\tTên\n1\tXã A, B\n", "STT | Tên\n1 | Xã A, B", id="tabs"),
        pytest.param("Tên,Số\nXã A,1\nXã B,2", "Tên | Số\nXã A | 1\nXã B | 2", id="commas"),
        pytest.param("Chỉ một cột\nHai", "Chỉ một cột\nHai", id="one-column"),
        pytest.param('Tên;Số\n"Xã A;1\nXã B;2', "Tên | Số\nXã A;1 Xã B;2", id="open-quote"),
    ],
)
def test_rows(text: str, shown: str) -> None:
    assert extract(text.encode(), "a.csv").text == shown
