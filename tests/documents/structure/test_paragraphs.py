import unicodedata

import pytest

from searchkit.documents.structure.markers import article_number
from searchkit.documents.structure.passages import cut
from searchkit.documents.structure.sections import sections

LONG = ("Thực hiện nhiệm vụ được giao và báo cáo kết quả về cơ quan chủ trì " * 5).strip()


def paths(text: str) -> list[tuple[str, ...]]:
    return [tuple(step.text for step in section.path) for section in sections(text)]


def citations(text: str) -> list[str]:
    return [passage.citation for passage in cut(text)]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        pytest.param("Điều 5. Nguyên tắc sắp xếp", "Điều 5. Nguyên tắc sắp xếp", id="plain"),
        pytest.param("ĐIỀU 5: NGUYÊN TẮC", "ĐIỀU 5: NGUYÊN TẮC", id="capitals"),
        pytest.param("Điều 5a. Chuyển tiếp", "Điều 5a. Chuyển tiếp", id="inserted"),
        pytest.param("Ðiều 7. Chữ Đ của bảng mã cũ", "Ðiều 7. Chữ Đ của bảng mã cũ", id="eth"),
        pytest.param("Điều 1. Thành lập Ban Chỉ đạo gồm các ông, bà.", "Điều 1", id="a-sentence"),
        pytest.param("Điều 5 Quyền của thành viên", "Điều 5 Quyền của thành viên", id="no-stop"),
        pytest.param("Điều thứ 5. Quyền", "Điều thứ 5. Quyền", id="ordinal-in-digits"),
        pytest.param("ĐIỀU THỨ NĂM: QUYỀN", "ĐIỀU THỨ NĂM: QUYỀN", id="ordinal-in-words"),
        pytest.param("Điều 5 — Quyền", "Điều 5 — Quyền", id="em-dash"),
        pytest.param("Phần thứ hai\nCÁC TỘI PHẠM", "Phần thứ hai. CÁC TỘI PHẠM", id="part"),
        pytest.param("Chương II\nTỔ CHỨC\nBỘ MÁY", "Chương II. TỔ CHỨC BỘ MÁY", id="two-lines"),
        pytest.param("Mục 1. HỒ SƠ", "Mục 1. HỒ SƠ", id="section"),
        pytest.param("Tiểu mục 2. Thẩm quyền", "Tiểu mục 2. Thẩm quyền", id="subsection"),
        pytest.param("Phụ lục I\nBIỂU MẪU", "Phụ lục I. BIỂU MẪU", id="appendix"),
        pytest.param("CHUONG II\nTO CHUC", "CHUONG II. TO CHUC", id="unaccented"),
        pytest.param("I. KẾT QUẢ ĐẠT ĐƯỢC", "I. KẾT QUẢ ĐẠT ĐƯỢC", id="roman"),
    ],
)
def test_headings(line: str, heading: str) -> None:
    before = "Điều 4. Nghĩa vụ\nThành viên giữ gìn kho." if "5" in heading else ""
    assert paths(f"{before}\n{line}\nCác đơn vị thực hiện theo quy định.")[-1] == (heading,)


@pytest.mark.parametrize(
    "style",
    [
        "Điều {}. Quyền",
        "Điều {} Quyền",
        "Điều thứ {}. Quyền",
        "Dieu {}. Quyen",
        "**Điều {}.** Quyền",
        "**Điều {}**. Quyền",
        "## Điều {}. Quyền",
    ],
)
def test_articles_are_cited_by_their_number_however_it_is_written(style: str) -> None:
    text = "\n".join(f"{style.format(n)} của tổ {n}\nTổ được dùng kho." for n in (1, 2, 3, "3a"))
    assert citations(text) == ["Điều 1", "Điều 2", "Điều 3", "Điều 3a"]


def test_an_ordinal_in_words_is_a_number() -> None:
    text = "Điều thứ nhất.\nHội viên đóng phí.\nĐiều thứ hai.\nHội viên dự họp."
    assert citations(text) == ["Điều 1", "Điều 2"]


