import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


@pytest.mark.parametrize(
    "listed",
    [
        "Nơi nhận:\n• Các sở;\n• UBND các xã\n(để báo cáo);\n• Lưu: VT.",
        "*Nơi nhận:*\n- Các sở;\n- UBND các xã\n(để báo cáo);\n- Lưu: VT.",
        "Nơi gửi:\nCác sở;\nUBND các xã (để báo cáo);\nLưu: VT.",
        "NƠI NHẬN: - Các sở;\n- UBND các xã (để báo cáo);\n- Lưu: VT.",
    ],
)
def test_recipients_in_any_list(listed: str) -> None:
    fields = read_signature(f"Sở báo cáo.\n{listed}\nGIÁM ĐỐC\nTrần Văn Bình\n")
    assert fields["recipients"] == "Các sở; UBND các xã (để báo cáo); Lưu: VT"
    assert fields["signer"] == "Trần Văn Bình"


def test_several_recipients_in_one_line_stay() -> None:
    foot = "Nơi nhận:\n- Như trên; Sở Nội vụ; Lưu: VT, KT.\n"
    assert read_signature(foot)["recipients"] == "Như trên; Sở Nội vụ; Lưu: VT, KT"


@pytest.mark.parametrize(
    ("name", "signer"),
    [
        ("Trần Văn Bình – Đã ký", "Trần Văn Bình"),
        ("(Đã ký) Trần Văn Bình", "Trần Văn Bình"),
        ("Đã ký: Trần Văn Bình", "Trần Văn Bình"),
        ("Trần Văn Bình (đã ký)", "Trần Văn Bình"),
        ("[Đã ký và đóng dấu]\nTrần Văn Bình", "Trần Văn Bình"),
        ("Trần Văn Bình.", "Trần Văn Bình"),
        ("BSCKII. Trần Văn Bình", "Trần Văn Bình"),
        ("TS.BS.CKII Trần Văn Bình", "Trần Văn Bình"),
        ("ThS. Trần Văn Bình", "Trần Văn Bình"),
        ("Đại tá, TS. Trần Văn Bình", "Trần Văn Bình"),
        ("Bác sĩ CKII Trần Văn Bình", "Trần Văn Bình"),
        ("TRẦN VĂN BÌNH", "TRẦN VĂN BÌNH"),
        ("TRẦN   VĂN   BÌNH", "TRẦN VĂN BÌNH"),
        ("Đ/c Trần Văn Bình", "Trần Văn Bình"),
        ("Bà Trần Thị Bình", "Trần Thị Bình"),
        ("Ông Văn Bình", "Ông Văn Bình"),  # a family name
        ("DSCKI. Trần Văn Bình", "Trần Văn Bình"),
        ("Trần Văn Bình (kí)", "Trần Văn Bình"),
        ("Trần Văn Bình/.", "Trần Văn Bình"),
        ("Ký bởi: Trần Văn Bình", "Trần Văn Bình"),
        ("Signed by: Trần Văn Bình", "Trần Văn Bình"),
        ("/signed/ Trần Văn Bình", "Trần Văn Bình"),
        ("H’Lim Niê", "H’Lim Niê"),
        ("K'Brêu", "K'Brêu"),
        ("Y Biêr Kđoh", "Y Biêr Kđoh"),
        ("Rơ Châm H'Phik", "Rơ Châm H'Phik"),
        ("Giàng A Sình", "Giàng A Sình"),
    ],
)
def test_names_as_people_sign(name: str, signer: str) -> None:
    assert read_signature(f"GIÁM ĐỐC\n\n{name}\n")["signer"] == signer


@pytest.mark.parametrize(
    "title",
    [
        "TƯ LỆNH",
        "CHÍNH ỦY",
        "CHỈ HUY TRƯỞNG",
        "XÃ ĐỘI TRƯỞNG",
        "TRẠM TRƯỞNG",
        "TỔ TRƯỞNG",
        "CHỦ TỌA",
        "TỔNG BIÊN TẬP",
        "KẾ TOÁN TRƯỞNG",
        "CHẤP HÀNH VIÊN",
    ],
)
def test_titles_of_those_who_sign(title: str) -> None:
    assert read_signature(f"{title}\n\nTrần Văn Bình\n")["signer_title"] == title


