import pytest

from searchkit.documents.letterhead.signature import read_signature

FOOT = """Điều 4. Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này./.
Nơi nhận:
- Như Điều 4;
- Sở Nội vụ (b/c);
- Lưu: VT, NV.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
(Đã ký)
TS. Nguyễn Thị Hải Vân
PHỤ LỤC
GIÁM ĐỐC
Trần Văn Bình
"""


def test_the_signer_stands_below_the_last_title() -> None:
    fields = read_signature(FOOT)
    assert fields["signer"] == "Nguyễn Thị Hải Vân"
    assert fields["signer_title"] == "PHÓ CHỦ TỊCH"


def test_recipients_are_the_list_after_noi_nhan() -> None:
    assert read_signature(FOOT)["recipients"] == "Như Điều 4; Sở Nội vụ (b/c); Lưu: VT, NV"


def test_a_law_says_when_it_was_passed() -> None:
    text = "Luật này được Quốc hội khóa XV, kỳ họp thứ 6 thông qua ngày 27 tháng 11 năm 2023.\n"
    assert read_signature(text) == {"adopted": "2023-11-27"}


def test_names_in_running_text_are_no_signatures() -> None:
    assert read_signature("Chủ tịch xã Nguyễn Văn An phát biểu.\nTrần Văn Bình") == {}


def test_a_name_may_begin_as_a_title_does() -> None:
    assert read_signature("CHỦ TỊCH\nTrương Tấn Bình\n")["signer"] == "Trương Tấn Bình"


def test_a_title_after_kt_may_be_in_small_letters() -> None:
    fields = read_signature("KT. Bộ trưởng Bộ Tài chính\nThứ trưởng\nTrần Văn Bình\n")
    assert fields == {"signer": "Trần Văn Bình", "signer_title": "Thứ trưởng"}


def test_two_titles_may_stand_on_one_line() -> None:
    fields = read_signature("KT. GIÁM ĐỐC – PHÓ GIÁM ĐỐC\n\nTrần Văn Bình\n")
    assert fields["signer"] == "Trần Văn Bình"


@pytest.mark.parametrize(
    "foot",
    [
        pytest.param(
            "Nơi nhận:\t\tTM. ỦY BAN NHÂN DÂN\n- HĐND xã;\t\tKT. CHỦ TỊCH\n"
            "- Lưu: VT.\t\tPHÓ CHỦ TỊCH\n\t\tBùi Văn Hành\n",
            id="tabs",
        ),
        pytest.param(
            "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- HĐND xã; KT. CHỦ TỊCH\n- Lưu: VT. PHÓ CHỦ TỊCH\n"
            "Bùi Văn Hành\n",
            id="tabs-as-spaces",
        ),
        pytest.param(
            "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNơi nhận:\n- HĐND xã; - :\n- Lưu: VT. Bùi Văn Hành\n",
            id="scan",
        ),
    ],
)
def test_recipients_and_signer_may_stand_in_one_line(foot: str) -> None:
    assert read_signature(foot) == {
        "signer": "Bùi Văn Hành",
        "signer_title": "PHÓ CHỦ TỊCH",
        "recipients": "HĐND xã; Lưu: VT",
    }


def test_a_long_list_of_recipients_may_stand_between_title_and_name() -> None:
    listed = "".join(f"- Đảng ủy xã {letter};\n" for letter in "ABCDEGHIK")
    assert read_signature(f"BÍ THƯ\nNơi nhận:\n{listed}Bùi Văn Hành\n")["signer"] == "Bùi Văn Hành"


def test_several_recipients_in_one_line_stay() -> None:
    foot = "Nơi nhận:\n- Như trên; Sở Nội vụ; Lưu: VT, KT.\n"
    assert read_signature(foot)["recipients"] == "Như trên; Sở Nội vụ; Lưu: VT, KT"