def test_headings_are_found_in_decomposed_text() -> None:
    text = unicodedata.normalize("NFD", "Điều 5. Nguyên tắc\nMọi đơn vị thực hiện.")
    assert citations(text) == ["Điều 5"]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Điều 5 của Luật này quy định về trình tự.", id="article-of-a-law"),
        pytest.param("Điều 2 Luật Đất đai quy định về trình tự.", id="article-of-a-named-law"),
        pytest.param("Điều 2 Quyết định số 5 quy định về phí.", id="article-of-a-decision"),
        pytest.param("Điều 9 Quyền của người dân", id="article-out-of-turn"),
        pytest.param("Chương V của Bộ luật này được áp dụng.", id="chapter-of-a-law"),
        pytest.param("Chương trình hành động của tỉnh được ban hành.", id="programme"),
        pytest.param("Mục tiêu là tinh gọn bộ máy.", id="aim"),
        pytest.param("Phần mềm quản lý văn bản đã được cài đặt.", id="software"),
        pytest.param("1.500 hộ dân được hỗ trợ.", id="thousands"),
        pytest.param("12/2024 là thời điểm hoàn thành.", id="month"),
    ],
)
def test_references_and_lookalikes_open_no_heading(line: str) -> None:
    assert paths(f"Điều 1. Phạm vi\nNội dung như sau.\n{line}") == [("Điều 1. Phạm vi",)]


def test_a_quoted_amendment_opens_no_article() -> None:
    text = (
        "Điều 1. Sửa đổi, bổ sung Điều 5 như sau:\n“Điều 5. Thẩm quyền\n1. Chủ tịch quyết định.\n"
        "Điều 6. Hồ sơ\nHồ sơ gồm đơn.”\nĐiều 2. Hiệu lực\nCó hiệu lực từ ngày ký."
    )
    assert citations(text) == ["Điều 1", "Điều 2"]


def test_an_unclosed_quotation_mark_swallows_nothing() -> None:
    text = "Điều 1. Sửa đổi\n“Điều 5. Thẩm quyền\nĐiều 2. Hiệu lực\nCó hiệu lực từ ngày ký."
    assert citations(text)[-1] == "Điều 2"


def test_an_attached_regulation_begins_anew() -> None:
    text = (
        "Điều 3. Thi hành\nChánh Văn phòng thi hành.\nCHỦ TỊCH\nNguyễn Văn An\nQUY CHẾ\n"
        "LÀM VIỆC CỦA BAN\n(Ban hành kèm theo Quyết định số 5/QĐ-UBND)\n"
        "Điều 1. Phạm vi\nQuy chế này quy định chế độ làm việc."
    )
    assert paths(text)[-1] == ("QUY CHẾ LÀM VIỆC CỦA BAN", "Điều 1. Phạm vi")


@pytest.mark.parametrize(
    "beginning",
    [
        pytest.param("Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi", id="chapter"),
        pytest.param("Điều 1. Phạm vi", id="article"),
    ],
)
def test_articles_that_count_from_one_again_are_of_an_attached_document(beginning: str) -> None:
    text = (
        "Điều 3. Thi hành\nChánh Văn phòng thi hành.\nCHỦ TỊCH\nNguyễn Văn An\nQUY ĐỊNH\n"
        f"Chức năng, nhiệm vụ của Sở\n{beginning}\nQuy định này áp dụng cho Sở."
    )
    assert paths(text)[-1][0] == "QUY ĐỊNH Chức năng, nhiệm vụ của Sở"


def test_chapters_after_articles_are_no_attachments() -> None:
    text = "Điều 1. Phạm vi\nLuật này quy định.\nChương II\nTỔ CHỨC\nĐiều 2. Bộ máy\nGồm hai cấp."
    assert paths(text)[-1] == ("Chương II. TỔ CHỨC", "Điều 2. Bộ máy")


def test_clauses_and_points_are_cited_in_words() -> None:
    points = "\n".join(f"{letter}) Việc {LONG};" for letter in ("a", "b", "c", "d", "đ", "e"))
    text = f"Điều 5. Trách nhiệm\n1. Sở Nội vụ:\n{points}\n2. Sở Tài chính {LONG} {LONG}."
    cited = citations(text)
    assert cited[0] == "điểm a, b khoản 1 Điều 5"
    assert "điểm đ, e khoản 1 Điều 5" in cited
    assert cited[-1] == "khoản 2 Điều 5"


