import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.documents.model import Passage
from searchkit.documents.structure.passages import cut

ROWS = "\n".join(f"{n} | Trạm bơm xã số {n} | {7 * n} | {n + 2}" for n in range(1, 61))
NAMES = "TT | Đơn vị | Công suất | Tổ máy"


def passage_at(text: str, words: str) -> Passage:
    at = text.index(words)
    return next(passage for passage in cut(text) if passage.start <= at < passage.end)


@pytest.mark.parametrize(
    ("above", "caption"),
    [
        pytest.param("Biểu 1. Trạm bơm tuyến xã", "Biểu 1. Trạm bơm tuyến xã", id="numbered"),
        pytest.param("BIỂU TỔNG HỢP\nTRẠM BƠM", "BIỂU TỔNG HỢP TRẠM BƠM", id="capitals"),
        pytest.param("Tình hình trạm bơm các xã", "Tình hình trạm bơm các xã", id="title"),
        pytest.param(
            "DANH SÁCH TRẠM BƠM\nNăm 2026",
            "DANH SÁCH TRẠM BƠM Năm 2026",
            id="period",
        ),
        pytest.param(
            "Bảng 2. Trạm bơm\n(Kèm theo Công văn số 5)\nĐơn vị tính: m3/h",
            "Bảng 2. Trạm bơm (Kèm theo Công văn số 5) Đơn vị tính: m3/h",
            id="unit-below",
        ),
        pytest.param("Kết quả rà soát như sau:", "Kết quả rà soát như sau", id="colon"),
    ],
)
def test_later_passages_of_a_table_carry_its_caption_and_columns(above: str, caption: str) -> None:
    text = f"Sở đã rà soát các trạm bơm.\n\n{above}\n\n{NAMES}\n\n{ROWS}\nSở sẽ báo cáo tiếp."
    assert passage_at(text, "xã số 47").heading == (caption, NAMES)
    assert passage_at(text, "Sở sẽ báo cáo").heading == ()


def test_a_table_and_the_next_share_no_passage() -> None:
    text = (
        f"Biểu 1. Trạm bơm\n{NAMES}\n{ROWS}\n"
        "Biểu 2. Thiết bị\nTT | Thiết bị | Số lượng\n1 | Máy đo mực nước | 4"
    )
    assert passage_at(text, "Máy đo").heading == ("Biểu 2. Thiết bị", "TT | Thiết bị | Số lượng")
    assert "Biểu 1" not in text[passage_at(text, "Máy đo").start :]


def test_a_table_in_a_clause_is_cited_by_it() -> None:
    text = f"Điều 5. Chỉ tiêu\n1. Chung.\n2. Chỉ tiêu giao như sau:\n{NAMES}\n{ROWS}\n3. Thi hành."
    passage = passage_at(text, "xã số 47")
    assert passage.citation == "khoản 2 Điều 5"
    assert passage.heading == ("Điều 5. Chỉ tiêu", "2. Chỉ tiêu giao như sau", NAMES)


def test_the_title_of_an_appendix_above_a_table_stays_its_title() -> None:
    text = f"Phụ lục I\nDANH MỤC TRẠM BƠM\n{NAMES}\n{ROWS}"
    assert passage_at(text, "xã số 47").heading == ("Phụ lục I. DANH MỤC TRẠM BƠM", NAMES)


def test_names_of_columns_may_take_two_rows() -> None:
    text = f"Bảng 1. Dân số\nTT | Xã | Số người\nNam | Nữ\n{ROWS}"
    assert passage_at(text, "xã số 47").heading[-1] == "TT | Xã | Số người | Nam | Nữ"


def test_a_line_that_heads_some_rows_is_of_the_table() -> None:
    text = f"Bảng 1. Dân số\n{NAMES}\n{ROWS}\nB. Vùng cao\n61 | Trạm bơm bản Mẫu | 5 | 3"
    assert passage_at(text, "bản Mẫu").heading == ("Bảng 1. Dân số", NAMES)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            "UBND TỈNH MẪU | CỘNG HÒA XÃ HỘI\nSỞ NỘI VỤ | Độc lập\nSố: 5/SNV | Ngày 5",
            id="letterhead",
        ),
        pytest.param("Họ tên: | 5\nNgày sinh: | 6\nNơi sinh: | 7", id="form"),
        pytest.param("Tổng | = | Một phần\nx | 2\ny | 3", id="formula"),
        pytest.param("TT | Xã", id="one-row"),
    ],
)
def test_two_columns_are_not_always_a_table(rows: str) -> None:
    filler = "\n".join("Các đơn vị thực hiện theo quy định và báo cáo về Sở." for _ in range(40))
    assert {passage.heading for passage in cut(f"{rows}\n{filler}")} == {()}


@given(
    st.lists(st.sampled_from(["TT | Xã | Số", "1 | Mẫu | 7", "A", "Biểu 1. B", ""]), max_size=30)
)
def test_no_row_is_lost_and_no_passage_overlaps(lines: list[str]) -> None:
    text = "\n".join(lines)
    passages = cut(text)
    kept = "".join(text[passage.start : passage.end] for passage in passages)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(a.end <= b.start for a, b in itertools.pairwise(passages))
