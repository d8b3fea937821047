import pytest

from searchkit.documents.structure.passages import cut

LONG = "Phao được kiểm tra, ghi sổ và thay thế theo hướng dẫn của nhà sản xuất. " * 8
STANDARD = (
    "TCVN 99999:2031\nPHAO CỨU SINH\n1 Phạm vi áp dụng\nTiêu chuẩn này áp dụng cho phao tròn. "
    f"{LONG}\n"
    f"2 Yêu cầu chung\n2.1 Phao phải nổi. {LONG}\n2.2 Vị trí treo phao gồm:\n- mạn tàu;\n- bến.\n"
    f"2.3 Phao hết hạn phải thay. {LONG}\n3 Thử nghiệm\n3.1 Thử nổi một ngày. {LONG}"
)


def test_headings_of_standards_need_no_stop() -> None:
    headings = {}
    for words in ("phao tròn", "phải nổi", "hết hạn", "Thử nổi"):
        at = STANDARD.index(words)
        headings[words] = next(p.heading for p in cut(STANDARD) if p.start <= at < p.end)
    assert headings == {
        "phao tròn": (),  # with the title, in one passage
        "phải nổi": ("2 Yêu cầu chung",),
        "hết hạn": ("2 Yêu cầu chung",),
        "Thử nổi": ("3 Thử nghiệm",),
    }


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1 Nguyễn Văn Mẫu\n2 Lê Thị Mẫu\n3 Trần Văn Mẫu\nGiám đốc", id="list"),
        pytest.param("5 Trạm bơm xã Mẫu 7 3\n6 Trạm bơm xã Thử 8 4", id="rows"),
        pytest.param("1 Phạm vi\nTiêu chuẩn này áp dụng cho phao.", id="no-clause-below"),
    ],
)
def test_numbered_lines_are_no_headings_where_none_holds_clauses(text: str) -> None:
    assert {passage.heading for passage in cut(text)} == {()}


def test_an_article_has_no_such_headings() -> None:
    text = f"Điều 1. Bảng\n1. Chung. {LONG}\n2 Đăng ký\n2.1 Lần đầu. {LONG}"
    assert {passage.heading for passage in cut(text)} == {("Điều 1. Bảng",)}