@pytest.mark.parametrize(
    ("text", "citation"),
    [
        pytest.param(
            f"II. KẾT QUẢ\n1. Công tác cán bộ\n{LONG} {LONG}.", "mục 1 phần II", id="outline"
        ),
        pytest.param(
            f"II. KẾT QUẢ\n1. Cán bộ\n1.1. Cấp tỉnh\n{LONG} {LONG}.",
            "mục 1.1 phần II",
            id="decimal",
        ),
        pytest.param(f"Phụ lục III\nDANH MỤC\n{LONG} {LONG}.", "Phụ lục III", id="appendix"),
        pytest.param(f"Phần thứ nhất\nMỞ ĐẦU\n{LONG} {LONG}.", "Phần thứ nhất", id="part"),
    ],
)
def test_sections_of_reports_are_cited_by_depth(text: str, citation: str) -> None:
    assert citations(text) == [citation]


def test_clauses_of_a_text_that_is_one_article() -> None:
    text = f"1. Sở Nội vụ {LONG} {LONG}.\n2. Sở Tài chính {LONG} {LONG}."
    assert [p.citation for p in cut(text, article="45")] == ["khoản 1 Điều 45", "khoản 2 Điều 45"]


@pytest.mark.parametrize(
    ("title", "number"),
    [
        pytest.param("Điều 5a. Chuyển tiếp", "5a", id="at-the-beginning"),
        pytest.param("Luật Phòng, chống ma túy - Điều 12", "12", id="at-the-end"),
        pytest.param("47/2010/QH12 - Điều thứ 3", "3", id="ordinal"),
        pytest.param("Điều 1.1.LQ.4. Nguyên tắc", "1.1.LQ.4", id="code-of-laws"),
        pytest.param("Hướng dẫn Điều 5 Luật Đất đai", "", id="about-an-article"),
    ],
)
def test_titles_that_name_an_article(title: str, number: str) -> None:
    assert article_number(title) == number


def test_tiny_sections_of_a_report_share_a_passage() -> None:
    text = "I. CHUẨN BỊ\n1. Thời gian\nTám giờ sáng thứ Hai.\n2. Địa điểm\nHội trường tầng hai."
    (passage,) = cut(text)
    assert passage.heading == ("I. CHUẨN BỊ",)
    assert passage.citation == "mục 1, 2 phần I"


def test_a_numbered_sentence_ends_the_numbered_section_before_it() -> None:
    text = f"1. Mục tiêu\n{LONG}.\n2. Các đơn vị {LONG}.\n3. Sở Nội vụ {LONG}."
    assert citations(text) == ["mục 1", "mục 2", "mục 3"]


def test_a_numbered_section_that_counts_from_one_keeps_its_sentences() -> None:
    text = f"3. Kháng cáo\n1. Bị đơn {LONG}.\n2. Nguyên đơn {LONG}."
    assert citations(text) == ["tiểu mục 1 mục 3", "tiểu mục 2 mục 3"]


def test_titles_in_capitals_may_end_a_line_with_a_comma() -> None:
    text = "Chương IV\nTRÁCH NHIỆM CỦA CƠ QUAN,\nTỔ CHỨC\nĐiều 17. Nhiệm vụ\nBộ giúp Chính phủ."
    assert paths(text)[0][0] == "Chương IV. TRÁCH NHIỆM CỦA CƠ QUAN, TỔ CHỨC"


def test_party_numbers_have_dashes() -> None:
    text = (
        f"Điều 2. Nêu gương\n1- Cấp ủy {LONG}:\na- Việc {LONG}.\nb- Việc {LONG} {LONG}.\n"
        f"2- Chi bộ {LONG} {LONG}."
    )
    assert citations(text) == ["điểm a khoản 1 Điều 2", "điểm b khoản 1 Điều 2", "khoản 2 Điều 2"]


