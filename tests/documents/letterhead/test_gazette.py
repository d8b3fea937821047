import pytest

from searchkit.documents.letterhead.gazette import cited_head
from searchkit.documents.letterhead.lines import head_lines
from searchkit.documents.letterhead.reader import read_letterhead

DECREE = {
    "number": "61/2004/NĐ-CP",
    "date": "2004-10-12",
    "type": "Nghị định",
    "summary": "về bến đò ngang",
}
BELOW = "\nCHÍNH PHỦ\nCăn cứ Luật Tổ chức Chính phủ ngày 25 tháng 12 năm 2001;\n"


@pytest.mark.parametrize(
    "title",
    [
        "Nghị định của Chính phủ số 61/2004/NĐ-CP ngày 12 tháng 10 năm 2004\nvề bến đò ngang",
        "Nghị định của Chính phủ số 61/2004/NĐ-CP ngày 12/10/2004 về bến đò ngang",
        "NGHỊ ĐỊNH\ncủa Chính phủ số 61/2004/NĐ-CP ngày 12/10/2004\nvề bến đò ngang",
        "Nghị định của Chính phủ\nsố 61/2004/NĐ-CP ngày 12-10-2004\nvề bến đò ngang",
    ],
)
def test_the_title_gives_the_fields(title: str) -> None:
    assert read_letterhead(title + BELOW).fields == {**DECREE, "issuer": "Chính phủ"}


def test_body_type_number_and_day_in_the_line_below_the_body() -> None:
    title = "Nghị định số 61/2004/NĐ-CP ngày 12/10/2004 của Chính phủ về bến đò ngang"
    fields = read_letterhead(f"CHÍNH PHỦ\n{title}{BELOW}").fields
    assert fields == {**DECREE, "issuer": "Chính phủ"}
    assert read_letterhead(f"CHÍNH PHỦ\n{title}\nđược thay thế.\n").fields == {}


def test_in_capitals() -> None:
    text = (
        "THÔNG TƯ\nCỦA BỘ NỘI VỤ SỐ 19/2007/TT-BNV NGÀY 4/9/2007 HƯỚNG DẪN THI HÀNH NGHỊ ĐỊNH\n"
        "SỐ 61/2004/NĐ-CP VỀ QUẢN LÝ BẾN ĐÒ\nThi hành Nghị định, Bộ Nội vụ hướng dẫn như sau:\n"
    )
    fields = read_letterhead(text).fields
    assert fields["issuer"] == "BỘ NỘI VỤ"
    assert fields["summary"] == ("HƯỚNG DẪN THI HÀNH NGHỊ ĐỊNH SỐ 61/2004/NĐ-CP VỀ QUẢN LÝ BẾN ĐÒ")


def test_the_subject_of_a_law_stands_before_its_number() -> None:
    text = (
        "LUẬT\nBẾN CẢNG SÔNG\nCỦA QUỐC HỘI NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM SỐ 8/2003/QH11 "
        "NGÀY 26 THÁNG 11 NĂM 2003\nCăn cứ vào Hiến pháp;\n"
    )
    fields = read_letterhead(text).fields
    assert (fields["issuer"], fields["summary"]) == ("QUỐC HỘI", "BẾN CẢNG SÔNG")


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết của Quốc hội số 15/2031/QH17 ngày 5/3/2031 về thí điểm được cử tri đồng tình.",
        "Nghị định số 61/2004/NĐ-CP ngày 12/10/2004 của Chính phủ về bến đò được thay thế.",
        "Nghị định của Chính phủ về bến đò",
        "Thông tư của bạn số 5/TT-BNV ngày 1/2/2020 đến rồi",
        "",
    ],
)
def test_a_sentence_that_cites_is_no_head(text: str) -> None:
    assert cited_head(head_lines(text)) is None


def test_a_text_without_letterhead_that_begins_with_its_type() -> None:
    text = f"NGHỊ ĐỊNH\nQuy định về bến đò ngang{BELOW}"
    assert read_letterhead(text).fields == {
        "type": "Nghị định",
        "summary": "Quy định về bến đò ngang",
    }
    assert (
        read_letterhead("NGHỊ ĐỊNH\nlà văn bản của Chính phủ\nNgoài ra còn có luật.").fields == {}
    )
