"""Web pages: the article in the page, and legacy fonts."""

import pytest

from searchkit.documents.readers.web.html import extract

WORD_STYLES = """<style>
<!-- /* Font Definitions */ @font-face {font-family:".VnTime"; panose-1:2 11 114 3;}
 /* Style Definitions */
 p.MsoNormal, li.MsoNormal {margin:0cm; font-size:14.0pt; font-family:".VnTime","sans-serif";}
 h1 {font:bold 14.0pt ".VnTimeH";} .thuong {font-family:Arial}
--></style>"""


def text_of(body: str, head: str = "<meta charset=utf-8>") -> str:
    return extract(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "a.html").text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param("<font face='.VnTimeH'>ñy ban</font>", "ỦY BAN", id="font-of-capitals"),
        pytest.param("<font face='.VnTime, Times'>Bé m«n</font>", "Bộ môn", id="first-of-fonts"),
        pytest.param("<font face=VNI-Times>Sôû</font>", "Sở", id="vni"),
        pytest.param("<p style='font-family:\".VnTime\"'>Bé</p>", "Bộ", id="style"),
        pytest.param("<p style='font:italic 13pt .VnTime'>Bé</p>", "Bộ", id="short-style"),
        pytest.param("<div style='FONT-FAMILY: .VnTime'><p>Bé</div>", "Bộ", id="inherited"),
        pytest.param(
            "<font face=.VnTime>Bé <font face=Arial>Bé</font></font>", "Bộ Bé", id="inner"
        ),
        pytest.param("<font face=VNI-Times>Sô<b>û</b> Taøi</font>", "Sở Tài", id="split-letter"),
        pytest.param("<p>Bé <span style='font-family:.VnTime'>Bé</span></p>", "Bé Bộ", id="run"),
        pytest.param("<p>Bé</p>", "Bé", id="no-font"),
        pytest.param("<font face='Times New Roman'>Bé</font>", "Bé", id="font-of-unicode"),
    ],
)
def test_a_legacy_font_decides_about_its_run(body: str, text: str) -> None:
    assert text_of(body) == text


def test_fonts_of_classes_and_tags_are_those_of_the_style_rules() -> None:
    body = (
        "<h1>sè</h1><p class='MsoNormal'>Bé</p><p>Bé</p>"
        "<p class=MsoNormal><span class='thuong'>Bé</span></p>"
    )
    assert text_of(body, WORD_STYLES).split("\n\n") == ["SỐ", "Bộ", "Bé", "Bé"]


def test_the_title_is_read_in_its_font_too() -> None:
    page = "<html><title>x</title><body><h1><font face=.VnTimeH>c«ng b¸o</font></h1><p>Sè</body>"
    assert extract(page.encode(), "a.html").title == "CÔNG BÁO"


def test_legacy_letters_without_a_font_are_known_by_the_page_as_a_whole() -> None:
    page = (
        "<title>LuËt</title><body><p>QuyÕt ®Þnh vÒ viÖc</p><p>thùc <b>hi</b>Ön <br>nhiÖm vô</p>"
        "<p>Bé trưởng tên là Bé</p></body>"
    )
    made = extract(page.encode(), "a.html")
    assert made.title == "Luật"
    assert made.text == "Quyết định về việc\n\nthực hiện\nnhiệm vụ\n\nBé trưởng tên là Bé"


MENU = "".join(f"<li><a href=/{n}>Chuyên mục số {n}</a></li>" for n in range(9))
COOKIES = (
    "<div>Trang này dùng cookie để phục vụ bạn đọc tốt hơn. Xem tiếp nghĩa là bạn đồng ý với chính "
    "sách của chúng tôi.</div>"
)
ASIDE = (
    "<div><h3>Đọc nhiều</h3><div><a href=/x>Trồng cây</a><p>Các đoàn thể ra quân trồng cây trong "
    "tuần lễ đầu xuân, hưởng ứng lời kêu gọi của tỉnh.</p></div></div>"
)
FOOTER = (
    "<div><p>Cơ quan chủ quản: Ủy ban nhân dân tỉnh Ví Dụ. Ghi rõ nguồn khi phát hành lại thông "
    "tin từ trang này.</p></div>"
)
HEADLINE = "Kiểm tra tiến độ dự án đường ven biển"
NEWS = (
    "<p>Sáng nay, đoàn công tác đã kiểm tra tiến độ thi công dự án đường ven biển.</p>"
    "<p>Các nhà thầu tăng ca, bảo đảm an toàn lao động trong mùa mưa bão.</p>"
)
LETTERHEAD = (
    "<table><tr><td>HỘI ĐỒNG NHÂN DÂN<br>TỈNH VÍ DỤ<br>Số: 5/NQ-HĐND</td><td>CỘNG HÒA XÃ HỘI CHỦ "
    "NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</td></tr></table>"
)
RESOLUTION = (
    "NGHỊ QUYẾT",
    "Quy định chính sách hỗ trợ học phí",
    "Căn cứ Luật Tổ chức chính quyền địa phương;",
    "Điều 1. Nghị quyết này quy định chính sách hỗ trợ học phí đối với học sinh của tỉnh.",
    "Điều 2. Học sinh nộp hồ sơ tại trường trước ngày khai giảng; nhà trường lập danh sách.",
    "Điều 3. Ủy ban nhân dân tỉnh tổ chức thực hiện Nghị quyết này.",
)


