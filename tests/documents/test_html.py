"""Web pages: legacy fonts."""

import pytest

from searchkit.documents.readers.html import extract

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