def test_sections_of_party_resolutions_have_dashes() -> None:
    text = (
        f"I- TÌNH HÌNH\n1- Cấp ủy {LONG} {LONG}.\n2- Chi bộ {LONG} {LONG}.\nII- QUAN ĐIỂM\n"
        f"1- Quan điểm\n1.1- Cấp ủy {LONG} {LONG}.\n2- Mục tiêu\n2.1- Tổng quát\n{LONG} {LONG}."
    )
    assert citations(text) == ["mục 1 phần I", "mục 2 phần I", "mục 1 phần II", "mục 2.1 phần II"]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("7- Bộ Tài chính.", id="counts-on-from-nothing"),
        pytest.param("1 - Tỷ lệ thuế tính trên doanh thu", id="formula"),
        pytest.param("3 - 5 ngày làm việc.", id="range"),
        pytest.param("2-NQ/TW là nghị quyết về cán bộ.", id="number-of-a-document"),
        pytest.param("2/QĐ-UBND là quyết định về cán bộ.", id="number-with-a-slash"),
        pytest.param("m - Khối lượng của mẫu.", id="symbol"),
        pytest.param("b-caroten là chất màu.", id="word"),
    ],
)
def test_dashes_that_count_nothing_open_nothing(line: str) -> None:
    text = f"Điều 3. Hồ sơ\n1. Sở {LONG}.\na) Đơn:\n{line}\n2. Phòng {LONG} {LONG}."
    assert citations(text) == ["khoản 1 Điều 3", "khoản 2 Điều 3"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param("1-", "2-", id="dash"),
        pytest.param("1 –", "2 –", id="spaced-dash"),
        pytest.param("1/", "2/", id="slash"),
        pytest.param("1)", "2)", id="bracket"),
        pytest.param("1-", "1a-", id="inserted"),
    ],
)
def test_numbers_that_count_up_are_clauses(one: str, two: str) -> None:
    text = f"Điều 3. Hồ sơ\n{one}Sở {LONG} {LONG}.\n{two}Phòng {LONG} {LONG}."
    assert citations(text) == [f"khoản {mark.strip(' -–/)')} Điều 3" for mark in (one, two)]


def test_an_appendix_may_hold_parts() -> None:
    text = (
        f"Phần thứ nhất\nCHUNG\nĐiều 1. Phạm vi\nNghị định này quy định.\nPhụ lục I\nTHỂ THỨC\n"
        f"Phần I\nTRÌNH BÀY\nI. QUY ĐỊNH\n{LONG} {LONG}.\nPhụ lục II\nVIẾT HOA\n{LONG} {LONG}."
    )
    assert citations(text) == ["Điều 1", "mục I Phần I Phụ lục I", "Phụ lục II"]
    assert paths(text)[-1] == ("Phụ lục II. VIẾT HOA",)


@pytest.mark.parametrize(
    ("title", "citation"),
    [
        pytest.param("QUY CHẾ", "Điều 1 Quy chế kèm theo", id="regulation"),
        pytest.param("ĐIỀU LỆ\nTỔ CHỨC CỦA HỘI", "Điều 1 Điều lệ kèm theo", id="statutes"),
        pytest.param("NHỮNG VIỆC CẦN LÀM", "Điều 1 văn bản kèm theo", id="unknown-type"),
        pytest.param("Phụ lục II\nMẪU HỢP ĐỒNG", "Điều 1 Phụ lục II", id="appendix"),
    ],
)
def test_articles_of_an_attached_document_are_told_apart(title: str, citation: str) -> None:
    text = (
        f"Điều 1. Ban hành\nBan hành kèm theo.\nĐiều 2. Thi hành\nChánh Văn phòng.\n{title}\n"
        "(Kèm theo Quyết định số 5/QĐ-UBND)\nĐiều 1. Phạm vi\nQuy định chung."
    )
    assert [c for c in citations(text) if c.startswith("Điều 1")] == ["Điều 1", citation]


