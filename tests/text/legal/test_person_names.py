import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.text.legal.person_names import full_name


@pytest.mark.parametrize(
    "name",
    [
        "Trần Văn Bình",
        "Nguyễn Thị Hải Vân",
        "Vàng Seo Páo",
        "Y Thông",
        "A Lăng Mơ",
        "H’Lim Niê",
        "K'Brêu",
        "Êban Y Phu",
        "Lèng Thị Mỵ",
        "TÔ HỮU NGHĨA",
        "THÀO A LỬ",
    ],
)
def test_names_of_people(name: str) -> None:
    assert full_name(name) == name


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Bình",
        "Chương I",
        "Phần Thứ Nhất",
        "Nguyễn Văn A",
        "Hồ sơ kèm theo",
        "HỒ SƠ KÈM THEO",
        "PHẠM VI ÁP DỤNG",
        "LÝ DO ĐỀ NGHỊ",
        "PHÓ CHỦ TỊCH",
        "Hồ Chí Minh",  # at the end of a signature a place
        "DOANH NGHIỆP XANH",  # begins with no family name
        "Trần Văn Bình, Giám đốc",
        "Tổ Công Tác 12",
    ],
)
def test_what_is_no_name(words: str) -> None:
    assert full_name(words) == ""


@given(st.text(max_size=40))
def test_any_words_are_a_name_or_none(words: str) -> None:
    assert full_name(words) in (words, "")
