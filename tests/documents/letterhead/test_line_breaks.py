import pytest

from searchkit.documents.letterhead.line_breaks import begins_head_line, ends_head_line


@pytest.mark.parametrize(
    "line",
    [
        "Số: 5/QĐ-UBND",
        "Kính gửi: Sở Y tế",
        "CỘNG HÒA XÃ HỘI",
        "Độc lập - Tự do",
        "Căn cứ Luật Giá;",
    ],
)
def test_what_begins_a_part_of_a_head(line: str) -> None:
    assert begins_head_line(line)


@pytest.mark.parametrize("line", ["căn cứ vào hồ sơ", "Số lượng", "Căn cước công dân", "Cộng đồng"])
def test_what_may_go_on_with_the_line_above(line: str) -> None:
    assert not begins_head_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "Độc lập - Tự do - Hạnh phúc",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Nam Sơn, ngày 9 tháng 4 năm 2026",
        "Nam Sơn, ngày 9/4/2026",
        "Số: 5/QĐ-UBND Nam Sơn, ngày 9 tháng 4 năm 2026",
    ],
)
def test_what_ends_a_part_of_a_head(line: str) -> None:
    assert ends_head_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "theo Nghị định số 5/2020/NĐ-CP ngày 9 tháng 4 năm 2020",
        "của người nước ngoài tại Việt Nam",
        "hoàn thành trước ngày 9/4/2026",
        "",
    ],
)
def test_what_the_next_line_may_continue(line: str) -> None:
    assert not ends_head_line(line)
