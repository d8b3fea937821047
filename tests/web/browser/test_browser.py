"""The pages in chromium: searching, reading, the keyboard, narrow and dark, without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.web.browser.conftest import Visit

PAGES = [
    "/",
    "/?q=tinh+gon+bo+may",
    "/?q=ho+ngheo&in.year=2024&page=2",
    "/?q=khong-co-gi-ca",
    "/documents/ke-hoach.txt?q=tinh+gon",
    "/documents/d%C3%A0i.txt",
    "/documents/n%C6%B0%E1%BB%9Bc.txt",
    "/compare/n%C6%B0%E1%BB%9Bc.txt?with=20%2F2022%2FN%C4%90-CP",
    "/documents/nowhere.txt",
    "/saved",
    "/index",
    "/help",
]


@pytest.mark.parametrize("query", ["tinh gọn bộ máy", "tinh gon bo may", "tinhg gonj booj mays"])
def test_three_spellings_find_the_plan(visit: Visit, query: str) -> None:
    page = visit("/")
    page.get_by_role("combobox").fill(query)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("văn bản")
    expect(page.locator("article").first).to_contain_text("Tinh gọn bộ máy")


def test_results_come_while_typing_and_the_address_follows(visit: Visit) -> None:
    page = visit("/")
    page.get_by_role("combobox").press_sequentially("hộ nghèo", delay=15)
    expect(page.locator("article").first).to_contain_text("hộ nghèo")
    page.wait_for_url("**/?q=h*ngh*")
    expect(page).to_have_title("hộ nghèo – searchkit")
    assert "ngh" in (page.get_by_role("link", name="English").get_attribute("href") or "")
    again = visit(page.url.partition("/?")[2].join(["/?", ""]))
    expect(again.locator("article").first).to_contain_text("hộ nghèo")


def test_what_may_be_meant_is_offered_while_typing(visit: Visit) -> None:
    page = visit("/")
    box = page.get_by_role("combobox")
    box.fill("tinh gon b")
    offered = page.get_by_role("option")
    expect(offered.first).to_contain_text("Tinh gọn bộ máy", ignore_case=True)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("article").first).to_be_visible()
    expect(page.locator("#results")).not_to_have_attribute("aria-busy", "true")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.keyboard.press("ArrowDown")
    text = offered.first.text_content() or ""
    marked = box.get_attribute("aria-activedescendant")
    assert marked == offered.first.get_attribute("id")
    page.keyboard.press("Enter")
    expect(box).to_have_value(text)
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.locator("article").first).to_contain_text("Tinh gọn bộ máy")
    box.fill("ho ngh")
    expect(offered.first).to_contain_text("hộ nghèo", ignore_case=True)
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_be_focused()
    expect(box).to_have_value("ho ngh")


def test_a_cited_place_is_shown_above_its_citation(visit: Visit) -> None:
    page = visit("/documents/dẫn.txt")
    page.locator("a.citation").click()
    peek = page.get_by_role("dialog")
    expect(peek).to_contain_text("Các đơn vị báo cáo kết quả")
    expect(peek).not_to_contain_text("giảm đầu mối trung gian")
    peek.get_by_role("link", name="Mở văn bản").click()
    expect(page.locator(".part:target")).to_contain_text("Các đơn vị báo cáo kết quả")


def test_what_changed_an_article_is_shown_above_the_results(visit: Visit) -> None:
    page = visit("/?q=thẩm+định+phương+án+giá&type=nghị+định")
    page.get_by_role("combobox").fill("thẩm định phương án")
    page.wait_for_url("**/?q=th*ph*ng+*n&*")
    mark = page.locator(".documents a.citation", has_text="xem quy định").first
    mark.click()
    expect(page.get_by_role("dialog")).to_contain_text("Thay thế cụm từ")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_changes_stand_beside_the_text_where_there_is_room(visit: Visit) -> None:
    page = visit("/documents/nước.txt")
    wording = page.locator("#p3 .wording").bounding_box()
    changes = page.locator("#p3 .changes").bounding_box()
    assert wording
    assert changes
    assert changes["x"] >= wording["x"] + wording["width"]
    page.set_viewport_size({"width": 320, "height": 640})
    wording = page.locator("#p3 .wording").bounding_box()
    changes = page.locator("#p3 .changes").bounding_box()
    assert wording
    assert changes
    assert changes["y"] >= wording["y"] + wording["height"]


def test_a_facet_narrows_and_a_chip_widens(visit: Visit) -> None:
    page = visit("/?q=ngay+thang+nam")
    page.locator(".facets a", has_text="2025").first.click()
    expect(page.locator(".chips li")).to_contain_text("2025")
    page.locator(".chips a").click()
    expect(page.locator(".chips li")).to_have_count(0)


def test_the_keyboard_alone_searches_and_reads(visit: Visit) -> None:
    page = visit("/index")
    page.goto(page.url.replace("/index", "/?q=ho+ngheo"))
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("a.hit").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("a.hit").nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/**")  # until it is loaded, and its script listens
    expect(page.locator("h1")).to_contain_text("hộ nghèo")
    page.keyboard.press("n")
    expect(page.locator("mark.here")).to_have_count(1)


def test_a_document_is_jumped_through(visit: Visit) -> None:
    page = visit("/documents/d%C3%A0i.txt")
    page.get_by_label("Đến điều, khoản").fill("dieu 30")
    page.keyboard.press("Enter")
    page.wait_for_url("**#p*")
    expect(page.locator(".part:target")).to_contain_text("Việc thứ 30")
    expect(page.locator(".contents a[aria-current]")).to_contain_text("Điều 30")


@pytest.mark.parametrize(
    ("path", "scheme"),
    [*((path, "light") for path in PAGES), *((path, "dark") for path in PAGES[1:9:3])],
)
def test_axe_finds_nothing_to_complain_of(visit: Visit, path: str, scheme: str) -> None:
    page = visit(path, color_scheme=scheme)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_a_small_telephone(visit: Visit, path: str) -> None:
    page = visit(path, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_all_works_without_a_script(visit: Visit) -> None:
    page = visit("/", java_script_enabled=False)
    page.get_by_role("searchbox").fill("tinh gon bo may")
    page.get_by_role("button", name="Tìm kiếm").click()
    page.locator("a.hit").first.click()
    expect(page.locator(".part mark").first).to_be_visible()
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_language_can_be_switched(visit: Visit) -> None:
    page = visit("/help", locale="en-GB")
    expect(page.locator("h1")).to_have_text("How to search")
    page.get_by_role("link", name="Tiếng Việt").click()
    expect(page.locator("h1")).to_have_text("Cách tìm kiếm")


def test_a_passage_is_printed_without_the_frame(visit: Visit) -> None:
    page = visit("/documents/ke-hoach.txt")
    page.emulate_media(media="print")
    expect(page.locator("header.top")).to_be_hidden()
    expect(page.locator(".part").first).to_be_visible()