@pytest.mark.parametrize(
    ("line", "citation"),
    [
        pytest.param("Phụ lục I-B", "Phụ lục I-B", id="letter-behind-a-dash"),
        pytest.param("Phụ lục 2.1", "Phụ lục 2.1", id="second-number"),
        pytest.param("Phụ lục số 02/BM", "Phụ lục số 02/BM", id="kind-of-form"),
        pytest.param("Phụ lục A1", "Phụ lục A1", id="letter-and-digit"),
        pytest.param("Mục 2.1", "Mục 2.1", id="section-with-a-second-number"),
        pytest.param("Chương II-A", "Chương II-A", id="inserted-chapter"),
    ],
)
def test_numbers_of_several_parts_are_told_whole(line: str, citation: str) -> None:
    text = f"Điều 1. Áp dụng\nCho chợ hạng ba.\n{line}\nQUẦY TƯƠI\nQuầy tươi {LONG}."
    assert citations(text)[-1] == citation
    assert paths(text)[-1][-1] == f"{line}. QUẦY TƯƠI"


@pytest.mark.parametrize(
    "line", ["(Kèm theo Quyết định số 5)", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
)
def test_what_stands_below_the_number_of_an_appendix_may_be_no_title(line: str) -> None:
    assert paths(f"Phụ lục số 1\n{line}\nTôi xin thuê quầy.") == [("Phụ lục số 1",)]


def test_an_act_goes_on_after_what_looks_like_an_appendix() -> None:
    text = (
        "Chương I\nCHUNG\nĐiều 1. Phạm vi\nLuật này quy định.\nPhụ lục kèm theo.doc\n"
        "Điều 2. Đối tượng\nMọi cơ quan.\nPhụ lục I\nDANH MỤC\nChương II\nRIÊNG\nĐiều 3. Phí\nCó."
    )
    assert paths(text)[-1] == ("Chương II. RIÊNG", "Điều 3. Phí")
    assert [c for c in citations(text) if "Điều" in c] == ["Điều 1", "Điều 2", "Điều 3"]


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        pytest.param(
            f"1. Nội dung\n{LONG} {LONG}.\n2. Sở Nội vụ {LONG} {LONG}.",
            ["khoản 1 Điều 45", "khoản 2 Điều 45"],
            id="a-clause-that-is-a-title",
        ),
        pytest.param(
            f"1. Nội dung\n1.1. Chung\n{LONG} {LONG}.\n1.2. Riêng\n{LONG} {LONG}.",
            ["điểm 1.1 khoản 1 Điều 45", "điểm 1.2 khoản 1 Điều 45"],
            id="decimals",
        ),
        pytest.param(f"I. CHUNG\n{LONG} {LONG}.", ["phần I Điều 45"], id="roman"),
        pytest.param(
            f"Phụ lục I\nBIỂU\n1. Sở {LONG} {LONG}.\n2. Phòng {LONG} {LONG}.",
            ["mục 1 Phụ lục I", "mục 2 Phụ lục I"],
            id="appendix",
        ),
    ],
)
def test_units_of_a_text_that_is_one_article(text: str, cited: list[str]) -> None:
    assert [passage.citation for passage in cut(text, article="45")] == cited


def test_a_clause_after_one_that_is_a_title_is_cited() -> None:
    text = f"I. NHIỆM VỤ\n1. Chung\n{LONG} {LONG}.\n2. Sở Nội vụ {LONG} {LONG}.\na) Việc {LONG}."
    assert citations(text)[:2] == ["mục 1 phần I", "mục 2 phần I"]


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        pytest.param(
            f"1. Chung\n1.1. Cấp tỉnh\n{LONG} {LONG}.\n1.2. Cấp xã {LONG} {LONG}.",
            ["mục 1.1", "tiểu mục 1.2 mục 1"],
            id="the-next-decimal",
        ),
        pytest.param(
            f"1. Chung\n1.1. Cấp tỉnh\n{LONG} {LONG}.\n2. Các sở {LONG} {LONG}.",
            ["mục 1.1", "mục 2"],
            id="the-next-section",
        ),
        pytest.param(
            f"5. Chung\n{LONG} {LONG}.\n6.1. Cấp xã\n{LONG} {LONG}.",
            ["mục 5", "mục 6.1"],
            id="a-section-without-its-heading",
        ),
    ],
)
def test_a_numbered_sentence_stands_below_its_own_number_alone(text: str, cited: list[str]) -> None:
    assert citations(text) == cited
