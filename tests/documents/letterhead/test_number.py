import pytest

from searchkit.documents.letterhead.lines import find_title, head_lines, line_of
from searchkit.documents.letterhead.number import blank_number, find_number

TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"


def number_of(text: str) -> str | None:
    """Return the number that a head is given: nothing for none, "" for one left blank."""
    lines = head_lines(text)
    found = find_number(lines, find_title(lines))
    return found.text if found else None


@pytest.mark.parametrize(
    "line",
    [
        "Số:      /UBND-NN",
        "Số: .../UBND-NN",
        "Số : …/2026/QĐ-UBND",
        "Số ____/BC-SNV",
        "Số: /UBND-NN",
    ],
)
def test_a_draft_has_no_number_and_takes_none_from_its_subject(line: str) -> None:
    text = f"UBND XÃ NAM SƠN\n{TITLE}{line}\nV/v góp ý\nQuyết định số 88/QĐ-TTg\nKính gửi: Sở Y tế"
    assert number_of(text) == ""


@pytest.mark.parametrize("line", ["Số: 12/UBND-NN", "Số/No: 12/HĐ", "hồ sơ: a/bc", "Số:", "1/2"])
def test_what_is_no_blank_number(line: str) -> None:
    assert blank_number(line_of(line)) is None


@pytest.mark.parametrize(
    "above",
    [
        "(Ban hành kèm theo Thông tư số 14/2026/TT-BTP)",
        "Mẫu số 02\n(Kèm theo Nghị định số 99/2026/NĐ-CP ngày 5 tháng 6 năm 2026)",
        "Biểu mẫu 3. Ban hành theo Thông tư số 12/2026/TT-BTC",
        "Theo Quyết định số 15/QĐ-BTC",
        "Mẫu số 05\nThông tư số 40/2026/TT-BYT",
    ],
)
def test_a_form_does_not_take_the_number_of_what_it_belongs_to(above: str) -> None:
    assert number_of(f"{above}\n{TITLE}\nSỔ THEO DÕI HỒ SƠ\nTên cơ quan: …\n") is None


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 12/KH-UBND", "12/KH-UBND"),
        ("S ố : 12/KH-UBND", "12/KH-UBND"),
        ("Số (No): 08/2026/HĐKT", "08/2026/HĐKT"),
        ("Số/No.: 08/2026/HĐKT", "08/2026/HĐKT"),
        ("Luật số: 21/2026/QH16", "21/2026/QH16"),
        ("Bản án số: 12/2026/HS-ST", "12/2026/HS-ST"),
        ("ĐẢNG ỦY XÃ NAM SƠN Số 15-BC/ĐU", "15-BC/ĐU"),
        ("Số: 66.17/2026/NQ-CP", "66.17/2026/NQ-CP"),
        ("XÃ NAM SƠN Số 15-BC/ĐU", "15-BC/ĐU"),
    ],
)
def test_the_line_that_names_the_number(line: str, number: str) -> None:
    assert number_of(f"{line}\n{TITLE}BÁO CÁO\nNội dung.\n") == number


def test_a_consolidated_act_named_below_the_type_is_not_the_document() -> None:
    text = (
        f"{TITLE}NGHỊ ĐỊNH1\nVề phí bến bãi\nNghị định số 31/2020/NĐ-CP ngày 1 tháng 7 năm 2020 "
        "của Chính phủ về phí bến bãi, có hiệu lực từ ngày 1 tháng 8 năm 2020, được sửa đổi bởi:\n"
    )
    assert number_of(text) is None
