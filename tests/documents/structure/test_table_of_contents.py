import pytest

from searchkit.documents.structure.passages import cut
from searchkit.documents.structure.sections import sections

LAW = (
    "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;\nChương I\nQUY ĐỊNH CHUNG\n"
    "Điều 1. Phạm vi điều chỉnh\nLuật này quy định.\nĐiều 2. Đối tượng áp dụng\nMọi cơ quan."
)


@pytest.mark.parametrize(
    "contents",
    [
        pytest.param(
            "MỤC LỤC\nChương I QUY ĐỊNH CHUNG ........ 1\nĐiều 1. Phạm vi điều chỉnh ........ 1\n"
            "Điều 2. Đối tượng áp dụng ........ 2\n",
            id="leaders",
        ),
        pytest.param(
            "Mục lục\nChương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi điều chỉnh\n"
            "Điều 2. Đối tượng áp dụng\n",
            id="no-pages",
        ),
        pytest.param(
            "MỤC LỤC\nTên | Trang\nChương I: Quy định chung | 1\nĐiều 1. Phạm vi điều chỉnh | 1\n"
            "Điều 2. Đối tượng áp dụng | 2\n",
            id="table",
        ),
        pytest.param(
            "Điều 1. Phạm vi điều chỉnh …… 1\nĐiều 2. Đối tượng áp dụng …… 2\n", id="leaders-alone"
        ),
    ],
)
def test_a_table_of_contents_is_found_but_not_cited(contents: str) -> None:
    first, *articles = cut(contents + LAW)
    assert contents.strip() in (contents + LAW)[first.start : first.end]
    assert (first.heading, first.citation) == ((), "")
    assert [passage.citation for passage in articles] == ["Điều 1", "Điều 2"]


def test_the_body_may_follow_its_contents_at_once() -> None:
    text = "MỤC LỤC\nĐiều 1. Phạm vi\nĐiều 2. Đối tượng\nĐiều 1. Phạm vi\nLuật này quy định."
    assert [passage.citation for passage in cut(text)] == ["", "Điều 1"]


def test_contents_at_the_end_are_no_part_of_the_last_article() -> None:
    *_, last = sections(f"{LAW}\nMỤC LỤC\nĐiều 1. Phạm vi điều chỉnh\nĐiều 2. Đối tượng áp dụng")
    assert [step.text for step in last.path] == ["MỤC LỤC"]
    assert cut(f"{LAW}\nMỤC LỤC\nĐiều 1. Phạm vi điều chỉnh")[-1].citation == ""


def test_a_section_about_contents_is_no_table() -> None:
    text = "Điều 1. Mục lục hồ sơ\nMục lục hồ sơ ghi rõ số trang.\nĐiều 2. Lưu hồ sơ\nLưu 10 năm."
    assert [passage.citation for passage in cut(text)] == ["Điều 1", "Điều 2"]
