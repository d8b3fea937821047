import pytest

from searchkit.documents.structure.markers import opens_paragraph
from searchkit.documents.structure.passages import cut


@pytest.mark.parametrize(
    "wrapped",
    [
        pytest.param(
            "theo khoản 1 và khoản 2\nĐiều 5. Trường hợp khác thì bồi thường.", id="place"
        ),
        pytest.param("theo quy định tại\nĐiều 7\ncủa Nghị định này.", id="bare-article"),
        pytest.param("theo\nMục 2 Chương III Luật này.", id="section-of-a-law"),
        pytest.param(
            "theo Điều 7 và\nPhụ lục I Nghị định này; trường hợp khác thì thôi.", id="and"
        ),
        pytest.param("quy định của Luật Đất đai,\nMục 2 Chương III Nghị định này.", id="comma"),
        pytest.param("quy định tại\nChương II Luật Phòng, chống tham nhũng.", id="chapter"),
        pytest.param("áp dụng\nkhoản 3. Người có thẩm quyền lập biên bản.", id="small-clause"),
        pytest.param("việc nêu ở\nđiều 9. Người có thẩm quyền lập biên bản.", id="small-article"),
    ],
)
def test_a_place_after_a_line_break_opens_nothing(wrapped: str) -> None:
    text = f"Điều 1. Xử lý\n1. Cơ quan xử lý {wrapped}\n2. Cơ quan khác.\nĐiều 2. Hiệu lực\nTừ nay."
    assert [passage.citation for passage in cut(text)] == ["Điều 1", "Điều 2"]


@pytest.mark.parametrize(
    "end",
    [
        pytest.param("nơi mình đang ở\n", id="no-full-stop"),
        pytest.param("cơ quan sở tại\n", id="a-word-before-places"),
        pytest.param("theo khoản 2\n", id="a-place"),
        pytest.param("hồ sơ,\n", id="comma"),
    ],
)
def test_the_next_article_opens_though_a_sentence_lacks_its_end(end: str) -> None:
    text = f"Điều 1. Nơi nộp\nNộp tại {end}Điều 2. Hiệu lực\nCó hiệu lực từ ngày ký."
    assert [passage.citation for passage in cut(text)] == ["Điều 1", "Điều 2"]


def test_a_title_in_capitals_may_end_with_any_word() -> None:
    text = "Mục 2. THÔNG TIN CHUYỂN ĐẾN\nĐiều 20. Xử lý\nCơ quan xử lý."
    assert [passage.citation for passage in cut(text)] == ["Điều 20"]


@pytest.mark.parametrize(
    ("line", "opens"),
    [
        pytest.param("Chương II Luật Phòng, chống tham nhũng", False, id="law"),
        pytest.param("Phụ lục I Nghị định này", False, id="this-decree"),
        pytest.param("Mục 2 Chương III", False, id="chapter"),
        pytest.param("Chương II Quy định cụ thể", True, id="title-like-an-act"),
        pytest.param("Mục 1 Luật sư", True, id="lawyers"),
        pytest.param("Chương I Mục 1. Phạm vi", True, id="two-headings"),
    ],
)
def test_what_follows_a_number_tells_a_title_from_another_act(line: str, *, opens: bool) -> None:
    assert opens_paragraph(line) is opens
