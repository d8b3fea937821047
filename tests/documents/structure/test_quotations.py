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
            "‘Điều 3. Giải thích\n1. Gọi là ‘hồ sơ’.\nĐiều 3a. Nguyên tắc\nTại Đắk R’Lấp.’.",
            id="single-marks",
        ),
        pytest.param(
            "''Điều 3. Giải thích\n1. Gọi chung là hồ sơ.\nĐiều 3a. Nguyên tắc\nCông khai.'';",
            id="straight-single-marks-twice",
        ),
        pytest.param(
            "”Điều 3. Giải thích\n1. Gọi chung là hồ sơ.\nĐiều 3a. Nguyên tắc\nCông khai.”",
            id="closing-marks-only",
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


ACT = (
    "Điều 1. Sửa đổi, bổ sung một số điều của Luật Bến thuyền\n"
    "1. Sửa đổi khoản 2 Điều 4 như sau:\n{clause}\n"
    "2. Bổ sung Điều 5a và Điều 5b vào sau Điều 5 như sau:\n{articles}\n"
    "3. Bãi bỏ Điều 9.\nĐiều 2. Hiệu lực\nTừ ngày công bố."
)
CLAUSE = "2. Chủ bến lắp phao tiêu và bảo dưỡng hằng năm."
ARTICLES = (
    "Điều 5a. Giám sát\nChủ bến lắp máy ghi hình.\nĐiều 5b. Cứu sinh\n"
    "1. Chủ bến trang bị phao.\n2. Phao được kiểm định.\n3. Phao hỏng phải thay."
)


@pytest.mark.parametrize(
    ("clause", "articles"),
    [
        pytest.param(f"“{CLAUSE}”.", f"“{ARTICLES}”.", id="closed"),
        pytest.param(f"“{CLAUSE}", f"“{ARTICLES}", id="never-closed"),
        pytest.param(f"“{CLAUSE}”.", f'"{ARTICLES}', id="one-unclosed"),
        pytest.param(CLAUSE, ARTICLES, id="no-marks"),
    ],
)
def test_new_wording_opens_nothing_of_the_act_whether_its_marks_close_or_not(
    clause: str, articles: str
) -> None:
    text = ACT.format(clause=clause, articles=articles)
    assert citations(text) == ["Điều 1", "Điều 2"]
    long = "Việc này được ghi vào sổ và báo cáo về cơ quan chủ trì trong năm ngày làm việc. " * 8
    cited = citations(text.replace("Chủ bến lắp", f"{long}Chủ bến lắp"))
    assert cited == ["khoản 1 Điều 1", "khoản 2, 3 Điều 1", "Điều 2"]


def test_an_article_that_no_instruction_names_is_the_acts_own() -> None:
    text = "Điều 1. Bổ sung hồ sơ như sau:\n1. Đơn.\nĐiều 2. Lệ phí\nKhông thu."
    assert citations(text) == ["Điều 1", "Điều 2"]


def test_clauses_below_a_colon_are_no_new_wording() -> None:
    long = "thực hiện nhiệm vụ được giao và báo cáo kết quả về cơ quan chủ trì " * 12
    text = f"Điều 7. Bổ sung hồ sơ\n1. Hồ sơ bổ sung theo khoản 2 như sau:\n2. Đơn {long}.\n3. Ảnh."
    assert citations(text) == ["khoản 1 Điều 7", "khoản 2, 3 Điều 7"]


LONG = "Cơ quan chuyên môn kiểm tra hồ sơ, lập biên bản và thông báo kết quả trong năm ngày. " * 5


def test_passages_of_a_long_quoted_article_name_it() -> None:
    clauses = "\n".join(f"{number}. Bước {number}. {LONG}" for number in range(1, 5))
    text = (
        f"{AMENDED[:-1]}\n“Điều 3. Trình tự một kỳ họp\n{clauses}\n"
        f"Điều 3a. Trình tự hai kỳ họp\n{clauses}”.{NEXT}"
    )
    title = "Điều 1. Sửa đổi, bổ sung Điều 3 như sau"
    headings = {passage.heading: text[passage.start : passage.end] for passage in cut(text)}
    assert (title, "Điều 3. Trình tự một kỳ họp") in headings
    assert "Bước 4" in headings[title, "Điều 3a. Trình tự hai kỳ họp"]
    assert cut(text)[-1].heading == ("Điều 2. Hiệu lực",)


def test_passages_of_a_long_quoted_clause_name_what_it_amends() -> None:
    points = "\n".join(f"{letter}) Việc. {LONG}" for letter in "abcdđ")
    text = f"Điều 1. Sửa đổi\n1. Sửa đổi khoản 2 Điều 4 như sau:\n“2. Gồm:\n{points}”.\n2. Bãi bỏ."
    last = next(passage for passage in cut(text) if passage.end >= text.index("”"))
    assert last.heading == ("Điều 1. Sửa đổi", "1. Sửa đổi khoản 2 Điều 4 như sau")


def test_what_stands_below_new_wording_is_not_named_by_it() -> None:
    text = (
        f"Điều 1. Sửa đổi\n1. Sửa Điều 3 như sau:\n“Điều 3. Hồ sơ\n1. Đơn. {LONG}\n2. Ảnh. {LONG}”."
        f"\nChính phủ quy định chi tiết khoản này. {LONG}{LONG}\n2. Bãi bỏ Điều 4. {LONG}"
    )
    assert [passage.heading for passage in cut(text)][-2:] == [("Điều 1. Sửa đổi",)] * 2
