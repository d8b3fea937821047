from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.documents.structure.passages import cut

REGULATION = """Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Quy chế này quy định việc tiếp nhận và trả lời kiến nghị của người dân.
Chương II
TIẾP NHẬN KIẾN NGHỊ
Điều 2. Nơi tiếp nhận
1. Bộ phận Một cửa tiếp nhận kiến nghị trong giờ làm việc.
2. Kiến nghị gửi qua thư điện tử được ghi vào sổ trong ngày.
"""


def headings(text: str) -> list[tuple[str, ...]]:
    return [passage.heading for passage in cut(text)]


def test_each_article_is_a_passage_under_its_chapter() -> None:
    assert headings(REGULATION) == [
        ("Chương I. QUY ĐỊNH CHUNG", "Điều 1. Phạm vi điều chỉnh"),
        ("Chương II. TIẾP NHẬN KIẾN NGHỊ", "Điều 2. Nơi tiếp nhận"),
    ]


FORMS = """NGHỊ ĐỊNH
Quy định về bến đò
Điều 1. Phạm vi
Nghị định này quy định về bến đò theo
Mẫu số 01 của Phụ lục này.
Phụ lục II
CÁC BIỂU MẪU
Mẫu số 01
ĐƠN ĐỀ NGHỊ MỞ BẾN
1. Tên chủ bến: ...
2. Địa chỉ: ...
Mẫu số: 02/BĐ-KT
(Kèm theo Nghị định)
Người lái đò ghi sổ hằng ngày.
BIỂU MẪU B03-ĐN
Điều 1. Trách nhiệm
Chủ bến trả lời trong 05 ngày.
"""


def test_forms_stand_in_an_appendix_and_are_cited_by_their_numbers() -> None:
    found = [(passage.citation, *passage.heading[-1:]) for passage in cut(FORMS)]
    assert found[1:] == [
        ("Điều 1", "Điều 1. Phạm vi"),
        ("Mẫu số 01 Phụ lục II", "Mẫu số 01. ĐƠN ĐỀ NGHỊ MỞ BẾN"),
        ("Mẫu số 02/BĐ-KT Phụ lục II", "Mẫu số: 02/BĐ-KT"),
        ("Điều 1 Mẫu B03-ĐN Phụ lục II", "Điều 1. Trách nhiệm"),
    ]


def test_a_long_article_is_cut_between_its_clauses() -> None:
    clause = "cơ quan chuyên môn có trách nhiệm phối hợp trong việc thực hiện nhiệm vụ " * 8
    text = "Điều 7. Trách nhiệm\n" + "\n".join(f"{n}. Các {clause.strip()}." for n in (1, 2, 3))
    passages = cut(text)
    assert [passage.citation for passage in passages] == [
        "khoản 1 Điều 7",
        "khoản 2 Điều 7",
        "khoản 3 Điều 7",
    ]
    assert text[passages[1].start : passages[1].end].startswith("2. Các cơ quan")


def test_paragraphs_are_packed_without_cutting_a_sentence() -> None:
    text = "Đơn vị đã hoàn thành kế hoạch quý và báo cáo cấp trên đúng hạn.\n" * 100
    for passage in cut(text):
        stretch = text[passage.start : passage.end]
        assert stretch.endswith("đúng hạn.")
        assert 80 <= len(stretch.split()) <= 250


LINES = st.sampled_from(
    [
        "Điều 1. Phạm vi",
        "Điều 2",
        "“Điều 5. Nội dung",
        "sửa như sau”.",
        "Chương II",
        "I. TÌNH HÌNH",
        "II. KẾT QUẢ",
        "1. Công tác cán bộ",
        "2. Các đơn vị thực hiện.",
        "a) đúng hạn;",
        "- Phòng Nội vụ",
        "câu văn tiếp theo. " * 60,
        "một hai ba " * 200,
        "x" * 6000,
        "",
        "Phụ lục I",
        "1.1. Kết quả",
    ]
)


@given(st.one_of(st.lists(LINES, max_size=30).map("\n".join), st.text(max_size=400)))
@settings(max_examples=150, deadline=None)
def test_nothing_is_lost_and_passages_follow_each_other(text: str) -> None:
    end = 0
    for passage in cut(text):
        assert text[end : passage.start].strip() == ""
        assert passage.start < passage.end
        end = passage.end
    assert text[end:].strip() == ""