@pytest.mark.parametrize(
    "below",
    ["Chương I", "Nguyễn Văn A", "Nơi Nhận", "Theo Đề Nghị", "HỒ SƠ KÈM THEO", "Hồ Sơ Kèm Theo"],
)
def test_what_stands_below_a_title_may_be_no_name(below: str) -> None:
    assert "signer" not in read_signature(f"GIÁM ĐỐC\n{below}\nNội dung của văn bản.\n")


def test_a_body_signs_for_nobody() -> None:
    text = "CHÍNH PHỦ\nCăn cứ Luật;\nLê Văn Hai\nĐiều 1. Phạm vi\nTM. CHÍNH PHỦ\nLê Văn Ba\n"
    assert read_signature(text)["signer"] == "Lê Văn Ba"


def test_a_sample_within_the_articles_is_not_the_signature() -> None:
    text = (
        "Điều 1. Cách ký\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Mẫu\nĐiều 2. Hiệu lực\n"
        "Nơi nhận:\n- Các sở;\nBỘ TRƯỞNG\nHoàng Đăng Phúc\nPHỤ LỤC I\nGIÁM ĐỐC\nTrần Văn Bình\n"
    )
    assert read_signature(text) == {
        "signer": "Hoàng Đăng Phúc",
        "signer_title": "BỘ TRƯỞNG",
        "recipients": "Các sở",
    }


def test_a_sample_among_numbered_points_is_not_the_signature() -> None:
    text = (
        "1- Mẫu ký:\nT/M CHI BỘ\nBÍ THƯ\nLê Văn Mẫu\n2- Thực hiện từ ngày ký.\n"
        "Nơi nhận:\n- Các huyện ủy;\nTRƯỞNG BAN\nHoàng Đăng Phúc\n"
    )
    assert read_signature(text)["signer"] == "Hoàng Đăng Phúc"


@pytest.mark.parametrize("first", ["1. Họ tên người dự họp", "a) Số đại biểu", "I. Danh sách"])
def test_points_that_begin_anew_below_a_signature_make_it_no_sample(first: str) -> None:
    text = (
        "1. Mở lớp tập huấn.\n2. Giao phòng Nội vụ thực hiện.\nCHỦ TỊCH\nHoàng Đăng Phúc\n"
        f"{first};\nNơi nhận:\n- Các phòng.\nKẾ TOÁN TRƯỞNG\nTrần Văn Bình\n"
    )
    assert read_signature(text)["signer"] == "Hoàng Đăng Phúc"


def test_the_list_of_what_is_attached_changes_no_signature() -> None:
    text = (
        "Điều 1. Ban hành\nNơi nhận:\n- Các sở;\nCHỦ TỊCH\nHoàng Đăng Phúc\nQUY CHẾ\n"
        "1. Phạm vi\nNơi nhận:\n- Lưu VT.\nGIÁM ĐỐC\nTrần Văn Bình\n"
    )
    assert read_signature(text)["signer"] == "Hoàng Đăng Phúc"


def test_what_an_appendix_holds_is_not_the_documents() -> None:
    form = "Nơi nhận:\n- Như Điều 6;\n- Đơn vị yêu cầu.\nGIÁM ĐỐC\nTrần Văn Bình\n"
    assert read_signature(f"Điều 1. Phạm vi\nĐiều 2. Hiệu lực\nPhụ lục\nMẫu biên bản\n{form}") == {}


def test_an_appendix_named_at_the_end_of_a_line_hides_no_signature() -> None:
    text = "Điều 1. Mức chi\nMức chi theo\nPhụ lục 02\nĐiều 2. Hiệu lực\nGIÁM ĐỐC\nTrần Văn Bình\n"
    assert read_signature(text)["signer"] == "Trần Văn Bình"


def test_title_and_name_may_share_a_line() -> None:
    text = "KT. BỘ TRƯỞNG THỨ TRƯỞNG Đặng Quốc Khánh\n"
    assert read_signature(text)["signer"] == "Đặng Quốc Khánh"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*FOOT.splitlines(), "Điều 1. A", "Điều 2. B", "H’Lim Niê"])))
def test_lines_in_any_order_give_names_of_the_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    fields = read_signature(text)
    assert fields.get("signer", "") in text
    assert fields.get("signer_title", "") in text
