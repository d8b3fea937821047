import pytest

from searchkit.documents.structure.passages import cut


def citations(text: str) -> list[str]:
    return [passage.citation for passage in cut(text)]


AMENDED = "Điều 1. Sửa đổi, bổ sung Điều 3 như sau:\n"
NEXT = "\nĐiều 2. Hiệu lực\nCó hiệu lực từ ngày ký."


@pytest.mark.parametrize(
    "quoted",
    [
        pytest.param(
            "“Điều 3. Giải thích\n1. Gọi chung là “hồ sơ”.\nĐiều 3a. Nguyên tắc\nCông khai.”",
            id="inner-quotation-at-a-line-end",
        ),
        pytest.param(
            '"Điều 3. Giải thích\n1. Gọi chung là "hồ sơ".\nĐiều 3a. Nguyên tắc\nCông khai."',
            id="straight-marks",
        ),
        pytest.param(
            "“Điều 3. Giải thích\n1. Gọi là “hồ\nsơ”.\nĐiều 3a. Nguyên tắc\nCông khai.”;",
            id="inner-quotation-over-a-line-break",
        ),
        pytest.param(
            "“Chương IIa\nTHẨM QUYỀN\nĐiều 2. Cấp xã\nTheo “thẩm quyền chung”.\nĐiều 3. Thanh tra\n"
            "Phạt tiền.”.",
            id="chapter-with-the-next-number-of-the-act",
        ),
        pytest.param(
            "“Điều 1. Phạm vi\nQuy định chung.\nĐiều 2. Đối tượng\nMọi cơ quan.”",
            id="articles-that-count-as-the-act-does",
        ),
    ],
)
def test_a_quoted_unit_ends_where_its_own_mark_closes(quoted: str) -> None:
    assert citations(AMENDED + quoted + NEXT) == ["Điều 1", "Điều 2"]


def test_a_unit_may_be_quoted_behind_a_colon() -> None:
    text = "Điều 1. Sửa đổi\n1. Sửa Điều 3 như sau: “Điều 3. Hồ sơ\nĐiều 4. Lệ phí\nKhông thu.”"
    assert citations(text + NEXT) == ["Điều 1", "Điều 2"]


def test_an_unclosed_article_ends_where_the_act_goes_on() -> None:
    text = (
        f"{AMENDED}“Điều 3. Trách nhiệm\n1. Trách nhiệm chung.\nĐiều 2. Hiệu lực\n1. Từ ngày ký.\n"
        "Điều 3. Thi hành\nThay “Sở Nội vụ” bằng “Sở Tổ chức”\nĐiều 4. Chuyển tiếp\nNhư cũ."
    )
    assert citations(text) == ["Điều 1", "Điều 2", "Điều 3", "Điều 4"]


def test_an_unclosed_article_ends_there_though_a_mark_closes_later() -> None:
    text = f"{AMENDED}“Điều 7. Hồ sơ\nĐơn.\nĐiều 2. Hiệu lực\nTừ ngày ký”.\nĐiều 3. Thi hành\nSở."
    assert citations(text) == ["Điều 1", "Điều 2", "Điều 3"]


def test_quoted_clauses_are_not_those_of_the_act() -> None:
    long = "thực hiện nhiệm vụ được giao và báo cáo kết quả về cơ quan chủ trì " * 12
    text = (
        f"Điều 1. Sửa đổi\n1. Sửa khoản 7 như sau:\n“7. Sở {long};\n8. Phòng {long}.”\n2. Bãi bỏ."
    )
    assert all("7" not in citation for citation in citations(text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("“1. a\n" * 20_000, id="opened-only"),
        pytest.param("“1. a ”\n" * 20_000, id="closed-at-once"),
        pytest.param("“a\n" + " " * 300_000 + "b", id="spaces"),
        pytest.param(': "' * 50_000, id="colons"),
        pytest.param("“Điều 1.\n" + ";" * 300_000, id="stops"),
    ],
)
def test_many_marks_are_read_in_linear_time(text: str) -> None:
    assert cut(text)[-1].end == len(text.rstrip())