def portal(article: str) -> str:
    return f"<ul>{MENU}</ul>{COOKIES}<div><div>{article}</div>{ASIDE}</div>{FOOTER}"


@pytest.mark.parametrize(
    "article",
    [
        pytest.param(f"<h1>{HEADLINE}</h1><i>12/07/2024 08:30</i>{NEWS}", id="heading"),
        pytest.param(f"<div>{HEADLINE}</div><i>12/07/2024 08:30</i>{NEWS}", id="title-of-the-page"),
        pytest.param(
            f"<h1>{HEADLINE}</h1><i>12/07/2024 08:30</i><div>{NEWS}</div>", id="body-apart"
        ),
    ],
)
def test_a_short_article_is_read_without_its_surroundings(article: str) -> None:
    lines = text_of(portal(article), f"<title>{HEADLINE} - Cổng thông tin</title>").split("\n")
    assert lines[0] == HEADLINE
    assert "12/07/2024 08:30" in lines
    assert lines[-1].startswith("Các nhà thầu")


def test_a_heading_of_the_portal_does_not_keep_the_portal() -> None:
    page = f"<div><h1>Cổng thông tin điện tử tỉnh Ví Dụ</h1></div>{portal(NEWS * 20)}"
    assert text_of(page).startswith("Sáng nay")
    assert "Cơ quan chủ quản" not in text_of(page)


@pytest.mark.parametrize("tag", ["p", "div"])
def test_a_short_official_document_is_read_whole_and_alone(tag: str) -> None:
    body = "".join(f"<{tag}>{line}</{tag}>" for line in RESOLUTION)
    for page in (f"{LETTERHEAD}{body}", portal(f"{LETTERHEAD}{body}")):
        lines = text_of(page).split("\n")
        assert lines[0] == "HỘI ĐỒNG NHÂN DÂN"
        assert lines[-1] == RESOLUTION[-1]
        assert all(line in lines for line in RESOLUTION)


def test_paragraphs_before_a_box_are_no_surroundings() -> None:
    page = f"<p>{HEADLINE}</p>{NEWS}<div><div>{HEADLINE}</div>{NEWS}{NEWS}</div>"
    assert text_of(page, f"<title>{HEADLINE}</title>").count("Sáng nay") == 3


def test_a_page_that_word_saved_shows_what_word_shows() -> None:
    body = (
        "<div class=WordSection1><p>Điều 1. Bảo đảm tuyển dụng đúng người<a href=#_ftn1>[1]</a>, "
        "đúng việc theo vị trí việc làm.<del>đã xóa</del></p><p><span style='display:none;"
        "mso-hide:all'>ẩn</span>Ý kiến<span class=MsoCommentReference>[a1]</span> của các đơn vị "
        "được tiếp thu đầy đủ trong dự thảo.</p></div><div class=WordSection2><p>Phụ lục</p></div>"
        "<div style='mso-element:footnote-list'><p>[1] Theo Luật Viên chức.</p></div>"
        "<div style='mso-element:comment-list'><p>nhận xét</p></div>"
    )
    assert text_of(body).split("\n\n") == [
        "Điều 1. Bảo đảm tuyển dụng đúng người[1], đúng việc theo vị trí việc làm.",
        "Ý kiến của các đơn vị được tiếp thu đầy đủ trong dự thảo.",
        "Phụ lục",
        "[1] Theo Luật Viên chức.",
    ]


def test_preformatted_lines_stay_lines() -> None:
    page = "<pre>ỦY BAN\n  NHÂN DÂN\n<font face=.VnTime>Bé\nSè</font></pre><p>hai\ndòng</p>"
    assert text_of(page) == "ỦY BAN\nNHÂN DÂN\nBộ\nSố\n\nhai dòng"
