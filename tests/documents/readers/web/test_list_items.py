"""Ordered lists show their numbers, as a browser does."""

from pathlib import Path

import pytest

from searchkit.documents.discovery.sources import discover
from searchkit.documents.model import Document
from searchkit.documents.readers.web.html import extract
from searchkit.documents.reading import read


def words_of(body: str) -> list[str]:
    page = f"<html><head><meta charset=utf-8></head><body>{body}</body></html>"
    return extract(page.encode(), "a.html").text.split()


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        pytest.param("<ol><li>một<li>hai</ol>", "1. một 2. hai", id="plain"),
        pytest.param("<ol start=4><li>một<li>hai</ol>", "4. một 5. hai", id="start"),
        pytest.param("<ol start=-1><li>một<li>hai</ol>", "-1. một 0. hai", id="negative"),
        pytest.param("<ol start=ba><li>một</ol>", "1. một", id="damaged-start"),
        pytest.param("<ol reversed><li>một<li>hai<li>ba</ol>", "3. một 2. hai 1. ba", id="back"),
        pytest.param("<ol reversed start=9><li>một<li>hai</ol>", "9. một 8. hai", id="back-from"),
        pytest.param("<ol><li>một<li value=7>hai<li>ba</ol>", "1. một 7. hai 8. ba", id="value"),
        pytest.param("<ol type=a><li>một<li>hai</ol>", "a. một b. hai", id="letters"),
        pytest.param("<ol type=A start=3><li>một</ol>", "C. một", id="capitals"),
        pytest.param("<ol type=i><li>một<li>hai</ol>", "i. một ii. hai", id="small-roman"),
        pytest.param("<ol type=I start=4><li>một</ol>", "IV. một", id="roman"),
        pytest.param("<ol style='list-style-type:lower-alpha'><li>một</ol>", "a. một", id="css"),
        pytest.param("<ol style='list-style: none'><li>một</ol>", "một", id="css-none"),
        pytest.param("<ol><li type=a>một<li>hai</ol>", "a. một 2. hai", id="type-of-one"),
        pytest.param(
            "<ol><li>một<ol type=a><li>trong<li>nữa</ol><li>hai</ol>",
            "1. một a. trong b. nữa 2. hai",
            id="nested",
        ),
        pytest.param(
            "<ol><li>một<ul><li>gạch</ul><li>hai</ol>", "1. một gạch 2. hai", id="bullets-inside"
        ),
        pytest.param("<ul><li>gạch<ol><li>một</ol></ul>", "gạch 1. một", id="inside-bullets"),
        pytest.param("<ol><li><ol><li>một</ol></ol>", "1. 1. một", id="begins-with-a-list"),
        pytest.param(
            "<ol><li>\n <p>một</p><p>nữa</p><li>hai</ol>", "1. một nữa 2. hai", id="blocks"
        ),
        pytest.param("<ol><li></li><li>hai</ol>", "2. hai", id="empty-item"),
        pytest.param("<ol><li hidden>ẩn<li>hai</ol>", "1. hai", id="hidden-item"),
        pytest.param("<ol><li>1. một<li>2) hai</ol>", "1. một 2) hai", id="numbers-in-the-text"),
        pytest.param("<ol><li>Điều 3. một</ol>", "Điều 3. một", id="articles"),
        pytest.param("<ol class=breadcrumb><li>Trang chủ</ol>", "Trang chủ", id="breadcrumb"),
        pytest.param("<li>lẻ</li>", "lẻ", id="stray"),
        pytest.param("<table><tr><td><ol><li>một</ol><td>ô</table>", "1. một | ô", id="cell"),
    ],
)
def test_items_have_the_numbers_that_a_browser_shows(markup: str, text: str) -> None:
    assert " ".join(words_of(markup)) == text


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        pytest.param("ol{list-style-type:lower-alpha}", "a. một", id="letters"),
        pytest.param(".x{list-style:none inside}", "một", id="none"),
        pytest.param("ol.x li{list-style:none}", "1. một", id="two-parts-are-not-known"),
        pytest.param("ul{list-style:none}", "1. một", id="another-list"),
    ],
)
def test_rules_of_the_page_tell_how_lists_are_numbered(rule: str, text: str) -> None:
    assert " ".join(words_of(f"<style>{rule}</style><ol class=x><li>một</ol>")) == text


def test_clauses_of_a_list_are_cited(tmp_path: Path) -> None:
    duty = "niêm yết giá thuê quầy tại cổng chính của chợ và thông báo cho từng hộ kinh doanh " * 6
    (tmp_path / "cho.html").write_text(
        f"<meta charset=utf-8><p>Điều 7. Trách nhiệm của chủ chợ</p><ol><li>Chủ chợ {duty}.</li>"
        f"<li>Chủ chợ bảo đảm:<ol type=a><li>{duty};</li><li>đủ bình cứu hỏa.</li></ol></ol>",
        "utf-8",
    )
    (source,) = discover([tmp_path])
    (document,) = read(source)
    assert isinstance(document, Document)
    assert [one.citation for one in document.passages] == ["khoản 1 Điều 7", "khoản 2 Điều 7"]
